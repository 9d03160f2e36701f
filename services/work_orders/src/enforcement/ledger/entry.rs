//! What a line of the log holds.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One line.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The number of the case.
    pub case: String,
    /// From 1, without gaps.
    pub number: usize,
    /// SHA-256 of the line before, in hexadecimal; zeros in the first.
    pub previous: String,
    /// By the clock of the server, to the millisecond.
    pub at: DateTime<Utc>,
    pub by: By,
    #[serde(flatten)]
    pub what: What,
}

/// Who did it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct By {
    /// Of the account.
    pub id: Uuid,
    /// The name that they chose for colleagues to see.
    pub name: String,
}

/// What happened.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum What {
    Opened {
        /// Numbers of the reports that it is about.
        reports: Vec<String>,
        /// Code of the category.
        category: String,
        /// In words.
        place: String,
        /// WGS 84, degrees.
        longitude: f64,
        latitude: f64,
    },
    PhotoAdded {
        photo: Photo,
    },
    /// Somebody opened the page of the case.
    Viewed,
    /// Somebody opened the original of the photo with this number.
    OriginalViewed {
        photo: i32,
    },
    HandedOver,
    Closed {
        outcome: String,
        note: String,
    },
    /// Somebody took a bundle of everything up to this line.
    Exported,
}

/// A photo, as the phone said of it and as it came in.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Photo {
    pub id: Uuid,
    /// From 1 in its case.
    pub number: i32,
    pub label: Label,
    /// Of the original, in hexadecimal, as the phone counted when it was made.
    pub sha256: String,
    pub bytes: usize,
    pub media_type: String,
    /// By the server's clock and how long ago the phone said it was.
    pub taken_at: DateTime<Utc>,
    /// What the clock of the phone said then.
    pub phone_clock: String,
    /// What the file says of when it was made.
    pub file_clock: String,
    /// Where the phone was; not there when it did not say.
    pub place: Option<Place>,
}

/// A place by a phone.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// WGS 84, degrees.
    pub longitude: f64,
    pub latitude: f64,
    /// Metres within which it is, as the phone said.
    pub accuracy_m: u32,
    /// Metres to the place of the report.
    pub away_m: u32,
}

/// What a photo shows.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    Overview,
    Name,
    Contents,
    Plate,
    Other,
}

impl Label {
    pub const ALL: [Self; 5] =
        [Self::Overview, Self::Name, Self::Contents, Self::Plate, Self::Other];

    /// The word that stands for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Name => "name",
            Self::Contents => "contents",
            Self::Plate => "plate",
            Self::Other => "other",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overzicht",
            Self::Name => "Naam of adres",
            Self::Contents => "Inhoud",
            Self::Plate => "Kenteken",
            Self::Other => "Iets anders",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.as_str() == text)
    }
}
