//! A private PostgreSQL cluster: made once, started on a free port, never in the way of another.
use crate::account::Account;
use crate::{data_dir, process, run, wait, workspace};
use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The superuser of the cluster.
pub const SUPERUSER: &str = "postgres";
/// How long leftovers of a killed cluster get to end by themselves, and again after each signal.
const LEFTOVER_WAIT_MAX: Duration = Duration::from_secs(10);

/// The programs of one PostgreSQL version.
#[derive(Clone)]
pub struct Programs {
    /// The major version.
    pub major: u32,
    bin: PathBuf,
}

impl Programs {
    /// Every installed version from 15 on that has PostGIS, newest first.
    pub fn installed() -> Vec<Self> {
        let mut found: Vec<Self> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let major: u32 = entry.file_name().to_str()?.parse().ok()?;
                let postgis = format!("/usr/share/postgresql/{major}/extension/postgis.control");
                let bin = entry.path().join("bin");
                let whole = bin.join("initdb").exists() && Path::new(&postgis).exists();
                (whole && major >= 15).then_some(Self { major, bin })
            })
            .collect();
        // Elsewhere they are on the path; whether PostGIS is there shows when it is needed.
        if found.is_empty() && !Path::new("/etc/debian_version").exists() {
            found.extend(Self::on_the_path());
        }
        found.sort_by_key(|programs| std::cmp::Reverse(programs.major));
        found
    }

    fn on_the_path() -> Option<Self> {
        let bin = run::find("initdb")?.parent()?.to_path_buf();
        let text = run::quiet(Command::new(bin.join("postgres")).arg("--version")).ok()?;
        let major = text.split_whitespace().nth(2)?.split('.').next()?.parse().ok()?;
        (major >= 15).then_some(Self { major, bin })
    }

    fn fitting(cluster: &Path) -> Result<Self> {
        let installed = Self::installed();
        let Ok(version) = std::fs::read_to_string(cluster.join("PG_VERSION")) else {
            return installed.into_iter().next().context("PostgreSQL with PostGIS is missing");
        };
        installed.into_iter().find(|it| it.major.to_string() == version.trim()).with_context(|| {
            format!(
                "the data is of PostgreSQL {}, which is not installed with PostGIS: install it, or \
                 start with --fresh",
                version.trim()
            )
        })
    }
}

/// A cluster that is ready to start.
#[derive(Clone)]
pub struct Cluster {
    dir: PathBuf,
    programs: Programs,
    account: Account,
    port: u16,
}

impl Cluster {
    /// Makes the cluster in DATA/postgres when it is not there yet.
    pub fn prepare(data: &Path, password: &str, port: u16) -> Result<Self> {
        let dir = data.join("postgres");
        let programs = Programs::fitting(&dir)?;
        let mut cluster = Self { dir, programs, account: Account::for_postgres()?, port };
        if !cluster.dir.join("PG_VERSION").exists() {
            cluster.make(data, password)?;
        }
        cluster.account = cluster.account.reaching(&cluster.dir)?;
        // A copy: the repository may be out of reach for the account.
        let settings = std::fs::read_to_string(workspace::path("deploy/postgres/postgresql.conf"))?;
        let included = cluster.dir.join("opgeruimd.conf");
        data_dir::write(&included, &settings, 0o600)?;
        cluster.account.own(&included)?;
        Ok(cluster)
    }

    fn make(&mut self, data: &Path, password: &str) -> Result<()> {
        // Made beside and renamed, so that an interrupted start leaves no half cluster.
        let half = data.join("postgres.new");
        let secret = data.join("postgres.password");
        if half.exists() {
            std::fs::remove_dir_all(&half)?;
        }
        std::fs::create_dir_all(&half)?;
        std::fs::set_permissions(&half, Permissions::from_mode(0o700))?;
        data_dir::write(&secret, password, 0o600)?;
        self.account.own(&half)?;
        self.account.own(&secret)?;
        self.account = self.account.clone().reaching(&half)?;
        let mut initdb = self.account.command(self.programs.bin.join("initdb"), "KILL");
        initdb.args(["--username", SUPERUSER, "--auth=scram-sha-256", "--encoding=UTF8"]);
        initdb.args(["--locale=C.UTF-8", "--no-instructions"]);
        initdb.arg("--pwfile").arg(&secret).arg("--pgdata").arg(&half);
        let made = run::quiet(&mut initdb);
        std::fs::remove_file(&secret)?;
        made?;
        let main = half.join("postgresql.conf");
        let text = std::fs::read_to_string(&main)?;
        std::fs::write(&main, format!("{text}\ninclude_if_exists 'opgeruimd.conf'\n"))?;
        std::fs::rename(&half, &self.dir)?;
        Ok(())
    }

    /// The command that starts the server; clears away what an earlier one left.
    pub fn command(&self, settings: &[&str]) -> Result<Command> {
        stop_leftovers(&self.dir)?;
        // At our death a fast shutdown: PostgreSQL then needs no recovery at the next start.
        let mut command = self.account.command(self.programs.bin.join("postgres"), "INT");
        command.arg("-D").arg(&self.dir).arg("-p").arg(self.port.to_string());
        command.args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        for setting in settings {
            command.args(["-c", setting]);
        }
        Ok(command)
    }

    /// Says whether the server takes connections.
    pub fn is_ready(&self) -> bool {
        let mut ask = Command::new(self.programs.bin.join("pg_isready"));
        ask.args(["--host=127.0.0.1", "--quiet", "--timeout=1"]);
        run::quiet(ask.arg(format!("--port={}", self.port))).is_ok()
    }

    /// The superuser's address of the server.
    pub fn superuser_url(&self, password: &str) -> String {
        format!("postgres://{SUPERUSER}:{password}@127.0.0.1:{}/postgres", self.port)
    }
}

/// Ends a server that an earlier, killed `up` left on this cluster, and removes a lock file that only
/// looks alive. The caller holds the lock of the data folder, so nobody else's server can be meant.
pub fn stop_leftovers(cluster: &Path) -> Result<()> {
    let lock = cluster.join("postmaster.pid");
    let leftover = || {
        let text = std::fs::read_to_string(&lock).ok()?;
        text.lines().next()?.parse::<u32>().ok()
    };
    for signal in [None, Some(Signal::INT), Some(Signal::QUIT), Some(Signal::KILL)] {
        let Some(pid) = leftover().filter(|pid| process::exists(*pid)) else { return Ok(()) };
        if !process::was_started_with(pid, cluster) {
            // The number is in use by another program, which PostgreSQL would take for its own.
            std::fs::remove_file(&lock)?;
            return Ok(());
        }
        if let Some(signal) = signal {
            process::signal(pid, signal);
        }
        if wait::until(LEFTOVER_WAIT_MAX, || Ok(!process::was_started_with(pid, cluster)))? {
            return Ok(());
        }
    }
    bail!("an earlier PostgreSQL on {} does not end: end it by hand", cluster.display())
}
