-- What a crew reported on the street and took along at once, until its report has a work order.
create table taken_along (
    -- Made on the phone; the act has this id in phone_act when it was put down at an order.
    phone_act_id uuid        not null,
    report_id    uuid        not null,
    staff_id     uuid        not null,
    staff_name   text        not null,
    -- The teams that they worked for; null: all.
    teams        text[],
    note         text        not null default '',
    photo_ids    uuid[]      not null,
    acted_at     timestamptz not null,
    received_at  timestamptz not null,
    away_m       integer,
    accuracy_m   integer,
    constraint taken_along_pkey primary key (phone_act_id)
);
create index taken_along_report on taken_along (report_id);
