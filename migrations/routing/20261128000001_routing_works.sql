-- An issue can be with several teams; a dispatcher closes, joins, and takes back what they did.

-- What each team was asked to do about an issue.
create table issue_work (
    issue_id        uuid        not null,
    -- The version of the issue that asked for it: the name that both sides know it by.
    issue_version   bigint      not null,
    team_key        text        not null,
    -- Null before the order came.
    work_order_id   uuid,
    order_version   bigint      not null default 0,
    status          text        not null default 'open',
    reason          text        not null default '',
    note            text        not null default '',
    after_photo_ids uuid[]      not null default '{}',
    changed_at      timestamptz not null,
    -- It is no longer asked of the team.
    is_over         boolean     not null default false,
    constraint issue_work_pkey primary key (issue_id, issue_version),
    constraint issue_work_issue_fkey foreign key (issue_id) references issue,
    constraint issue_work_team_fkey foreign key (team_key) references team
);

insert into issue_work (issue_id, issue_version, team_key, work_order_id, order_version, status,
    reason, note, after_photo_ids, changed_at)
select issue_id, routed_version, team_key, work_order_id, work_order_version,
    case status when 'planned' then 'accepted' when 'in_progress' then 'in_progress'
        when 'resolved' then 'done' when 'not_resolved' then 'refused' else 'open' end,
    reason, note, after_photo_ids, changed_at
from issue where team_key is not null;

alter table issue drop column work_order_id, drop column work_order_version,
    -- The issue in which it goes on.
    add column joined_into uuid,
    add constraint issue_joined_into_fkey foreign key (joined_into) references issue;

-- What waits for a dispatcher: without a team, or given back by one of several.
drop index issue_triage;
create index issue_waiting on issue (due_at, issue_id)
    where triage_reason <> '' and closed_at is null;

-- A dispatcher closes the issue: it can be taken back until it happens.
create table issue_closing (
    issue_id    uuid        not null,
    is_solved   boolean     not null,
    -- Why, when it is not solved.
    reason      text        not null,
    -- What residents read.
    note        text        not null,
    staff_id    uuid        not null,
    staff_name  text        not null,
    closes_at   timestamptz not null,
    constraint issue_closing_pkey primary key (issue_id),
    constraint issue_closing_issue_fkey foreign key (issue_id) references issue
);
create index issue_closing_closes_at on issue_closing (closes_at);

-- What dispatchers did, with what is needed to take it back.
create table issue_act (
    issue_act_id uuid        not null,
    -- Several issues at once.
    batch_id     uuid        not null,
    issue_id     uuid        not null,
    kind         text        not null,
    -- The version of the issue right after it: a later one was changed since.
    version      bigint      not null,
    before       jsonb       not null,
    staff_id     uuid        not null,
    staff_name   text        not null,
    done_at      timestamptz not null,
    undone_at    timestamptz,
    constraint issue_act_pkey primary key (issue_act_id),
    constraint issue_act_issue_fkey foreign key (issue_id) references issue
);
create index issue_act_batch on issue_act (batch_id);
create index issue_act_issue on issue_act (issue_id, done_at);
