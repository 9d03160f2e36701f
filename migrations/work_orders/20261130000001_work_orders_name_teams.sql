-- What a team is called is announced; 0 for a name that only came with an order.
alter table team add column version bigint not null default 0;
