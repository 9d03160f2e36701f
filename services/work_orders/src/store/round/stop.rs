//! The stops of rounds.

use std::collections::HashMap;

use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::{rounds::Stop, store::list};

/// Reads the stops in their order.
pub async fn stops(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<Vec<Stop>> {
    Ok(stops_of(conn, &[round_id]).await?.remove(&round_id).unwrap_or_default())
}

/// Reads the stops of each of these rounds in their order; a round without stops is left out.
pub async fn stops_of(
    conn: &mut PgConnection,
    round_ids: &[Uuid],
) -> sqlx::Result<HashMap<Uuid, Vec<Stop>>> {
    let rows: Vec<StopRow> = sqlx::query_as(
        "select round_id, work_order_id, volume_l, is_known, outcome, is_emptied from round_stop
         where round_id = any ($1) order by round_id, position, work_order_id",
    )
    .bind(round_ids)
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.work_order_id).collect();
    let orders = list::of_ids(conn, &ids).await?;
    let orders: HashMap<_, _> =
        orders.into_iter().map(|order| (order.work_order_id, order)).collect();
    let mut stops: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        // An order can have been on more than one of them.
        let Some(order) = orders.get(&row.work_order_id).cloned() else { continue };
        stops.entry(row.round_id).or_default().push(Stop {
            order,
            volume_l: row.volume_l.cast_unsigned(),
            is_known: row.is_known,
            outcome: row.outcome,
            is_emptied: row.is_emptied,
        });
    }
    Ok(stops)
}

#[derive(FromRow)]
struct StopRow {
    round_id: Uuid,
    work_order_id: Uuid,
    volume_l: i32,
    is_known: bool,
    outcome: String,
    is_emptied: bool,
}

/// Ids of the orders on the round that did not end for it, in one order for all who lock them.
pub async fn open_orders(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "select work_order_id from round_stop where round_id = $1 and outcome = ''
         order by work_order_id",
    )
    .bind(round_id)
    .fetch_all(conn)
    .await
}

/// Makes these the stops of a locked draft, in this order; `false` when one is on another round.
pub async fn replace_stops(
    conn: &mut PgConnection,
    round_id: Uuid,
    stops: &[Stop],
) -> sqlx::Result<bool> {
    sqlx::query("delete from round_stop where round_id = $1")
        .bind(round_id)
        .execute(&mut *conn)
        .await?;
    let ids: Vec<_> = stops.iter().map(|stop| stop.order.work_order_id).collect();
    let volumes: Vec<_> = stops.iter().map(|stop| stop.volume_l.cast_signed()).collect();
    let known: Vec<_> = stops.iter().map(|stop| stop.is_known).collect();
    let stored = sqlx::query(
        "insert into round_stop (round_id, work_order_id, position, volume_l, is_known)
         select $1, id, place, volume_l, is_known
         from unnest($2::uuid[], $3::int[], $4::bool[]) with ordinality
             as stop (id, volume_l, is_known, place)
         on conflict (work_order_id) where outcome = '' do nothing",
    )
    .bind(round_id)
    .bind(ids)
    .bind(volumes)
    .bind(known)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == stops.len() as u64)
}

/// Ends the stop of the order on its round.
pub async fn end_stop(
    conn: &mut PgConnection,
    work_order_id: Uuid,
    outcome: &str,
) -> sqlx::Result<()> {
    sqlx::query("update round_stop set outcome = $2 where work_order_id = $1 and outcome = ''")
        .bind(work_order_id)
        .bind(outcome)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes on which given round an order is.
pub async fn put_on(
    conn: &mut PgConnection,
    work_order_ids: &[Uuid],
    round_id: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query("update work_order set round_id = $2 where work_order_id = any ($1)")
        .bind(work_order_ids)
        .bind(round_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that what was fetched at these stops is not in the vehicle any more; gives of how many that is news.
pub async fn empty(
    conn: &mut PgConnection,
    round_id: Uuid,
    work_order_ids: &[Uuid],
) -> sqlx::Result<u64> {
    let noted = sqlx::query(
        "update round_stop set is_emptied = true
         where round_id = $1 and work_order_id = any ($2) and not is_emptied",
    )
    .bind(round_id)
    .bind(work_order_ids)
    .execute(conn)
    .await?;
    Ok(noted.rows_affected())
}
