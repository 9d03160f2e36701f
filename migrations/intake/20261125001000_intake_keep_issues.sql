-- The issues where residents can see them: what lies where, how far it is, and since when.

-- A copy of what routing announces, the newest version of each. Nothing that a resident wrote
-- is shown from here to others unless a page says so.
create table issue (
    issue_id       uuid                  not null,
    version        bigint                not null,
    category       text                  not null,
    location       geometry(Point, 4326) not null,
    -- The place in the words of who reported it first.
    location_text  text                  not null,
    -- Empty is outside all of them.
    area_code      text                  not null,
    area_name      text                  not null,
    status         text                  not null,
    status_reason  text                  not null,
    -- Empty is nobody yet.
    team_name      text                  not null,
    expected_at    timestamptz,
    opened_at      timestamptz           not null,
    changed_at     timestamptz           not null,
    -- The first picture of the reports, and the first of the clean spot.
    photo_id       uuid,
    after_photo_id uuid,
    report_count   integer               not null,
    constraint issue_pkey primary key (issue_id)
);
-- What is open near a place, in metres.
create index issue_open_location on issue using gist ((location::geography))
    where status not in ('resolved', 'not_resolved');
-- What changed last: the list beside the map.
create index issue_changed_at on issue (changed_at desc, issue_id);

-- Until now each report was an issue of its own.
insert into issue (issue_id, version, category, location, location_text, area_code, area_name,
        status, status_reason, team_name, expected_at, opened_at, changed_at, photo_id,
        after_photo_id, report_count)
select distinct on (r.issue_id)
       r.issue_id, r.issue_version, r.category, r.location, r.location_text,
       coalesce(r.area_code, ''), coalesce(r.area_name, ''), r.status, r.status_reason,
       r.team_name, r.expected_at, r.created_at, coalesce(h.changed_at, r.created_at),
       p.photo_id, h.after_photo_ids[1], 1
from report r
left join report_history h on h.report_id = r.report_id and h.issue_version = r.issue_version
left join report_photo p on p.report_id = r.report_id and p.position = 1
where r.issue_id is not null
order by r.issue_id, r.created_at;
