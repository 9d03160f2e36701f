-- What residents told about a report after they sent it, for the crew that has the order.
create table report_note (
    report_id uuid        not null,
    sequence  bigint      not null,
    kind      text        not null,
    text      text        not null,
    photo_ids uuid[]      not null,
    told_at   timestamptz not null,
    constraint report_note_pkey primary key (report_id, sequence)
);

-- Whoever sent it wants to be forgotten: an order that is asked for later holds no words of theirs.
create table forgotten_report (
    report_id uuid   not null,
    photo_ids uuid[] not null,
    constraint forgotten_report_pkey primary key (report_id)
);

-- To find the orders of a report.
create index work_order_reports on work_order using gin (report_ids);
