-- The mailbox of one service: facts on their way out, which events were
-- handled, and those that could not be. Applied once in each service's schema.

-- Rows stay after publishing, because the stream is not the only copy: when it
-- loses its tail or is made anew, the reconciler publishes these again.
create table outbox (
    outbox_id    bigint generated always as identity,
    day          date        not null default (now() at time zone 'utc')::date,
    event_id     uuid        not null,
    stream       text        not null,
    subject      text        not null,
    aggregate_id text        not null,
    headers      jsonb       not null,
    payload      bytea       not null,
    created_at   timestamptz not null default clock_timestamp(),
    -- Sequence in the stream, from the acknowledgement; null is not yet published.
    stream_seq   bigint,
    published_at timestamptz,
    constraint outbox_pkey primary key (day, outbox_id)
) partition by range (day);

-- Catches a day whose partition was not made in time: an insert never fails for that.
create table outbox_default partition of outbox default;

-- The relay only ever asks for the unpublished tail, the reconciler for the newest sequence.
create index outbox_pending on outbox (outbox_id) where stream_seq is null;
create index outbox_published on outbox (stream, stream_seq);

-- What the service last saw of each stream it owns, to notice one made anew.
create table outbox_stream (
    stream     text        not null,
    created_at timestamptz not null,
    constraint outbox_stream_pkey primary key (stream)
);

-- The last sequence that each stream gave out, so that one given out again shows at a
-- glance, without a look through the partitions.
create table outbox_mark (
    stream   text   not null,
    last_seq bigint not null,
    constraint outbox_mark_pkey primary key (stream)
);

create table inbox (
    consumer   text        not null,
    event_id   uuid        not null,
    handled_at timestamptz not null default clock_timestamp(),
    constraint inbox_pkey primary key (consumer, event_id)
);
create index inbox_handled_at on inbox (handled_at);

create table dead_letter (
    dead_letter_id uuid        not null,
    consumer       text        not null,
    event_id       uuid        not null,
    subject        text        not null,
    headers        jsonb       not null,
    payload        bytea       not null,
    reason         text        not null,
    attempts       bigint      not null,
    died_at        timestamptz not null default clock_timestamp(),
    redriven_at    timestamptz,
    constraint dead_letter_pkey primary key (dead_letter_id),
    constraint dead_letter_event_key unique (consumer, event_id)
);

-- Makes the partitions from `first` on, and drops those before `oldest`. The
-- service may not alter its schema, so this runs with its owner's rights. It needs
-- the outbox for itself; while it waits for that everybody else waits behind it, so
-- it gives up soon and is called again.
create function outbox_rotate(oldest date, first date, days integer) returns void
language plpgsql security definer set search_path from current set lock_timeout = '500ms' as $$
declare
    wanted date;
    part   record;
begin
    for wanted in select first + n from generate_series(0, days - 1) as n loop
        if to_regclass(format('outbox_%s', to_char(wanted, 'YYYYMMDD'))) is null
           and not exists (select from outbox_default where day = wanted) then
            execute format(
                'create table outbox_%s partition of outbox for values from (%L) to (%L)',
                to_char(wanted, 'YYYYMMDD'), wanted, wanted + 1);
        end if;
    end loop;
    for part in
        select child.relname, substr(child.relname, 8)::date as day
        from pg_inherits join pg_class child on child.oid = inhrelid
        where inhparent = 'outbox'::regclass and child.relname ~ '^outbox_[0-9]{8}$'
    loop
        -- A day with a row that was never published outlives its term.
        if part.day < oldest
           and not exists (select from outbox where day = part.day and stream_seq is null) then
            execute format('drop table %I', part.relname);
        end if;
    end loop;
    delete from outbox_default where day < oldest and stream_seq is not null;
end $$;
