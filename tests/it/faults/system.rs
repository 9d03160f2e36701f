//! A whole system of a test's own, started and ended the way a developer does it.
use super::frozen::{self, Frozen};
use reqwest::Client;
use rustix::process::Signal;
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::fs::{self, File, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tests::until;

/// A new cluster on a busy machine.
const START_WAIT_MAX: Duration = Duration::from_mins(2);
const STOP_WAIT_MAX: Duration = Duration::from_mins(1);
/// PostgreSQL replays its log after a kill, and the services find it again.
const RECOVERY_MAX: Duration = Duration::from_mins(1);
const REQUEST_MAX: Duration = Duration::from_secs(10);
const PORT_TRIES_MAX: usize = 100;
/// Lines of `up`, and of each log, that a failed test shows.
const LINES_SHOWN: usize = 40;
/// What has a log, and can be killed.
pub(super) const PARTS: [&str; 7] =
    ["intake", "routing", "work_orders", "notification", "statistics", "nats", "postgres"];

/// A running system.
pub(super) struct System {
    home: TempDir,
    port: u16,
    up: Option<Child>,
    facts: Value,
    /// The superuser's way into the database.
    pub(super) pool: PgPool,
    /// A client of the front door.
    pub(super) http: Client,
}

impl System {
    /// Starts a system with an empty data folder.
    pub(super) async fn start() -> Self {
        let home = tempfile::Builder::new().prefix("opgeruimd-faults-").tempdir().unwrap();
        // PostgreSQL runs as another user when the tests run as root.
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        let mut system = Self {
            home,
            port: free_port(),
            up: None,
            facts: Value::Null,
            pool: PgPoolOptions::new().connect_lazy("postgres://nobody@127.0.0.1:1/none").unwrap(),
            http: Client::builder().timeout(REQUEST_MAX).build().unwrap(),
        };
        system.begin().await;
        // Ready is said at the first area and category; the reports need all of them.
        assert!(system.settle(0).await, "the places did not arrive");
        system
    }

    /// Starts the processes on the data that is there.
    pub(super) async fn begin(&mut self) {
        let xtask = given("OPGERUIMD_XTASK");
        given("OPGERUIMD_BIN_DIR");
        // However this test ends, the system ends with it.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--", &xtask, "up"]);
        command.arg("--port").arg(self.port.to_string()).arg("--data").arg(self.data());
        let said = File::options().create(true).append(true).open(self.told()).unwrap();
        command.stdin(Stdio::null()).stderr(said.try_clone().unwrap()).stdout(said);
        self.up = Some(command.spawn().unwrap());
        let ready = until(START_WAIT_MAX, async || {
            let ended = self.up.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the system ended by itself: {ended:?}");
            self.data().join("run/env.json").exists() && self.is_ready().await
        })
        .await;
        assert!(ready, "the system is not ready after {START_WAIT_MAX:?}");
        let facts = fs::read_to_string(self.data().join("run/env.json")).unwrap();
        self.facts = serde_json::from_str(&facts).unwrap();
        let options: PgConnectOptions = self.fact("adminDatabaseUrl").parse().unwrap();
        let options = options.database("opgeruimd");
        self.pool = PgPoolOptions::new().max_connections(4).connect_lazy_with(options);
    }

    /// Ends the system as Ctrl-C would, and checks that nothing of it is left.
    pub(super) async fn end(&mut self) {
        self.end_with(async || {}).await;
    }

    /// The same, with something that happens while it is stopping.
    pub(super) async fn end_with(&mut self, meanwhile: impl AsyncFnOnce()) {
        self.pool.close().await;
        let mut up = self.up.take().unwrap();
        frozen::signal(up.id(), Signal::TERM);
        meanwhile().await;
        let ended = until(STOP_WAIT_MAX, async || up.try_wait().unwrap().is_some()).await;
        if !ended {
            up.kill().unwrap();
        }
        let status = up.wait().unwrap();
        assert!(ended && status.success(), "`up` did not stop well: {status}");
        let left = frozen::that_mention(self.data().to_str().unwrap());
        assert!(left.is_empty(), "still running: {left:?}");
    }

    /// The data folder.
    pub(super) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// An address behind the front door.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What the system tells about itself.
    pub(super) fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().unwrap()
    }

    /// The process number of a part; none while it is being started again.
    pub(super) fn pid(&self, part: &str) -> Option<u32> {
        let path = self.data().join(format!("run/{part}.pid"));
        fs::read_to_string(path).ok()?.trim().parse().ok()
    }

    /// Holds a part still until the answer is dropped.
    pub(super) fn freeze(&self, part: &str) -> Frozen {
        Frozen::with_children(self.pid(part).unwrap())
    }

    /// Kills a part without warning, and waits until the whole system is well again.
    pub(super) async fn kill(&self, part: &str) -> Duration {
        let killed = self.pid(part).unwrap();
        let began = Instant::now();
        frozen::signal(killed, Signal::KILL);
        let is_new = || self.pid(part).is_some_and(|pid| pid != killed);
        let back = until(RECOVERY_MAX, async || is_new() && self.is_ready().await).await;
        assert!(back, "{part} did not come back within {RECOVERY_MAX:?}");
        began.elapsed()
    }

    /// A token of a crew.
    pub(super) async fn sign_in(&self) -> String {
        let logins = fs::read_to_string(self.data().join("demo-logins.json")).unwrap();
        let logins: Value = serde_json::from_str(&logins).unwrap();
        let body = json!({ "email": "crew@demo", "password": logins["crew@demo"] });
        let request = self.http.post(self.url("/api/v1/sessions")).json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["token"].as_str().unwrap().to_owned()
    }

    async fn is_ready(&self) -> bool {
        let answer = self.http.get(self.url("/readyz")).send().await;
        answer.is_ok_and(|answer| answer.status() == 200)
    }

    fn told(&self) -> PathBuf {
        self.home.path().join("up.log")
    }
}

impl Drop for System {
    fn drop(&mut self) {
        if let Some(up) = &mut self.up {
            frozen::signal(up.id(), Signal::TERM);
            let _ = up.wait();
        }
        if std::thread::panicking() {
            println!("the end of what `up` said:\n{}", end_of(&self.told()));
            for part in PARTS {
                let log = self.data().join(format!("log/{part}.log"));
                println!("the end of the log of {part}:\n{}", end_of(&log));
            }
            println!("data and logs are kept in {}", self.home.path().display());
            self.home.disable_cleanup(true);
        }
    }
}

fn given(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

fn end_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n")
}

/// Below the range from which outgoing connections get their ports.
fn free_port() -> u16 {
    (0..PORT_TRIES_MAX)
        .map(|_| rand::random_range(20_000..32_000))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}
