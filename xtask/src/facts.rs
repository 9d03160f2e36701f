//! The facts of a running system, as `up` leaves them in its data folder.
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Where they are.
pub fn path(data: &Path) -> PathBuf {
    data.join("run/env.json")
}

/// Reads them; fails when nothing runs on the data folder.
pub fn read(data: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path(data)).with_context(|| {
        format!(
            "no running system on {}: start one with `cargo xtask up`, or name its folder with --data",
            data.display()
        )
    })?;
    Ok(serde_json::from_str(&text)?)
}
