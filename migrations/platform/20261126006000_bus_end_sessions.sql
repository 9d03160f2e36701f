-- Sessions of staff that ended before their token did. Applied once in each service's schema;
-- a row goes when the token is over by itself.
create table ended_session (
    ended_session_id uuid        not null,
    expires_at       timestamptz not null,
    constraint ended_session_pkey primary key (ended_session_id)
);
