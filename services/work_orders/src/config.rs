//! The settings of this service.

use std::path::PathBuf;

use platform::config::{Common, Secret, Tables};

/// What each team does and when, and the crew's phone.
#[derive(Debug, clap::Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Runs the service; what happens without a subcommand.
    Serve(Box<Config>),
    /// Stores the demo's vehicles where there are none.
    SeedDemo {
        #[command(flatten)]
        tables: Tables,
    },
    /// Makes a `GeoJSON` file of the national road register the streets that vans drive through.
    ImportStreets {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
}

#[derive(Clone, Debug, clap::Parser)]
#[command(about = "Work orders: what each team does and when, and the crew's phone")]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Address of intake, which keeps the photos of the system.
    #[arg(long, env)]
    pub intake_url: String,

    /// Folder in which the originals of evidence are kept. No other program needs to read it.
    #[arg(long, env, default_value = ".opgeruimd/evidence")]
    pub evidence_dir: PathBuf,

    /// Key that signs the logs of enforcement cases: an Ed25519 seed, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub evidence_key: Secret,
}
