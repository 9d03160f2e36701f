-- What was told later may hold names too: the text of each answer as it may stay, by its sequence.
alter table issue_report add column redacted_answers jsonb not null default '{}';
