-- What residents are asked about a category, and what they answered so far.
alter table category add column questions text not null default '';
alter table draft add column answers jsonb not null default '{}';
