//! Tells whoever wants to know what happens with a report: one mail a step, by
//! the address they gave, and a link to stop it. The only service that can
//! read contact details; it shows them to staff whose account allows it ([`disclosure`]).

pub mod alert;
pub mod config;
pub mod contact;
pub mod deliver;
pub mod disclosure;
pub mod facts;
pub mod farewell;
pub mod follow;
pub mod forget;
pub mod mail;
pub mod on_contact;
pub mod on_place;
pub mod on_report;
pub mod on_status;
pub mod pictures;
pub mod plan;
pub mod retry;
pub mod stop;
pub mod store;
pub mod transport;

use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::FromRef;
use platform::{
    reach::Reach,
    service::{self, Service},
    staff::Gate,
};
use tokio::{net::TcpListener, sync::Notify};
use web::Assets;

use crate::{
    alert::planner,
    config::{Config, Way},
    contact::Opener,
    deliver::Worker,
    mail::message::Letterhead,
    on_contact::OnContact,
    on_place::OnPlace,
    on_report::OnReport,
    on_status::OnStatus,
    pictures::Intake,
    store::disclosures,
    transport::{Folder, Smtp, Transport},
};

pub const NAME: &str = "notification";

/// What the endpoints need.
#[derive(Clone)]
pub struct AppState {
    service: Service,
    assets: Arc<Assets>,
    /// Wakes the worker that sends.
    woken: Arc<Notify>,
}

impl FromRef<AppState> for Gate {
    fn from_ref(app: &AppState) -> Self {
        app.service.gate.clone()
    }
}

/// Starts the mailbox, the consumers, the worker and the pages.
pub fn start(service: &Service, listener: TcpListener, config: &Config) -> anyhow::Result<()> {
    web::municipality::speak_of(&config.common.municipality);
    let assets = Arc::new(Assets::load(&config.common.assets_dir)?);
    let opener = Opener::new(config.contact_key.expose())?;
    let letterhead = Letterhead::new(&config.mail_from, &config.common.public_url)?;
    let intake = Intake::new(&config.intake_url).context("INTAKE_URL")?;
    let woken = Arc::new(Notify::new());

    service.draw_problems_with(web::problem_pages(assets.clone()));
    service.run_mailbox();
    service.run_consumer(OnReport { woken: woken.clone() });
    service.run_consumer(OnContact { opener, woken: woken.clone() });
    service.run_consumer(OnStatus { woken: woken.clone() });
    service.run_consumer(OnPlace);
    let planner = planner::run(service.pool.clone(), woken.clone(), service.stop.clone());
    service.spawn("alerts", planner);
    service.spawn("forget", forget::run(service.pool.clone(), service.stop.clone()));
    let host = letterhead.host.clone();
    let parts = (intake, letterhead, woken.clone());
    match config.way()? {
        Way::Folder(folder) => run_worker(service, Folder::new(folder)?, parts),
        Way::Server(url) => run_worker(service, Smtp::new(url.expose(), &host)?, parts),
    }
    let office = web::dead_letter_pages(service, assets.clone());
    let app = AppState { service: service.clone(), assets, woken };
    let reach = Reach::new(service.pool.clone(), "issue_id", disclosures::IS_ANY_OUTSIDE);
    let routes = stop::routes().merge(alert::routes()).merge(disclosure::routes(reach));
    let routes = routes.with_state(app).merge(office);
    service.run_http(listener, routes, service::database_answers);
    Ok(())
}

fn run_worker<T: Transport>(
    service: &Service,
    transport: T,
    (intake, letterhead, woken): (Intake, Letterhead, Arc<Notify>),
) {
    let worker = Worker { pool: service.pool.clone(), transport, intake, letterhead, woken };
    service.spawn("deliver", deliver::run(worker, service.stop.clone()));
}
