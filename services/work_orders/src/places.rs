//! Keeps a copy of the areas: which buurten a wijk has, and what the crew's maps look like.

use platform::consumer::{Failure, Handler, Incoming};
use proto::v1::AreaChanged;
use sqlx::PgConnection;

use crate::store;

pub(crate) struct Places;

impl Handler for Places {
    const NAME: &'static str = "work_orders-places";
    const STREAM: &'static str = "PLACES";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<AreaChanged>() {
            store::area::put(tx, &event.decode()?).await?;
        }
        Ok(())
    }
}
