//! Runs notification: parse the settings, connect, start, and wait to be stopped.

use clap::Parser as _;
use notification::{NAME, config::Config};
use platform::{service::Service, telemetry};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::parse();
    telemetry::start_logging(&config.common.log)?;
    let metrics = telemetry::start_metrics()?;
    let listener = TcpListener::bind(config.common.listen_addr).await?;
    let service = Service::connect(NAME, &config.common, metrics).await?;
    notification::start(&service, listener, &config)?;
    service.run_until_stopped(config.common.shutdown_grace).await
}
