//! The work order that each of its events carries whole.

use proto::v1::{
    WorkOrder, WorkOrderAccepted, WorkOrderCancelled, WorkOrderCompleted, WorkOrderOpened,
    WorkOrderRefused, WorkOrderStarted,
};

use crate::consumer::{Failure, Incoming};

/// The order that the event is about; `None` for a type that is newer than we are, or about something else.
pub fn work_order_in(event: &Incoming) -> Result<Option<WorkOrder>, Failure> {
    let order = if event.is::<WorkOrderOpened>() {
        event.decode::<WorkOrderOpened>()?.work_order
    } else if event.is::<WorkOrderAccepted>() {
        event.decode::<WorkOrderAccepted>()?.work_order
    } else if event.is::<WorkOrderStarted>() {
        event.decode::<WorkOrderStarted>()?.work_order
    } else if event.is::<WorkOrderCompleted>() {
        event.decode::<WorkOrderCompleted>()?.work_order
    } else if event.is::<WorkOrderRefused>() {
        event.decode::<WorkOrderRefused>()?.work_order
    } else if event.is::<WorkOrderCancelled>() {
        event.decode::<WorkOrderCancelled>()?.work_order
    } else {
        return Ok(None);
    };
    order.map(Some).ok_or_else(|| Failure::malformed("the event has no work order"))
}
