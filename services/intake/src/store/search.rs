//! Names and addresses: searching them, and putting a whole new list in their place.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool, types::Json};

use crate::{command::Summary, pdok::Address, register::places::Place, submission::Location};

/// How alike a name must be to count as mistyped: "wieksalg" is Wiekslag at 0.55.
const LIKENESS_MIN: &str = "0.5";

/// Names that are compared letter by letter. Only what half of a large list looks like has more,
/// and then the best is no better than the rest.
const ALIKE_MAX: i64 = 2_000;

/// A name that fits what was typed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub name: String,
    pub kind: String,
    pub longitude: f64,
    pub latitude: f64,
    /// The buurt it lies in.
    pub area_name: Option<String>,
}

/// The names that begin with the needle, then those with a word that does; when these are fewer
/// than `limit`, then those that look like it. The nearest to `near` first.
pub(crate) async fn search(
    pool: &PgPool,
    needle: &str,
    near: Option<Location>,
    limit: i64,
) -> sqlx::Result<Vec<Found>> {
    // Settings that end with the transaction. The planner takes reading the whole list for cheaper
    // than its index, and starting helpers takes longer than the search.
    let mut tx = pool.begin().await?;
    sqlx::query(
        "select set_config('pg_trgm.word_similarity_threshold', $1, true),
                set_config('enable_seqscan', 'off', true),
                set_config('max_parallel_workers_per_gather', '0', true)",
    )
    .bind(LIKENESS_MIN)
    .execute(&mut *tx)
    .await?;
    sqlx::query_as(
        "with words as materialized (
             select name, kind, point,
                    case when needle like $1 || '%' then 0 else 1 end as rank, 0::real as unlike,
                    coalesce((st_x(point) - $2) ^ 2 + (st_y(point) - $3) ^ 2, 0) as far
             from place where needle like $1 || '%' or needle like '% ' || $1 || '%'
             order by rank, far, name limit $4
         ), alike as (
             select name, kind, point, 2 as rank, -word_similarity($1, needle) as unlike,
                    coalesce((st_x(point) - $2) ^ 2 + (st_y(point) - $3) ^ 2, 0) as far
             from (
                 select * from place
                 where (select count(*) from words) < $4 and $1 <% needle limit $5
             ) as place
             where not (needle like $1 || '%' or needle like '% ' || $1 || '%')
             order by unlike, far, name limit $4
         ), found as (
             select * from words union all select * from alike
             order by rank, unlike, far, name limit $4
         )
         select found.name, kind, st_x(point) as longitude, st_y(point) as latitude,
                (select area.name from area where st_covers(outline, point)
                 order by area_code limit 1) as area_name
         from found order by rank, unlike, far, found.name",
    )
    .bind(needle)
    .bind(near.map(|at| at.longitude))
    .bind(near.map(|at| at.latitude))
    .bind(limit)
    .bind(ALIKE_MAX)
    .fetch_all(&mut *tx)
    .await
}

pub(crate) async fn is_empty(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("select not exists (select from place)").fetch_one(conn).await
}

/// Makes `places` the whole list, in the caller's transaction.
pub(crate) async fn replace(tx: &mut PgConnection, places: &[Place]) -> anyhow::Result<Summary> {
    let gone = sqlx::query("delete from place").execute(&mut *tx).await?.rows_affected();
    let texts = |of: fn(&Place) -> &str| places.iter().map(of).collect::<Vec<_>>();
    let numbers = |of: fn(&Place) -> f64| places.iter().map(of).collect::<Vec<_>>();
    let stored = sqlx::query(
        "insert into place (name, kind, needle, point, street, number, postcode)
         select name, kind, needle, st_setsrid(st_makepoint(lon, lat), 4326),
                street, number, postcode
         from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[],
                     $6::text[], $7::text[], $8::text[])
             as file (name, kind, needle, lon, lat, street, number, postcode)",
    )
    .bind(texts(|place| &place.name))
    .bind(texts(|place| &place.kind))
    .bind(texts(|place| &place.needle))
    .bind(numbers(|place| place.at.longitude))
    .bind(numbers(|place| place.at.latitude))
    .bind(texts(|place| &place.street))
    .bind(texts(|place| &place.number))
    .bind(texts(|place| &place.postcode))
    .execute(tx)
    .await?;
    Ok(Summary { stored: stored.rows_affected(), gone })
}

/// What PDOK answered to a needle after `since`.
pub(crate) async fn kept_answer(
    pool: &PgPool,
    needle: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<Address>>> {
    let kept: Option<Json<Vec<Address>>> =
        sqlx::query_scalar("select found from pdok_answer where needle = $1 and asked_at > $2")
            .bind(needle)
            .bind(since)
            .fetch_optional(pool)
            .await?;
    Ok(kept.map(|kept| kept.0))
}

/// Keeps what PDOK answered to a needle.
pub(crate) async fn keep_answer(
    pool: &PgPool,
    needle: &str,
    found: &[Address],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into pdok_answer (needle, found, asked_at) values ($1, $2, $3)
         on conflict (needle) do update set found = excluded.found, asked_at = excluded.asked_at",
    )
    .bind(needle)
    .bind(Json(found))
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

/// Forgets the answers of before.
pub(crate) async fn forget_answers(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from pdok_answer where asked_at < $1").bind(before).execute(conn).await?;
    Ok(())
}
