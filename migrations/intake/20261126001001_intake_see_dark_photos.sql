-- Whether a photo shows little because it is dark: its sender gets a hint, and may use it all the same.
alter table photo add column is_dark boolean not null default false;
