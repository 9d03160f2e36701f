//! Keeps processes running: starts them, starts them again when they die, stops them all.
use crate::backoff::Backoff;
use crate::{data_dir, process, say, stop, wait};
use anyhow::{Context as _, Result};
use rustix::process::Signal;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A log beyond this is put aside at the next start of its process.
const LOG_BYTES_MAX: u64 = 20 << 20;

/// How a process is started and stopped.
pub struct Spec {
    /// Its name: of its log, its pid file, and in messages.
    pub name: &'static str,
    /// Makes the command, at every start anew.
    pub command: Box<dyn Fn() -> Result<Command>>,
    /// Asks it to stop.
    pub stop: Signal,
    /// How long it may take to stop before it is killed.
    pub grace: Duration,
    /// Processes with a lower stage are gone before those with a higher one are asked to stop.
    pub stop_stage: u8,
}

struct Process {
    spec: Spec,
    child: Option<Child>,
    started: Instant,
    starts_again: Option<Instant>,
    backoff: Backoff,
}

/// The processes of one system. All are started from one thread: Linux ends a child when the thread
/// that started it ends.
pub struct Supervisor {
    run_dir: PathBuf,
    log_dir: PathBuf,
    processes: Vec<Process>,
}

impl Supervisor {
    /// Pid files go to DATA/run, logs to DATA/log.
    pub fn new(data: &Path) -> Self {
        Self { run_dir: data.join("run"), log_dir: data.join("log"), processes: Vec::new() }
    }

    /// Starts a process and keeps it running from now on.
    pub fn start(&mut self, spec: Spec) -> Result<()> {
        let mut process = Process {
            spec,
            child: None,
            started: Instant::now(),
            starts_again: None,
            backoff: Backoff::default(),
        };
        let started = self.spawn(&mut process);
        self.processes.push(process);
        started
    }

    /// Starts again what died and whose wait is over.
    pub fn tick(&mut self) {
        let mut processes = std::mem::take(&mut self.processes);
        for process in &mut processes {
            self.notice_death(process);
            if process.starts_again.is_some_and(|at| at <= Instant::now()) {
                process.starts_again = None;
                if let Err(error) = self.spawn(process) {
                    let name = process.spec.name;
                    let delay = process.backoff.after(Duration::ZERO);
                    say::line(&format!("{name} could not be started: {error:#}"));
                    process.starts_again = Some(Instant::now() + delay);
                }
            }
        }
        self.processes = processes;
    }

    /// Waits for a condition while keeping everything running; says whether it came true in time.
    pub fn wait(&mut self, limit: Duration, mut holds: impl FnMut() -> bool) -> Result<bool> {
        wait::until(limit, || {
            self.tick();
            Ok(holds())
        })
    }

    /// Keeps everything running until somebody asks to stop.
    pub fn keep(&mut self) {
        while !stop::asked() {
            self.tick();
            wait::pause();
        }
    }

    /// Where a process writes what it does.
    pub fn log(&self, name: &str) -> PathBuf {
        self.log_dir.join(format!("{name}.log"))
    }

    fn spawn(&self, process: &mut Process) -> Result<()> {
        let name = process.spec.name;
        let log = self.open_log(name)?;
        let mut command = (process.spec.command)()?;
        // A process group of its own: Ctrl-C reaches us only, and we stop the others in order.
        command.stdin(Stdio::null()).stderr(log.try_clone()?).stdout(log).process_group(0);
        let child = command.spawn().with_context(|| format!("{name} could not be started"))?;
        process.started = Instant::now();
        let pid = format!("{}\n", child.id());
        process.child = Some(child);
        // It runs: an error here would have it started a second time.
        if let Err(error) = data_dir::write(&self.pid_file(name), &pid, 0o644) {
            say::line(&format!("the process number of {name} could not be noted: {error:#}"));
        }
        Ok(())
    }

    fn notice_death(&self, process: &mut Process) {
        let Some(child) = &mut process.child else { return };
        let Ok(Some(status)) = child.try_wait() else { return };
        let name = process.spec.name;
        let delay = process.backoff.after(process.started.elapsed());
        let _ = std::fs::remove_file(self.pid_file(name));
        process.child = None;
        process.starts_again = Some(Instant::now() + delay);
        say::line(&format!(
            "{name} ended ({status}); starting it again in {} (log: {})",
            say::seconds(delay),
            self.log(name).display()
        ));
    }

    fn open_log(&self, name: &str) -> Result<File> {
        let path = self.log(name);
        if std::fs::metadata(&path).is_ok_and(|it| it.len() > LOG_BYTES_MAX) {
            std::fs::rename(&path, path.with_extension("log.1"))?;
        }
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
        log.with_context(|| format!("{} could not be opened", path.display()))
    }

    fn pid_file(&self, name: &str) -> PathBuf {
        self.run_dir.join(format!("{name}.pid"))
    }

    /// Stops everything, stage by stage.
    fn stop(&mut self) {
        let mut stages: Vec<u8> = self.processes.iter().map(|it| it.spec.stop_stage).collect();
        stages.sort_unstable();
        stages.dedup();
        for stage in stages {
            let mut running: Vec<Process> = Vec::new();
            for process in std::mem::take(&mut self.processes) {
                if process.spec.stop_stage == stage { &mut running } else { &mut self.processes }
                    .push(process);
            }
            for process in &running {
                if let Some(child) = &process.child {
                    process::signal(child.id(), process.spec.stop);
                }
            }
            for process in &mut running {
                self.await_end(process);
            }
        }
    }

    fn await_end(&self, process: &mut Process) {
        let Some(mut child) = process.child.take() else { return };
        let asked = Instant::now();
        while let Ok(None) = child.try_wait() {
            if asked.elapsed() > process.spec.grace {
                let name = process.spec.name;
                say::line(&format!("{name} did not stop in time and is killed"));
                let _ = child.kill();
                let _ = child.wait();
                break;
            }
            wait::pause();
        }
        let _ = std::fs::remove_file(self.pid_file(process.spec.name));
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(10);

    fn sleeper(name: &'static str) -> Spec {
        Spec {
            name,
            command: Box::new(|| {
                let mut command = Command::new("sleep");
                command.arg("600");
                Ok(command)
            }),
            stop: Signal::TERM,
            grace: LIMIT,
            stop_stage: 0,
        }
    }

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("xtask-sup-{}-{name}", std::process::id()));
        for folder in ["run", "log"] {
            std::fs::create_dir_all(dir.join(folder)).unwrap();
        }
        dir
    }

    fn pid(dir: &Path) -> Option<u32> {
        std::fs::read_to_string(dir.join("run/sleeper.pid")).ok()?.trim().parse().ok()
    }

    #[test]
    fn a_killed_process_comes_back_under_a_new_number() {
        let dir = scratch("again");
        let mut supervisor = Supervisor::new(&dir);
        supervisor.start(sleeper("sleeper")).unwrap();
        let first = pid(&dir).unwrap();

        process::signal(first, Signal::KILL);
        let back = supervisor
            .wait(LIMIT, || pid(&dir).is_some_and(|now| now != first && process::exists(now)))
            .unwrap();

        assert!(back);
        drop(supervisor);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_process_whose_number_cannot_be_noted_is_started_once() {
        let dir = scratch("unnoted");
        std::fs::remove_dir(dir.join("run")).unwrap();
        let mut supervisor = Supervisor::new(&dir);

        supervisor.start(sleeper("sleeper")).unwrap();
        supervisor.tick();

        assert!(supervisor.processes[0].child.is_some());
        assert!(supervisor.processes[0].starts_again.is_none());
        drop(supervisor);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn stopping_leaves_no_process_and_no_pid_file() {
        let dir = scratch("stop");
        let mut supervisor = Supervisor::new(&dir);
        supervisor.start(sleeper("sleeper")).unwrap();
        let child = pid(&dir).unwrap();

        drop(supervisor);

        assert!(!process::exists(child));
        assert_eq!(pid(&dir), None);
        std::fs::remove_dir_all(dir).unwrap();
    }
}
