-- Proofs of work that were used, until they expire: each is good for one report.
create table proof (
    -- The challenge that was solved, a SHA-256.
    proof_id   bytea       not null,
    expires_at timestamptz not null,
    constraint proof_pkey primary key (proof_id)
);
create index proof_expires_at on proof (expires_at);
