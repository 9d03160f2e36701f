//! What each team does and when: work orders and the crew's phone.
//!
//! Routing asks for work ([`routed`]), the crew does it ([`act`]), and every step
//! is one of the table in [`progress`], stored with its event in one transaction.

pub mod act;
pub mod after_photo;
mod api;
pub mod config;
pub mod driving;
pub mod enforcement;
pub mod filter;
pub mod input;
pub mod joined;
pub mod live;
pub mod order;
pub mod pages;
pub mod partner;
pub mod phone_act;
pub mod photos;
mod places;
pub mod progress;
pub mod rounds;
pub mod routed;
mod screens;
mod seed;
pub mod settling;
pub mod store;
pub mod streets;
pub mod taken_along;
pub mod told;
pub mod worker;

use std::sync::Arc;

use axum::{extract::FromRef, middleware};
use platform::{
    clock,
    config::Tables,
    is_any_outside,
    reach::{self, Reach},
    service::Service,
    staff::Gate,
};
use sqlx::Connection as _;
use tokio::net::TcpListener;
use web::Assets;

use crate::{
    config::Config,
    enforcement::{Opener, Signer, Vault},
    photos::Photos,
    routed::IssueRoutings,
    told::Told,
};

/// Schema, database role, NATS user and durable consumer of this service.
pub const NAME: &str = "work_orders";

/// What the handlers of requests have.
#[derive(Clone)]
pub struct AppState {
    service: Service,
    assets: Arc<Assets>,
    photos: Photos,
    /// Of the front door, for links that leave the system.
    public_url: Arc<str>,
    /// Which orders an account reaches.
    reach: Reach,
    /// Originals of evidence.
    vault: Vault,
    /// Of the logs of cases.
    signer: Signer,
    /// Of what phones closed.
    opener: Opener,
    /// How far it is for a van.
    streets: streets::kept::Kept,
}

impl FromRef<AppState> for Gate {
    fn from_ref(state: &AppState) -> Self {
        state.service.gate.clone()
    }
}

/// Stores the demo's vehicles where there are none.
pub async fn seed_demo(tables: &Tables) -> anyhow::Result<()> {
    let mut conn = tables.connect().await?;
    let mut tx = conn.begin().await?;
    seed::store(&mut tx, clock::now()).await?;
    Ok(tx.commit().await?)
}

/// Starts everything this service does, on the service's task tracker.
pub fn start(service: &Service, listener: TcpListener, config: &Config) -> anyhow::Result<()> {
    web::municipality::speak_of(&config.common.municipality);
    let assets = Arc::new(Assets::load(&config.common.assets_dir)?);
    let photos = Photos::new(&config.intake_url)?;
    service.draw_problems_with(web::problem_pages(Arc::clone(&assets)));
    service.run_mailbox();
    service
        .run_consumer(IssueRoutings { outbox: service.outbox.clone(), live: service.live.clone() });
    service.run_consumer(Told { live: service.live.clone() });
    service.run_consumer(places::Places);
    let office = web::dead_letter_pages(service, assets.clone());
    let public_url = config.common.public_url.trim_end_matches('/').into();
    let is_outside = is_any_outside!("work_order", "work_order_id");
    let reach = Reach::new(service.pool.clone(), "work_order_id", is_outside);
    let cases =
        Reach::new(service.pool.clone(), "case_id", is_any_outside!("enforcement_case", "case_id"));
    let state = AppState {
        service: service.clone(),
        assets,
        photos,
        public_url,
        reach: reach.clone(),
        vault: Vault::open(&config.evidence_dir)?,
        signer: Signer::new(config.evidence_key.expose())?,
        opener: Opener::new(config.evidence_key.expose())?,
        streets: streets::kept::Kept::new(service.pool.clone()),
    };
    let routes = api::router()
        .merge(screens::router())
        .route_layer(middleware::from_fn_with_state(reach, reach::of_address))
        .route_layer(middleware::from_fn_with_state(cases, reach::of_address))
        .with_state(state);
    service.run_http(listener, routes.merge(office), store::is_furnished);
    Ok(())
}
