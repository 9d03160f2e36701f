//! Where things lie in this repository.
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names of the service binaries, in the order in which they are started.
pub const SERVICES: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// The root of the repository.
pub fn root() -> PathBuf {
    // `cargo run` sets the variable, so that a moved clone works without a rebuild.
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|dir| dir.join("src/workspace.rs").exists())
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    own.parent().map_or(own.clone(), Path::to_path_buf)
}

/// A path inside the repository.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |dir| root().join(dir))
}

/// A cargo command on this workspace, as from a plain shell: what `cargo run` tells us about xtask
/// itself would make the build scripts that look at it (ring's) run again, and a minute's work with
/// them.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let about_us = ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_", "CARGO_CRATE_"];
        if name.to_str().is_some_and(|it| about_us.iter().any(|start| it.starts_with(start))) {
            command.env_remove(name);
        }
    }
    command.current_dir(root());
    command
}
