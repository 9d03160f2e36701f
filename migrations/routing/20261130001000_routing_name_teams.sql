-- A team is announced when it changes.
alter table team add column version bigint not null default 1;
