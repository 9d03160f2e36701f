-- The reports that were sent from one browser, for its own list. The id is in a cookie.
create table device_report (
    device_id uuid        not null,
    report_id uuid        not null,
    sent_at   timestamptz not null,
    constraint device_report_pkey primary key (device_id, report_id),
    constraint device_report_report_fkey foreign key (report_id) references report
);
create index device_report_sent_at on device_report (sent_at);
create index device_report_report on device_report (report_id);
