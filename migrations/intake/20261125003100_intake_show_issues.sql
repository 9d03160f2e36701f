-- The public list: what is open, newest first.
create index issue_open on issue (opened_at desc, issue_id)
    where status not in ('resolved', 'not_resolved');
-- And what was solved lately.
create index issue_solved on issue (changed_at desc, issue_id) where status = 'resolved';
