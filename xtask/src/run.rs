//! Running a command to its end: with a clear error, and stoppable.
use crate::{process, stop, wait};
use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

/// How much of a failed command's output an error shows.
const OUTPUT_SHOWN_BYTES: usize = 4_000;
/// Lines read ahead of a slow terminal.
const LINES_AHEAD_MAX: usize = 1_000;

/// Finds a program on the path, or in the folders that root's path may lack.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/local/bin", "/usr/bin", "/usr/sbin", "/sbin"].map(PathBuf::from))
        .map(|dir| dir.join(program))
        .find(|candidate| candidate.is_file())
}

/// Runs a command with its output on the terminal.
pub fn shown(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a command with its output on the terminal, and gives how it ended.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("`{}` could not be started", describe(command)))?;
    finish(&mut child)
}

/// Runs a command quietly; its output is in the error when it fails, and the answer otherwise.
pub fn quiet(command: &mut Command) -> Result<String> {
    let what = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{what}` could not be started"))?;
    // Both pipes are read at once, so that neither can fill up.
    let (out, err) = (read_all(child.stdout.take()), read_all(child.stderr.take()));
    let status = finish(&mut child)?;
    let [text, errors] = [out, err].map(|reader| reader.join().unwrap_or_default());
    if !status.success() {
        bail!("`{what}` failed ({status}):\n{}", tail(&format!("{text}{errors}")));
    }
    Ok(text)
}

fn read_all(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Runs a command, passes each line of its standard output on, and gives how it ended. A request to
/// stop goes to all that it started as well: what cargo and npm start does not end with them.
pub fn lines(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", describe(command)))?;
    let out = child.stdout.take().context("the command has no output")?;
    let (sender, receiver) = mpsc::sync_channel::<String>(LINES_AHEAD_MAX);
    let reader = std::thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end_matches('\n').to_owned();
            line.clear();
            if sender.send(text).is_err() {
                break;
            }
        }
    });
    loop {
        match receiver.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => on_line(&line),
            Err(mpsc::RecvTimeoutError::Timeout) if stop::asked() => {
                process::signal_group(child.id(), Signal::TERM);
                return finish(&mut child);
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    let _ = reader.join();
    finish(&mut child)
}

fn finish(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            stop::check()?;
            return Ok(status);
        }
        if stop::asked() {
            // Not a kill: a package manager must be able to leave its database in order.
            process::signal(child.id(), Signal::TERM);
            child.wait()?;
        }
        stop::check()?;
        wait::pause();
    }
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// The end of a long text, from a whole line on.
pub fn tail(text: &str) -> &str {
    let text = text.trim_end();
    let Some(from) = text.len().checked_sub(OUTPUT_SHOWN_BYTES) else { return text };
    match text.as_bytes()[from..].iter().position(|byte| *byte == b'\n') {
        Some(line) => &text[from + line + 1..],
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_tells_what_it_said() {
        let error = quiet(Command::new("sh").args(["-c", "echo out; echo why >&2; exit 3"]))
            .unwrap_err()
            .to_string();

        assert!(error.contains("out") && error.contains("why") && error.contains('3'), "{error}");
    }

    #[test]
    fn the_tail_of_a_long_text_starts_at_a_line() {
        let text = format!("first\n{}\nlast", "x".repeat(OUTPUT_SHOWN_BYTES - 6));

        assert!(tail(&text).starts_with("xxx"));
        assert_eq!(tail("short\n"), "short");
    }

    #[test]
    fn lines_arrive_one_by_one() {
        let mut seen = Vec::new();

        let status =
            lines(Command::new("printf").arg("a\\nb"), |line| seen.push(line.to_owned())).unwrap();

        assert!(status.success());
        assert_eq!(seen, ["a", "b"]);
    }
}
