//! Counts what is open, and shows it to who manages the work.
//!
//! No total is kept. The consumers ([`consume`]) keep one row a report, issue
//! and work order ([`facts`]), guarded by version, so that events may come
//! twice and in any order. Every figure is counted from those rows when it is
//! asked for ([`store`]), all figures of one answer at one moment, and summed
//! by [`tally`]: parts always add up to their totals, and a count is always a
//! recount.

mod api;
pub mod config;
mod consume;
pub mod facts;
mod hints;
pub mod pages;
mod screens;
pub mod store;
pub mod tally;

use std::sync::Arc;

use axum::extract::FromRef;
use platform::{
    service::{self, Service},
    staff::Gate,
};
use tokio::net::TcpListener;
use web::Assets;

use crate::{
    config::Config,
    consume::{Issues, Places, Reports, WorkOrders},
    hints::Hints,
};

/// Schema, database role, NATS user and durable consumer of this service.
pub const NAME: &str = "statistics";

/// What the handlers of requests have.
#[derive(Clone)]
pub struct AppState {
    service: Service,
    assets: Arc<Assets>,
}

impl FromRef<AppState> for Gate {
    fn from_ref(state: &AppState) -> Self {
        state.service.gate.clone()
    }
}

/// Starts everything this service does, on the service's task tracker.
pub fn start(service: &Service, listener: TcpListener, config: &Config) -> anyhow::Result<()> {
    web::municipality::speak_of(&config.common.municipality);
    let assets = Arc::new(Assets::load(&config.common.assets_dir)?);
    service.draw_problems_with(web::problem_pages(Arc::clone(&assets)));
    service.run_mailbox();
    let hints = Hints::default();
    service.spawn("hints", hints::run(hints.clone(), service.live.clone(), service.stop.clone()));
    service.run_consumer(Places { hints: hints.clone() });
    service.run_consumer(Reports { hints: hints.clone() });
    service.run_consumer(Issues { hints: hints.clone() });
    service.run_consumer(WorkOrders { hints });
    let state = AppState { service: service.clone(), assets };
    let office = web::dead_letter_pages(service, state.assets.clone());
    let routes = api::router().merge(screens::router()).with_state(state).merge(office);
    service.run_http(listener, routes, service::database_answers);
    Ok(())
}
