//! A base map in a `PMTiles` file, vector or raster, which the municipality puts on the server.

use std::path::Path;

use anyhow::{Context as _, bail};
use object_store::{local::LocalFileSystem, path::Path as StorePath};
use pmtiles::{AsyncPmTilesReader, Compression, ObjectStoreBackend, TileCoord, TileType};
use tracing::error;

use super::{Picture, Source, Tile};

/// Characters of a credit; who made the map is said in fewer.
const CREDIT_CHARS_MAX: usize = 120;

/// An open file.
pub(crate) struct TileFile {
    reader: AsyncPmTilesReader<ObjectStoreBackend>,
    credit: String,
}

impl TileFile {
    /// Opens the file, and refuses what no browser of ours could draw.
    pub(super) async fn open(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let path = StorePath::from_filesystem_path(path).context(name.clone())?;
        let backend = ObjectStoreBackend::new(Box::new(LocalFileSystem::new()), path);
        let reader = AsyncPmTilesReader::try_from_source(backend).await.context(name.clone())?;
        let (kind, compression) =
            (reader.get_header().tile_type, reader.get_header().tile_compression);
        if matches!(kind, TileType::Unknown | TileType::Mlt) {
            bail!("{name} has tiles of a kind that is not drawn: {kind:?}");
        }
        if matches!(compression, Compression::Brotli | Compression::Zstd) {
            bail!("{name} has tiles compressed with {compression:?}; gzip and none are read");
        }
        // Without metadata there is nobody to thank.
        let credit = credit(&reader.get_metadata().await.unwrap_or_default());
        Ok(Self { reader, credit })
    }

    pub(super) fn source(&self) -> Source {
        let header = self.reader.get_header();
        Source {
            kind: if header.tile_type == TileType::Mvt { "vector" } else { "raster" },
            minzoom: header.min_zoom,
            maxzoom: header.max_zoom,
            bounds: [
                header.min_longitude,
                header.min_latitude,
                header.max_longitude,
                header.max_latitude,
            ],
        }
    }

    pub(super) fn credit(&self) -> &str {
        &self.credit
    }

    /// The tile as it lies in the file; `None` when it is not there, or cannot be read.
    pub(super) async fn tile(&self, tile: Tile) -> Option<Picture> {
        let coord = TileCoord::new(tile.zoom, tile.x, tile.y).ok()?;
        let found = self.reader.get_tile(coord).await.unwrap_or_else(|error| {
            // A file that was replaced while it was open, for example.
            error!("The base map cannot be read: {:#}", anyhow::Error::from(error));
            None
        });
        let header = self.reader.get_header();
        let is_gzip = header.tile_compression == Compression::Gzip;
        Some(Picture {
            content_type: header.tile_type.content_type(),
            encoding: is_gzip.then_some("gzip"),
            bytes: found?,
        })
    }
}

/// Whom the metadata says to thank, without the markup that it may have.
fn credit(metadata: &str) -> String {
    let metadata: serde_json::Value = serde_json::from_str(metadata).unwrap_or_default();
    let told = metadata["attribution"].as_str().unwrap_or_default();
    let mut is_inside = false;
    let text = told.chars().filter(|letter| {
        let is_text = !is_inside && *letter != '<';
        is_inside = if is_inside { *letter != '>' } else { *letter == '<' };
        is_text && !letter.is_control()
    });
    let text: String = text.take(CREDIT_CHARS_MAX).collect();
    text.replace("&copy;", "©").replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_made_the_map_is_told_without_markup() {
        let metadata = r#"{"attribution":"<a href=\"https://x\">Protomaps</a> &copy; <b>OSM</b>"}"#;
        assert_eq!(credit(metadata), "Protomaps © OSM");
        assert_eq!(credit(r#"{"attribution":"<script"}"#), "");
        assert_eq!(credit("{}"), "");
        assert_eq!(credit("no json"), "");
    }
}
