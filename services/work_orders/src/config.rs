//! The settings of this service.

use std::path::PathBuf;

use platform::config::{Common, Secret};

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
