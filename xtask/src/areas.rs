//! `areas import`: loads other areas into the running system.
use crate::{facts, run};
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// Imports a `GeoJSON` file with the routing service's own command.
pub fn import(file: &Path, data: &Path) -> Result<()> {
    let facts = facts::read(data)?;
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
