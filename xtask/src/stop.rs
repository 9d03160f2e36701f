//! Ctrl-C and SIGTERM: one flag that every wait looks at.
use anyhow::{Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Exit code of a second Ctrl-C, as a shell reports SIGINT.
const INTERRUPTED_EXIT: i32 = 130;

/// Lets signals set the flag instead of ending the process. A second Ctrl-C ends it at once; its
/// children then die with it.
pub fn listen() -> Result<()> {
    let flag = ASKED.get_or_init(Arc::default);
    signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED_EXIT, Arc::clone(flag))?;
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(flag))?;
    }
    Ok(())
}

/// Says whether somebody asked to stop.
pub fn asked() -> bool {
    ASKED.get().is_some_and(|flag| flag.load(Ordering::Relaxed))
}

/// Fails when somebody asked to stop.
pub fn check() -> Result<()> {
    if asked() {
        bail!("stopped on request");
    }
    Ok(())
}
