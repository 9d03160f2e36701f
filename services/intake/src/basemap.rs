//! The map under our own areas, things and issues: a file of the municipality, PDOK's tiles, or
//! none. Without it, and when it is away, our own layers stand on their own.

mod file;
mod remote;

use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use bytes::Bytes;
use platform::{
    clock,
    problem::{Path, Problem},
};
use serde::Serialize;
use sqlx::PgPool;
use tracing::error;

pub(crate) use platform::tile::Tile;

/// Deeper than any map of a street.
const ZOOMS: std::ops::RangeInclusive<u8> = 0..=22;
use self::{file::TileFile, remote::RemoteTiles};
use crate::{AppState, config::Config, pages::BaseShown};

/// A tile changes when the municipality brings a new file, or PDOK a new edition.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// A tile that was away may be there the next time.
const CACHE_NOTHING: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Where the tiles come from.
pub(crate) enum Basemap {
    File(TileFile),
    Remote(RemoteTiles),
}

/// A tile as it goes to the browser.
pub(crate) struct Picture {
    pub content_type: &'static str,
    /// `gzip`, when it lies so in the file.
    pub encoding: Option<&'static str>,
    pub bytes: Bytes,
}

/// As `MapLibre` wants to hear it.
#[derive(Debug, Serialize)]
struct Source {
    /// `vector` or `raster`.
    kind: &'static str,
    minzoom: u8,
    maxzoom: u8,
    /// West, south, east, north.
    bounds: [f64; 4],
}

/// Where a tile is asked for.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/kaart/tegels/{z}/{x}/{y}", get(tile))
}

impl Basemap {
    /// The base map of the settings. One that cannot be opened is told in the log and is none: a
    /// report matters more than its background.
    pub(crate) async fn open(config: &Config) -> anyhow::Result<Option<Self>> {
        if let Some(path) = &config.basemap_pmtiles {
            match TileFile::open(path).await {
                Ok(file) => return Ok(Some(Self::File(file))),
                Err(error) => error!("The base map cannot be opened: {error:#}"),
            }
        }
        let remote = config.pdok_tiles_url.as_deref().map(RemoteTiles::new).transpose()?;
        Ok(remote.map(Self::Remote))
    }

    /// How it is shown; `None` while there is nothing to show.
    pub(crate) async fn shown(&self, pool: &PgPool) -> sqlx::Result<Option<BaseShown>> {
        let (source, credit) = match self {
            Self::File(file) => (file.source(), file.credit().to_owned()),
            Self::Remote(remote) => match remote.source(pool).await? {
                Some(source) => (source, remote::CREDIT.to_owned()),
                None => return Ok(None),
            },
        };
        let source = serde_json::to_string(&source).expect("numbers and words are JSON");
        Ok(Some(BaseShown { source, credit }))
    }
}

async fn tile(
    State(state): State<AppState>,
    Path((zoom, x, y)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let nowhere = || Problem::not_found("Deze kaarttegel bestaat niet.");
    let tile = Tile::parse(ZOOMS, &zoom, &x, &y).ok_or_else(nowhere)?;
    let picture = match state.basemap.as_deref().ok_or_else(nowhere)? {
        Basemap::File(file) => file.tile(tile).await,
        Basemap::Remote(remote) => {
            let pool = &state.service.pool;
            if !remote.is_around(pool, tile).await? {
                return Err(nowhere());
            }
            remote.tile(pool, tile, clock::now()).await?
        }
    };
    let Some(picture) = picture else {
        let nothing = (StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, CACHE_NOTHING)]);
        return Ok(nothing.into_response());
    };
    let content_type = HeaderValue::from_static(picture.content_type);
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, CACHE)];
    let mut answer = (headers, picture.bytes).into_response();
    if let Some(encoding) = picture.encoding {
        let encoding = HeaderValue::from_static(encoding);
        answer.headers_mut().insert(header::CONTENT_ENCODING, encoding);
    }
    Ok(answer)
}
