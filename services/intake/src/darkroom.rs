//! Where uploads become pictures: a bounded room between the network and the disk.
//!
//! Two limits keep the memory of the whole process small, however many phones
//! send at once: bytes of uploads that may be held, and decoders at work. Who
//! finds the room full waits, and is told to come back when that takes long.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem, path::Path,
};
use platform::problem::{FieldError, Problem};
use sqlx::PgPool;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;
use uuid::Uuid;
use web::Lang;

use crate::{
    photo::{self, Cleaned, Limits, Refused},
    review::rules::Area,
    store::{self, photo::Looks},
};

/// Uploads are accounted for in steps of this many bytes.
const STEP_BYTES: usize = 64 * 1024;

/// Bytes of uploads in memory, together: three of the largest, or twenty usual ones.
const HELD_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Pictures decoded at the same time. Each may take 64 MiB, see [`Limits`].
const DECODERS: u32 = 2;

/// Bytes for a picture that is decoded alone: WebP and progressive JPEG of 12 megapixels,
/// as phones and chat programs make them, need 82 and 87 MiB.
const ALONE_BYTES_MAX: u64 = 96 * 1024 * 1024;

/// After this the answer is 503 rather than silence.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// The two sizes in which a photo is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Size {
    Large,
    Small,
}

impl Size {
    /// The last part of the picture's address.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Large => "large.jpg",
            Self::Small => "small.jpg",
        }
    }

    pub(crate) fn parse(file_name: &str) -> Option<Self> {
        [Self::Large, Self::Small].into_iter().find(|size| size.file_name() == file_name)
    }
}

/// A photo that is stored in both sizes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Developed {
    pub photo_id: Uuid,
    /// Pixels of the large picture.
    pub width: u32,
    pub height: u32,
}

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Darkroom {
    pictures: Arc<dyn ObjectStore>,
    pool: PgPool,
    held: Arc<Semaphore>,
    decoders: Arc<Semaphore>,
}

/// The right to hold an upload in memory.
pub(crate) struct Seat(
    #[expect(dead_code, reason = "it counts by being held")] OwnedSemaphorePermit,
);

impl Darkroom {
    /// Keeps pictures in `folder`, which is made when it is not there.
    pub(crate) fn open(folder: &std::path::Path, pool: PgPool) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let pictures = LocalFileSystem::new_with_prefix(folder)?;
        let pictures = pictures.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self {
            pictures: Arc::new(pictures),
            pool,
            held: Arc::new(Semaphore::new(HELD_BYTES_MAX / STEP_BYTES)),
            decoders: Arc::new(Semaphore::new(DECODERS as usize)),
        })
    }

    /// Waits until there is room for an upload of at most `bytes`.
    pub(crate) async fn seat(&self, bytes: usize) -> Result<Seat, Problem> {
        let steps = bytes.clamp(1, Limits::MAX_BYTES).div_ceil(STEP_BYTES);
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        tokio::time::timeout(WAIT_MAX, self.held.clone().acquire_many_owned(steps))
            .await
            .ok()
            .and_then(Result::ok)
            .map(Seat)
            .ok_or_else(Problem::unavailable)
    }

    /// Cleans an upload and stores it in both sizes; the row comes last, so a
    /// photo that is known is there.
    pub(crate) async fn develop(
        &self,
        upload: Bytes,
        now: DateTime<Utc>,
    ) -> Result<Developed, Problem> {
        let cleaned = self.clean(upload).await?;
        // Random, not by time: the id is all it takes to see the picture.
        let photo_id = Uuid::new_v4();
        let (width, height) = (cleaned.large.width, cleaned.large.height);
        if let Err(problem) = self.keep(photo_id, cleaned, now).await {
            // Without its row nobody would ever find these files again.
            if let Err(error) = self.remove(photo_id).await {
                warn!("Files of a photo that was not kept stay: {error:#}");
            }
            return Err(problem);
        }
        Ok(Developed { photo_id, width, height })
    }

    async fn keep(
        &self,
        photo_id: Uuid,
        cleaned: Cleaned,
        now: DateTime<Utc>,
    ) -> Result<(), Problem> {
        let size = (cleaned.large.width, cleaned.large.height);
        let looks = Looks { picture_hash: cleaned.likeness, is_dark: cleaned.is_dark };
        for (size, picture) in [(Size::Large, cleaned.large), (Size::Small, cleaned.small)] {
            let payload = PutPayload::from(picture.jpeg);
            self.pictures.put(&address(photo_id, size), payload).await.map_err(out_of_order)?;
        }
        let mut conn = self.pool.acquire().await?;
        Ok(store::photo::insert(&mut conn, photo_id, size, looks, now).await?)
    }

    /// Takes away a photo that is in no report, at once; `instead` takes its place in the draft.
    /// False when there is no such photo.
    pub(crate) async fn take_away(
        &self,
        photo_id: Uuid,
        draft_id: Option<Uuid>,
        instead: Option<Uuid>,
    ) -> Result<bool, Problem> {
        let mut tx = self.pool.begin().await?;
        let is_there = store::photo::take_away(&mut tx, photo_id, draft_id, instead).await?;
        if is_there {
            // Files first: a row without files is found and removed later, the other way round
            // they would stay for ever.
            self.remove(photo_id).await.map_err(out_of_order)?;
        }
        tx.commit().await?;
        Ok(is_there)
    }

    /// Removes the pictures of a photo, as far as they are there.
    pub(crate) async fn remove(&self, photo_id: Uuid) -> object_store::Result<()> {
        for size in [Size::Large, Size::Small] {
            match self.pictures.delete(&address(photo_id, size)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Paints over parts of a photo, in both sizes. The small one goes first: when the second
    /// does not come, whoever looks again still sees what has to go.
    pub(crate) async fn block(&self, photo_id: Uuid, areas: Vec<Area>) -> Result<(), Problem> {
        let gone = || Problem::not_found("Deze foto is er niet.");
        let jpeg = self.picture(photo_id, Size::Large).await?.ok_or_else(gone)?;
        let permit = tokio::time::timeout(WAIT_MAX, self.decoders.clone().acquire_owned()).await;
        let permit = permit.ok().and_then(Result::ok).ok_or_else(Problem::unavailable)?;
        let blocked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            photo::block(&jpeg, |width, height| {
                areas.iter().map(|area| area.pixels(width, height)).collect()
            })
        });
        let (large, small) = blocked.await.map_err(anyhow::Error::from)?.map_err(refusal)?;
        for (size, picture) in [(Size::Small, small), (Size::Large, large)] {
            let payload = PutPayload::from(picture.jpeg);
            self.pictures.put(&address(photo_id, size), payload).await.map_err(out_of_order)?;
        }
        Ok(())
    }

    async fn clean(&self, upload: Bytes) -> Result<Cleaned, Problem> {
        let mut cleaned = self.decode(upload.clone(), 1, Limits::default()).await?;
        if matches!(cleaned, Err(Refused::TooManyPixels)) {
            // That was seen on the header. With the room to itself it may still fit.
            let alone = Limits { decode_bytes: ALONE_BYTES_MAX, ..Limits::default() };
            cleaned = self.decode(upload, DECODERS, alone).await?;
        }
        let outcome = cleaned.as_ref().map_or_else(|refused| refused.kind(), |_| "taken");
        metrics::counter!("photos_total", "outcome" => outcome).increment(1);
        cleaned.map_err(refusal)
    }

    /// Cleans an upload in the room of that many decoders.
    async fn decode(
        &self,
        upload: Bytes,
        room: u32,
        limits: Limits,
    ) -> Result<Result<Cleaned, Refused>, Problem> {
        let permit = self.decoders.clone().acquire_many_owned(room);
        let permit = tokio::time::timeout(WAIT_MAX, permit).await;
        let permit = permit.ok().and_then(Result::ok).ok_or_else(Problem::unavailable)?;
        let cleaned = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            photo::clean(&upload, &limits)
        });
        Ok(cleaned.await.map_err(anyhow::Error::from)?)
    }

    /// The bytes of a picture; `None` when there is no such photo.
    pub(crate) async fn picture(
        &self,
        photo_id: Uuid,
        size: Size,
    ) -> Result<Option<Bytes>, Problem> {
        match self.pictures.get(&address(photo_id, size)).await {
            Ok(found) => found.bytes().await.map(Some).map_err(out_of_order),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(out_of_order(error)),
        }
    }
}

/// A folder holds some thousands of files at most: the id's first byte spreads them.
fn address(photo_id: Uuid, size: Size) -> Path {
    let id = photo_id.to_string();
    Path::from(format!("{}/{id}/{}", &id[..2], size.file_name()))
}

fn out_of_order(error: object_store::Error) -> Problem {
    Problem::internal(&anyhow::Error::from(error).context("the picture store"))
}

/// The problem that a refused photo is.
pub(crate) fn refusal(refused: Refused) -> Problem {
    let status = axum::http::StatusCode::from_u16(refused.status()).unwrap_or_default();
    let kind = format!("photo-{}", refused.kind());
    let message = Lang::dutch().t(&format!("problem-{kind}"));
    let problem = Problem::new(status, kind, "Deze foto kunnen we niet gebruiken", message);
    Problem { errors: vec![FieldError::new("", message)], ..problem }
}
