-- A buurt, and what waits for a team, in the order in which they came: in the order of terms they had an index.

create index issue_open_area_since on issue (area_code, opened_at, issue_id)
    include (due_at, category, team_key, status, is_urgent, location)
    where closed_at is null;
create index issue_waiting_since on issue (opened_at, issue_id)
    include (due_at, category, area_code, team_key, status, is_urgent, location)
    where triage_reason <> '' and closed_at is null;
