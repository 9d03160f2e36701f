//! The chosen issue of the inbox, with what can be done about it.

use chrono::{DateTime, Utc};
use platform::visit::Visit;
use web::words::{self, Category, State};

use super::desk::{Alike, Asked};
use crate::store::{
    issues::OpenQuestion,
    staff_notes::{self, FileRow},
};

/// The chosen issue.
#[derive(Debug, Clone)]
pub struct Detail {
    pub issue_id: String,
    /// Version of the issue as shown; the form sends it back.
    pub version: i64,
    pub numbers: Vec<String>,
    /// Reports that can be taken out, the first one first; none when it is alone, or the issue is closed.
    pub joined: Vec<Joined>,
    pub category: String,
    pub place: String,
    pub area: String,
    /// The resident's own words; may be empty.
    pub description: String,
    /// Public status code.
    pub status: String,
    pub team: String,
    pub is_urgent: bool,
    /// When the team comes, as residents were told.
    pub visit: Option<Visit>,
    /// What each team is asked to do.
    pub works: Vec<Asked>,
    /// Other open issues of its kind nearby.
    pub alike: Vec<Alike>,
    /// Who else has it open now.
    pub watchers: Vec<String>,
    /// "Meldkamer 2 sluit dit af."; empty when nobody does.
    pub closing: String,
    /// What was typed to close it and not taken, and why not.
    pub close_text: String,
    pub close_error: Option<String>,
    /// The rule that decided: "Grofvuil, versie 4"; empty when none did.
    pub rule: String,
    /// Why it waits, as a sentence; empty when it does not.
    pub waits_because: String,
    pub opened_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// How long it may take: "3 werkdagen".
    pub term: String,
    /// What is left of that: "nog 14 u werktijd".
    pub left: String,
    /// The open question to whoever reported it.
    pub question: Option<OpenQuestion>,
    /// What was typed as a question and not taken, and why not.
    pub asked_text: String,
    pub ask_error: Option<String>,
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// What residents told later, oldest first.
    pub notes: Vec<Note>,
    /// What staff wrote to each other, oldest first.
    pub staff_notes: Vec<StaffNote>,
    /// What was typed as such a note and not taken, and why not.
    pub note_text: String,
    pub note_error: Option<String>,
    /// Oldest first.
    pub events: Vec<Event>,
    /// Empty when this issue cannot be given to a team any more.
    pub teams: Vec<TeamOption>,
    /// At the form: no team was chosen.
    pub error: Option<String>,
}

/// A report that joined the issue. `report_id` is the value of the field `report`.
#[derive(Debug, Clone)]
pub struct Joined {
    pub report_id: String,
    pub number: String,
}

/// A photo of a report, or of the crew afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub url: String,
    pub thumbnail_url: String,
}

/// Something that a resident told after the report came.
#[derive(Debug, Clone)]
pub struct Note {
    pub what: &'static str,
    /// In the resident's own words; may be empty.
    pub text: String,
    pub photos: Vec<Photo>,
    pub at: DateTime<Utc>,
}

/// Something that staff wrote to each other.
#[derive(Debug, Clone)]
pub struct StaffNote {
    pub staff_name: String,
    /// May be empty when there are files.
    pub text: String,
    pub at: DateTime<Utc>,
    pub photos: Vec<StaffFile>,
    pub documents: Vec<StaffFile>,
}

/// A file of a note.
#[derive(Debug, Clone)]
pub struct StaffFile {
    pub url: String,
    pub name: String,
    /// "340 kB"
    pub size: String,
}

impl From<staff_notes::Note> for StaffNote {
    fn from(note: staff_notes::Note) -> Self {
        let is_photo = |file: &FileRow| file.media_type.starts_with("image/");
        let (photos, documents): (Vec<_>, Vec<_>) = note.files.0.into_iter().partition(is_photo);
        let files = |rows: Vec<FileRow>| rows.into_iter().map(StaffFile::from).collect();
        Self {
            staff_name: note.staff_name,
            text: note.text,
            at: note.written_at,
            photos: files(photos),
            documents: files(documents),
        }
    }
}

impl From<FileRow> for StaffFile {
    fn from(row: FileRow) -> Self {
        let url = format!("/meldkamer/bijlagen/{}", row.staff_file_id);
        Self { url, name: row.name, size: size(row.size) }
    }
}

/// The size of a file in words, rounded up: "1 kB", "2,4 MB".
fn size(bytes: i64) -> String {
    let kilobytes = (bytes + 999) / 1000;
    if kilobytes < 1000 {
        return format!("{kilobytes} kB");
    }
    let tenths = (kilobytes + 99) / 100;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

/// One step in the course of an issue.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub text: String,
    /// It must be seen.
    pub is_urgent: bool,
}

/// A team that can take the issue. `key` is the value of the field `team`.
#[derive(Debug, Clone)]
pub struct TeamOption {
    pub key: String,
    pub name: String,
    /// Open work orders of this team, when known.
    pub open: Option<usize>,
    /// It has the issue now.
    pub current: bool,
}

impl Detail {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn state(&self) -> State {
        words::status(&self.status)
    }

    pub fn is_late(&self, now: &DateTime<Utc>) -> bool {
        self.due_at < *now && !self.teams.is_empty() && self.question.is_none()
    }

    /// The class of the photo grid: at most three are shown, the rest is a link.
    pub fn photos_shown(&self) -> usize {
        const PHOTOS_SHOWN_MAX: usize = 3;
        self.photos.len().min(PHOTOS_SHOWN_MAX)
    }

    /// "Meldkamer 2 kijkt mee"
    pub fn watching(&self) -> String {
        let verb = if self.watchers.len() == 1 { "kijkt" } else { "kijken" };
        format!("{} {verb} mee", self.watchers.join(" en "))
    }

    /// The verb on the button.
    pub fn verb(&self) -> &'static str {
        if self.team.is_empty() { "Wijs toe" } else { "Geef aan ander team" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_the_unit_that_people_know() {
        assert_eq!([1, 1000, 1001, 999_000].map(size), ["1 kB", "1 kB", "2 kB", "999 kB"]);
        assert_eq!([999_001, 1_040_000, 20_000_000].map(size), ["1,0 MB", "1,1 MB", "20,0 MB"]);
    }
}
