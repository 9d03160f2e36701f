//! What the program does besides serving: filling its own tables.

use std::{fmt, path::Path};

use anyhow::Context as _;
use platform::{config::Tables, import_file};
use sqlx::Connection as _;

use crate::{
    register::{assets, places},
    seed, store,
};

/// The addresses of a large city are some 20 MB.
const FILE_MB_MAX: u64 = 128;

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    /// Rows of the file.
    pub stored: u64,
    /// Rows of before that are not in the file.
    pub gone: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} opgeslagen, {} vervallen", self.stored, self.gone)
    }
}

/// Makes the file the whole list of names and addresses: all of it, or nothing changes.
pub async fn import_places(file: &Path, tables: &Tables) -> anyhow::Result<Summary> {
    let named = || file.display().to_string();
    let places = places::parse(&import_file::read(file, FILE_MB_MAX)?).with_context(named)?;
    let mut conn = tables.connect().await?;
    let mut tx = conn.begin().await?;
    let summary = store::search::replace(&mut tx, &places).await?;
    tx.commit().await?;
    Ok(summary)
}

/// Makes the file the whole register of things on the street: all of it, or nothing changes.
pub async fn import_assets(file: &Path, tables: &Tables) -> anyhow::Result<Summary> {
    let named = || file.display().to_string();
    let assets = assets::parse(&import_file::read(file, FILE_MB_MAX)?).with_context(named)?;
    let mut conn = tables.connect().await?;
    let mut tx = conn.begin().await?;
    let steps = store::asset::replace(&mut tx, &assets).await?;
    tx.commit().await?;
    Ok(Summary { stored: assets.len() as u64, gone: steps.gone.len() as u64 })
}

/// Stores the demo's lists where there are none.
pub async fn seed_demo(tables: &Tables) -> anyhow::Result<()> {
    let mut conn = tables.connect().await?;
    let mut tx = conn.begin().await?;
    seed::store(&mut tx).await?;
    Ok(tx.commit().await?)
}
