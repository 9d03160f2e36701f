-- Tiles of the base map that were fetched from PDOK. Unlogged: what is lost is fetched again.
create unlogged table base_tile (
    zoom       integer     not null,
    x          integer     not null,
    y          integer     not null,
    png        bytea       not null,
    fetched_at timestamptz not null,
    constraint base_tile_pkey primary key (zoom, x, y)
);
create index base_tile_fetched_at on base_tile (fetched_at);
