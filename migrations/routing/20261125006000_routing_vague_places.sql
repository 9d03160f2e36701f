-- The location is only some point of the buurt, so that nothing is near it by rule.
alter table issue add column is_place_vague boolean not null default false;
