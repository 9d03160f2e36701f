//! `routing`: the service, and the commands that fill its tables.

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;
use platform::{config::or_serve, service::Service, telemetry};
use routing::{
    NAME,
    command::{import_areas, seed_demo},
    config::{Cli, Command, Config},
};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(std::io::stderr(), "routing: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    match Cli::parse_from(or_serve(std::env::args_os())).command {
        Command::Serve(config) => serve(*config).await,
        Command::ImportAreas { file, announced } => {
            let summary = import_areas(&file, &announced).await?;
            Ok(writeln!(std::io::stdout(), "{summary}")?)
        }
        Command::SeedDemo { logins, announced } => seed_demo(&logins, &announced).await,
    }
}

async fn serve(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging(&config.common.log)?;
    let metrics = telemetry::start_metrics()?;
    let listener = TcpListener::bind(config.common.listen_addr).await?;
    let service = Service::connect(NAME, &config.common, metrics).await?;
    routing::start(&service, listener, &config)?;
    service.run_until_stopped(config.common.shutdown_grace).await
}
