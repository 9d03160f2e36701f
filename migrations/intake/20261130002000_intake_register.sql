-- A register of things on the street that somebody looks at before it counts; one a person.
create table register_proposal (
    staff_id uuid primary key,
    content text not null,
    proposed_at timestamptz not null
);

-- Who changed the register.
create table register_change (
    register_change_id uuid primary key,
    staff_name text not null,
    summary text not null,
    changed_at timestamptz not null
);
create index register_change_latest on register_change (changed_at desc, register_change_id desc);
