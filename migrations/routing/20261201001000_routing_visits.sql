-- When a team comes: the time that it agreed for its work, and that residents are told of the issue.
alter table issue_work add column visit tstzrange;
alter table issue add column visit tstzrange;
