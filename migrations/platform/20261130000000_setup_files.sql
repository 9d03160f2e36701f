-- What is set up on pages. Applied once in each service's schema.

-- A file that somebody looks at before it counts. One a person and subject: a new one takes the place of
-- the one before.
create table setup_proposal (
    staff_id    uuid        not null,
    -- What it is about: 'areas', 'teams', 'things'.
    subject     text        not null,
    content     text        not null,
    proposed_at timestamptz not null,
    constraint setup_proposal_pkey primary key (staff_id, subject)
);

-- Who changed what.
create table setup_change (
    setup_change_id uuid        not null,
    subject         text        not null,
    staff_name      text        not null,
    summary         text        not null,
    changed_at      timestamptz not null,
    constraint setup_change_pkey primary key (setup_change_id)
);
create index setup_change_latest on setup_change (subject, changed_at desc, setup_change_id desc);
