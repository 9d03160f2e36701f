-- Where in the municipality somebody works, and whether they may read how to reach residents.
alter table staff_account
    -- Codes of wijken and buurten; empty: the whole municipality.
    add column area_codes   text[]  not null default '{}',
    add column sees_contact boolean not null default false;
