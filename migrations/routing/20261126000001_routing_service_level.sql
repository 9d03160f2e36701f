-- By when an issue should be done: the term of its category, the hours in which the municipality
-- works, and the questions to residents that hold it up.

alter table category rename column term_days to term;
alter table category add column term_unit text not null default 'working_days';
alter table category drop constraint category_term_days;
alter table category add constraint category_term check (
    term >= 0 and (
        term_unit = 'working_hours' and term <= 1000
        or term_unit in ('working_days', 'calendar_days') and term <= 365
    )
);

-- One row. Its version counts every change of terms, hours and closed days.
create table service_level (
    service_level_id boolean not null default true,
    liberation_day   text    not null default 'every_five_years',
    version          bigint  not null default 1,
    constraint service_level_pkey primary key (service_level_id),
    constraint service_level_one_row check (service_level_id),
    constraint service_level_liberation_day check (
        liberation_day in ('every_five_years', 'every_year', 'never')
    )
);
insert into service_level default values;

-- Local time. A weekday without a row is closed; 1 is Monday.
create table opening_hours (
    weekday integer not null,
    opens   time    not null,
    closes  time    not null,
    constraint opening_hours_pkey primary key (weekday),
    constraint opening_hours_weekday check (weekday between 1 and 7),
    -- The clocks change between two and three at night.
    constraint opening_hours_order check (opens >= '04:00' and closes > opens)
);
insert into opening_hours (weekday, opens, closes)
select weekday, '08:00', '17:00' from generate_series(1, 5) as weekday;

-- Days on which the municipality is closed besides the public holidays.
create table closed_day (
    day  date not null,
    name text not null,
    constraint closed_day_pkey primary key (day)
);

-- The term of the issue, from where it began to count, and what was done when it neared its end.
alter table issue
    add column term integer not null default 5,
    add column term_unit text not null default 'working_days',
    add column clock_started_at timestamptz,
    add column warn_at timestamptz,
    add column warned_at timestamptz,
    add column escalated_at timestamptz,
    -- The version of service_level by which the end was computed; an older one is computed anew.
    add column service_level_version bigint not null default 0;
update issue set clock_started_at = coalesce(
    (select max(h.changed_at) from issue_history h
     where h.issue_id = issue.issue_id and h.reason = 'still_there'),
    opened_at
), warn_at = due_at;
alter table issue
    alter column clock_started_at set not null,
    alter column warn_at set not null;
create index issue_to_warn on issue (warn_at) where closed_at is null and warned_at is null;
create index issue_to_escalate on issue (due_at) where closed_at is null and escalated_at is null;
create index issue_service_level on issue (service_level_version) where closed_at is null;

-- A question to whoever reported it. While one is open the clock of the issue stands still.
create table issue_question (
    issue_question_id uuid        not null,
    issue_id          uuid        not null,
    question          text        not null,
    staff_name        text        not null,
    asked_at          timestamptz not null,
    -- From then on we go on without an answer.
    answer_by         timestamptz not null,
    -- The public status before.
    status_before     text        not null,
    ended_at          timestamptz,
    ended_by          text,
    constraint issue_question_pkey primary key (issue_question_id),
    constraint issue_question_issue_fkey foreign key (issue_id) references issue,
    constraint issue_question_ended check ((ended_at is null) = (ended_by is null)),
    constraint issue_question_ended_by check (
        ended_by in ('answered', 'expired', 'taken_back', 'overtaken')
    )
);
create unique index issue_question_open on issue_question (issue_id) where ended_at is null;
create index issue_question_issue on issue_question (issue_id, asked_at);
create index issue_question_answer_by on issue_question (answer_by) where ended_at is null;

-- What the clock did: each time that the end moved or was passed, and why.
create table issue_clock (
    issue_clock_id uuid        not null,
    issue_id       uuid        not null,
    kind           text        not null,
    -- The end of the term from then on.
    due_at         timestamptz not null,
    staff_name     text,
    happened_at    timestamptz not null,
    constraint issue_clock_pkey primary key (issue_clock_id),
    constraint issue_clock_issue_fkey foreign key (issue_id) references issue,
    constraint issue_clock_kind check (
        kind in ('paused', 'resumed', 'restarted', 'terms_changed', 'warned', 'escalated')
    )
);
create index issue_clock_issue on issue_clock (issue_id, happened_at);

-- Who changed terms, hours or closed days, and what: the version is the one that it made.
create table service_level_change (
    version    bigint      not null,
    staff_name text        not null,
    summary    text        not null,
    changed_at timestamptz not null,
    constraint service_level_change_pkey primary key (version)
);
