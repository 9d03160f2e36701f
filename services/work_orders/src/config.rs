//! The settings of this service.

use platform::config::Common;

#[derive(Clone, Debug, clap::Parser)]
#[command(about = "Work orders: what each team does and when, and the crew's phone")]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Address of intake, which keeps the photos of the system.
    #[arg(long, env)]
    pub intake_url: String,
}
