//! The settings of this service.

use platform::config::Common;

#[derive(Clone, Debug, clap::Parser)]
#[command(about = "Statistics: counts what is open, and shows it to who manages the work")]
pub struct Config {
    #[command(flatten)]
    pub common: Common,
}
