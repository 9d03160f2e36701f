-- While an issue waits for whoever reported it, the last note of its timeline is a question, which
-- is answered until then.
alter table report add answer_by timestamptz;
