//! Keeps intake's copies of areas and categories.

use platform::consumer::{Failure, Handler, Incoming};
use proto::v1::{AreaChanged, CategoryChanged};
use sqlx::PgConnection;

use crate::store;

pub(crate) struct Places;

impl Handler for Places {
    const NAME: &'static str = "intake-places";
    const STREAM: &'static str = "PLACES";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<AreaChanged>() {
            store::place::upsert_area(tx, &event.decode()?).await?;
        } else if event.is::<CategoryChanged>() {
            store::place::upsert_category(tx, &event.decode()?).await?;
        }
        Ok(())
    }
}
