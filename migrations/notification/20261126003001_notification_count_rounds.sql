-- What was closed can be opened again, and is then told again: each round sends each step once.

-- Every state of the issue behind a report that people hear about, and when it was opened again.
-- Events come in any order, so the rounds are counted from the versions, each time anew.
create table report_turn (
    report_id     uuid   not null,
    issue_version bigint not null,
    -- progress, resolved or not_resolved; or reopened, which begins a round.
    step          text   not null,
    facts         jsonb  not null,
    constraint report_turn_pkey primary key (report_id, issue_version)
);

-- report_step stays until nobody runs the version that writes it.
insert into report_turn (report_id, issue_version, step, facts)
select report_id, issue_version, step, facts from report_step
on conflict do nothing;

alter table delivery
    add column round integer not null default 1,
    -- The state that the message tells; null: the newest.
    add column issue_version bigint;

update delivery d set issue_version = t.issue_version
from subscription s join report_step t using (report_id)
where s.subscription_id = d.subscription_id and t.step = d.step and d.status = 'waiting';

-- The version before cannot plan mails without the old key: its events come again to the new one.
alter table delivery
    drop constraint delivery_step_key,
    add constraint delivery_round_key unique (subscription_id, step, round, channel);
