-- Who somebody is at the municipality's identity provider.
create table staff_identity (
    -- With the subject: unique and never given to somebody else (OpenID Connect Core 1.0, section 2).
    issuer text not null,
    subject text not null,
    -- One identity an account: whoever leaves the provider must be out.
    staff_account_id uuid not null unique references staff_account,
    linked_at timestamptz not null,
    primary key (issuer, subject)
);

-- Who signs in there has no password here.
alter table staff_account alter column password_hash drop not null;
