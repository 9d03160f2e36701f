//! All settings of intake.

use std::path::PathBuf;

use platform::config::{Common, Secret};

use crate::misuse;

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

    #[command(flatten)]
    pub misuse: misuse::Settings,

    /// Two letters before every report number.
    #[arg(long, env, default_value = "LD")]
    pub report_number_prefix: String,
}
