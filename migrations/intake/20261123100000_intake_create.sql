-- What residents told us, what they may see of it, and every photo of the system.

-- Copies of what routing publishes: enough to say where a place is and to
-- refuse what is not ours before anything is stored.
create table area (
    area_code text                         not null,
    name      text                         not null,
    wijk_code text                         not null,
    wijk_name text                         not null,
    outline   geometry(MultiPolygon, 4326) not null,
    version   bigint                       not null,
    constraint area_pkey primary key (area_code)
);
create index area_outline on area using gist (outline);

create table category (
    category_key text    not null,
    name         text    not null,
    examples     text    not null,
    position     integer not null,
    active       boolean not null,
    version      bigint  not null,
    constraint category_pkey primary key (category_key)
);

create table photo (
    photo_id   uuid        not null,
    width      integer     not null,
    height     integer     not null,
    created_at timestamptz not null,
    -- Part of a report, or the end of one. What nobody uses is forgotten.
    is_kept    boolean     not null default false,
    constraint photo_pkey primary key (photo_id)
);
create index photo_not_kept on photo (created_at) where not is_kept;

create table report (
    report_id           uuid                  not null,
    report_number       text                  not null,
    category            text                  not null,
    location            geometry(Point, 4326) not null,
    -- The place in the resident's own words.
    location_text       text                  not null,
    -- Radius in metres within which the phone believed to be.
    location_accuracy_m real,
    description         text                  not null,
    answers             jsonb                 not null default '{}',
    language            text                  not null,
    area_code           text,
    area_name           text,
    created_at          timestamptz           not null,
    -- Public state, as the issue's events tell it.
    status              text                  not null default 'received',
    status_reason       text                  not null default '',
    issue_id            uuid,
    issue_version       bigint                not null default 0,
    team_name           text                  not null default '',
    expected_at         timestamptz,
    -- Whether the resident gave a mail address.
    has_email           boolean               not null default false,
    constraint report_pkey primary key (report_id),
    constraint report_number_key unique (report_number),
    constraint report_description_length check (char_length(description) <= 2000),
    constraint report_location_text_length check (char_length(location_text) <= 200),
    constraint report_status check (status in ('received', 'routed', 'planned', 'in_progress',
        'waiting_for_reporter', 'resolved', 'not_resolved', 'reopened'))
);

create table report_photo (
    report_id uuid     not null,
    position  smallint not null,
    photo_id  uuid     not null,
    constraint report_photo_pkey primary key (report_id, position),
    constraint report_photo_report_fkey foreign key (report_id) references report,
    constraint report_photo_photo_fkey foreign key (photo_id) references photo
);

-- The timeline of a report, one row a change of its issue. The after-photos
-- belong to the change that brought them.
create table report_history (
    report_id       uuid        not null,
    issue_version   bigint      not null,
    status          text        not null,
    reason          text        not null,
    note            text        not null,
    team_name       text        not null,
    after_photo_ids uuid[]      not null,
    changed_at      timestamptz not null,
    constraint report_history_pkey primary key (report_id, issue_version),
    constraint report_history_report_fkey foreign key (report_id) references report
);

-- Which report a client's key stands for, and a hash of what it sent with it.
create table idempotency (
    idempotency_key text        not null,
    body_hash       bytea       not null,
    report_id       uuid        not null,
    created_at      timestamptz not null,
    constraint idempotency_pkey primary key (idempotency_key),
    constraint idempotency_report_fkey foreign key (report_id) references report
        deferrable initially deferred
);
create index idempotency_created_at on idempotency (created_at);

-- What a resident has filled in so far, without contact details. Its id is
-- also the idempotency key of the report that comes of it.
create table draft (
    draft_id      uuid        not null,
    longitude     double precision,
    latitude      double precision,
    accuracy_m    real,
    location_text text        not null default '',
    area_code     text        not null default '',
    -- The buurt is all that was chosen: the point is only somewhere in it.
    is_area_only  boolean     not null default false,
    category      text        not null default '',
    description   text        not null default '',
    photo_ids     uuid[]      not null default '{}',
    report_id     uuid,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    constraint draft_pkey primary key (draft_id)
);
create index draft_updated_at on draft (updated_at);
