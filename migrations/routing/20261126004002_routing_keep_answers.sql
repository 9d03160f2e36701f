-- What else a report brought, so that it has it still when it becomes an issue of its own.
alter table issue_report
    add answers jsonb not null default '{}',
    -- The thing on the street that it points at: {"id", "kind", "number"}.
    add asset jsonb;
