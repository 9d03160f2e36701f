-- What residents told about a report after they sent it.
create table report_note (
    report_id uuid        not null,
    sequence  bigint      not null,
    kind      text        not null,
    text      text        not null,
    photo_ids uuid[]      not null,
    told_at   timestamptz not null,
    constraint report_note_pkey primary key (report_id, sequence),
    constraint report_note_report_fkey foreign key (report_id) references issue_report
);

alter table issue_report
    add column withdrawn_at timestamptz,
    -- Whoever sent it wants to be forgotten: what was told earlier and comes later is not kept.
    add column forgotten_at timestamptz;
