//! `areas import`: loads other areas into the running system.
use crate::run;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Imports a `GeoJSON` file with the routing service's own command.
pub fn import(file: &Path, data: &Path) -> Result<()> {
    let facts = data.join("run/env.json");
    let text = std::fs::read_to_string(&facts).with_context(|| {
        format!(
            "no running system on {}: start one with `cargo xtask up`, or name its folder with --data",
            data.display()
        )
    })?;
    let facts: Value = serde_json::from_str(&text)?;
    let bin_dir = facts["binDir"].as_str().context("the system's facts name no binaries")?;
    let file = file.canonicalize().with_context(|| format!("there is no {}", file.display()))?;
    let mut import = Command::new(Path::new(bin_dir).join("routing"));
    import.arg("import-areas").arg(file);
    let env = facts["services"]["routing"].as_object().context("the facts lack routing")?;
    for (name, value) in env {
        import.env(name, value.as_str().unwrap_or_default());
    }
    run::shown(&mut import)
}
