-- What staff write to each other about an issue, with files. Residents, crews and events never get it.
create table staff_note (
    staff_note_id    uuid        not null,
    issue_id         uuid        not null,
    staff_account_id uuid        not null,
    staff_name       text        not null,
    -- May be empty when there are files.
    text             text        not null,
    written_at       timestamptz not null,
    constraint staff_note_pkey primary key (staff_note_id),
    constraint staff_note_issue_fkey foreign key (issue_id) references issue
);
create index staff_note_issue on staff_note (issue_id, written_at, staff_note_id);

create table staff_file (
    staff_file_id uuid    not null,
    staff_note_id uuid    not null,
    position      integer not null,
    name          text    not null,
    -- The media type that was found in the file itself.
    media_type    text    not null,
    content       bytea   not null,
    constraint staff_file_pkey primary key (staff_file_id),
    constraint staff_file_position unique (staff_note_id, position),
    constraint staff_file_note_fkey foreign key (staff_note_id) references staff_note
        on delete cascade
);
-- A photo or a PDF is compressed already.
alter table staff_file alter column content set storage external;

-- The notes of an issue go along when it is joined; and an issue can be removed without reading all.
create index issue_joined on issue (joined_into) where joined_into is not null;
