//! Where an issue is, whose it is, and who may decide about it.
//!
//! Each report that intake took joins the issue that it is about ([`joining`]), or becomes an
//! issue here. Its buurt and category decide which team gets it ([`rules`]); what no rule
//! decides waits for a dispatcher. From then on the team's work order decides the public state of
//! the issue ([`works`], [`lifecycle`]). Routing also owns areas, categories, teams, and the
//! accounts of staff: it signs the tokens that the other services check.

pub mod account;
mod account_change;
pub mod accounts_page;
pub mod acts;
pub mod announce;
pub mod answers;
pub mod area_drawing;
pub mod area_file;
mod asking;
pub mod assign;
pub mod attempts;
mod change;
pub mod clock_watch;
pub mod closing;
pub mod code;
pub mod command;
pub mod config;
pub mod import;
pub mod inbox;
pub mod issue_acts_api;
pub mod issue_clock;
pub mod issues_api;
pub mod join;
pub mod joining;
pub mod lifecycle;
pub mod listing;
pub mod oidc;
pub mod on_answer;
pub mod on_report;
pub mod on_work_order;
pub mod pages;
pub mod password;
pub mod questions;
mod redact;
pub mod refused;
pub mod rules;
pub mod rules_page;
pub mod seed;
pub mod service_level;
pub mod setup;
pub mod sign_in;
pub mod split;
pub mod staff_note;
pub mod standard_text;
pub mod store;
pub mod term;
pub mod terms;
pub mod texts_page;
pub mod token;
pub mod town;
pub mod undo;
pub mod works;

use std::sync::Arc;

use anyhow::Context as _;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    http::{HeaderMap, HeaderValue, header},
    middleware,
    routing::{get, post},
};
use chrono::TimeDelta;
use platform::{
    clock, is_any_outside,
    reach::{self, Reach},
    service::Service,
    staff::{Gate, Given, Role, Staff},
};
use tokio::{net::TcpListener, sync::Notify};
use uuid::Uuid;
use web::Assets;

use crate::{
    code::Sealer, config::Config, oidc::Provider, on_report::OnReport, on_work_order::OnWorkOrder,
    sign_in::SignIn, token::Signer,
};

/// Schema, database role, NATS user and durable consumer.
pub const NAME: &str = "routing";

/// What open inboxes listen to.
pub(crate) const LIVE_TOPIC: &str = "issues";

/// What the handlers of requests share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    service: Service,
    assets: Arc<Assets>,
    sign_in: SignIn,
    /// Where people sign in with their account of the municipality.
    provider: Option<Provider>,
    drawings: inbox::map::Drawings,
    /// Wakes the watch of the clocks.
    clock_woken: Arc<Notify>,
    presence: inbox::presence::Presence,
    /// Which issues an account reaches.
    reach: Reach,
}

impl FromRef<AppState> for Gate {
    fn from_ref(state: &AppState) -> Self {
        state.service.gate.clone()
    }
}

/// Starts the mailbox, the consumers and the HTTP server.
pub fn start(service: &Service, listener: TcpListener, config: &Config) -> anyhow::Result<()> {
    web::municipality::speak_of(&config.common.municipality);
    let private_key = config.session_private_key.expose();
    let signer = Signer::new(private_key).context("SESSION_PRIVATE_KEY")?;
    let way_seal = token::seal_for(private_key, oidc::SEAL_PURPOSE)?;
    check_keys(&signer, &service.gate)?;
    let assets = Arc::new(Assets::load(&config.common.assets_dir)?);
    service.draw_problems_with(web::problem_pages(assets.clone()));
    let state = AppState {
        service: service.clone(),
        assets,
        sign_in: SignIn::new(signer, Sealer::new(private_key)?)?,
        provider: Provider::new(&config.oidc, &config.common.public_url, way_seal)?,
        drawings: inbox::map::Drawings::default(),
        clock_woken: Arc::default(),
        presence: inbox::presence::Presence::default(),
        reach: Reach::new(service.pool.clone(), "issue_id", is_any_outside!("issue", "issue_id")),
    };
    let (outbox, live) = (&service.outbox, &service.live);
    service.run_mailbox();
    let sessions = sign_in::tidy::run(service.pool.clone(), service.stop.clone());
    service.spawn("sessions", sessions);
    let watch = clock_watch::run(
        service.pool.clone(),
        outbox.clone(),
        live.clone(),
        state.clock_woken.clone(),
        service.stop.clone(),
    );
    service.spawn("clocks", watch);
    service.run_consumer(OnReport { outbox: outbox.clone(), live: live.clone() });
    service.run_consumer(OnWorkOrder { outbox: outbox.clone(), live: live.clone() });
    let office = web::dead_letter_pages(service, state.assets.clone());
    service.run_http(listener, routes(state).merge(office), store::catalogue::has_teams);
    Ok(())
}

fn routes(state: AppState) -> Router {
    let issues = Router::new()
        .route("/api/v1/issues", get(issues_api::list))
        .route("/api/v1/issues/{issue_id}", get(issues_api::one))
        .route("/api/v1/issues/join", post(issue_acts_api::join))
        .route("/api/v1/issues/undo", post(issue_acts_api::undo))
        .route("/api/v1/issues/{issue_id}/assign", post(issue_acts_api::assign))
        .route("/api/v1/issues/{issue_id}/unassign", post(issue_acts_api::unassign))
        .route("/api/v1/issues/{issue_id}/close", post(issue_acts_api::close))
        .route("/api/v1/issues/{issue_id}/split", post(issue_acts_api::split))
        .layer(middleware::map_response(issues_api::name_crs));
    Router::new()
        .merge(issues)
        .merge(office())
        .route("/api/v1/sessions", post(sign_in::api::post))
        .route("/inloggen", get(sign_in::page::get).post(sign_in::page::post))
        .route("/inloggen/code", get(sign_in::second::back).post(sign_in::second::post))
        .route("/inloggen/gemeente", get(sign_in::provider::go))
        .route("/inloggen/gemeente/terug", get(sign_in::provider::arrive))
        .route("/uitloggen", post(sign_in::page::post_sign_out))
        .route("/uitloggen/overal", post(sign_in::page::post_everywhere))
        .route("/meldkamer", get(inbox::list))
        .route("/meldkamer/live", get(inbox::live))
        .route("/meldkamer/delen", get(inbox::parts))
        .route("/meldkamer/{issue_id}", get(inbox::one))
        .route("/meldkamer/lijsten", get(inbox::back_to_list).post(inbox::saved::save))
        .route(
            "/meldkamer/lijsten/{saved_list_id}/weg",
            get(inbox::back_to_list).post(inbox::saved::forget),
        )
        .route("/meldkamer/tegels/{z}/{x}/{file}", get(inbox::tiles::tile))
        .route("/meldkamer/samen", get(inbox::back_to_list).post(inbox::doing::together))
        .route("/meldkamer/terug", get(inbox::back_to_list).post(inbox::doing::undo))
        .route(
            "/meldkamer/{issue_id}/toewijzen",
            get(inbox::back_to_issue).post(inbox::doing::assign),
        )
        .route(
            "/meldkamer/{issue_id}/weghalen",
            get(inbox::back_to_issue).post(inbox::doing::unassign),
        )
        .route(
            "/meldkamer/{issue_id}/afhandelen",
            get(inbox::back_to_issue).post(inbox::doing::close),
        )
        .route("/meldkamer/{issue_id}/vragen", get(inbox::back_to_issue).post(inbox::ask::ask))
        .route("/meldkamer/bijlagen/{staff_file_id}", get(inbox::notes::file))
        .route(
            "/meldkamer/{issue_id}/notities",
            get(inbox::back_to_issue)
                .post(inbox::notes::write)
                .layer(DefaultBodyLimit::max(inbox::notes::FORM_BYTES_MAX)),
        )
        .route(
            "/meldkamer/{issue_id}/vraag-terug",
            get(inbox::back_to_issue).post(inbox::ask::take_back),
        )
        .route(
            "/meldkamer/{issue_id}/afsplitsen",
            get(inbox::back_to_issue).post(inbox::doing::split),
        )
        .route_layer(middleware::from_fn_with_state(state.reach.clone(), reach::of_address))
        .with_state(state)
}

/// What is set up: accounts, rules, terms and texts.
fn office() -> Router<AppState> {
    Router::new()
        .route("/account", get(sign_in::own::get).post(sign_in::own::post))
        .route("/account/code", get(sign_in::own::back).post(sign_in::own_code::propose))
        .route("/account/code/aan", get(sign_in::own::back).post(sign_in::own_code::confirm))
        .route("/account/code/uit", get(sign_in::own::back).post(sign_in::own_code::remove))
        .route(
            "/beheer/accounts/{staff_account_id}/code-weg",
            get(accounts_page::back).post(accounts_page::remove_code),
        )
        .route("/beheer/accounts", get(accounts_page::list).post(accounts_page::save))
        .route(
            "/beheer/accounts/{staff_account_id}/wachtwoord",
            get(accounts_page::back).post(accounts_page::new_password),
        )
        .route("/beheer/accounts/{staff_account_id}/uitloggen", post(accounts_page::sign_out))
        .merge(town())
        .route("/meldkamer/regels", get(rules_page::get).post(rules_page::post))
        .route("/meldkamer/termijnen", get(terms::get).post(terms::post))
        .route("/meldkamer/teksten", get(texts_page::get).post(texts_page::save))
        .route(
            "/meldkamer/teksten/{standard_text_id}/weg",
            get(texts_page::back).post(texts_page::remove),
        )
}

/// The areas and the teams.
fn town() -> Router<AppState> {
    use platform::import_file::upload::FORM_BYTES_MAX;
    use setup::{
        areas::{self, Areas},
        teams::{self, Teams},
    };
    use web::setup::part::{apply, back, propose, show, withdraw};
    let file = || DefaultBodyLimit::max(FORM_BYTES_MAX);
    Router::new()
        .route("/beheer/inrichting", get(show::<Areas>).post(areas::rename))
        .route(
            "/beheer/inrichting/bestand",
            get(back::<Areas>).post(propose::<Areas>).layer(file()),
        )
        .route("/beheer/inrichting/geldt", get(back::<Areas>).post(apply::<Areas>))
        .route("/beheer/inrichting/toch-niet", get(back::<Areas>).post(withdraw::<Areas>))
        .route("/beheer/inrichting/teams", get(show::<Teams>).post(teams::save))
        .route("/beheer/inrichting/teams/weg", get(back::<Teams>).post(teams::remove))
        .route(
            "/beheer/inrichting/teams/bestand",
            get(back::<Teams>).post(propose::<Teams>).layer(file()),
        )
        .route("/beheer/inrichting/teams/geldt", get(back::<Teams>).post(apply::<Teams>))
        .route("/beheer/inrichting/teams/toch-niet", get(back::<Teams>).post(withdraw::<Teams>))
}

/// A key pair that does not belong together would lock everybody out, so it
/// must show at the start.
fn check_keys(signer: &Signer, gate: &Gate) -> anyhow::Result<()> {
    let expires_at = clock::now() + TimeDelta::minutes(1);
    let given = Given::role(Role::Crew);
    let nobody = Staff::new(Uuid::nil(), Uuid::nil(), String::new(), given, expires_at);
    let bearer = format!("Bearer {}", signer.sign(&nobody).context("SESSION_PRIVATE_KEY")?);
    let mut headers = HeaderMap::new();
    headers.insert(header::AUTHORIZATION, HeaderValue::try_from(bearer)?);
    gate.identify(&headers)
        .map(drop)
        .context("SESSION_PRIVATE_KEY and SESSION_PUBLIC_KEY do not belong together")
}
