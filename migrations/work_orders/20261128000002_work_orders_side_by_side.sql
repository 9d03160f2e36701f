-- Versions of the issue whose orders stay while the newest routing asks another team as well.
alter table issue_routing add column keeps bigint[] not null default '{}';
