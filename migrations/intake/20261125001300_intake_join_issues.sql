-- What a resident says about the issues that are known nearby, and what pictures look like.

alter table draft
    -- "This one", of the issues that were shown.
    add joins_issue_id uuid,
    -- Those that were shown when the answer was "none of these".
    add not_issue_ids uuid[] not null default '{}';

-- Perceptual hash; null where nothing can be told from: one colour, or from before.
alter table photo add picture_hash bigint;
