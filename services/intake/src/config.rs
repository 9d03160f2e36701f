//! All settings of intake.

use std::path::PathBuf;

use platform::config::{Common, Secret};

/// Takes residents' reports and photos, and shows residents the state of things.
#[derive(Clone, Debug, clap::Parser)]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Folder in which the photos are kept.
    #[arg(long, env, default_value = ".opgeruimd/photos")]
    pub photo_dir: PathBuf,

    /// Key that seals contact details for notification, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub contact_key: Secret,

    /// Two letters before every report number.
    #[arg(long, env, default_value = "LD")]
    pub report_number_prefix: String,

    /// Days after which a closed report stays closed: until then its reporter can call it back.
    #[arg(long, env, default_value_t = 14)]
    pub reopen_days: u16,
}
