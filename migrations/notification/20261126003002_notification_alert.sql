-- Mail about a buurt: at most one a day, of what is new there and what was solved.

-- Copy of the buurten that routing publishes.
create table area (
    area_code text   not null,
    name      text   not null,
    version   bigint not null,
    constraint area_pkey primary key (area_code)
);

-- What everybody may know of an issue, and which edition told it. Nothing of residents.
create table area_issue (
    issue_id   uuid        not null,
    version    bigint      not null,
    category   text        not null,
    -- May be empty: the place is in no buurt.
    area_code  text        not null,
    -- Public status.
    status     text        not null,
    opened_at  timestamptz not null,
    changed_at timestamptz not null,
    -- The edition that told that it is there, and that it was solved; null: none did.
    new_day    date,
    solved_day date,
    constraint area_issue_pkey primary key (issue_id)
);
create index area_issue_changed on area_issue (changed_at);
create index area_issue_new on area_issue (area_code, new_day);
create index area_issue_solved on area_issue (area_code, solved_day);

-- The days whose mails were planned. A day is planned once.
create table edition (
    day        date        not null,
    planned_at timestamptz not null,
    constraint edition_pkey primary key (day)
);

-- Who wants mail about a buurt. The row goes when they stop, or do not confirm.
create table alert (
    alert_id     uuid        not null,
    area_code    text        not null,
    email        text        not null,
    language     text        not null,
    -- Secret of the links that confirm and stop it.
    token        text        not null,
    -- When the last mail that asks for confirmation was planned.
    asked_at     timestamptz not null,
    -- When the owner of the mailbox last said yes; null: not yet.
    confirmed_at timestamptz,
    constraint alert_pkey primary key (alert_id),
    constraint alert_token_key unique (token),
    constraint alert_area_fkey foreign key (area_code) references area
);
create unique index alert_address on alert (lower(email), area_code);
create index alert_area on alert (area_code) where confirmed_at is not null;

-- A mail belongs to who follows a report, or to an alert.
alter table delivery
    alter column subscription_id drop not null,
    add column alert_id uuid,
    -- The edition that it brings; null: it asks for confirmation.
    add column day date,
    add constraint delivery_alert_fkey foreign key (alert_id) references alert on delete cascade,
    add constraint delivery_alert_day_key unique (alert_id, day),
    add constraint delivery_owner check (num_nonnulls(subscription_id, alert_id) = 1);
create index delivery_alert on delivery (created_at) where alert_id is not null;
