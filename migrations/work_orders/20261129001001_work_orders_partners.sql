-- A link by which a partner without an account does one order: one link at a time.
create table partner_link (
    partner_link_id uuid        not null,
    work_order_id   uuid        not null,
    -- SHA-256 of what stands in the link; the link itself is known to whoever got it.
    token_hash      bytea       not null,
    -- As residents and colleagues read it: "Woningcorporatie Vogelnest".
    partner_name    text        not null,
    staff_name      text        not null,
    made_at         timestamptz not null,
    expires_at      timestamptz not null,
    constraint partner_link_pkey primary key (partner_link_id),
    constraint partner_link_order unique (work_order_id),
    constraint partner_link_token unique (token_hash),
    constraint partner_link_order_fkey foreign key (work_order_id) references work_order
);
