//! The demo's own lists: names of places, things on the street, the municipalities around.
//!
//! Running it again changes nothing: what a municipality imported stays.

use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    register::{assets, places},
    store,
};

pub(crate) const PLACES: &str = include_str!("../seed/places.csv");
pub(crate) const ASSETS: &str = include_str!("../seed/assets.csv");
const NEIGHBOURS: &str = include_str!("../seed/neighbours.geojson");

#[derive(Deserialize)]
struct Neighbours {
    features: Vec<Neighbour>,
}

#[derive(Deserialize)]
struct Neighbour {
    properties: Named,
    geometry: Value,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    municipality: String,
    url: String,
}

/// Stores each list whose table is empty, in the caller's transaction.
pub(crate) async fn store(tx: &mut PgConnection) -> anyhow::Result<()> {
    if store::search::is_empty(tx).await? {
        store::search::replace(tx, &places::parse(PLACES)?).await?;
    }
    if store::asset::is_empty(tx).await? {
        store::asset::replace(tx, &assets::parse(ASSETS)?).await?;
    }
    let neighbours: Neighbours = serde_json::from_str(NEIGHBOURS)?;
    for Neighbour { properties: Named { name, municipality, url }, geometry } in neighbours.features
    {
        store::neighbour::add(tx, &name, &municipality, &url, &geometry.to_string()).await?;
    }
    Ok(())
}
