//! Puts a service together from its parts, and runs it until it is told to stop.

use anyhow::Context as _;
use axum::{Router, extract::FromRef, http::HeaderMap, response::Response};
use futures_util::FutureExt as _;
use metrics_exporter_prometheus::PrometheusHandle;
use proto::topology;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{error, info};

use crate::{
    bus::Bus,
    config::Common,
    consumer::Handler,
    health::{self, Health},
    housekeeping,
    http::{self, ProblemPages},
    live::Live,
    outbox::Outbox,
    panics,
    problem::Problem,
    reconciler,
    redrive::Redrivers,
    relay, sessions, shutdown,
    staff::Gate,
    subscription::{self, Subscription, Suspicions},
    telemetry,
};

/// A request waits this long for a connection before it says that the database is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// Connections on which readiness is asked.
const PROBES_MAX: u32 = 1;

/// Milliseconds that one statement may take.
const STATEMENT_TIMEOUT_MS: &str = "10000";

/// The parts that every service has. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    /// Service name: schema, database role, NATS user and durable consumer.
    pub name: &'static str,
    pub pool: PgPool,
    pub bus: Bus,
    pub outbox: Outbox,
    pub live: Live,
    pub gate: Gate,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
    /// The handlers of this service's dead letters.
    pub redrivers: Redrivers,
    problem_pages: ProblemPages,
    metrics: PrometheusHandle,
    /// For the health addresses alone: a busy service is not an absent one.
    probes: PgPool,
    outbox_days: u16,
}

impl FromRef<Service> for Gate {
    fn from_ref(service: &Service) -> Self {
        service.gate.clone()
    }
}

impl Service {
    /// Connects to database and bus without waiting for either.
    pub async fn connect(
        name: &'static str,
        settings: &Common,
        metrics: PrometheusHandle,
    ) -> anyhow::Result<Self> {
        let stop = CancellationToken::new();
        Ok(Self {
            name,
            pool: pool(settings, settings.database_connections_max)?,
            probes: pool(settings, PROBES_MAX)?,
            bus: Bus::connect(settings).await?,
            outbox: Outbox::new(name, &settings.event_source_oin)?,
            live: Live::new(stop.clone()),
            gate: Gate::new(&settings.session_public_key, settings.is_public_tls())
                .context("SESSION_PUBLIC_KEY")?,
            stop,
            tasks: TaskTracker::new(),
            redrivers: Redrivers::default(),
            problem_pages: ProblemPages::default(),
            metrics,
            outbox_days: settings.outbox_days,
        })
    }

    /// Starts the relay, the reconciler and the housekeeping of this service's mailbox, and what
    /// hears which sessions of staff ended.
    pub fn run_mailbox(&self) {
        let Self { name, pool, bus, outbox, stop, .. } = self;
        self.spawn("relay", relay::run(outbox.clone(), pool.clone(), bus.clone(), stop.clone()));
        self.spawn(
            "reconciler",
            reconciler::run(name, outbox.clone(), pool.clone(), bus.clone(), stop.clone()),
        );
        self.spawn("housekeeping", housekeeping::run(pool.clone(), self.outbox_days, stop.clone()));
        self.spawn(
            "ended sessions",
            sessions::run(self.gate.ended().clone(), pool.clone(), stop.clone()),
        );
        if topology::consumers_of(name).any(|it| it.stream == sessions::OnEnd::STREAM) {
            self.run_consumer(sessions::OnEnd);
        }
        self.spawn("metrics", telemetry::keep_up(self.metrics.clone(), stop.clone()));
    }

    /// Runs a task that lasts as long as the service. When it ends before, or panics, the service
    /// stops and fails: half a service that calls itself ready is worse than a restart.
    pub fn spawn(&self, task: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            let ended = AssertUnwindSafe(work).catch_unwind().await;
            if let Err(panic) = &ended {
                error!("Task {task} panicked: {}", panics::text(&**panic));
            } else if !stop.is_cancelled() {
                error!("Task {task} ended by itself");
            }
            stop.cancel();
        });
    }

    /// Starts handling the events of the handler's stream.
    pub fn run_consumer<H: Handler>(&self, handler: H) {
        let subscription = Subscription {
            service: self.name,
            handler,
            pool: self.pool.clone(),
            outbox: self.outbox.clone(),
            bus: self.bus.clone(),
            suspicions: Suspicions::default(),
        };
        let subscription = Arc::new(subscription);
        self.redrivers.register(subscription.clone());
        self.spawn(H::NAME, subscription::run(subscription, self.stop.clone()));
    }

    /// Says how problems look to people; only the first call counts.
    pub fn draw_problems_with(
        &self,
        draw: impl Fn(&Problem, &str, &HeaderMap) -> Response + Send + Sync + 'static,
    ) {
        let _ = self.problem_pages.set(Box::new(draw));
    }

    /// Serves `routes` on `listener`, with the common layers and the health addresses.
    ///
    /// `is_furnished` says whether the service has what it needs in its tables.
    pub fn run_http<F>(
        &self,
        listener: TcpListener,
        routes: Router,
        is_furnished: impl Fn(PgPool) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = sqlx::Result<bool>> + Send + 'static,
    {
        let health = Health {
            pool: self.probes.clone(),
            bus: self.bus.clone(),
            metrics: self.metrics.clone(),
            is_furnished: Arc::new(move |pool| Box::pin(is_furnished(pool))),
        };
        let routes = routes.merge(health::router(health));
        let app = http::layered(routes, self.gate.clone(), self.problem_pages.clone());
        let stop = self.stop.clone();
        self.spawn("http", async move {
            if let Err(error) = http::serve(listener, app, stop).await {
                error!("The HTTP server ended: {error:#}");
            }
        });
    }

    /// Waits for SIGTERM, then stops in order within `grace`.
    pub async fn run_until_stopped(self, grace: Duration) -> anyhow::Result<()> {
        info!("{} runs", self.name);
        shutdown::run_until_stopped(self.tasks, self.stop, grace).await
    }
}

/// A pool that opens its connections when they are needed.
fn pool(settings: &Common, connections_max: u32) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions =
        settings.database_url.expose().parse().context("DATABASE_URL")?;
    let options = options.options([("statement_timeout", STATEMENT_TIMEOUT_MS)]);
    Ok(PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_lazy_with(options))
}

/// Whether the database answers: readiness of a service that needs nothing more.
pub async fn database_answers(pool: PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar("select true").fetch_one(&pool).await
}
