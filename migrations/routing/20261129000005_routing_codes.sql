-- A code from a phone besides the password (RFC 6238), for who switched it on.
alter table staff_account
    -- Sealed; null when it is off.
    add column code_secret  bytea,
    -- Sealed: shown, and not confirmed yet.
    add column code_pending bytea,
    -- The half minute of the last code that was taken: none counts twice.
    add column code_step    bigint not null default 0;

-- Who gave the right password and still owes the code.
create table staff_sign_in (
    -- SHA-256 of what the form holds.
    token_hash       bytea       not null,
    staff_account_id uuid        not null,
    expires_at       timestamptz not null,
    tries            integer     not null default 0,
    constraint staff_sign_in_pkey primary key (token_hash),
    constraint staff_sign_in_account_fkey foreign key (staff_account_id) references staff_account
);
create index staff_sign_in_expires on staff_sign_in (expires_at);
