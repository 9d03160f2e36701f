//! `/livez`, `/readyz` and `/metrics`, on each service's own port.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use sqlx::PgPool;

use crate::bus::Bus;

/// Longer than this and the database counts as away.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(2);

type Check =
    dyn Fn(PgPool) -> futures_util::future::BoxFuture<'static, sqlx::Result<bool>> + Send + Sync;

/// What readiness is decided on.
#[derive(Clone)]
pub struct Health {
    pub pool: PgPool,
    pub bus: Bus,
    pub metrics: PrometheusHandle,
    /// Whether the service has all it needs in its own tables, for example its areas.
    pub is_furnished: Arc<Check>,
}

/// What `/readyz` tells whoever operates the service.
#[derive(Debug, Serialize)]
struct Readiness {
    database: &'static str,
    bus: &'static str,
    furnished: bool,
}

/// The three addresses that operators and supervisors use.
pub fn router(health: Health) -> Router {
    Router::new()
        .route("/livez", get(|| async { "alive\n" }))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics_text))
        .with_state(health)
}

/// Ready means: requests can be answered. Without NATS a service still answers
/// (facts wait in the outbox), so that is told but does not count.
async fn readyz(State(health): State<Health>) -> impl IntoResponse {
    let asked = tokio::time::timeout(DATABASE_TIMEOUT, (health.is_furnished)(health.pool.clone()));
    let furnished = asked.await.ok().and_then(Result::ok);
    let readiness = Readiness {
        database: if furnished.is_some() { "ok" } else { "unreachable" },
        bus: if health.bus.is_connected() { "ok" } else { "unreachable" },
        furnished: furnished.unwrap_or(false),
    };
    let status = if readiness.furnished { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(readiness))
}

async fn metrics_text(State(health): State<Health>) -> String {
    metrics::gauge!("bus_connected").set(if health.bus.is_connected() { 1.0 } else { 0.0 });
    health.metrics.render()
}
