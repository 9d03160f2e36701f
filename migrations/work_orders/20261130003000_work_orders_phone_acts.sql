-- What crews did with their phones: kept on the phone without connection, and sent when there was one.
create table phone_act (
    -- Made on the phone: the same id is the same act, however often it comes.
    phone_act_id  uuid        not null,
    work_order_id uuid        not null,
    issue_id      uuid        not null,
    staff_id      uuid        not null,
    staff_name    text        not null,
    what          text        not null,
    reason        text        not null default '',
    note          text        not null default '',
    photo_ids     uuid[]      not null default '{}',
    -- On the street, by how long ago the phone said it was.
    acted_at      timestamptz not null,
    received_at   timestamptz not null,
    -- Metres from the place of the order, and how sure the phone was of that; it keeps to itself where it was.
    away_m        integer,
    accuracy_m    integer,
    outcome       text        not null,
    -- What the person was told when somebody else was first.
    title         text        not null default '',
    words         text        not null default '',
    constraint phone_act_pkey primary key (phone_act_id),
    constraint phone_act_order_fkey foreign key (work_order_id) references work_order,
    constraint phone_act_what check (what in ('accept', 'start', 'complete', 'refuse')),
    constraint phone_act_outcome check (outcome in ('applied', 'settled'))
);
create index phone_act_order on phone_act (work_order_id);
-- What was also done about an issue, for who comes next.
create index phone_act_beside on phone_act (issue_id, acted_at) where outcome = 'settled';

-- The act that made a step; null for a step that was made on the page, by a program or by the system.
alter table work_order_history add column phone_act_id uuid references phone_act;
