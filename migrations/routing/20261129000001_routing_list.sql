-- The dispatcher's list and map stay fast at a hundred thousand open issues.

-- The words of a text, without accents and capitals, as platform::needle finds them in what somebody
-- types. At most 40 letters each: what is longer was not typed to be found.
create function issue_words(text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select distinct left(word, 40)
    from regexp_split_to_table(
        replace(replace(replace(replace(
            translate(
                regexp_replace(
                    lower($1 collate "und-x-icu"), '[''’‘`\u0300-\u036f]', '', 'g'
                ),
                'àáâãäåāăąçćčďđèéêëēęěğìíîïīıłñńňòóôõöøōőřśşšșťţțùúûüūůűýÿźżž',
                'aaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorsssstttuuuuuuuyyzzz'
            ), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'ĳ', 'ij'),
        '[^[:alnum:]]+' collate "und-x-icu"
    ) as word
    where word <> ''
));

-- Puts a zero before every bit of a number of 24 bits.
create function issue_spread(bigint) returns bigint
language sql immutable strict parallel safe
return (
    select (d | (d << 1)) & x'555555555555'::bigint
    from (select (c | (c << 2)) & x'333333333333'::bigint as d
          from (select (b | (b << 4)) & x'0f0f0f0f0f0f'::bigint as c
                from (select (a | (a << 8)) & x'00ff00ff00ff'::bigint as b
                      from (select ($1 | ($1 << 16)) & x'0000ffff0000ffff'::bigint as a) as s1
                     ) as s2) as s3) as s4
);

-- The tile of zoom 24 in which a place lies, as one number: two bits a zoom, so that every tile of
-- the map is one range of it. In Web Mercator, which ends at 85 degrees.
create function issue_quad(geometry) returns bigint
language sql immutable strict parallel safe
return issue_spread(least(floor((st_x($1) + 180) / 360 * 16777216), 16777215)::bigint)
    | (issue_spread(least(floor((1 - asinh(tan(radians(
        greatest(least(st_y($1), 85.05), -85.05)
    ))) / pi()) / 2 * 16777216), 16777215)::bigint) << 1);

-- Takes the zeros out that issue_spread put between the bits.
create function issue_gather(bigint) returns bigint
language sql immutable strict parallel safe
return (
    select (d | (d >> 16)) & x'00ffffff'::bigint
    from (select (c | (c >> 8)) & x'0000ffff0000ffff'::bigint as d
          from (select (b | (b >> 4)) & x'00ff00ff00ff00ff'::bigint as c
                from (select (a | (a >> 2)) & x'0f0f0f0f0f0f0f0f'::bigint as b
                      from (select (q | (q >> 1)) & x'3333333333333333'::bigint as a
                            from (select $1 & x'5555555555555555'::bigint as q) as s0
                           ) as s1) as s2) as s3) as s4
);

-- The point halfway two places, in Web Mercator (metres; the world is 40,075,016.68 wide).
create function issue_between(bigint, bigint) returns geometry
language sql immutable strict parallel safe
return st_setsrid(st_makepoint(
    ((issue_gather($1) + issue_gather($2) + 1) / 2.0 / 16777216 - 0.5) * 40075016.68557849,
    (0.5 - (issue_gather($1 >> 1) + issue_gather($2 >> 1) + 1) / 2.0 / 16777216) * 40075016.68557849
), 3857);

alter table issue
    add column words tsvector generated always as (issue_words(
        location_text || ' ' || coalesce(area_name, '') || ' ' || description
            || ' ' || coalesce(asset ->> 'number', '')
    )) stored,
    add column quad bigint generated always as (issue_quad(location)) stored;

-- What is sorted is read in order, and what does not fit the choice is passed over without reading
-- the row: each index holds all that can be chosen and counted. A choice that few fit is found by all
-- its columns at once, or has an index of its own.
drop index issue_open;
drop index issue_waiting;
drop index issue_location;
create index issue_open on issue (due_at, issue_id)
    include (opened_at, category, area_code, team_key, status, is_urgent, location)
    where closed_at is null;
create index issue_open_since on issue (opened_at, issue_id)
    include (due_at, category, area_code, team_key, status, is_urgent, location)
    where closed_at is null;
create index issue_open_area on issue (area_code, due_at, issue_id)
    include (opened_at, category, team_key, status, is_urgent, location)
    where closed_at is null;
create index issue_waiting on issue (due_at, issue_id)
    include (opened_at, category, area_code, team_key, status, is_urgent, location)
    where triage_reason <> '' and closed_at is null;
create index issue_asked on issue (due_at, issue_id)
    include (opened_at, category, area_code, team_key, status, is_urgent, location)
    where status = 'waiting_for_reporter' and closed_at is null;
create index issue_urgent on issue (due_at, issue_id)
    include (opened_at, category, area_code, team_key, status, location)
    where is_urgent and closed_at is null;
create index issue_without_team on issue (due_at, issue_id)
    include (opened_at, category, area_code, status, is_urgent, location)
    where team_key is null and closed_at is null;
create index issue_open_choice on issue
    using gin (category, area_code, team_key, status, words) with (fastupdate = off)
    where closed_at is null;
create index issue_open_place on issue using gist (location) where closed_at is null;
create index issue_open_quad on issue (quad)
    include (issue_id, due_at, category, area_code, team_key, status, is_urgent, triage_reason)
    where closed_at is null;
create index issue_closed on issue (closed_at, issue_id)
    include (due_at, opened_at, category, area_code, team_key, status, is_urgent, location)
    where closed_at is not null;
create index issue_closed_choice on issue
    using gin (category, area_code, team_key, status, words) with (fastupdate = off)
    where closed_at is not null;
create index issue_closed_place on issue using gist (location) where closed_at is not null;

-- Teams follow from kinds: without this the planner expects issues where there are none. Areas and
-- what is closed are left out: with those there are more combinations than it can know, and of one
-- that it does not know it expects as many as if all went together.
create statistics issue_choice (mcv) on category, team_key, status from issue;
alter statistics issue_choice set statistics 500;

-- A report's number is found by any part of it, and without its dashes.
create function issue_number_words(text) returns tsvector
language sql immutable strict parallel safe
return issue_words($1 || ' ' || replace($1, '-', ''));

create index issue_report_number on issue_report
    using gin (issue_number_words(report_number)) with (fastupdate = off);

-- A choice that somebody keeps, as the query of the list's address.
create table saved_list (
    saved_list_id    uuid        not null,
    staff_account_id uuid        not null,
    staff_name       text        not null,
    name             text        not null,
    query            text        not null,
    -- Colleagues see it too.
    is_shared        boolean     not null,
    saved_at         timestamptz not null,
    constraint saved_list_pkey primary key (saved_list_id),
    constraint saved_list_name unique (staff_account_id, name)
);
create index saved_list_shared on saved_list (name) where is_shared;
