//! The demo's vehicles: two, of the team that fetches bulky waste.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{rounds::Vehicle, store, streets::Point};

/// The team of the demo that they belong to.
const TEAM: &str = "grofvuil";
const NAMES: [&str; 2] = ["Wagen 2", "Wagen 4"];
/// A made-up yard and tip at the edge of an industrial area, north-west of Liendert.
const DEPOT: Point = Point { longitude: 5.3884, latitude: 52.1712 };
const TIP: Point = Point { longitude: 5.3793, latitude: 52.1727 };

/// Stores them where there are none, in the caller's transaction.
pub(crate) async fn store(tx: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    if !store::vehicle::all(&mut *tx).await?.is_empty() {
        return Ok(());
    }
    for name in NAMES {
        let vehicle = Vehicle {
            vehicle_id: Uuid::now_v7(),
            team_key: TEAM.to_owned(),
            name: name.to_owned(),
            capacity_l: 12_000,
            starts_at: NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(),
            minutes_max: 240,
            depot: DEPOT,
            tip: TIP,
            tip_name: "Milieustraat".to_owned(),
            is_in_use: true,
            version: 0,
        };
        store::vehicle::put(tx, &vehicle, "Demo", now).await?;
    }
    Ok(())
}
