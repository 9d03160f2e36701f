//! Processes by number: their children, and holding them still.
use rustix::process::{Pid, Signal, kill_process};
use std::fs;

/// Processes that stand still until this is dropped.
pub(super) struct Frozen(Vec<u32>);

impl Frozen {
    /// Freezes a process, and then the children that it has: it can make no new ones any more.
    pub(super) fn with_children(pid: u32) -> Self {
        signal(pid, Signal::STOP);
        let mut all = vec![pid];
        all.extend(children(pid));
        for child in &all[1..] {
            signal(*child, Signal::STOP);
        }
        Self(all)
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        for pid in &self.0 {
            signal(*pid, Signal::CONT);
        }
    }
}

/// Sends a signal; a process that is gone is fine.
pub(super) fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(pid.cast_signed()).unwrap();
    let _ = kill_process(pid, signal);
}

/// Every process of which the command line or the environment names this.
pub(super) fn that_mention(needle: &str) -> Vec<String> {
    let mentions = |pid: u32, file: &str| {
        let bytes = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    };
    let found = numbers().filter(|pid| *pid != std::process::id());
    let found = found.filter(|pid| mentions(*pid, "cmdline") || mentions(*pid, "environ"));
    found
        .map(|pid| {
            let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
            format!("{} ({pid})", name.trim())
        })
        .collect()
}

fn children(of: u32) -> Vec<u32> {
    let parent = |pid: u32| {
        let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name stands in parentheses and may hold anything.
        text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    numbers().filter(|pid| parent(*pid) == Some(of)).collect()
}

fn numbers() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").unwrap();
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
}
