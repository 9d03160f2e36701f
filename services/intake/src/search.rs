//! Where a resident means: places by name or address, and things on the street nearby.

use platform::{clock, needle::needle, problem::Problem};
use sqlx::PgPool;

use crate::{
    AppState,
    store::{self, asset::Asset, search::Found},
    submission::Location,
};

/// Characters of what is typed; an address with its town has some 60.
pub(crate) const QUERY_CHARS_MAX: usize = 100;

/// With one letter everything fits.
const NEEDLE_CHARS_MIN: usize = 2;

/// Fewer letters are not worth a question to somebody else.
const PDOK_CHARS_MIN: usize = 4;

/// Suggestions below the field; more than one screen is no help.
const FOUND_MAX: i64 = 6;

/// Things on the street that one could mean from where the pin stands. Metres.
const NEARBY_METRES_MAX: f64 = 60.0;
const NEARBY_MAX: i64 = 6;

/// A thing farther from the pin than this is not what the report is about: the phone's own
/// position is often some tens of metres off. Metres.
pub(crate) const MEANT_METRES_MAX: f64 = 150.0;

/// The places that fit what was typed, best first; none when it is too short to search by. Our
/// own come first, then what PDOK knows.
pub(crate) async fn places(
    state: &AppState,
    typed: &str,
    near: Option<Location>,
) -> Result<Vec<Found>, Problem> {
    let needle = needle(typed);
    let letters = needle.chars().count();
    if letters < NEEDLE_CHARS_MIN {
        return Ok(Vec::new());
    }
    let pool = &state.service.pool;
    let mut found = store::search::search(pool, &needle, near, FOUND_MAX).await?;
    if let Some(pdok) = state.pdok.as_ref().filter(|_| letters >= PDOK_CHARS_MIN) {
        let room = usize::try_from(FOUND_MAX).unwrap_or(0).saturating_sub(found.len());
        if room > 0 {
            let mut more = pdok.search(pool, &needle, clock::now()).await?;
            more.retain(|it| !found.iter().any(|own| own.name == it.name));
            found.extend(more.into_iter().take(room));
        }
    }
    Ok(found)
}

/// The things on the street around a place, nearest first.
pub(crate) async fn things(pool: &PgPool, at: Location) -> Result<Vec<Asset>, Problem> {
    let mut conn = pool.acquire().await?;
    Ok(store::asset::near(&mut conn, at, NEARBY_METRES_MAX, NEARBY_MAX).await?)
}
