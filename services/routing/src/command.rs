//! What the program does besides serving: filling its own tables.

use std::path::Path;

use anyhow::Context as _;
use platform::{clock, import_file, outbox::Outbox};
use sqlx::Connection as _;

use crate::{
    NAME, area_file,
    config::Announced,
    import::{self, Mode, Summary},
    seed,
};

/// All areas of the Netherlands in detail are some 100 MB.
const FILE_MB_MAX: u64 = 256;

/// Stores the areas of a `GeoJSON` file: all of it, or nothing.
pub async fn import_areas(file: &Path, announced: &Announced) -> anyhow::Result<Summary> {
    let text = import_file::read(file, FILE_MB_MAX)?;
    let areas = area_file::parse(&text).with_context(|| file.display().to_string())?;
    let outbox = outbox(announced)?;
    let mut conn = announced.tables.connect().await?;
    let mut tx = conn.begin().await?;
    let steps = import::store(&mut tx, &outbox, &areas, Mode::Replace, clock::now())
        .await
        .with_context(|| file.display().to_string())?;
    tx.commit().await?;
    Ok(Summary::of(&steps))
}

/// Stores the demo; passwords go to, or come from, the file `logins`.
pub async fn seed_demo(logins: &Path, announced: &Announced) -> anyhow::Result<()> {
    let outbox = outbox(announced)?;
    let mut conn = announced.tables.connect().await?;
    let mut tx = conn.begin().await?;
    seed::store(&mut tx, &outbox, logins, clock::now()).await?;
    Ok(tx.commit().await?)
}

fn outbox(announced: &Announced) -> anyhow::Result<Outbox> {
    Outbox::new(NAME, &announced.event_source_oin).context("EVENT_SOURCE_OIN")
}
