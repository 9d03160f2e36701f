//! What crews did with their phones.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::phone_act::PhoneAct;

/// The columns that make a [`PhoneAct`].
macro_rules! select_act {
    ($rest:literal) => {
        concat!(
            "select phone_act_id, work_order_id, issue_id, staff_id, staff_name, what, reason,
                    note, photo_ids, acted_at, received_at, away_m, accuracy_m, outcome, title, words
             from phone_act ",
            $rest
        )
    };
}

/// Acts beside one issue that are shown; more of them is a mistake.
const BESIDE_MAX: i64 = 20;

/// Reads the act with this id.
pub async fn find(conn: &mut PgConnection, phone_act_id: Uuid) -> sqlx::Result<Option<PhoneAct>> {
    sqlx::query_as(select_act!("where phone_act_id = $1"))
        .bind(phone_act_id)
        .fetch_optional(conn)
        .await
}

/// When this person last did something at the order with a phone.
pub async fn last(
    conn: &mut PgConnection,
    work_order_id: Uuid,
    staff_id: Uuid,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar(
        "select max(acted_at) from phone_act where work_order_id = $1 and staff_id = $2",
    )
    .bind(work_order_id)
    .bind(staff_id)
    .fetch_one(conn)
    .await
}

/// Stores an act; `false` when there is one with its id.
pub async fn insert(conn: &mut PgConnection, act: &PhoneAct) -> sqlx::Result<bool> {
    let stored = sqlx::query(
        "insert into phone_act (phone_act_id, work_order_id, issue_id, staff_id, staff_name, what,
             reason, note, photo_ids, acted_at, received_at, away_m, accuracy_m, outcome, title, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict on constraint phone_act_pkey do nothing",
    )
    .bind(act.phone_act_id)
    .bind(act.work_order_id)
    .bind(act.issue_id)
    .bind(act.staff_id)
    .bind(&act.staff_name)
    .bind(&act.what)
    .bind(&act.reason)
    .bind(&act.note)
    .bind(&act.photo_ids)
    .bind(act.acted_at)
    .bind(act.received_at)
    .bind(act.away_m)
    .bind(act.accuracy_m)
    .bind(&act.outcome)
    .bind(&act.title)
    .bind(&act.words)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// Reads what was also done about the issue, with words or photos, after somebody else was first.
pub async fn beside(pool: &PgPool, issue_id: Uuid) -> sqlx::Result<Vec<PhoneAct>> {
    sqlx::query_as(select_act!(
        "where issue_id = $1 and outcome = 'settled' and (note <> '' or photo_ids <> '{}')
         order by acted_at limit $2"
    ))
    .bind(issue_id)
    .bind(BESIDE_MAX)
    .fetch_all(pool)
    .await
}
