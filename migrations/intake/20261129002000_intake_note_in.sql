-- A note to residents in other languages than Dutch, by the language's tag.
alter table report_history add column note_in jsonb not null default '{}';
