-- Staff whose account allows it read how to reach whoever reported an issue, and say why.

-- Which issue a report is in, as it was told last; null: not told since this column is there.
alter table report_status add column issue_id uuid;
create index report_status_issue on report_status (issue_id);

-- The wijk of a buurt, for accounts that work in one. Until a buurt is told again it follows from its
-- code: WK and the first six digits (CBS, Toelichting Wijk- en Buurtkaart).
alter table area add column wijk_code text not null default '';
update area set wijk_code = 'WK' || substr(area_code, 3, 6) where area_code ~ '^BU[0-9]{8}$';

-- Who read the contact details of an issue, when and why. The details themselves are not here.
create table contact_view (
    contact_view_id uuid        not null,
    issue_id        uuid        not null,
    staff_id        uuid        not null,
    staff_name      text        not null,
    -- question, danger, complaint, asked or other.
    reason          text        not null,
    -- In their own words; may be empty.
    note            text        not null,
    -- People whose details were shown.
    shown           integer     not null,
    viewed_at       timestamptz not null,
    constraint contact_view_pkey primary key (contact_view_id),
    constraint contact_view_reason check
        (reason in ('question', 'danger', 'complaint', 'asked', 'other'))
);
create index contact_view_viewed on contact_view (viewed_at, contact_view_id);
