//! PDOK's raster tiles, by way of the server: PDOK does not learn who looks where.
//!
//! Only tiles around our own areas are fetched, each once, and kept. When PDOK is slow, away or
//! talks nonsense, an older tile is shown or none, and soon it is left alone for a while.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher as _,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, StatusCode};
use sqlx::PgPool;
use tokio::sync::Semaphore;
use tracing::warn;

use super::{Picture, Source, Tile};
use crate::{
    pdok::{self, breaker::Breaker},
    store::{self, base_tile::Kept},
};

pub(super) const CREDIT: &str = "© Kadaster, CC BY 4.0";

/// What PDOK draws in Web Mercator.
const ZOOM_MIN: u8 = 6;
const ZOOM_MAX: u8 = 19;

/// How far around our areas the map goes on: some five kilometres.
const SURROUNDINGS_DEGREES: f64 = 0.05;

/// The longest that a tile is waited for.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A tile of 256 pixels has some 20 kB; an aerial photo 150.
const TILE_BYTES_MAX: usize = 256 * 1024;

/// The base map has a new edition every other month.
const TILE_AGE_MAX: TimeDelta = TimeDelta::days(30);

/// Every tile of a municipality of ten by ten kilometres down to zoom 17, at 20 kB 100 MB.
const TILES_KEPT_MAX: i64 = 5000;

/// Tiles that are fetched at the same time. A screen shows some twelve.
const FETCHES_MAX: usize = 8;

/// Turns at tiles: two requests for one tile get the same one, so that the second finds it kept.
const TURNS: u64 = 64;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// PDOK's tiles as we reach them.
pub(crate) struct RemoteTiles {
    client: Client,
    /// Ends before `/{z}/{x}/{y}.png`.
    url: String,
    breaker: Mutex<Breaker>,
    fetches: Semaphore,
    turns: Vec<tokio::sync::Mutex<()>>,
    hasher: RandomState,
}

impl RemoteTiles {
    /// `url` ends before the zoom: `…/wmts/v2_0/grijs/EPSG:3857`.
    pub(super) fn new(url: &str) -> anyhow::Result<Self> {
        Ok(Self {
            client: pdok::client("OPGERUIMD_PDOK_TILES_URL", url, TIMEOUT)?,
            url: url.trim_end_matches('/').to_owned(),
            breaker: Mutex::default(),
            fetches: Semaphore::new(FETCHES_MAX),
            turns: (0..TURNS).map(|_| tokio::sync::Mutex::default()).collect(),
            hasher: RandomState::new(),
        })
    }

    /// `None` until there is an area.
    pub(super) async fn source(&self, pool: &PgPool) -> sqlx::Result<Option<Source>> {
        let bounds = surroundings(pool).await?;
        let source =
            |bounds| Source { kind: "raster", minzoom: ZOOM_MIN, maxzoom: ZOOM_MAX, bounds };
        Ok(bounds.map(source))
    }

    /// Whether the tile shows something of our surroundings: we are nobody's way to PDOK.
    pub(super) async fn is_around(&self, pool: &PgPool, tile: Tile) -> sqlx::Result<bool> {
        let is_drawn = (ZOOM_MIN..=ZOOM_MAX).contains(&tile.zoom);
        Ok(is_drawn && surroundings(pool).await?.is_some_and(|bounds| tile.touches(bounds)))
    }

    /// The tile; `None` when PDOK has none, or does not say and it was never fetched.
    pub(super) async fn tile(
        &self,
        pool: &PgPool,
        tile: Tile,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Option<Picture>> {
        let fresh = |kept: &Kept| kept.fetched_at > now - TILE_AGE_MAX;
        if let Some(kept) = store::base_tile::find(pool, tile).await?.filter(fresh) {
            return Ok(Some(picture(kept.png)));
        }
        let _turn = self.turn(tile).lock().await;
        // Who came first has fetched it meanwhile.
        let kept = store::base_tile::find(pool, tile).await?;
        let kept = match kept {
            Some(kept) if fresh(&kept) => return Ok(Some(picture(kept.png))),
            kept => kept.map(|kept| picture(kept.png)),
        };
        let Ok(_fetch) = self.fetches.acquire().await else { return Ok(kept) };
        if !self.breaker().lets_pass(now) {
            return Ok(kept);
        }
        match self.fetch(tile).await {
            Ok(png) => {
                self.breaker().succeeded();
                let Some(png) = png else { return Ok(kept) };
                store::base_tile::keep(pool, tile, &png, now, TILES_KEPT_MAX).await?;
                Ok(Some(picture(png.into())))
            }
            Err(error) => {
                self.breaker().failed(now);
                metrics::counter!("pdok_tile_failures_total").increment(1);
                warn!("PDOK gave no tile: {error:#}");
                Ok(kept)
            }
        }
    }

    fn turn(&self, tile: Tile) -> &tokio::sync::Mutex<()> {
        let hash = usize::try_from(self.hasher.hash_one(tile) % TURNS).unwrap_or(0);
        &self.turns[hash]
    }

    async fn fetch(&self, Tile { zoom, x, y }: Tile) -> anyhow::Result<Option<Bytes>> {
        let url = format!("{}/{zoom}/{x}/{y}.png", self.url);
        let mut response = self.client.get(url).send().await?;
        if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::NO_CONTENT) {
            return Ok(None);
        }
        response = response.error_for_status()?;
        let mut png = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            anyhow::ensure!(png.len() + chunk.len() <= TILE_BYTES_MAX, "the tile is too large");
            png.extend_from_slice(&chunk);
        }
        anyhow::ensure!(png.starts_with(PNG), "the answer is no picture");
        Ok(Some(png.freeze()))
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn picture(png: Vec<u8>) -> Picture {
    Picture { content_type: "image/png", encoding: None, bytes: png.into() }
}

/// Our areas and what lies around them: west, south, east, north.
async fn surroundings(pool: &PgPool) -> sqlx::Result<Option<[f64; 4]>> {
    let extent = store::place::extent(&mut *pool.acquire().await?).await?;
    Ok(extent.map(|[west, south, east, north]| {
        let more = SURROUNDINGS_DEGREES;
        [west - more, south - more, east + more, north + more]
    }))
}
