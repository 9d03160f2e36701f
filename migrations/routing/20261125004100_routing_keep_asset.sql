-- The thing on the street that the first report points at: {"id", "kind", "number"}.
alter table issue add column asset jsonb;
