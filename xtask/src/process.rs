//! Processes by number: signals, and what they are.
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

/// Sends a signal; a process that is already gone is fine.
pub fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// Sends a signal to the process and all others of its group, which it leads.
pub fn signal_group(leader: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(leader).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(pid, signal);
    }
}

/// Says whether the number is in use (Linux; elsewhere the answer is no).
pub fn exists(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

/// Says whether the process lives and has this path among its arguments. Reads what every user may
/// read: in a container root cannot look into another user's process.
pub fn was_started_with(pid: u32, path: &Path) -> bool {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    line.split(|byte| *byte == 0).any(|argument| argument == path.as_os_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_its_arguments() {
        let mut child =
            std::process::Command::new("tail").args(["-f", "/dev/null"]).spawn().unwrap();

        let of = |path: &str| was_started_with(child.id(), Path::new(path));
        // Between fork and exec the child still shows our own arguments.
        while !of("tail") {
            crate::wait::pause();
        }

        assert!(exists(child.id()) && of("/dev/null") && !of("/dev"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!exists(child.id()));
    }
}
