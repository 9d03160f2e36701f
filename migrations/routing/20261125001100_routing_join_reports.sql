-- Several reports of one thing are one issue.

-- When a report is about a thing that is known already; 0 metres is never.
alter table category
    -- Metres within which two reports of one kind are about one thing.
    add near_m integer not null default 50,
    -- Metres within which they are when their pictures are alike.
    add alike_m integer not null default 100,
    -- Days after the first report.
    add join_days integer not null default 30,
    add constraint category_near_m check (near_m between 0 and 250),
    add constraint category_alike_m check (alike_m between 0 and 250),
    add constraint category_join_days check (join_days between 0 and 365);
-- Two residents who choose this seldom mean the same.
update category set near_m = 0, alike_m = 50 where category_key = 'other';

alter table issue
    -- Of `photo_ids`, as far as there is something to see on them.
    add picture_hashes bigint[] not null default '{}';
create index issue_open_location on issue using gist ((location::geography))
    where closed_at is null;

alter table issue_report
    -- What the report brought, so that it can be an issue of its own again. Null in a report from
    -- before reports could join: that is what its issue holds.
    add location geometry(Point, 4326),
    add location_text text,
    add description text,
    add photo_ids uuid[],
    add picture_hashes bigint[];
