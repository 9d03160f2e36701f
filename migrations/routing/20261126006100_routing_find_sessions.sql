-- The sessions of an account, to end them all.
create index staff_session_account on staff_session (staff_account_id) where ended_at is null;
