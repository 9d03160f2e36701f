-- Read models: base rows, so that every count is a recount.

create table area (
    area_code text   not null,
    name      text   not null,
    wijk_code text   not null,
    wijk_name text   not null,
    version   bigint not null,
    constraint area_pkey primary key (area_code)
);

create table category (
    category_key text    not null,
    name         text    not null,
    position     integer not null,
    version      bigint  not null,
    constraint category_pkey primary key (category_key)
);

-- Every name that a team had: rows are only added, so that the order of events
-- does not matter and no two events wait for each other.
create table team (
    team_key text not null,
    name     text not null,
    constraint team_pkey primary key (team_key, name)
);

create table report (
    report_id    uuid        not null,
    category     text        not null,
    submitted_at timestamptz not null,
    constraint report_pkey primary key (report_id)
);
create index report_submitted_at on report (submitted_at);

create table issue (
    issue_id       uuid        not null,
    version        bigint      not null,
    status         text        not null,
    reason         text        not null,
    category       text        not null,
    -- Empty is unknown.
    area_code      text        not null,
    area_name      text        not null,
    -- Empty is triage.
    team_key       text        not null,
    team_name      text        not null,
    report_numbers text[]      not null,
    location_text  text        not null,
    due_at         timestamptz not null,
    opened_at      timestamptz not null,
    changed_at     timestamptz not null,
    closed_at      timestamptz,
    constraint issue_pkey primary key (issue_id)
);
-- What is open now is counted from here: 1 to 3 ms at ten million rows.
create index issue_open on issue (team_key, area_code, category, opened_at, due_at)
    where closed_at is null;
-- What is late the longest.
create index issue_due on issue (due_at, issue_id) where closed_at is null;

create table work_order (
    work_order_id uuid        not null,
    issue_id      uuid        not null,
    version       bigint      not null,
    status        text        not null,
    team_key      text        not null,
    team_name     text        not null,
    area_code     text        not null,
    category      text        not null,
    due_at        timestamptz not null,
    opened_at     timestamptz not null,
    changed_at    timestamptz not null,
    closed_at     timestamptz,
    constraint work_order_pkey primary key (work_order_id)
);
create index work_order_open on work_order (team_key, area_code, category, opened_at)
    where closed_at is null;
