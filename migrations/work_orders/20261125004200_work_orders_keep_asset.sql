-- The thing on the street that it is about: {"id", "kind", "number"}.
alter table work_order add column asset jsonb;
