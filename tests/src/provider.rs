//! The identity provider of a municipality: a real one, in a process of its own.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::Context as _;
use serde_json::Value;
use tempfile::TempDir;

const PEOPLE: &str = "people.json";

/// A running provider; it ends when this is dropped.
#[derive(Debug)]
pub struct Provider {
    pub issuer: String,
    folder: TempDir,
    process: Child,
}

impl Provider {
    /// Starts one over plain HTTP; `people`: the claims of each by what they type.
    pub fn start(people: &Value) -> anyhow::Result<Self> {
        Self::start_in(TempDir::new()?, people, &[])
    }

    /// Starts one over TLS, with a certificate that [`Provider::authority`] holds.
    pub fn start_tls(people: &Value) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
        std::fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem())?;
        std::fs::write(folder.path().join("certificate.pem"), made.cert.pem())?;
        Self::start_in(folder, people, &["key.pem", "certificate.pem"])
    }

    fn start_in(folder: TempDir, people: &Value, files: &[&str]) -> anyhow::Result<Self> {
        std::fs::write(folder.path().join(PEOPLE), people.to_string())?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("provider/provider.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .arg(PEOPLE)
            .args(files)
            .current_dir(folder.path())
            // It stops when this end of its input is gone.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("node")?;
        let said = process.stdout.take().context("its output")?;
        let mut issuer = String::new();
        BufReader::new(said).read_line(&mut issuer)?;
        anyhow::ensure!(!issuer.is_empty(), "the provider does not start: are its packages there?");
        Ok(Self { issuer: issuer.trim().to_owned(), folder, process })
    }

    /// Changes what it knows about people, from their next time on.
    pub fn knows(&self, people: &Value) -> std::io::Result<()> {
        std::fs::write(self.folder.path().join(PEOPLE), people.to_string())
    }

    /// The file with who vouches for its certificate.
    pub fn authority(&self) -> String {
        self.folder.path().join("certificate.pem").display().to_string()
    }

    /// It is gone, in the middle of whatever it does.
    pub fn kill(&mut self) -> std::io::Result<()> {
        self.process.kill()?;
        self.process.wait().map(drop)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // One that ended by itself is as good.
        let _ = self.kill();
    }
}
