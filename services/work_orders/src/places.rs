//! Keeps a copy of the areas, which buurten a wijk has and what the crew's maps look like, and of what
//! teams are called.

use platform::consumer::{Failure, Handler, Incoming};
use proto::v1::{AreaChanged, TeamChanged};
use sqlx::PgConnection;

use crate::store;

pub(crate) struct Places;

impl Handler for Places {
    const NAME: &'static str = "work_orders-places";
    const STREAM: &'static str = "PLACES";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<AreaChanged>() {
            store::area::put(tx, &event.decode()?).await?;
        } else if event.is::<TeamChanged>() {
            store::issue::put_team(tx, &event.decode()?).await?;
        }
        Ok(())
    }
}
