//! Where originals of evidence lie: apart from every other photo, written once and never changed.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, local::LocalFileSystem, path::Path,
};
use platform::{hex, problem::Problem};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::ledger::hash;

/// Originals in memory at the same time, each of at most 20 MB.
const HELD_MAX: usize = 4;

/// After this the answer is 503 rather than silence.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    originals: Arc<dyn ObjectStore>,
    held: Arc<Semaphore>,
}

/// How an original lies there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Condition {
    /// As it was made.
    Sound,
    Changed,
    Gone,
}

/// The right to hold an original in memory.
pub struct Seat(#[expect(dead_code, reason = "it counts by being held")] OwnedSemaphorePermit);

impl Vault {
    /// Keeps originals in `folder`, which is made when it is not there.
    pub fn open(folder: &std::path::Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let originals = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { originals: Arc::new(originals), held: Arc::new(Semaphore::new(HELD_MAX)) })
    }

    /// Waits until there is room for an original.
    pub async fn seat(&self) -> Result<Seat, Problem> {
        let seat = tokio::time::timeout(WAIT_MAX, self.held.clone().acquire_owned()).await;
        seat.ok().and_then(Result::ok).map(Seat).ok_or_else(Problem::unavailable)
    }

    /// Keeps an original; it is on disk when this returns. The same once more changes nothing; `false`
    /// when another lies there.
    pub async fn keep(&self, evidence_id: Uuid, original: Bytes) -> Result<bool, Problem> {
        let payload = PutPayload::from(original.clone());
        let address = address(evidence_id);
        match self.originals.put_opts(&address, payload, PutMode::Create.into()).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. }) => {
                Ok(self.original(evidence_id).await?.is_some_and(|other| other == original))
            }
            Err(error) => Err(out_of_order(error)),
        }
    }

    /// The original; `None` when it is not there.
    pub async fn original(&self, evidence_id: Uuid) -> Result<Option<Bytes>, Problem> {
        match self.originals.get(&address(evidence_id)).await {
            Ok(found) => found.bytes().await.map(Some).map_err(out_of_order),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(out_of_order(error)),
        }
    }

    /// Whether the original still has this SHA-256, in hexadecimal.
    pub async fn condition(&self, evidence_id: Uuid, sha256: &str) -> Result<Condition, Problem> {
        let _seat = self.seat().await?;
        let Some(original) = self.original(evidence_id).await? else { return Ok(Condition::Gone) };
        let counted = fingerprint(original).await?;
        Ok(if counted == sha256 { Condition::Sound } else { Condition::Changed })
    }
}

/// The SHA-256 of a file in hexadecimal, counted where nobody else waits for it.
pub async fn fingerprint(file: Bytes) -> Result<String, Problem> {
    let counted = tokio::task::spawn_blocking(move || hex::encoded(&hash(&file))).await;
    Ok(counted.map_err(anyhow::Error::from)?)
}

/// A folder holds some thousands of files at most: the id's last byte spreads them.
fn address(evidence_id: Uuid) -> Path {
    let id = evidence_id.to_string();
    Path::from(format!("{}/{id}", &id[id.len() - 2..]))
}

fn out_of_order(error: object_store::Error) -> Problem {
    Problem::internal(&anyhow::Error::from(error).context("the vault"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> (tempfile::TempDir, Vault) {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        (folder, vault)
    }

    #[tokio::test]
    async fn an_original_is_written_once_and_never_over() {
        let (_folder, vault) = vault();
        let id = Uuid::from_u128(1);

        assert!(vault.keep(id, Bytes::from("one")).await.unwrap());
        assert!(vault.keep(id, Bytes::from("one")).await.unwrap());
        assert!(!vault.keep(id, Bytes::from("two")).await.unwrap());
        assert_eq!(vault.original(id).await.unwrap().unwrap(), "one");
    }

    #[tokio::test]
    async fn what_was_changed_or_taken_away_is_seen() {
        let (folder, vault) = vault();
        let id = Uuid::from_u128(0xab);
        let sha256 = hex::encoded(&hash(b"photo"));
        let file = folder.path().join("ab").join(id.to_string());

        assert_eq!(vault.condition(id, &sha256).await.unwrap(), Condition::Gone);
        vault.keep(id, Bytes::from("photo")).await.unwrap();
        assert_eq!(vault.condition(id, &sha256).await.unwrap(), Condition::Sound);
        std::fs::write(&file, "phot\u{6e}").unwrap();
        assert_eq!(vault.condition(id, &sha256).await.unwrap(), Condition::Changed);
    }
}
