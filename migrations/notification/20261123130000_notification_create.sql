-- Who wants to hear what, and each message that was sent.

-- What a mail needs to say about a report, kept apart from who reads it.
create table report (
    report_id     uuid        not null,
    report_number text        not null,
    category      text        not null,
    location_text text        not null,
    photo_ids     uuid[]      not null,
    language      text        not null,
    submitted_at  timestamptz not null,
    constraint report_pkey primary key (report_id)
);

-- One person who follows one report. The only place with contact details; they are forgotten a while
-- after the issue was closed, the row is not.
create table subscription (
    subscription_id uuid        not null,
    report_id       uuid        not null,
    email           text,
    -- For a call by the team; nothing is sent to it.
    phone           text,
    language        text        not null,
    -- Secret of the link that stops the messages.
    stop_token      text        not null,
    created_at      timestamptz not null,
    stopped_at      timestamptz,
    constraint subscription_pkey primary key (subscription_id),
    constraint subscription_report_key unique (report_id),
    constraint subscription_stop_token_key unique (stop_token)
);
create index subscription_contact on subscription (created_at)
    where email is not null or phone is not null;

-- The newest state of the issue behind each report: who has it, and until when.
create table report_status (
    report_id     uuid   not null,
    issue_version bigint not null,
    facts         jsonb  not null,
    -- When the issue was closed; null while it is open.
    ended_at      timestamptz,
    constraint report_status_pkey primary key (report_id)
);

-- The state that first brought the report to a step people hear about. It is
-- kept although nobody may follow the report yet: events come in any order.
create table report_step (
    report_id     uuid   not null,
    -- progress, resolved or not_resolved.
    step          text   not null,
    issue_version bigint not null,
    facts         jsonb  not null,
    constraint report_step_pkey primary key (report_id, step)
);

-- One message of one step to one person. Its id makes the Message-ID, so that
-- a second attempt after a crash is the same message.
create table delivery (
    delivery_id     uuid        not null,
    subscription_id uuid        not null,
    -- received, progress, resolved or not_resolved.
    step            text        not null,
    channel         text        not null,
    traceparent     text        not null,
    status          text        not null default 'waiting',
    attempts        integer     not null default 0,
    created_at      timestamptz not null,
    -- While somebody is sending it, this is when others may take it over.
    next_attempt_at timestamptz not null,
    sent_at         timestamptz,
    error           text        not null default '',
    constraint delivery_pkey primary key (delivery_id),
    constraint delivery_step_key unique (subscription_id, step, channel),
    constraint delivery_subscription_fkey foreign key (subscription_id) references subscription,
    constraint delivery_status check (status in ('waiting', 'sent', 'failed', 'stopped'))
);
create index delivery_waiting on delivery (next_attempt_at) where status = 'waiting';
