-- Accounts are made and changed by an administrator; each change is told with who did it.
alter table staff_account
    -- Counts the changes by an administrator.
    add column version    bigint  not null default 1,
    add column is_blocked boolean not null default false;

create table staff_account_change (
    staff_account_change_id uuid        not null,
    staff_account_id        uuid        not null,
    -- Who did it; the account itself when it was them.
    staff_name              text        not null,
    -- In words, without passwords.
    summary                 text        not null,
    changed_at              timestamptz not null,
    constraint staff_account_change_pkey primary key (staff_account_change_id),
    constraint staff_account_change_account_fkey foreign key (staff_account_id)
        references staff_account
);
create index staff_account_change_account on staff_account_change (staff_account_id, changed_at);
