//! What the crew sees: one plain struct a page, filled by the endpoints and drawn by askama.

mod away;
mod case;
mod list;
mod new;
mod order;
mod round;

use uuid::Uuid;

pub use away::AwayPage;
pub use case::{CapturePage, CasePage, CasesPage, Looked, May, OriginalPage, Shot, looked};
pub use list::{List, ListPage, ListPart, Stop, TeamFilter};
pub use new::NewPage;
pub use order::{
    Beside, CannotPage, ConflictPage, DonePage, Made, MayDo, Note, Order, OrderPage, PartnerPage,
    SentPhoto,
};

pub use round::{
    Chosen, CrewRound, CrewRoundPage, CrewRoundPart, Day, Driven, Fetched, RoundCard, RoundMap,
    RoundPage, RoundsPage, VehiclesPage,
};

/// One photo: where the large and the small file are, from the front door (`/media/…`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub url: String,
    pub thumbnail_url: String,
}

/// Where the front door has the large file of a photo.
pub fn photo_url(photo_id: &Uuid) -> String {
    format!("/media/{photo_id}/large.jpg")
}

/// Where the front door has the small file of a photo.
pub fn thumbnail_url(photo_id: &Uuid) -> String {
    format!("/media/{photo_id}/small.jpg")
}

impl From<&Uuid> for Photo {
    fn from(photo_id: &Uuid) -> Self {
        Self { url: photo_url(photo_id), thumbnail_url: thumbnail_url(photo_id) }
    }
}

/// Decimals of a coordinate in a link: a tenth of a metre.
const COORDINATE_DECIMALS: usize = 6;

/// Opens the navigation of the phone at a point in WGS 84, degrees.
fn route_url(latitude: f64, longitude: f64) -> String {
    let digits = COORDINATE_DECIMALS;
    format!(
        "geo:{latitude:.digits$},{longitude:.digits$}?q={latitude:.digits$},{longitude:.digits$}"
    )
}

/// "1 melder", "4 melders"
fn reporters(count: usize) -> String {
    web::words::count(count, "melder", "melders")
}
