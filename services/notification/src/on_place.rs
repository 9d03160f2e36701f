//! Keeps the names of the buurten, for mail about them.

use platform::consumer::{Failure, Handler, Incoming};
use proto::v1::AreaChanged;
use sqlx::PgConnection;

use crate::store::area_issues;

pub struct OnPlace;

impl Handler for OnPlace {
    const NAME: &'static str = "notification-places";
    const STREAM: &'static str = "PLACES";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<AreaChanged>() {
            area_issues::put_area(tx, &event.decode()?).await?;
        }
        Ok(())
    }
}
