//! `work_orders`: the service, and the command that fills its tables for the demo.

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;
use platform::{config::or_serve, service::Service, telemetry};
use tokio::net::TcpListener;
use work_orders::{
    NAME,
    config::{Cli, Command, Config},
    seed_demo, streets,
};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(std::io::stderr(), "work_orders: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    match Cli::parse_from(or_serve(std::env::args_os())).command {
        Command::Serve(config) => serve(*config).await,
        Command::SeedDemo { tables } => seed_demo(&tables).await,
        Command::ImportStreets { file, tables } => {
            let summary = streets::import::import(&file, &tables).await?;
            Ok(writeln!(std::io::stdout(), "{summary}")?)
        }
    }
}

async fn serve(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging(&config.common.log)?;
    let metrics = telemetry::start_metrics()?;
    let listener = TcpListener::bind(config.common.listen_addr).await?;
    let service = Service::connect(NAME, &config.common, metrics).await?;
    work_orders::start(&service, listener, &config)?;
    service.run_until_stopped(config.common.shutdown_grace).await
}
