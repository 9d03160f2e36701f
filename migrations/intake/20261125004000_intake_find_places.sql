-- What residents call a place, and what stands on the street.

-- Names and addresses to search. The file that was imported last is the whole list.
create table place (
    place_id  bigint generated always as identity,
    name      text                  not null,
    kind      text                  not null,
    -- The name as it is searched: small letters and digits, single spaces, no accents.
    needle    text                  not null,
    point     geometry(Point, 4326) not null,
    street    text                  not null default '',
    number    text                  not null default '',
    postcode  text                  not null default '',
    constraint place_pkey primary key (place_id),
    constraint place_kind check (kind in ('address', 'street', 'place'))
);
create index place_needle on place using gin (needle public.gin_trgm_ops);

-- The register of containers, bins, benches and lamp posts.
create table asset (
    asset_id  uuid                  not null,
    kind      text                  not null,
    -- As it stands on the thing itself.
    number    text                  not null,
    point     geometry(Point, 4326) not null,
    owner     text                  not null default '',
    -- No longer in the register; reports may still name it.
    is_gone   boolean               not null default false,
    constraint asset_pkey primary key (asset_id),
    constraint asset_number_key unique (kind, number),
    constraint asset_kind check (kind in ('container', 'bin', 'bench', 'lamp_post'))
);
create index asset_point on asset using gist (point) where not is_gone;

-- What the report is about, when the resident pointed at it.
alter table report add column asset_id uuid;
alter table report add constraint report_asset_fkey foreign key (asset_id) references asset;
create index report_asset on report (asset_id) where asset_id is not null;

alter table draft add column asset_id uuid;

-- Whose it is, when it is not ours: coarse outlines of the municipalities around.
create table neighbour (
    name         text                         not null,
    municipality text                         not null,
    -- Where that municipality takes reports.
    url          text                         not null,
    outline      geometry(MultiPolygon, 4326) not null,
    constraint neighbour_pkey primary key (name)
);
create index neighbour_outline on neighbour using gist (outline);
