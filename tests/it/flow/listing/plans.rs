//! No list, search or map reads a whole table, and a page takes at most three questions.

use super::{City, crowded, get};

/// So many that reading all is never cheaper.
const CROWD: i64 = 60_000;

/// Tables that grow with what residents report.
const BIG: &str = "('issue', 'issue_report')";

const ASKED: [&str; 22] = [
    "/meldkamer",
    "/meldkamer?weergave=alles",
    "/meldkamer?weergave=te-laat",
    "/meldkamer?weergave=melder",
    "/meldkamer?weergave=klaar",
    "/meldkamer?weergave=alles&sorteer=nieuwste",
    "/meldkamer?weergave=alles&sorteer=oudste&soort=other",
    "/meldkamer?weergave=alles&soort=litter&team=grofvuil",
    "/meldkamer?weergave=alles&soort=bulky_waste&team=schoon&staat=reopened",
    "/meldkamer?weergave=alles&buurt=BU03072500&staat=planned",
    "/meldkamer?weergave=alles&team=geen&spoed=ja",
    "/meldkamer?weergave=alles&kader=5.40,52.16,5.4005,52.1605",
    "/meldkamer?weergave=alles&kader=5.3,52.1,5.5,52.3&soort=other",
    "/meldkamer?weergave=alles&zoek=wiekslag+14",
    "/meldkamer?weergave=alles&zoek=container",
    "/meldkamer?weergave=klaar&zoek=matras+merel",
    "/meldkamer?weergave=klaar&soort=other&team=schoon",
    "/api/v1/issues?state=open&sort=dueAt&team=handhaving&category=bulky_waste",
    "/api/v1/issues?q=LD-4f7k",
    "/meldkamer/tegels/10/527/337.mvt?weergave=alles",
    "/meldkamer/tegels/15/16875/10799.mvt?weergave=alles&soort=other",
    "/meldkamer/delen?weergave=te-laat&team=schoon",
];

/// Reads of whole tables until now.
async fn scans(pool: &sqlx::PgPool) -> anyhow::Result<i64> {
    let mut conn = pool.acquire().await?;
    sqlx::query("select pg_stat_clear_snapshot()").execute(&mut *conn).await?;
    let query = format!(
        "select sum(seq_scan)::bigint from pg_stat_user_tables
         where schemaname = 'routing' and relname in {BIG}"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&mut *conn).await?)
}

#[tokio::test]
async fn no_list_search_or_map_reads_a_whole_table() -> anyhow::Result<()> {
    let (city, dispatcher) = crowded(CROWD).await?;
    let routing = city.pool_of("routing").clone();
    sqlx::query("select pg_stat_force_next_flush()").execute(&city.pool).await?;
    let mut read = Vec::new();
    for path in ASKED {
        let before = settled(&city, &routing).await?;
        let answer = get(&city, &dispatcher, path).await?;
        anyhow::ensure!(answer.status() == 200, "{path}: {}", answer.status());
        let after = settled(&city, &routing).await?;
        if after > before {
            read.push(path);
        }
    }
    assert!(read.is_empty(), "these read a whole table: {read:#?}");
    city.stop().await
}

/// The counts with everything in them that routing's connections did.
async fn settled(city: &City, routing: &sqlx::PgPool) -> anyhow::Result<i64> {
    let mut all = Vec::new();
    // Each connection tells what it did at the end of its next statement.
    while let Some(mut conn) = routing.try_acquire() {
        sqlx::query("select pg_stat_force_next_flush()").execute(&mut *conn).await?;
        all.push(conn);
    }
    drop(all);
    scans(&city.pool).await
}

#[tokio::test]
async fn a_page_asks_the_database_three_things() -> anyhow::Result<()> {
    const PAGES: i64 = 10;
    let (city, dispatcher) = crowded(200).await?;
    sqlx::query("create extension if not exists pg_stat_statements").execute(&city.pool).await?;
    for path in ["/meldkamer", "/meldkamer?weergave=alles&soort=litter&team=schoon&zoek=wiekslag"] {
        // The first draws the areas.
        get(&city, &dispatcher, path).await?.error_for_status()?;
        sqlx::query("select pg_stat_statements_reset()").execute(&city.pool).await?;
        for _ in 0..PAGES {
            get(&city, &dispatcher, path).await?.error_for_status()?;
        }
        let queries: Vec<String> = sqlx::query_scalar(
            "select query from pg_stat_statements s join pg_database d on d.oid = s.dbid
             where d.datname = current_database() and calls >= $1
                 -- The mailbox asks by itself, whatever is shown.
                 and query not like '%outbox%'
                 and s.userid = (select oid from pg_roles where rolname = 'routing')",
        )
        .bind(PAGES)
        .fetch_all(&city.pool)
        .await?;
        assert_eq!(queries.len(), 3, "{path}: {queries:#?}");
    }
    city.stop().await
}
