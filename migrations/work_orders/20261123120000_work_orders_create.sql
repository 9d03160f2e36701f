-- What each team has to do, and what was done.

create table work_order (
    work_order_id   uuid                  not null,
    issue_id        uuid                  not null,
    -- The issue's version that asked for this work: one order for each.
    issue_version   bigint                not null,
    version         bigint                not null,
    team_key        text                  not null,
    team_name       text                  not null,
    area_code       text,
    area_name       text,
    category        text                  not null,
    category_name   text                  not null,
    location        geometry(Point, 4326) not null,
    location_text   text                  not null,
    description     text                  not null,
    photo_ids       uuid[]                not null,
    report_ids      uuid[]                not null,
    report_numbers  text[]                not null,
    status          text                  not null,
    reason          text                  not null default '',
    note            text                  not null default '',
    after_photo_ids uuid[]                not null default '{}',
    due_at          timestamptz           not null,
    opened_at       timestamptz           not null,
    changed_at      timestamptz           not null,
    -- Staff member who made the last step; null is the system.
    changed_by      uuid,
    closed_at       timestamptz,
    constraint work_order_pkey primary key (work_order_id),
    constraint work_order_issue_key unique (issue_id, issue_version),
    constraint work_order_status check (status in
        ('open', 'accepted', 'in_progress', 'paused', 'done', 'refused', 'cancelled'))
);
-- The crew's list: one team, or every team.
create index work_order_open on work_order (team_key, due_at, work_order_id)
    where closed_at is null;
create index work_order_open_due on work_order (due_at, work_order_id)
    where closed_at is null;
-- Lists in which closed orders count too.
create index work_order_due on work_order (due_at, work_order_id);
create index work_order_closed on work_order (team_key, closed_at)
    where closed_at is not null;
create index work_order_issue on work_order (issue_id);
create index work_order_location on work_order using gist (location);

-- Every step: who, when, what and why.
create table work_order_history (
    work_order_id uuid        not null,
    version       bigint      not null,
    status        text        not null,
    reason        text        not null,
    note          text        not null,
    -- Staff member who did it; null is the system.
    staff_id      uuid,
    staff_name    text        not null,
    changed_at    timestamptz not null,
    constraint work_order_history_pkey primary key (work_order_id, version),
    constraint work_order_history_order_fkey foreign key (work_order_id) references work_order
);

-- The newest routing that was seen of each issue: an older one that comes
-- later opens nothing. It is also the lock on the orders of the issue.
create table issue_routing (
    issue_id uuid   not null,
    version  bigint not null,
    constraint issue_routing_pkey primary key (issue_id)
);

-- Names of the teams that ever got work, for the lists.
create table team (
    team_key text not null,
    name     text not null,
    constraint team_pkey primary key (team_key)
);

-- Copy of the areas that routing publishes.
create table area (
    area_code text                         not null,
    name      text                         not null,
    wijk_code text                         not null,
    outline   geometry(MultiPolygon, 4326) not null,
    version   bigint                       not null,
    constraint area_pkey primary key (area_code)
);
create index area_outline on area using gist (outline);
