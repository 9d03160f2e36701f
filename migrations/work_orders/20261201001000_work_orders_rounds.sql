-- Rounds: what one vehicle fetches on one day, in its order, and when residents are told that it comes.

-- When the team comes.
alter table work_order add column visit tstzrange,
    -- The given round that it is on, or was done on.
    add column round_id uuid;

-- What a round is driven with.
create table vehicle (
    vehicle_id  uuid                  not null,
    team_key    text                  not null,
    name        text                  not null,
    -- Room for what is fetched, in litres.
    capacity_l  integer               not null,
    -- When it leaves, by the clock of the Netherlands, and how long a round may take.
    starts_at   time                  not null,
    minutes_max integer               not null,
    -- Where it leaves and comes back, and where it is emptied.
    depot       geometry(Point, 4326) not null,
    tip         geometry(Point, 4326) not null,
    tip_name    text                  not null,
    -- It can be given rounds.
    is_in_use   boolean               not null default true,
    version     bigint                not null,
    changed_by  text                  not null,
    changed_at  timestamptz           not null,
    constraint vehicle_pkey primary key (vehicle_id),
    constraint vehicle_name_key unique (team_key, name),
    constraint vehicle_capacity check (capacity_l > 0),
    constraint vehicle_minutes check (minutes_max > 0)
);

create table round (
    round_id   uuid        not null,
    vehicle_id uuid        not null,
    -- Where it was planned: "Zangvogelbuurt", "2 buurten".
    area_name  text        not null,
    day        date        not null,
    state      text        not null,
    -- For the crew.
    note       text        not null default '',
    -- What residents were told; null before it was given.
    visit      tstzrange,
    -- One more at each change.
    version    bigint      not null,
    made_by    text        not null,
    made_at    timestamptz not null,
    given_at   timestamptz,
    closed_at  timestamptz,
    constraint round_pkey primary key (round_id),
    constraint round_vehicle_fkey foreign key (vehicle_id) references vehicle,
    constraint round_state check (state in ('draft', 'given', 'closed')),
    constraint round_given check ((state = 'draft') = (given_at is null)),
    constraint round_visit check ((state = 'draft') = (visit is null)),
    constraint round_closed check ((state = 'closed') = (closed_at is not null))
);
create index round_open on round (day) where state <> 'closed';
create index round_closed_at on round (closed_at desc) where state = 'closed';

create table round_stop (
    round_id      uuid    not null,
    work_order_id uuid    not null,
    -- In the order to drive, from 1.
    position      integer not null,
    -- What lies there, in litres.
    volume_l      integer not null,
    -- Somebody said how much it is; else it is estimated from what was reported.
    is_known      boolean not null default false,
    -- How it ended for the round: done, refused, cancelled or released; empty as long as it did not.
    outcome       text    not null default '',
    -- What was fetched here is not in the vehicle any more. It can be told before the stop is.
    is_emptied    boolean not null default false,
    constraint round_stop_pkey primary key (round_id, work_order_id),
    constraint round_stop_round_fkey foreign key (round_id) references round on delete cascade,
    constraint round_stop_order_fkey foreign key (work_order_id) references work_order,
    constraint round_stop_volume check (volume_l > 0)
);
-- An order is on one round at a time.
create unique index round_stop_open on round_stop (work_order_id) where outcome = '';

-- What was done with a round, and by whom.
create table round_history (
    round_id   uuid        not null,
    version    bigint      not null,
    -- made, changed, given, stop_released, emptied, closed
    what       text        not null,
    staff_name text        not null,
    changed_at timestamptz not null,
    constraint round_history_pkey primary key (round_id, version),
    constraint round_history_round_fkey foreign key (round_id) references round on delete cascade
);
