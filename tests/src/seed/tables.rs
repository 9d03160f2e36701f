//! What each service would have stored of a life: generated once, written five times.

mod intake;
mod notification;
mod routing;
mod statistics;
mod work_orders;

use std::array;

use super::{life::Life, rows::Rows, world::World};

/// The tables of each service, in the order in which they refer to each other.
pub(super) const INTAKE: [&str; 3] = intake::TABLES;
pub(super) const ROUTING: [&str; 4] = routing::TABLES;
pub(super) const WORK_ORDERS: [&str; 3] = work_orders::TABLES;
pub(super) const NOTIFICATION: [&str; 3] = notification::TABLES;
pub(super) const STATISTICS: [&str; 3] = statistics::TABLES;

/// The rows of some lives, for all services.
pub(super) struct Chunk {
    pub(super) reports: u64,
    pub(super) intake: [Rows; INTAKE.len()],
    pub(super) routing: [Rows; ROUTING.len()],
    pub(super) work_orders: [Rows; WORK_ORDERS.len()],
    pub(super) notification: [Rows; NOTIFICATION.len()],
    pub(super) statistics: [Rows; STATISTICS.len()],
}

impl Chunk {
    pub(super) fn new() -> Self {
        Self {
            reports: 0,
            intake: array::from_fn(|_| Rows::new()),
            routing: array::from_fn(|_| Rows::new()),
            work_orders: array::from_fn(|_| Rows::new()),
            notification: array::from_fn(|_| Rows::new()),
            statistics: array::from_fn(|_| Rows::new()),
        }
    }

    pub(super) fn push(&mut self, world: &World, life: &Life) {
        self.reports += 1;
        intake::push(world, life, &mut self.intake);
        routing::push(world, life, &mut self.routing);
        work_orders::push(world, life, &mut self.work_orders);
        notification::push(world, life, &mut self.notification);
        statistics::push(world, life, &mut self.statistics);
    }
}
