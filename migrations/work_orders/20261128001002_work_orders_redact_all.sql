-- The place in words and what was told later may hold names too.
alter table redacted_report
    add column location_text text  not null default '',
    -- The text of each answer as it may stay, by its sequence.
    add column answers       jsonb not null default '{}';
