//! Settings of routing, and what its program can do.

use std::path::PathBuf;

use platform::config::{Common, Secret};

/// Decides where an issue is and whose it is.
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
    /// Stores buurten from a `GeoJSON` file (RD or WGS 84) and announces what changed.
    ImportAreas {
        /// `FeatureCollection` with the properties buurtcode, buurtnaam, wijkcode and wijknaam.
        file: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
    /// Stores the demo of Liendert; again and again it changes nothing.
    SeedDemo {
        /// JSON file with the passwords; made, mode 600, when it is not there.
        #[arg(long)]
        logins: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Seed of the Ed25519 key that signs staff tokens, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub session_private_key: Secret,
}

/// All that a subcommand needs that only writes tables; the running service publishes.
#[derive(Clone, Debug, clap::Args)]
pub struct Tables {
    /// PostgreSQL connection URL of routing's own role, password included.
    #[arg(long, env, hide_env_values = true)]
    pub database_url: Secret,

    /// OIN of the municipality, part of each event's source.
    #[arg(long, env, default_value = "00000001001234567000")]
    pub event_source_oin: String,
}
