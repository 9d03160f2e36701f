//! `/werk/{id}` and the pages behind its buttons: done, cannot do, and somebody else was first.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use platform::percent::encoded;
use web::Page;
use web::words::{self, Category, State};

use super::{Photo, route_url};
use crate::{enforcement::Case, phone_act::PhoneAct, store};

/// Quick notes of the done page: what the chip says, and so what the resident reads.
const QUICK_NOTES: [&str; 3] = ["Er lag meer dan gemeld", "Container zit vol", "Boa moet kijken"];

/// Later than this it came from a phone that had no connection.
const LATE: TimeDelta = TimeDelta::minutes(2);

/// One work order with everything the crew has to know.
#[derive(Debug, Clone)]
pub struct Order {
    /// Of its pages for whoever looks.
    pub path: String,
    /// The page that leads to it: the list, or the round that it is on.
    pub list: String,
    pub is_on_round: bool,
    /// Who looks, by a link: a partner has no list to go back to. `None` for staff.
    pub partner: Option<String>,
    /// The place in words; never empty.
    pub place: String,
    /// Name of the buurt; may be empty.
    pub area: String,
    /// The thing on the street that it is about: "Container 1043".
    pub asset: Option<String>,
    /// Code of the category.
    pub category: String,
    pub team: String,
    /// Code of the work order's status.
    pub status: String,
    pub due_at: DateTime<Utc>,
    pub is_urgent: bool,
    /// The resident was asked something, and can answer until then: the term stands still.
    pub waits_until: Option<DateTime<Utc>>,
    pub report_numbers: Vec<String>,
    /// The resident's own words; may be empty.
    pub description: String,
    /// Photos of the reports, first report first.
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// The crew's words at done or refused; may be empty.
    pub note: String,
    /// Code of the reason when refused; else empty.
    pub reason: String,
    /// When the status last changed.
    pub changed_at: DateTime<Utc>,
    /// WGS 84, degrees.
    pub latitude: f64,
    pub longitude: f64,
}

/// Something that a resident told after sending the report.
#[derive(Debug, Clone)]
pub struct Note {
    /// It was called done too soon.
    pub is_still_there: bool,
    pub text: String,
    pub photos: Vec<Photo>,
    pub at: DateTime<Utc>,
}

impl From<&store::note::Note> for Note {
    fn from(note: &store::note::Note) -> Self {
        Self {
            is_still_there: note.kind == "still_there",
            text: note.text.clone(),
            photos: note.photo_ids.iter().map(Photo::from).collect(),
            at: note.told_at,
        }
    }
}

/// A step of the order, for colleagues.
#[derive(Debug, Clone)]
pub struct Made {
    /// Code of the status that it led to.
    status: String,
    pub by: String,
    /// On the street.
    pub acted_at: DateTime<Utc>,
    /// When it came in, where that was later.
    pub received_at: Option<DateTime<Utc>>,
    /// Metres from the place of the order.
    pub away_m: Option<i32>,
}

impl From<store::Step> for Made {
    fn from(step: store::Step) -> Self {
        let is_late = step.changed_at - step.acted_at > LATE;
        Self {
            status: step.status,
            by: step.staff_name,
            acted_at: step.acted_at,
            received_at: is_late.then_some(step.changed_at),
            away_m: step.away_m,
        }
    }
}

impl Made {
    pub fn state(&self) -> State {
        words::work_status(&self.status)
    }
}

/// What somebody did too, after somebody else was first.
#[derive(Debug, Clone)]
pub struct Beside {
    pub by: String,
    pub note: String,
    pub photos: Vec<Photo>,
    pub acted_at: DateTime<Utc>,
}

impl From<&PhoneAct> for Beside {
    fn from(act: &PhoneAct) -> Self {
        Self {
            by: act.staff_name.clone(),
            note: act.note.clone(),
            photos: act.photo_ids.iter().map(Photo::from).collect(),
            acted_at: act.acted_at,
        }
    }
}

/// What who looks at an order may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MayDo {
    /// Without it there are no buttons: a colleague of another team only looks.
    pub act: bool,
    /// A dispatcher may give it to a partner.
    pub link: bool,
    /// A boa may lay down evidence.
    pub gather: bool,
}

/// `GET /werk/{id}`
#[derive(Debug, Template)]
#[template(path = "order.html")]
pub struct OrderPage {
    pub page: Page,
    pub order: Order,
    /// What residents told after they sent their report, oldest first.
    pub notes: Vec<Note>,
    /// What happened to it, oldest first.
    pub steps: Vec<Made>,
    /// What others did too, oldest first.
    pub beside: Vec<Beside>,
    pub may: MayDo,
    /// The enforcement case of the issue, for who may see it.
    pub case: Option<Case>,
    /// A boa gathers evidence here, and who clears it away must wait.
    pub is_investigated: bool,
    /// What just happened, as a sentence: "Je hebt hem aangenomen."
    pub notice: Option<String>,
    /// The query that tells what just happened, so that it stays when the page refreshes itself.
    pub query: String,
}

/// `GET /werk/{id}/klaar`, and again after a photo that was refused.
/// The form posts `photo` (files) or `photoId` (sent before), `quick` and `note`.
#[derive(Debug, Template)]
#[template(path = "done.html")]
pub struct DonePage {
    pub page: Page,
    pub order: Order,
    /// Without a photo the server refuses.
    pub photo_required: bool,
    /// Photos that are in already; they come back after an error.
    pub sent: Vec<SentPhoto>,
    /// Where the next stop is, when there is one.
    pub next: Option<String>,
    /// Quick notes that were chosen.
    pub quick: Vec<String>,
    pub note: String,
    /// What is wrong with the photo, and what to do.
    pub error: Option<String>,
}

/// A photo of the crew that intake has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPhoto {
    pub photo_id: String,
    /// The large file.
    pub url: String,
}

/// `GET /werk/{id}/partner`, and after a link was made. The form posts `naam` and `dagen`.
#[derive(Debug, Template)]
#[template(path = "partner.html")]
pub struct PartnerPage {
    pub page: Page,
    pub order: Order,
    /// The link that was made just now: only now it can be shown.
    pub link: Option<String>,
    /// For whom there is a link, who made it, and until when it counts.
    pub kept: Option<(String, String, DateTime<Utc>)>,
    pub name: String,
    pub error: Option<String>,
}

/// `GET /werk/{id}/lukt-niet`. The form posts `reason` and `note`.
#[derive(Debug, Template)]
#[template(path = "cannot.html")]
pub struct CannotPage {
    pub page: Page,
    pub order: Order,
    pub note: String,
    pub error: Option<String>,
}

/// The answer 409 when the work order moved on in the meantime.
#[derive(Debug, Template)]
#[template(path = "conflict.html")]
pub struct ConflictPage {
    pub page: Page,
    /// As it stands now.
    pub order: Order,
    /// Who did it: the team, or the name that person chose.
    pub by: String,
}

impl Order {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn state(&self) -> State {
        words::work_status(&self.status)
    }

    pub fn is_late(&self, now: &DateTime<Utc>) -> bool {
        self.due_at < *now && !self.is_closed() && self.waits_until.is_none()
    }

    /// Nothing is left to do.
    pub fn is_closed(&self) -> bool {
        matches!(self.status.as_str(), "done" | "refused" | "cancelled")
    }

    /// "1 melding", "20 meldingen"
    pub fn reports(&self) -> String {
        words::count(self.report_numbers.len(), "melding", "meldingen")
    }

    /// "Grofvuil in Zangvogelbuurt, LD-2041-07": what a colleague reads above the link. The words of the
    /// resident stay here: where a message goes is nobody's to know.
    pub fn shared_as(&self) -> String {
        let place = if self.area.is_empty() { String::new() } else { format!(" in {}", self.area) };
        let numbers = self.report_numbers.join(", ");
        format!("{}{place}, {numbers}", self.kind().label)
    }

    /// "De melder krijgt", "De 4 melders krijgen"
    pub fn reporters_get(&self) -> String {
        match self.report_numbers.len() {
            0 | 1 => "De melder krijgt".to_owned(),
            count => format!("De {count} melders krijgen"),
        }
    }

    pub fn refusal(&self) -> &'static str {
        words::refusal(&self.reason)
    }

    pub fn route_url(&self) -> String {
        route_url(self.latitude, self.longitude)
    }

    pub fn before(&self) -> Option<&Photo> {
        self.photos.first()
    }
}

impl OrderPage {
    /// The status that decides which buttons there are; empty for who may only look.
    pub fn buttons(&self) -> &str {
        if self.may.act { &self.order.status } else { "" }
    }

    /// Whether this crew may put it in front on its list; a round has its own order.
    pub fn may_go_first(&self) -> bool {
        let is_ahead = matches!(self.buttons(), "open" | "accepted" | "paused");
        is_ahead && self.order.partner.is_none() && !self.order.is_on_round
    }

    /// What the order can become by what is done on this phone; a partner's is none of ours.
    pub fn ahead(&self) -> Vec<(&'static str, State)> {
        let is_ours = self.may.act && self.order.partner.is_none();
        let all = ["accepted", "in_progress", "done", "refused"].into_iter().filter(|_| is_ours);
        all.map(|status| (status, words::work_status(status))).collect()
    }
}

impl DonePage {
    pub fn quick_notes(&self) -> Vec<(&'static str, bool)> {
        let chosen = |text: &str| self.quick.iter().any(|quick| quick == text);
        QUICK_NOTES.into_iter().map(|text| (text, chosen(text))).collect()
    }
}

impl PartnerPage {
    /// A mail to the partner with the link in it.
    pub fn mail_url(&self) -> String {
        let link = self.link.as_deref().unwrap_or_default();
        let about = format!("{}, {}", self.order.kind().label, self.order.place);
        let body = format!("Kunnen jullie dit oppakken? {about}\n\n{link}");
        format!("mailto:?subject={}&body={}", encoded(&about), encoded(&body))
    }
}

impl CannotPage {
    /// Code, label, what it means, sign.
    pub fn reasons(&self) -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
        let sign = |code| match code {
            "not_found" => "i-search",
            "already_gone" => "i-done",
            "not_ours" => "i-fence",
            "other_team" => "i-swap",
            _ => "i-crane",
        };
        words::REFUSALS
            .into_iter()
            .map(|(code, label, text)| (code, label, text, sign(code)))
            .collect()
    }
}

impl ConflictPage {
    /// "Deze opdracht is al klaar gemeld door Grofvuil, vandaag, 14.12 uur."
    pub fn sentence(&self) -> String {
        let what = match self.order.status.as_str() {
            "done" => "is al klaar gemeld",
            "refused" => "kon niet gedaan worden en is teruggegeven",
            "cancelled" => return "Deze opdracht is vervallen. Je hoeft er niet heen.".to_owned(),
            "in_progress" => "is al begonnen",
            "accepted" => "is al aangenomen",
            _ => "is net veranderd",
        };
        let when = self.page.moment(&self.order.changed_at);
        format!("Deze opdracht {what} door {}, {when}.", self.by)
    }

    pub fn title(&self) -> &'static str {
        match self.order.status.as_str() {
            "done" => "Iemand was je voor",
            "cancelled" => "Dit hoeft niet meer",
            _ => "Dit is net veranderd",
        }
    }
}
