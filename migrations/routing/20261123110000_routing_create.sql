-- Where it is, what it is, who does it: areas, categories, teams, rules, issues, staff.

create table area (
    area_code  text                         not null,
    name       text                         not null,
    wijk_code  text                         not null,
    wijk_name  text                         not null,
    outline    geometry(MultiPolygon, 4326) not null,
    version    bigint                       not null default 1,
    constraint area_pkey primary key (area_code),
    constraint area_outline_valid check (st_isvalid(outline))
);
create index area_outline on area using gist (outline);

create table category (
    category_key text    not null,
    name         text    not null,
    examples     text    not null,
    position     integer not null,
    active       boolean not null default true,
    -- Working days until it should be done.
    term_days    integer not null,
    version      bigint  not null default 1,
    constraint category_pkey primary key (category_key),
    constraint category_term_days check (term_days between 0 and 365)
);

create table team (
    team_key text not null,
    name     text not null,
    constraint team_pkey primary key (team_key)
);

-- Which team takes a category; with an area it goes before the one without.
create table routing_rule (
    routing_rule_id uuid not null,
    category_key    text not null,
    area_code       text,
    team_key        text not null,
    constraint routing_rule_pkey primary key (routing_rule_id),
    constraint routing_rule_key unique nulls not distinct (category_key, area_code),
    constraint routing_rule_category_fkey foreign key (category_key) references category,
    constraint routing_rule_area_fkey foreign key (area_code) references area,
    constraint routing_rule_team_fkey foreign key (team_key) references team
);

create table issue (
    issue_id       uuid                  not null,
    -- Counts every change that is announced; the events' sequence.
    version        bigint                not null,
    category       text                  not null,
    location       geometry(Point, 4326) not null,
    location_text  text                  not null,
    description    text                  not null,
    photo_ids      uuid[]                not null,
    area_code      text,
    area_name      text,
    -- Null is triage.
    team_key       text,
    triage_reason  text                  not null default '',
    status         text                  not null,
    reason         text                  not null default '',
    note           text                  not null default '',
    after_photo_ids uuid[]               not null default '{}',
    due_at         timestamptz           not null,
    opened_at      timestamptz           not null,
    changed_at     timestamptz           not null,
    closed_at      timestamptz,
    -- The version that asked for the work last: an order of an earlier one no longer counts.
    routed_version     bigint            not null,
    -- The work order that decides the state, and how far we followed it.
    work_order_id      uuid,
    work_order_version bigint            not null default 0,
    constraint issue_pkey primary key (issue_id),
    constraint issue_team_fkey foreign key (team_key) references team,
    constraint issue_status check (status in ('received', 'routed', 'planned', 'in_progress',
        'waiting_for_reporter', 'resolved', 'not_resolved', 'reopened'))
);
-- The dispatcher's inbox: everything open, or what waits for a team.
create index issue_open on issue (due_at, issue_id) where closed_at is null;
create index issue_triage on issue (due_at, issue_id) where team_key is null and closed_at is null;
-- The list of the API.
create index issue_opened on issue (opened_at desc, issue_id desc);
create index issue_location on issue using gist (location);

create table issue_report (
    report_id     uuid        not null,
    issue_id      uuid        not null,
    report_number text        not null,
    submitted_at  timestamptz not null,
    constraint issue_report_pkey primary key (report_id),
    constraint issue_report_issue_fkey foreign key (issue_id) references issue
);
create index issue_report_issue on issue_report (issue_id);

-- Every change of an issue: who, when, what and why.
create table issue_history (
    issue_id   uuid        not null,
    version    bigint      not null,
    status     text        not null,
    team_key   text,
    reason     text        not null,
    note       text        not null,
    -- Staff member who did it; null is the system or a crew through its work order.
    staff_name text,
    changed_at timestamptz not null,
    constraint issue_history_pkey primary key (issue_id, version),
    constraint issue_history_issue_fkey foreign key (issue_id) references issue
);

create table staff_account (
    staff_account_id uuid        not null,
    email            text        not null,
    name             text        not null,
    role             text        not null,
    team_keys        text[]      not null,
    -- Argon2id in PHC form.
    password_hash    text        not null,
    created_at       timestamptz not null,
    constraint staff_account_pkey primary key (staff_account_id),
    constraint staff_account_email_key unique (email),
    constraint staff_account_role check (role in ('crew', 'boa', 'dispatcher', 'manager', 'admin'))
);

create table staff_session (
    staff_session_id uuid        not null,
    staff_account_id uuid        not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    ended_at         timestamptz,
    constraint staff_session_pkey primary key (staff_session_id),
    constraint staff_session_account_fkey foreign key (staff_account_id) references staff_account
);
