-- Rules of the municipality: every set that ever counted, in the order in which its rules are tried.

create table rule_set (
    version    bigint      not null,
    staff_name text        not null,
    -- What was different from the set before, in words.
    summary    text        not null,
    made_at    timestamptz not null,
    constraint rule_set_pkey primary key (version)
);

create table rule (
    version   bigint  not null,
    position  integer not null,
    name      text    not null,
    -- In CEL; what it may ask is in the code.
    condition text    not null,
    -- Null asks a dispatcher to look.
    team_key  text,
    is_urgent boolean not null,
    -- Instead of the term of the category.
    term      integer,
    term_unit text,
    constraint rule_pkey primary key (version, position),
    constraint rule_set_fkey foreign key (version) references rule_set,
    constraint rule_team_fkey foreign key (team_key) references team,
    constraint rule_term check ((term is null) = (term_unit is null))
);

-- The table before it knew a team for each category, and for some in a buurt of its own.
insert into rule_set (version, staff_name, summary, made_at)
select 1, '', 'Overgenomen', now() where exists (select from routing_rule);
insert into rule (version, position, name, condition, team_key, is_urgent)
select 1, row_number() over (order by is_general, team_key, first_category),
       name, condition, team_key, false
from (
    select false as is_general, r.team_key, r.category_key as first_category,
           t.name || ': ' || c.name || ' in ' || string_agg(a.name, ', ' order by a.name) as name,
           'category == "' || r.category_key || '" && area in ['
               || string_agg('"' || r.area_code || '"', ', ' order by r.area_code) || ']'
               as condition
    from routing_rule r
    join team t using (team_key) join category c using (category_key) join area a using (area_code)
    group by r.team_key, t.name, r.category_key, c.name
    union all
    select true, r.team_key, min(r.category_key),
           t.name || ': ' || string_agg(c.name, ', ' order by c.position),
           'category in [' || string_agg('"' || r.category_key || '"', ', ' order by c.position)
               || ']'
    from routing_rule r join team t using (team_key) join category c using (category_key)
    where r.area_code is null
    group by r.team_key, t.name
) as old;
drop table routing_rule;

-- What decided about the issue: the rule's name and its set; empty and 0 when none did.
alter table issue
    add column rule_name text not null default '',
    add column rules_version bigint not null default 0,
    add column is_urgent boolean not null default false,
    -- The term is the rule's, and stays when that of the category changes.
    add column is_term_of_rule boolean not null default false;

-- Whose the thing is that was pointed at, and how the report came, for rules that ask for it.
alter table issue_report add column source text not null default '';
create index issue_report_submitted on issue_report (submitted_at, report_id);
