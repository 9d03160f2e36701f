-- Whoever sent it wants to be forgotten: the place in their words is not shown.
create table forgotten_report (
    report_number text not null,
    constraint forgotten_report_pkey primary key (report_number)
);

-- To find the issue that tells the place in the words of a report.
create index issue_first_report on issue ((report_numbers[1]));
