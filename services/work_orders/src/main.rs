//! `work_orders`: the process.

use clap::Parser as _;
use platform::{service::Service, telemetry};
use tokio::net::TcpListener;
use work_orders::{NAME, config::Config};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::parse();
    telemetry::start_logging(&config.common.log)?;
    let metrics = telemetry::start_metrics()?;
    let listener = TcpListener::bind(config.common.listen_addr).await?;
    let service = Service::connect(NAME, &config.common, metrics).await?;
    work_orders::start(&service, listener, &config)?;
    service.run_until_stopped(config.common.shutdown_grace).await
}
