//! Under whose name a child process runs, and that it dies when we die.
use crate::run;
use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// The user for PostgreSQL, which refuses to run as root; Debian's package makes it.
const UNPRIVILEGED: &str = "postgres";

/// Whose rights a child gets.
#[derive(Clone)]
pub enum Account {
    /// Ours.
    Own,
    /// Those of an unprivileged user.
    Other {
        /// Its user id.
        uid: u32,
        /// Its group id.
        gid: u32,
        /// The capability it needs to reach a folder below one that is closed to it.
        reach: Option<&'static str>,
    },
}

impl Account {
    /// The account for PostgreSQL: ours, unless we are root.
    pub fn for_postgres() -> Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Own);
        }
        let id = |option: &str| -> Result<u32> {
            let text = run::quiet(Command::new("id").args([option, UNPRIVILEGED])).context(
                "PostgreSQL does not run as root, and there is no user `postgres` to run it as: \
                 make one (useradd --system postgres), or start this as an ordinary user",
            )?;
            Ok(text.trim().parse()?)
        };
        Ok(Self::Other { uid: id("-u")?, gid: id("-g")?, reach: None })
    }

    /// Gives a folder or file to the account.
    pub fn own(&self, path: &Path) -> Result<()> {
        if let Self::Other { uid, gid, .. } = self {
            std::os::unix::fs::chown(path, Some(*uid), Some(*gid))?;
        }
        Ok(())
    }

    /// Makes sure that the account can reach this folder of its own, also below root's home.
    pub fn reaching(self, dir: &Path) -> Result<Self> {
        let Self::Other { uid, gid, .. } = self else { return Ok(self) };
        // The second is what a container engine grants when it withholds the first.
        for reach in [None, Some("dac_read_search"), Some("dac_override")] {
            let account = Self::Other { uid, gid, reach };
            let mut look = account.command("ls", "KILL");
            if run::quiet(look.arg("-a").arg(dir)).is_ok() {
                return Ok(account);
            }
        }
        bail!(
            "the user `{UNPRIVILEGED}`, as whom PostgreSQL runs, cannot reach {}: choose a folder \
             that other users may pass through, for example --data /var/lib/opgeruimd",
            dir.display()
        )
    }

    /// A command for the account. When we die, however that happens, it gets this signal.
    pub fn command(&self, program: impl AsRef<OsStr>, at_our_death: &str) -> Command {
        let Some(setpriv) = run::find("setpriv") else { return Command::new(program) };
        let mut command = Command::new(setpriv);
        command.args(["--pdeathsig", at_our_death]);
        if let Self::Other { uid, gid, reach } = self {
            command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}"));
            command.arg("--clear-groups").current_dir("/");
            if let Some(capability) = reach {
                command.arg(format!("--inh-caps=+{capability}"));
                command.arg(format!("--ambient-caps=+{capability}"));
            }
        }
        command.arg("--").arg(program);
        command
    }
}

/// A command of our own that dies with us.
pub fn own_command(program: impl AsRef<OsStr>) -> Command {
    Account::Own.command(program, "KILL")
}
