-- Who withdrew a report, or wants to be forgotten, hears nothing more; whatever comes later.
create table farewell (
    report_id    uuid        not null,
    is_forgotten boolean     not null,
    said_at      timestamptz not null,
    constraint farewell_pkey primary key (report_id)
);
