//! Keeps the photos that a crew made where somebody else was first: no report shows them, and they stay.

use platform::{
    clock,
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
};
use proto::v1::WorkOrderNoted;
use sqlx::PgConnection;

use crate::store;

pub(crate) struct Noted;

impl Handler for Noted {
    const NAME: &'static str = "intake-work_orders";
    const STREAM: &'static str = "WORK_ORDERS";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<WorkOrderNoted>() {
            return Ok(());
        }
        let noted: WorkOrderNoted = event.decode()?;
        let photo_ids = uuids(&noted.photo_ids);
        let photo_ids = photo_ids.map_err(|_| Failure::malformed("a photo id is not a UUID"))?;
        store::photo::keep_of_crew(tx, &photo_ids, clock::now()).await?;
        Ok(())
    }
}
