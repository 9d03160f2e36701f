//! The five services at work, and what residents and staff do with them.

mod settle;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Duration,
};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::Parser;
use metrics_exporter_prometheus::PrometheusHandle;
use platform::{
    config::{Common, Secret, Tables},
    outbox::Outbox,
    service::Service,
    telemetry,
};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{Bus, OIN, PASSWORD, database, given, seed};

/// Of the key that signs the logs of enforcement cases, in base64url.
const EVIDENCE_SEED: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// The key pair of RFC 8032, section 7.1, test 1, in base64url.
const SESSION_SEED: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
const SESSION_PUBLIC_KEY: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

/// 32 zero bytes.
const CONTACT_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Everything that was started must be done within this.
const SETTLE_TIME_MAX: Duration = Duration::from_mins(1);

const SERVICES: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// One recorder a process, so all cities count together.
static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Settings of an intake without strangers.
const OPEN: [(&str, &str); 1] = [("--guard", "false")];

/// A list that a municipality brings in a file.
#[derive(Clone, Copy, Debug)]
pub enum List {
    Places,
    Assets,
}

/// A city at work. Call [`City::stop`] at the end.
pub struct City {
    /// The database as its superuser sees it: every schema.
    pub pool: PgPool,
    pub bus: Bus,
    /// A client that holds no cookies and follows no redirects.
    pub http: reqwest::Client,
    database: String,
    addresses: [String; 5],
    services: Vec<Service>,
    folder: TempDir,
}

impl City {
    /// Starts a city with the demo of Liendert in it, and waits until it knows its areas. It has no
    /// strangers: nothing that a test does is too much or too fast.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(&OPEN).await
    }

    /// As [`City::start`], with settings of intake: flags and values.
    pub async fn start_with(settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        Self::launch(settings, &[]).await
    }

    /// As [`City::start`], with settings of routing.
    pub async fn start_with_routing(settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        Self::launch(&OPEN, settings).await
    }

    async fn launch(intake: &[(&str, &str)], routing: &[(&str, &str)]) -> anyhow::Result<Self> {
        let database = database::create().await?;
        let bus = Bus::start().await?;
        let folder = TempDir::new()?;
        let mut listeners = Vec::new();
        for _ in SERVICES {
            listeners.push(TcpListener::bind("127.0.0.1:0").await?);
        }
        let mut addresses = [const { String::new() }; 5];
        for (address, listener) in addresses.iter_mut().zip(&listeners) {
            *address = format!("http://{}", listener.local_addr()?);
        }
        let admin = database::admin()?.database(&database);
        let pool = PgPoolOptions::new().max_connections(4).connect_with(admin).await?;
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let mut city = Self { pool, bus, http, database, addresses, services: Vec::new(), folder };
        for (service, listener) in SERVICES.into_iter().zip(listeners) {
            let settings = match service {
                "intake" => intake,
                "routing" => routing,
                _ => &[],
            };
            city.start_service(service, listener, settings).await?;
        }
        city.settle().await?;
        Ok(city)
    }

    /// Stops the services in order, and gives up the database: that of a test which fails stays to
    /// be looked at. Fails when a service does not stop.
    pub async fn stop(self) -> anyhow::Result<()> {
        for service in &self.services {
            service.stop.cancel();
            service.tasks.close();
        }
        for service in &self.services {
            tokio::time::timeout(SETTLE_TIME_MAX, service.tasks.wait())
                .await
                .with_context(|| format!("{} does not stop", service.name))?;
        }
        self.pool.close().await;
        database::remove(&self.database).await
    }

    async fn start_service(
        &mut self,
        name: &'static str,
        listener: TcpListener,
        settings: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/dist");
        let arguments = |own: &[(&str, &str)]| -> anyhow::Result<Vec<String>> {
            let common = [
                ("--database-url", database::url_of(name, &self.database)?),
                ("--nats-url", self.bus.url()),
                ("--nats-user", name.to_owned()),
                ("--nats-password", PASSWORD.to_owned()),
                ("--public-url", self.addresses[0].clone()),
                ("--assets-dir", assets.display().to_string()),
                ("--session-public-key", SESSION_PUBLIC_KEY.to_owned()),
            ];
            let own = own.iter().map(|(flag, value)| (*flag, (*value).to_owned()));
            let flags = common.into_iter().chain(own);
            Ok(flags.map(|(flag, value)| format!("{flag}={value}")).collect())
        };
        let connect = async |common: &Common| Service::connect(name, common, metrics()).await;
        let photos = self.photo_folder().display().to_string();
        let mail = self.mail_folder().display().to_string();
        let evidence = self.evidence_folder().display().to_string();
        let service = match name {
            "intake" => {
                let own = [("--photo-dir", photos.as_str()), ("--contact-key", CONTACT_KEY)];
                let own = arguments(&[&own, settings].concat())?;
                let config: intake::config::Config = parse(own)?;
                let service = connect(&config.common).await?;
                intake::start(&service, listener, &config).await?;
                service
            }
            "routing" => {
                let own = [("--session-private-key", SESSION_SEED)];
                let own = arguments(&[&own, settings].concat())?;
                let config = parse::<Routing>(own)?.serve;
                let service = connect(&config.common).await?;
                routing::start(&service, listener, &config)?;
                service
            }
            "work_orders" => {
                let own = arguments(&[
                    ("--intake-url", &self.addresses[0]),
                    ("--evidence-dir", &evidence),
                    ("--evidence-key", EVIDENCE_SEED),
                ])?;
                let config: work_orders::config::Config = parse(own)?;
                let service = connect(&config.common).await?;
                work_orders::start(&service, listener, &config)?;
                service
            }
            "notification" => {
                let own = arguments(&[
                    ("--contact-key", CONTACT_KEY),
                    ("--intake-url", &self.addresses[0]),
                    ("--mail-dir", &mail),
                ])?;
                let config: notification::config::Config = parse(own)?;
                let service = connect(&config.common).await?;
                notification::start(&service, listener, &config)?;
                service
            }
            _ => {
                let config: statistics::config::Config = parse(arguments(&[])?)?;
                let service = connect(&config.common).await?;
                statistics::start(&service, listener, &config)?;
                service
            }
        };
        self.services.push(service);
        Ok(())
    }

    /// Where a history can be [seeded](crate::seed).
    pub fn seed_target(&self) -> anyhow::Result<seed::Target> {
        let options = self.pool.connect_options();
        let database = options.get_database().context("the city's database")?;
        let url = |service: &str| database::url_of(service, database);
        Ok(seed::Target {
            admin_url: given("OPGERUIMD_TEST_DATABASE_URL"),
            intake_url: url("intake")?,
            routing_url: url("routing")?,
            work_orders_url: url("work_orders")?,
            notification_url: url("notification")?,
            statistics_url: url("statistics")?,
            number_prefix: seed::NUMBER_PREFIX.to_owned(),
        })
    }

    /// The address of a service.
    pub fn url(&self, service: &str, path: &str) -> String {
        let index = SERVICES.iter().position(|name| *name == service);
        format!("{}{path}", self.addresses[index.expect("one of the five services")])
    }

    /// The database as a service sees it.
    pub fn pool_of(&self, service: &str) -> &PgPool {
        let found = self.services.iter().find(|it| it.name == service);
        &found.expect("one of the five services").pool
    }

    /// Imports a file with areas, as `xtask areas import` does.
    pub async fn import_areas(&self, geojson: &str) -> anyhow::Result<routing::import::Summary> {
        let file = self.folder.path().join("areas.geojson");
        std::fs::write(&file, geojson)?;
        let options = self.pool.connect_options();
        let database = options.get_database().context("a database")?;
        let database_url = Secret::new(database::url_of("routing", database)?);
        let tables = Tables { database_url };
        let announced = routing::config::Announced { tables, event_source_oin: OIN.to_owned() };
        routing::command::import_areas(&file, &announced).await
    }

    /// Lets routing look at the clocks of all issues as if it were `now`.
    pub async fn watch_clocks(
        &self,
        now: DateTime<Utc>,
    ) -> anyhow::Result<routing::clock_watch::Round> {
        let outbox = Outbox::new("routing", OIN)?;
        let round = routing::clock_watch::round(self.pool_of("routing"), &outbox, now).await?;
        self.settle().await?;
        Ok(round)
    }

    /// Imports a list of intake's, as `xtask places import` and `xtask assets import` do.
    pub async fn import_list(
        &self,
        kind: List,
        text: &str,
    ) -> anyhow::Result<intake::command::Summary> {
        let (file, tables) = self.list_file("intake", text)?;
        match kind {
            List::Places => intake::command::import_places(&file, &tables).await,
            List::Assets => intake::command::import_assets(&file, &tables).await,
        }
    }

    /// Imports streets, as `xtask streets import` does.
    pub async fn import_streets(&self, text: &str) -> anyhow::Result<String> {
        let (file, tables) = self.list_file("work_orders", text)?;
        Ok(work_orders::streets::import::import(&file, &tables).await?.to_string())
    }

    fn list_file(&self, service: &str, text: &str) -> anyhow::Result<(PathBuf, Tables)> {
        let file = self.folder.path().join("lijst.json");
        std::fs::write(&file, text)?;
        let database_url = Secret::new(database::url_of(service, &self.database)?);
        Ok((file, Tables { database_url }))
    }

    /// A number from the database.
    pub async fn count(&self, query: &'static str) -> sqlx::Result<i64> {
        sqlx::query_scalar(query).fetch_one(&self.pool).await
    }

    /// Hands in a report and returns the answer.
    pub async fn submit(&self, report: &Value) -> anyhow::Result<(StatusCode, Value)> {
        let url = self.url("intake", "/api/v1/reports");
        answer(self.http.post(url).json(report)).await
    }

    /// Signs in one of the demo accounts and returns its token.
    pub async fn sign_in(&self, email: &str) -> anyhow::Result<String> {
        let url = self.url("routing", "/api/v1/sessions");
        let login = json!({"email": email, "password": PASSWORD});
        let (status, session) = answer(self.http.post(url).json(&login)).await?;
        anyhow::ensure!(status == 201, "{email} cannot sign in: {session}");
        Ok(session["token"].as_str().context("token")?.to_owned())
    }

    /// All work orders with a status, as the account sees them.
    pub async fn work_orders(&self, token: &str, status: &str) -> anyhow::Result<Vec<Value>> {
        let url = self.url("work_orders", &format!("/api/v1/work-orders?status={status}"));
        let (_, list) = answer(self.http.get(url).bearer_auth(token)).await?;
        Ok(list["items"].as_array().context("items")?.clone())
    }

    /// Does something with a work order: accept, start, complete or refuse.
    pub async fn act(
        &self,
        token: &str,
        order: &Value,
        action: &str,
        body: &Value,
    ) -> anyhow::Result<(StatusCode, Value)> {
        let id = order["workOrderId"].as_str().context("workOrderId")?;
        let url = self.url("work_orders", &format!("/api/v1/work-orders/{id}/{action}"));
        answer(self.http.post(url).bearer_auth(token).json(body)).await
    }

    /// The public state of a report.
    pub async fn report(&self, submitted: &Value) -> anyhow::Result<Value> {
        let id = submitted["reportId"].as_str().context("reportId")?;
        let url = self.url("intake", &format!("/api/v1/reports/{id}"));
        Ok(answer(self.http.get(url)).await?.1)
    }

    /// The mails that were sent, as text.
    pub fn mails(&self) -> anyhow::Result<Vec<String>> {
        let mut mails = Vec::new();
        for entry in std::fs::read_dir(self.mail_folder())? {
            let path = entry?.path();
            // A mail that is still being written has another name.
            if path.extension().is_some_and(|extension| extension == "eml") {
                mails.push(std::fs::read_to_string(path)?);
            }
        }
        Ok(mails)
    }

    /// Where intake keeps its pictures.
    pub fn photo_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("photos")
    }

    /// Where `work_orders` keeps the originals of evidence.
    pub fn evidence_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("evidence")
    }

    fn mail_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("mail")
    }
}

/// Status and JSON of an answer; an empty body is null.
pub(crate) async fn answer(request: RequestBuilder) -> anyhow::Result<(StatusCode, Value)> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
}

fn metrics() -> PrometheusHandle {
    METRICS.get_or_init(|| telemetry::start_metrics().expect("the first recorder")).clone()
}

fn parse<C: Parser>(arguments: Vec<String>) -> anyhow::Result<C> {
    Ok(C::try_parse_from(std::iter::once("test".to_owned()).chain(arguments))?)
}

/// Routing's settings without its subcommands.
#[derive(clap::Parser)]
struct Routing {
    #[command(flatten)]
    serve: routing::config::Config,
}
