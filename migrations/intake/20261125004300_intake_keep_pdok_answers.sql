-- What PDOK's address search answered, so that it is asked once for what many type.
create table pdok_answer (
    needle   text        not null,
    found    jsonb       not null,
    asked_at timestamptz not null,
    constraint pdok_answer_pkey primary key (needle)
);
create index pdok_answer_asked_at on pdok_answer (asked_at);
