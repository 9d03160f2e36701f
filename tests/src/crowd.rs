//! Many open issues, straight in routing's tables: for lists, searches and maps at a size.
//!
//! Kinds, teams, places and terms are drawn as in a municipality: teams follow from kinds, most
//! issues are of a few kinds, some wait for a team. The same numbers give the same issues. Their
//! clocks have told everything already, so that the watch of the clocks leaves them alone.

use std::ops::Range;

use sqlx::{PgConnection, PgPool};

/// Streets; every house number of each is a place.
pub const STREETS: [&str; 12] = [
    "Wiekslag",
    "Vogelplein",
    "Zwaluwenstraat",
    "Valleikanaal",
    "Groene Stee",
    "Merelstraat",
    "Trekvogelweg",
    "Arendshorst",
    "Reigerstraat",
    "Havikshorst",
    "Liendertseweg",
    "Van Randwijcklaan",
];

/// What residents said.
const TEXTS: [&str; 8] = [
    "Er liggen vuilniszakken naast de container",
    "Een bankstel en een matras op de stoep",
    "De prullenbak puilt uit bij de speelplek",
    "Blikjes en papier in het gras",
    "De bank mist een plank, er steken spijkers uit",
    "Glas op het fietspad",
    "De paal ligt uit de grond",
    "Het stinkt hier, al een week",
];

/// Opens the issues with these numbers. Of every `closed_of` one is open and the others are
/// closed.
pub async fn open(pool: &PgPool, numbers: Range<i64>, closed_of: i64) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("set local search_path = routing, public").execute(&mut *tx).await?;
    sqlx::query(
        "create function pg_temp.part(n bigint, k bigint) returns double precision
         language sql immutable
         return (hashint8extended(n, k) & 1073741823) / 1073741824.0",
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "insert into issue (issue_id, version, category, location, location_text, description,
             photo_ids, area_code, area_name, team_key, triage_reason, status, due_at, opened_at,
             changed_at, closed_at, routed_version, clock_started_at, warn_at, is_urgent,
             warned_at, escalated_at, service_level_version)
         select md5('issue' || n)::uuid, 2, category,
             st_setsrid(st_makepoint(
                 st_x(area.middle) + (pg_temp.part(n, 1) - 0.5) * 0.006,
                 st_y(area.middle) + (pg_temp.part(n, 2) - 0.5) * 0.004), 4326),
             ($4::text[])[1 + floor(pg_temp.part(n, 3) * cardinality($4))::int] || ' '
                 || 1 + floor(pg_temp.part(n, 4) * 200)::int,
             ($5::text[])[1 + floor(pg_temp.part(n, 5) * cardinality($5))::int],
             '{}', area.area_code, area.name, team_key,
             case when team_key is null then 'no_rule' else '' end,
             case when n % $3 <> 0 then 'resolved' when team_key is null then 'received'
                 when pg_temp.part(n, 6) < 0.55 then 'routed'
                 when pg_temp.part(n, 6) < 0.8 then 'planned'
                 when pg_temp.part(n, 6) < 0.95 then 'in_progress'
                 when pg_temp.part(n, 6) < 0.98 then 'reopened' else 'waiting_for_reporter' end,
             moment + interval '9 days' * pg_temp.part(n, 8), moment, moment,
             case when n % $3 <> 0 then moment + interval '5 days' end, 2, moment,
             moment + interval '6 days' * pg_temp.part(n, 8), pg_temp.part(n, 9) < 0.02,
             moment, moment, (select version from service_level)
         from generate_series($1::bigint, $2::bigint - 1) as n
         cross join lateral (select now() - interval '12 days' * pg_temp.part(n, 7)) as at(moment)
         cross join lateral (select case
             when pg_temp.part(n, 10) < 0.4 then 'litter'
             when pg_temp.part(n, 10) < 0.65 then 'waste_beside_container'
             when pg_temp.part(n, 10) < 0.8 then 'bin_full'
             when pg_temp.part(n, 10) < 0.9 then 'bulky_waste'
             when pg_temp.part(n, 10) < 0.98 then 'street_furniture_broken'
             else 'other' end) as kind(category)
         cross join lateral (select case
             when pg_temp.part(n, 11) < 0.03 then null
             when category in ('litter', 'bin_full') then 'schoon'
             when category = 'waste_beside_container' and pg_temp.part(n, 12) < 0.7 then 'schoon'
             when category = 'bulky_waste' then 'grofvuil'
             when category = 'street_furniture_broken' then 'straatmeubilair'
             else 'handhaving' end) as work(team_key)
         join (select area_code, name, st_pointonsurface(outline) as middle,
                      row_number() over (order by area_code) - 1 as place, count(*) over () as all
               from area) as area on area.place = floor(pg_temp.part(n, 13) * area.all)",
    )
    .bind(numbers.start)
    .bind(numbers.end)
    .bind(closed_of)
    .bind(STREETS.as_slice())
    .bind(TEXTS.as_slice())
    .execute(&mut *tx)
    .await?;
    add_reports(&mut tx, numbers).await?;
    sqlx::query("drop function pg_temp.part").execute(&mut *tx).await?;
    tx.commit().await?;
    // What PostgreSQL does by itself, later: knowing how much there is.
    sqlx::query("vacuum (analyze) routing.issue").execute(pool).await?;
    sqlx::query("vacuum (analyze) routing.issue_report").execute(pool).await?;
    Ok(())
}

/// One report for each issue.
async fn add_reports(conn: &mut PgConnection, numbers: Range<i64>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_report (report_id, issue_id, report_number, submitted_at)
         select md5('report' || n)::uuid, md5('issue' || n)::uuid,
             'LD-' || upper(lpad(to_hex(n), 6, '2')) || '-22', now()
         from generate_series($1::bigint, $2::bigint - 1) as n",
    )
    .bind(numbers.start)
    .bind(numbers.end)
    .execute(conn)
    .await?;
    Ok(())
}
