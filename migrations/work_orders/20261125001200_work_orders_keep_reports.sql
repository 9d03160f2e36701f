-- Reports join an issue, and leave it, while a crew is at it.

-- The reports of the issue as they were told last. They can be known before the routing is, and
-- an order that is opened later is about them too.
alter table issue_routing
    add reports_version bigint not null default 0,
    add report_ids uuid[] not null default '{}',
    add report_numbers text[] not null default '{}',
    add photo_ids uuid[] not null default '{}';
