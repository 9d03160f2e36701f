//! Takes residents' reports and photos, and shows residents the state of things.
//!
//! A report has one way in, [`hand_in`]: the JSON API ([`api`]) and the form
//! ([`form`]) both end there. What residents see of a report afterwards comes
//! from the issue's events ([`issue_status`]) and is shown by [`follow`]; what they tell about it
//! later comes in by [`answer`].
//! Every photo of the system comes through the [`darkroom`].

mod admit;
mod answer;
pub mod answering;
pub mod api;
mod basemap;
pub mod command;
pub mod config;
pub mod contact;
mod darkroom;
mod device;
mod follow;
pub mod forget;
mod form;
mod hand_in;
mod home;
mod issue_map;
mod issue_status;
pub mod known;
mod media;
pub mod misuse;
mod noted;
mod offline;
pub mod pages;
mod pdok;
pub mod photo;
mod places;
pub mod proof;
pub mod register;
pub mod report_number;
pub mod review;
mod search;
mod seed;
pub mod source;
mod store;
pub mod submission;
mod things;

use std::sync::Arc;

use axum::{Router, extract::FromRef};
use chrono::TimeDelta;
use platform::{service::Service, staff::Gate};
use tokio::{net::TcpListener, sync::Semaphore};
use web::Assets;

use crate::{
    basemap::Basemap, config::Config, contact::Sealer, darkroom::Darkroom, misuse::Guard,
    pdok::Pdok, proof::Examiner,
};

/// Schema, database role, NATS user and durable consumer.
pub const NAME: &str = "intake";

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    service: Service,
    assets: Arc<Assets>,
    darkroom: Darkroom,
    sealer: Sealer,
    guard: Arc<Guard>,
    examiner: Examiner,
    number_prefix: Arc<str>,
    /// The address search outside, when there is one.
    pdok: Option<Arc<Pdok>>,
    /// The map under our own layers, when there is one.
    basemap: Option<Arc<Basemap>>,
    /// Where residents reach us: `https://meldingen.example.nl`.
    public_url: Arc<str>,
    /// How long a closed report can be called back.
    reopen_term: TimeDelta,
    /// Turns at looking up a report by its number.
    look_ups: Arc<Semaphore>,
    /// Whether cookies may insist on TLS.
    is_tls: bool,
}

impl FromRef<AppState> for Gate {
    fn from_ref(state: &AppState) -> Self {
        state.service.gate.clone()
    }
}

/// Starts everything that intake does, on the tasks of `service`.
pub async fn start(
    service: &Service,
    listener: TcpListener,
    config: &Config,
) -> anyhow::Result<()> {
    web::municipality::speak_of(&config.common.municipality);
    let state = AppState {
        service: service.clone(),
        assets: Arc::new(Assets::load(&config.common.assets_dir)?),
        darkroom: Darkroom::open(&config.photo_dir, service.pool.clone())?,
        sealer: Sealer::new(config.contact_key.expose())?,
        guard: Arc::new(Guard::new(config.misuse.clone())),
        examiner: Examiner::new(config.contact_key.expose().as_bytes())?,
        pdok: match &config.pdok_url {
            Some(url) => Some(Arc::new(Pdok::new(url, &config.common.municipality.name)?)),
            None => None,
        },
        basemap: Basemap::open(config).await?.map(Arc::new),
        public_url: config.common.public_url.trim_end_matches('/').into(),
        number_prefix: config.report_number_prefix.as_str().into(),
        reopen_term: TimeDelta::days(i64::from(config.reopen_days)),
        look_ups: Arc::new(Semaphore::new(home::LOOK_UPS_MAX)),
        is_tls: config.common.is_public_tls(),
    };
    service.draw_problems_with(web::problem_pages(state.assets.clone()));
    service.run_mailbox();
    service.run_consumer(places::Places);
    service.run_consumer(issue_status::IssueStatus { live: service.live.clone() });
    service.run_consumer(noted::Noted);
    let forget = forget::run(state.darkroom.clone(), service.pool.clone(), service.stop.clone());
    service.spawn("forget", forget);
    let office = web::dead_letter_pages(service, state.assets.clone());
    service.run_http(listener, router(state).merge(office), |pool| async move {
        store::place::is_furnished(&mut *pool.acquire().await?).await
    });
    Ok(())
}

fn router(state: AppState) -> Router {
    let pool = state.service.pool.clone();
    let assets = web::static_files(state.assets.clone());
    Router::new()
        .merge(api::routes())
        .merge(device::routes())
        .merge(form::routes())
        .merge(follow::routes())
        .merge(answer::routes())
        .merge(basemap::routes())
        .merge(home::routes())
        .merge(issue_map::routes())
        .merge(media::routes())
        .merge(offline::routes())
        .merge(review::routes(&pool))
        .merge(things::routes())
        .with_state(state)
        .merge(assets)
}
