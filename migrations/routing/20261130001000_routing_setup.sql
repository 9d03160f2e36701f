-- A file with areas or teams that somebody looks at before it counts. One a person and kind: a new one
-- takes the place of the one before.
create table setup_proposal (
    staff_account_id uuid not null references staff_account,
    subject text not null check (subject in ('areas', 'teams')),
    content text not null,
    proposed_at timestamptz not null,
    primary key (staff_account_id, subject)
);

-- Who changed areas and teams.
create table setup_change (
    setup_change_id uuid primary key,
    subject text not null check (subject in ('areas', 'teams')),
    staff_name text not null,
    summary text not null,
    changed_at timestamptz not null
);
create index setup_change_latest on setup_change (subject, changed_at desc, setup_change_id desc);

-- A team is announced when it changes.
alter table team add column version bigint not null default 1;
