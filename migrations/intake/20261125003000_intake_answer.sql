-- What whoever sent a report told about it afterwards.
create table report_answer (
    report_id     uuid        not null,
    -- Counts on from the report itself, which is 1.
    sequence      bigint      not null,
    kind          text        not null,
    text          text        not null,
    photo_ids     uuid[]      not null,
    -- The page that it was sent from: pressed twice, it is one answer.
    form_key      uuid        not null,
    -- The state of the issue that it answers.
    issue_version bigint      not null,
    answered_at   timestamptz not null,
    constraint report_answer_pkey primary key (report_id, sequence),
    constraint report_answer_form_key unique (report_id, form_key),
    constraint report_answer_report_fkey foreign key (report_id) references report,
    constraint report_answer_kind check (kind in ('still_there', 'solved', 'more', 'withdrawn')),
    constraint report_answer_text_length check (char_length(text) <= 2000)
);

alter table report
    add column withdrawn_at timestamptz,
    -- Words and photos are gone since then.
    add column forgotten_at timestamptz;
