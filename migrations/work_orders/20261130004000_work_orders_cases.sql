-- Enforcement cases: what boas saw, kept so that nobody can change it unseen.
create table enforcement_case (
    case_id     uuid        not null,
    -- For people: HZ-2026-0118.
    case_number text        not null,
    -- There is one case of a thing in the street.
    issue_id    uuid        not null,
    -- The order from which it was opened.
    work_order_id uuid      not null,
    area_code   text,
    category    text        not null,
    place       text        not null,
    state       text        not null,
    outcome     text        not null default '',
    opened_at   timestamptz not null,
    opened_by   text        not null,
    constraint enforcement_case_pkey primary key (case_id),
    constraint enforcement_case_number_key unique (case_number),
    constraint enforcement_case_issue_key unique (issue_id),
    constraint enforcement_case_order_fkey foreign key (work_order_id) references work_order,
    constraint enforcement_case_state check (state in ('investigation', 'at_office', 'closed')),
    constraint enforcement_case_outcome check ((state = 'closed') = (outcome <> ''))
);
create index enforcement_case_list on enforcement_case (state, opened_at desc);

-- The last number of a year.
create table case_number (
    year integer not null,
    last integer not null,
    constraint case_number_pkey primary key (year)
);

-- The log of a case: a line of JSON each time something is added, seen or decided.
create table case_entry (
    case_id   uuid    not null,
    -- From 1, without gaps.
    number    integer not null,
    -- As it was signed, to the letter.
    line      text    not null,
    -- SHA-256 of the line; the next line names it.
    hash      bytea   not null,
    -- Ed25519, by a key that the database does not have.
    signature bytea   not null,
    constraint case_entry_pkey primary key (case_id, number),
    constraint case_entry_case_fkey foreign key (case_id) references enforcement_case,
    constraint case_entry_hash check (octet_length(hash) = 32 and octet_length(signature) = 64)
);

-- Photos of a case. What is known of them is in the log, and the originals lie elsewhere.
create table evidence (
    -- Made on the phone: the same id is the same photo, however often it comes.
    evidence_id uuid    not null,
    case_id     uuid    not null,
    -- From 1 in its case.
    number      integer not null,
    staff_id    uuid    not null,
    -- A JPEG on which nobody can read a name; none when the phone could not make one.
    preview     bytea,
    constraint evidence_pkey primary key (evidence_id),
    constraint evidence_number_key unique (case_id, number),
    constraint evidence_case_fkey foreign key (case_id) references enforcement_case
);

-- Who made a report finds the order of it by its number.
create index work_order_numbers on work_order using gin (report_numbers);

-- What was written once stays: the service may add, and not change or take away.
revoke update, delete on case_entry, evidence from work_orders;
revoke delete on enforcement_case, case_number from work_orders;
