//! Logs as JSON lines on standard output, and the metrics recorder.
//!
//! One vocabulary of fields: `report.id`, `issue.id`, `work_order.id`,
//! `event.id`, `event.type`, `trace_id`, `duration_ms`. Never personal data:
//! no name, mail address, telephone number, street or free text.

use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// What is measured waits in memory until it is put into its buckets.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Seconds; the upper bounds of every duration histogram.
const DURATION_BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Starts logging. `filter` is in the syntax of `EnvFilter`.
pub fn start_logging(filter: &str) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(EnvFilter::try_new(filter)?)
        .try_init()
        .map_err(anyhow::Error::from_boxed)
}

/// Puts measurements into their buckets until `stop` is cancelled: without it they would pile up
/// wherever nobody asks for `/metrics`.
pub async fn keep_up(metrics: PrometheusHandle, stop: CancellationToken) {
    while !stop.is_cancelled() {
        metrics.run_upkeep();
        stop.run_until_cancelled(tokio::time::sleep(UPKEEP_INTERVAL)).await;
    }
}

/// Starts counting, and returns what `/metrics` renders.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    Ok(PrometheusBuilder::new().set_buckets(&DURATION_BUCKETS)?.install_recorder()?)
}
