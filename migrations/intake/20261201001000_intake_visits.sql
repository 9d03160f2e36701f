-- When a team comes, as whoever follows a report reads it.
alter table report add column visit tstzrange;
alter table report_history add column visit tstzrange;
