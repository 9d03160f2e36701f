//! Stores the areas of a file and announces what changed: all of it, or nothing.

use std::fmt;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    import_file::{
        Refused,
        steps::{Step, Steps},
    },
    outbox::Outbox,
};
use sqlx::PgConnection;

use crate::{
    announce,
    area_file::{AreaFile, FileArea},
    store::areas::{self, Outlined, Stored},
};

/// Bytes of an outline in its event, so that the event fits in a message.
const OUTLINE_BYTES_MAX: usize = 60 * 1024;

/// Degrees, about a metre. Doubled until the outline is small enough.
const TOLERANCE_FIRST: f64 = 0.000_01;
const TOLERANCE_STEPS_MAX: i32 = 12;

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

impl Summary {
    pub fn of(steps: &Steps) -> Self {
        Self { new: steps.new.len(), changed: steps.changed.len(), same: steps.same }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { new, changed, same } = self;
        let total = new + changed + same;
        write!(f, "{total} gebieden: {new} nieuw, {changed} gewijzigd, {same} gelijk")
    }
}

/// Whether areas that are there already may change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// The file says how it is.
    Replace,
    /// Only what is missing: what somebody imported stays.
    AddMissing,
}

/// Stores the areas in the caller's transaction, which must not commit after an error.
pub async fn store(
    tx: &mut PgConnection,
    outbox: &Outbox,
    file: &AreaFile,
    mode: Mode,
    now: DateTime<Utc>,
) -> anyhow::Result<Steps> {
    refuse_flaws(tx, file).await?;
    let mut steps = Steps::default();
    for area in &file.areas {
        if mode == Mode::AddMissing && areas::exists(tx, &area.code).await? {
            steps.same += 1;
            continue;
        }
        let wanted = named(tx, file, area).await?;
        let stored = areas::put(tx, &wanted, &area.geometry, file.crs.srid())
            .await
            .with_context(|| area.code.clone())?;
        let stored = match stored {
            Stored::Same => {
                steps.same += 1;
                continue;
            }
            Stored::New(stored) => {
                steps.new.push(step(&stored));
                stored
            }
            Stored::Changed(stored) => {
                steps.changed.push(step(&stored));
                stored
            }
        };
        let outline = outline(tx, &stored.area_code).await?;
        outbox.enqueue(tx, &announce::area_changed(&stored, outline), now).await?;
    }
    Ok(steps)
}

fn step(area: &Outlined) -> Step {
    let told = format!("{} ({})", area.name, area.wijk_name);
    Step { key: area.area_code.clone(), told }
}

/// A line that crosses itself has no inside, so no report could be placed.
async fn refuse_flaws(tx: &mut PgConnection, file: &AreaFile) -> anyhow::Result<()> {
    let mut mistakes = Vec::new();
    for area in &file.areas {
        let flaw = areas::flaw(tx, &area.geometry, file.crs.srid())
            .await
            .with_context(|| area.code.clone())?;
        if let Some(flaw) = flaw {
            let (code, reason, place) = (&area.code, flaw.reason, flaw.place);
            mistakes.push(format!("{code}: de omtrek klopt niet: {reason} bij {place}"));
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Refused(mistakes).into()) }
}

/// The name of the wijk is often missing: then the file's other buurten, our own tables, or the
/// code must do.
async fn named(tx: &mut PgConnection, file: &AreaFile, area: &FileArea) -> sqlx::Result<Outlined> {
    let in_file = || {
        let mut same_wijk = file.areas.iter().filter(|other| other.wijk_code == area.wijk_code);
        same_wijk.find_map(|other| other.wijk_name.clone())
    };
    let wijk_name = match area.wijk_name.clone().or_else(in_file) {
        Some(name) => name,
        None => {
            areas::wijk_name(tx, &area.wijk_code).await?.unwrap_or_else(|| area.wijk_code.clone())
        }
    };
    Ok(Outlined {
        area_code: area.code.clone(),
        name: area.name.clone(),
        wijk_code: area.wijk_code.clone(),
        wijk_name,
        version: 0,
    })
}

/// The outline for its event, simplified as far as needed.
///
/// # Errors
///
/// [`Refused`] when it has too many points even so.
pub(crate) async fn outline(tx: &mut PgConnection, code: &str) -> anyhow::Result<String> {
    let mut outline = areas::geojson(tx, code, 0.0).await?;
    for step in 0..TOLERANCE_STEPS_MAX {
        if outline.len() <= OUTLINE_BYTES_MAX {
            break;
        }
        outline = areas::geojson(tx, code, TOLERANCE_FIRST * 2_f64.powi(step)).await?;
    }
    if outline.len() > OUTLINE_BYTES_MAX {
        return Err(Refused::one(format!("{code}: de omtrek heeft te veel punten")).into());
    }
    Ok(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_adds_up() {
        let summary = Summary { new: 130, changed: 15, same: 0 };

        assert_eq!(summary.to_string(), "145 gebieden: 130 nieuw, 15 gewijzigd, 0 gelijk");
    }
}
