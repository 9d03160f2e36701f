//! Makes a file the streets of the municipality: all of it, or nothing changes.

use std::{fmt, path::Path};

use anyhow::Context as _;
use platform::{
    clock,
    config::Tables,
    import_file::{self, Refused},
};
use sqlx::{Connection as _, PgConnection};

use super::{
    file::{self, StreetFile},
    network::{Line, network},
};
use crate::store;

/// The sections of a large municipality are some 60 MB.
const FILE_MB_MAX: u64 = 256;

/// Lines that the database simplifies in one breath.
const LINES_AT_ONCE: usize = 2_000;

/// What an import came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Summary {
    pub sections: usize,
    /// Sections that a van does not drive on.
    pub not_driven: usize,
    /// Straight pieces of street.
    pub pieces: usize,
    /// Pieces that hang together with nothing.
    pub apart: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sections, not_driven, pieces, apart } = self;
        write!(
            f,
            "{sections} wegvakken, in {pieces} rechte stukken; {not_driven} zijn niet voor een wagen, \
             {apart} stukken sluiten nergens op aan"
        )
    }
}

/// Makes the file the streets.
pub async fn import(path: &Path, tables: &Tables) -> anyhow::Result<Summary> {
    let named = || path.display().to_string();
    let text = import_file::read(path, FILE_MB_MAX)?;
    let file = file::parse(&text).with_context(named)?;
    let mut conn = tables.connect().await?;
    let mut tx = conn.begin().await?;
    let lines = lines(&mut tx, &file).await?;
    let network = network(&lines);
    if network.pieces.is_empty() {
        let why = "geen wegvak sluit op een ander aan: over deze straten is niet te rijden";
        return Err(Refused::one(why)).with_context(named);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let sections = file.sections.len();
    store::street::replace(&mut tx, &network.pieces, (&name, sections), clock::now()).await?;
    tx.commit().await?;
    Ok(Summary {
        sections,
        not_driven: file.not_driven,
        pieces: network.pieces.len(),
        apart: network.apart,
    })
}

/// The sections in degrees, without the points that make no difference.
async fn lines(tx: &mut PgConnection, file: &StreetFile) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::with_capacity(file.sections.len());
    for sections in file.sections.chunks(LINES_AT_ONCE) {
        let positions: Vec<_> = sections.iter().map(|it| it.positions.as_slice()).collect();
        let spots = store::street::simplified(tx, &positions, file.crs).await?;
        let found = spots.into_iter().zip(sections);
        lines.extend(found.map(|(spots, it)| Line { spots, is_one_way: it.is_one_way }));
    }
    Ok(lines)
}
