-- The end of an order's term moves when its issue waits for whoever reported it, or terms change.

alter table issue_routing
    add due_at timestamptz,
    -- An answer of whoever reported it is waited for, at most until then.
    add waits_until timestamptz;
alter table work_order add waits_until timestamptz;
