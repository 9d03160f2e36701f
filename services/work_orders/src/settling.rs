//! What becomes of something a crew did on the street when it comes in, perhaps hours later. Pure.
//!
//! What still fits is done. What is so already by the same hand is left as it is. Where somebody else was
//! first, their step stands: it was told to residents and other teams have gone by it. What the crew wrote
//! and photographed is never thrown away; it is kept beside the order.

use uuid::Uuid;

use crate::progress::{self, Action, Standing, Status, Verdict, judge};

/// What becomes of an act.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Settlement {
    /// A step, to what the order is then.
    Step(Standing),
    /// It stands so already by the same person, or further.
    AlreadySo,
    /// What stands, stays.
    Stands(Stands),
}

/// Why an act is no step any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stands {
    /// The order stands like this, by somebody else or as a whole.
    At(Status),
    /// The person does not work for the team of the order any more.
    OtherTeam,
}

/// Decides about an act of `actor`, who works for the order's team when `is_theirs`.
pub fn settle(standing: &Standing, action: &Action, actor: Uuid, is_theirs: bool) -> Settlement {
    if is_passed(standing, action) && standing.changed_by == Some(actor) {
        return Settlement::AlreadySo;
    }
    match judge(standing, action, Some(actor)) {
        Verdict::Repeat => Settlement::AlreadySo,
        Verdict::Step(step) if is_theirs => Settlement::Step(step),
        Verdict::Step(_) => Settlement::Stands(Stands::OtherTeam),
        Verdict::Conflict => Settlement::Stands(Stands::At(standing.status)),
    }
}

/// Whether the order has gone past what the act leads to, without being ended otherwise.
fn is_passed(standing: &Standing, action: &Action) -> bool {
    match action {
        Action::Accept => {
            matches!(standing.status, Status::InProgress | Status::Paused | Status::Done)
        }
        Action::Start => standing.status == Status::Done,
        // A phone sends neither of the first two.
        Action::Plan(_)
        | Action::Release
        | Action::Complete { .. }
        | Action::Refuse { .. }
        | Action::Cancel => false,
    }
}

/// What the person reads of it: a title, and what happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    pub title: String,
    pub words: String,
}

/// What came with an act and is kept beside the order.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Kept {
    pub photos: usize,
    pub has_note: bool,
}

/// Tells that what stands stays. `place` is where the order is, `by` who made its last step and `when`
/// the moment of that: "om 14.12".
pub fn told(stands: Stands, place: &str, (by, when): (&str, &str), team: &str, kept: Kept) -> Told {
    let status = match stands {
        Stands::OtherTeam => {
            let title = format!("{place} is van {team}");
            let words = sentences(&["Jij werkt niet voor dit team.".to_owned(), kept.words()]);
            return Told { title, words };
        }
        Stands::At(status) => status,
    };
    let title = match status {
        Status::Open => format!("{place} is nog niet aangenomen"),
        Status::Accepted => format!("{place} was al aangenomen"),
        Status::InProgress | Status::Paused => format!("{place} was al begonnen"),
        Status::Done => format!("{place} was al gedaan"),
        Status::Refused => format!("{place} was al teruggegeven"),
        Status::Cancelled => format!("{place} hoeft niet meer"),
    };
    let happened = progress::refusal(status, by, when);
    // A cancelled order says so itself.
    let is_nothing_left = matches!(status, Status::Done | Status::Refused);
    let todo = if is_nothing_left { "Je hoeft niets te doen." } else { "" };
    Told { title, words: sentences(&[happened, kept.words(), todo.to_owned()]) }
}

impl Kept {
    /// "Jouw foto en tekst staan erbij."
    fn words(self) -> String {
        let photos = if self.photos > 1 { "foto's" } else { "foto" };
        match (self.photos, self.has_note) {
            (0, false) => String::new(),
            (0, true) => "Jouw tekst staat erbij.".to_owned(),
            (1, false) => "Jouw foto staat erbij.".to_owned(),
            (_, false) => "Jouw foto's staan erbij.".to_owned(),
            (_, true) => format!("Jouw {photos} en tekst staan erbij."),
        }
    }
}

fn sentences(all: &[String]) -> String {
    let said: Vec<_> = all.iter().filter(|words| !words.is_empty()).map(String::as_str).collect();
    said.join(" ")
}

#[cfg(test)]
mod tests;
