-- The words of a report as they may stay: an order that is asked for later begins with them.
create table redacted_report (
    report_id   uuid   not null,
    sequence    bigint not null,
    description text   not null,
    constraint redacted_report_pkey primary key (report_id)
);
