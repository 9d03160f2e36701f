-- What a team is called is announced, each time with a higher version; 0 for a name that only came
-- with an issue.
alter table team add column version bigint not null default 0;
