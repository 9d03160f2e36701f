//! A nats-server of a test's own, on a free port, with the real settings.

use std::{
    collections::BTreeSet,
    net::TcpListener,
    ops::Range,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::Duration,
};

use anyhow::Context as _;
use tempfile::TempDir;

use crate::{PASSWORD, given};

const START_TIME_MAX: Duration = Duration::from_secs(10);
const START_POLL: Duration = Duration::from_millis(10);
const START_TRIES_MAX: usize = 3;
const PORTS: Range<u16> = 20_000..32_000;
const PORT_TRIES_MAX: usize = 100;

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct Bus {
    store: TempDir,
    port: u16,
    server: Child,
}

impl Bus {
    /// Starts a server with an empty store, and makes its streams and consumers.
    pub async fn start() -> anyhow::Result<Self> {
        for _ in 0..START_TRIES_MAX {
            let store = TempDir::new()?;
            let port = free_port()?;
            let server = spawn(store.path(), port)?;
            let mut bus = Self { store, port, server };
            // Another program may have taken the port meanwhile.
            if bus.await_answer().await.is_ok() {
                bus.provision().await?;
                return Ok(bus);
            }
        }
        anyhow::bail!("nats-server does not start, on {START_TRIES_MAX} ports")
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Makes what is missing of the streams and consumers.
    pub async fn provision(&self) -> anyhow::Result<()> {
        let admin = provision::bus::Admin {
            url: self.url(),
            user: "admin".to_owned(),
            password: PASSWORD.to_owned(),
            replicas: 1,
        };
        provision::bus::prepare(&admin).await
    }

    /// `kill -9`; everything stored stays.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }

    /// Starts the killed server again on the same port; `wiped` loses its store first.
    pub async fn start_again(&mut self, wiped: bool) -> anyhow::Result<()> {
        if wiped {
            std::fs::remove_dir_all(self.store.path())?;
            std::fs::create_dir(self.store.path())?;
        }
        self.server = spawn(self.store.path(), self.port)?;
        self.await_answer().await?;
        self.provision().await
    }

    /// JetStream as the administrator sees it.
    pub async fn admin(&self) -> anyhow::Result<async_nats::jetstream::Context> {
        let client = async_nats::ConnectOptions::new()
            .user_and_password("admin".to_owned(), PASSWORD.to_owned())
            .connect(self.url())
            .await?;
        Ok(async_nats::jetstream::new(client))
    }

    async fn await_answer(&mut self) -> anyhow::Result<()> {
        tokio::time::timeout(START_TIME_MAX, async {
            while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
                if let Some(status) = self.server.try_wait()? {
                    anyhow::bail!("nats-server ended ({status})");
                }
                tokio::time::sleep(START_POLL).await;
            }
            Ok(())
        })
        .await
        .context("nats-server does not start")?
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // It may have been killed by the test already.
        let _ = self.kill();
    }
}

/// Below the range from which outgoing connections get their ports: a server that is killed must find
/// its port free again. No two tests of this process get the same.
fn free_port() -> anyhow::Result<u16> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    let mut given = GIVEN.lock().expect("nobody panics with the lock");
    let random = (0..PORT_TRIES_MAX).map(|_| rand::random_range(PORTS));
    let port = random
        .filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .find(|port| given.insert(*port));
    port.context("no free port")
}

fn spawn(store: &Path, port: u16) -> anyhow::Result<Child> {
    // However the tests end, it ends with them.
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--"]).arg(given("OPGERUIMD_NATS_SERVER"));
    command.arg("--config").arg(given("OPGERUIMD_NATS_CONF"));
    command.env("NATS_HOST", "127.0.0.1").env("NATS_PORT", port.to_string());
    command.env("NATS_MONITOR_PORT", "-1").env("NATS_STORE_DIR", store);
    for user in ["ADMIN", "SYS", "INTAKE", "ROUTING", "WORK_ORDERS", "NOTIFICATION", "STATISTICS"] {
        command.env(format!("NATS_{user}_PASSWORD"), PASSWORD);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("nats-server")
}
