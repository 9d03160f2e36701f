//! `places import`, `assets import` and `streets import`: loads a municipality's own lists into the running system.
use crate::{facts, run};
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// Imports a file with a service's own command.
pub fn import((service, command): (&str, &str), file: &Path, data: &Path) -> Result<()> {
    let facts = facts::read(data)?;
    let bin_dir = facts["binDir"].as_str().context("the system's facts name no binaries")?;
    let file = file.canonicalize().with_context(|| format!("there is no {}", file.display()))?;
    let env = facts["services"][service]
        .as_object()
        .with_context(|| format!("the facts lack {service}"))?;
    let env = env.iter().map(|(name, value)| (name, value.as_str().unwrap_or_default()));
    run::shown(Command::new(Path::new(bin_dir).join(service)).arg(command).arg(file).envs(env))
}
