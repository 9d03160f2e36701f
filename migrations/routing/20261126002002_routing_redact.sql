-- Which redaction of a report's words is kept here; the report itself counts as 1.
alter table issue_report add column redacted_sequence bigint not null default 1;
