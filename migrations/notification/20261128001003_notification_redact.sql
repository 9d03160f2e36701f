-- The place of a report as it may be told: the report itself can come later.
create table redacted_place (
    report_id     uuid   not null,
    sequence      bigint not null,
    location_text text   not null,
    constraint redacted_place_pkey primary key (report_id)
);
