//! A nats-server of a test's own, on a free port, with the real settings.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::{PASSWORD, given};

const START_TIME_MAX: Duration = Duration::from_secs(10);
const START_POLL: Duration = Duration::from_millis(10);

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
        let store = TempDir::new()?;
        let port = free_port()?;
        let server = spawn(store.path(), port)?;
        let bus = Self { store, port, server };
        bus.provision().await?;
        Ok(bus)
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
            sys_password: PASSWORD.to_owned(),
            replicas: 1,
        };
        self.await_answer().await?;
        provision::bus::prepare(&admin).await
    }

    /// `kill -9`; everything stored stays.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }

    /// Holds the server still: it takes what is sent, and answers nothing.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.server.id().cast_signed()).expect("a process has a number");
        // A server that is gone shows itself in the next step of the test.
        let _ = kill_process(pid, signal);
    }

    /// Starts the killed server again on the same port; `wiped` loses its store first.
    pub async fn start_again(&mut self, wiped: bool) -> anyhow::Result<()> {
        if wiped {
            std::fs::remove_dir_all(self.store.path())?;
            std::fs::create_dir(self.store.path())?;
        }
        self.server = spawn(self.store.path(), self.port)?;
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

    async fn await_answer(&self) -> anyhow::Result<()> {
        tokio::time::timeout(START_TIME_MAX, async {
            while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
                tokio::time::sleep(START_POLL).await;
            }
        })
        .await
        .context("nats-server does not start")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // It may have been killed by the test already.
        let _ = self.kill();
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn spawn(store: &Path, port: u16) -> anyhow::Result<Child> {
    let mut command = Command::new(given("OPGERUIMD_NATS_SERVER"));
    command.arg("--config").arg(given("OPGERUIMD_NATS_CONF"));
    command.env("NATS_HOST", "127.0.0.1").env("NATS_PORT", port.to_string());
    command.env("NATS_MONITOR_PORT", "-1").env("NATS_STORE_DIR", store);
    for user in ["ADMIN", "SYS", "INTAKE", "ROUTING", "WORK_ORDERS", "NOTIFICATION", "STATISTICS"] {
        command.env(format!("NATS_{user}_PASSWORD"), PASSWORD);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("nats-server")
}
