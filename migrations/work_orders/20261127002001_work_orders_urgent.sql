-- The rules say that it goes before other work.
alter table work_order add column is_urgent boolean not null default false;
