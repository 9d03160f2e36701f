-- What a dispatcher thought of each photo and text. Nothing is public before somebody looked.
alter table photo
    add column review text not null default 'waiting',
    add column review_reason text not null default '',
    -- The name that colleagues see.
    add column reviewed_by text not null default '',
    add column reviewed_at timestamptz,
    -- Nobody may see it, and the time to take that back is over: the pictures are gone.
    add column is_removed boolean not null default false,
    add constraint photo_review check (review in ('waiting', 'approved', 'redacted', 'rejected'));
create index photo_waiting on photo (created_at, photo_id) where is_kept and review = 'waiting';
create index photo_rejected on photo (reviewed_at) where review = 'rejected' and not is_removed;

-- To find whose photo it is.
create index report_photo_photo on report_photo (photo_id);
create index report_answer_photos on report_answer using gin (photo_ids);

-- What crews took of their work is the municipality's own.
update photo set review = 'approved', reviewed_at = now()
where photo_id in (select unnest(after_photo_ids) from report_history);

alter table report
    -- Why a machine may have sent it; empty: nothing points that way.
    add column suspect text not null default '',
    -- Waiting only where something in the words looks like a person's.
    add column text_review text not null default 'none',
    add column text_reviewed_by text not null default '',
    add column text_reviewed_at timestamptz,
    -- Of the last redaction; counts with the answers.
    add column redacted_sequence bigint not null default 1,
    add constraint report_text_review
        check (text_review in ('none', 'waiting', 'approved', 'redacted'));
create index report_text_waiting on report (created_at, report_id)
    where text_review = 'waiting';

-- The photo when everybody may see it.
create function public_photo(uuid) returns uuid language sql stable as
    $$ select photo_id from photo where photo_id = $1 and review in ('approved', 'redacted') $$;
