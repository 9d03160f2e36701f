//! `intake`: the service, and the commands that fill its tables.

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;
use intake::{
    NAME,
    command::{Summary, import_assets, import_places, seed_demo},
    config::{Cli, Command, Config},
};
use platform::{config::or_serve, service::Service, telemetry};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(std::io::stderr(), "intake: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    match Cli::parse_from(or_serve(std::env::args_os())).command {
        Command::Serve(config) => serve(*config).await,
        Command::ImportPlaces { file, tables } => tell(import_places(&file, &tables).await?),
        Command::ImportAssets { file, tables } => tell(import_assets(&file, &tables).await?),
        Command::SeedDemo { tables } => seed_demo(&tables).await,
    }
}

fn tell(summary: Summary) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{summary}")?)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging(&config.common.log)?;
    let metrics = telemetry::start_metrics()?;
    let listener = TcpListener::bind(config.common.listen_addr).await?;
    let service = Service::connect(NAME, &config.common, metrics).await?;
    intake::start(&service, listener, &config).await?;
    service.run_until_stopped(config.common.shutdown_grace).await
}
