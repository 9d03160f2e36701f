-- The streets that vans drive through: straight pieces between spots, as they were imported last.

create table street_import (
    -- Phones keep streets by this number.
    version     bigint      not null generated always as identity,
    file_name   text        not null,
    -- Sections of road that became streets.
    sections    integer     not null,
    imported_at timestamptz not null,
    constraint street_import_pkey primary key (version)
);

-- Positions are in hundred-thousandths of a degree, WGS 84: about a metre. Pieces that share one cross there.
create table street_piece (
    from_longitude integer not null,
    from_latitude  integer not null,
    to_longitude   integer not null,
    to_latitude    integer not null,
    -- It is driven from "from" to "to" only.
    is_one_way     boolean not null,
    constraint street_piece_pkey
        primary key (from_longitude, from_latitude, to_longitude, to_latitude, is_one_way)
);
