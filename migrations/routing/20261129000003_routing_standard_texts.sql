-- Texts for residents that dispatchers choose instead of typing, in every language.
create table standard_text (
    standard_text_id uuid        not null,
    -- What it is for: 'closing' or 'asking'.
    purpose          text        not null,
    -- Null: for every kind of issue.
    category_key     text,
    -- By which dispatchers know it.
    name             text        not null,
    -- By the language's tag; 'nl' is always there.
    texts            jsonb       not null,
    -- Counts its changes.
    version          bigint      not null,
    staff_name       text        not null,
    changed_at       timestamptz not null,
    constraint standard_text_pkey primary key (standard_text_id),
    constraint standard_text_name unique nulls not distinct (purpose, category_key, name),
    constraint standard_text_category_fkey foreign key (category_key) references category
);

-- The note of an issue in other languages than Dutch, by the language's tag.
alter table issue add column note_in jsonb not null default '{}';
alter table issue_closing add column note_in jsonb not null default '{}';
