//! What the operating system says of the processes under measurement.
use anyhow::{Context as _, Result};
use std::{collections::BTreeMap, fs, path::Path};

/// Clock ticks a second in /proc, on every Linux that we know.
const TICKS_A_SECOND: f64 = 100.0;

/// The load averages of the machine, as /proc tells them; empty elsewhere than on Linux.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

/// The process number of one part of the system.
pub(crate) fn pid(data: &Path, part: &str) -> Result<u32> {
    let path = data.join("run").join(format!("{part}.pid"));
    let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    Ok(text.trim().parse()?)
}

/// The most memory that a process ever had in use, in MiB.
pub(crate) fn peak_memory(pid: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).context("no VmHWM")?;
    Ok(kib.parse::<f64>()? / 1024.0)
}

/// CPU seconds that each part has used, its children included.
pub(crate) fn cpu_seconds(data: &Path) -> BTreeMap<String, f64> {
    let mut parts = BTreeMap::new();
    for entry in fs::read_dir(data.join("run")).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(part) = name.to_str().and_then(|name| name.strip_suffix(".pid")) else {
            continue;
        };
        if let Ok(pid) = pid(data, part) {
            parts.insert(part.to_owned(), ticks_with_children(pid) / TICKS_A_SECOND);
        }
    }
    parts
}

/// PostgreSQL works in children that live on.
fn ticks_with_children(pid: u32) -> f64 {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers
        .filter_map(|number| {
            let (parent, ticks) = stat(number)?;
            (number == pid || parent == pid).then_some(ticks)
        })
        .sum()
}

/// The parent of a process, and the ticks that it used.
fn stat(pid: u32) -> Option<(u32, f64)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11..15)?.iter().filter_map(|it| it.parse::<f64>().ok()).sum();
    Some((fields.get(1)?.parse().ok()?, ticks))
}
