//! The streets as this process has them: read once, and again when others were imported.

use std::sync::Arc;

use sqlx::PgPool;
use tokio::sync::RwLock;

use super::{Point, Streets, Ways};
use crate::store::{self, street::Imported};

/// One import of streets; an empty one as long as there was none.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    pub imported: Option<Imported>,
    streets: Arc<Streets>,
}

impl Edition {
    /// Phones keep streets by this number; 0 when there are none.
    pub fn version(&self) -> i64 {
        self.imported.as_ref().map_or(0, |imported| imported.version)
    }

    pub fn streets(&self) -> &Streets {
        &self.streets
    }

    /// The way from each of the points to each other.
    pub async fn ways(&self, points: Vec<Point>) -> anyhow::Result<Ways> {
        if self.imported.is_none() {
            return Ok(Ways::default());
        }
        let streets = Arc::clone(&self.streets);
        // Some tenths of a second of work, which must hold nobody else up.
        Ok(tokio::task::spawn_blocking(move || streets.ways(&points)).await?)
    }
}

/// Reads what was imported last as one: phones keep streets by their number for good.
async fn read(pool: &PgPool) -> sqlx::Result<Edition> {
    let mut tx = pool.begin_with("begin isolation level repeatable read read only").await?;
    let imported = store::street::imported(&mut *tx).await?;
    let streets = Streets::new(store::street::pieces(&mut *tx).await?);
    tx.commit().await?;
    Ok(Edition { imported, streets: Arc::new(streets) })
}

#[derive(Clone)]
pub struct Kept {
    pool: PgPool,
    last: Arc<RwLock<Edition>>,
}

impl Kept {
    pub fn new(pool: PgPool) -> Self {
        Self { pool, last: Arc::default() }
    }

    /// What was imported last.
    pub async fn edition(&self) -> sqlx::Result<Edition> {
        let imported = store::street::imported(&self.pool).await?;
        let version = imported.map_or(0, |imported| imported.version);
        let known = self.last.read().await.clone();
        if known.version() == version {
            return Ok(known);
        }
        let mut last = self.last.write().await;
        // Who came first has read them already.
        if last.version() < version {
            *last = read(&self.pool).await?;
        }
        Ok(last.clone())
    }
}
