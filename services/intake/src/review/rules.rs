//! What a dispatcher may decide about a photo, and which parts of it go. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// Minutes in which an approval or a rejection can be taken back.
pub const UNDO_TERM: TimeDelta = TimeDelta::minutes(10);

/// Boxes in one photo: the whole grid of the page, and some drawn ones.
pub const BOXES_MAX: usize = 60;

/// Parts of a side in which boxes are measured.
pub const SCALE: u32 = 1000;

/// What somebody thought of a photo.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    Waiting,
    Approved,
    /// Parts were made unrecognisable; public too.
    Redacted,
    Rejected,
}

impl State {
    const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Redacted, Self::Rejected];

    /// The word that stands for it in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Redacted => "redacted",
            Self::Rejected => "rejected",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Why a photo is not shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// Somebody can be recognised.
    Privacy,
    /// May not be shown to anybody.
    Illegal,
    /// Shows something else than what was reported.
    Unrelated,
    /// Shows nothing.
    Unclear,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Privacy, Self::Illegal, Self::Unrelated, Self::Unclear];

    /// The word that stands for it in the database and in the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Illegal => "illegal",
            Self::Unrelated => "unrelated",
            Self::Unclear => "unclear",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// As dispatchers read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Privacy => "Iemand is herkenbaar",
            Self::Illegal => "Strafbaar of aanstootgevend",
            Self::Unrelated => "Past niet bij de melding",
            Self::Unclear => "Er is niets op te zien",
        }
    }

    /// Whether nobody outside the desk sees it again, the crew included.
    pub fn is_for_nobody(self) -> bool {
        matches!(self, Self::Privacy | Self::Illegal)
    }
}

/// Who may see a picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    /// Whoever has its link.
    Link,
    /// Crews and dispatchers.
    Staff,
    /// Dispatchers, to take it back.
    Desk,
}

/// Who may see a photo in that state.
pub fn audience(state: State, reason: Option<Reason>) -> Audience {
    match (state, reason) {
        (State::Rejected, Some(reason)) if !reason.is_for_nobody() => Audience::Staff,
        (State::Rejected, _) => Audience::Desk,
        _ => Audience::Link,
    }
}

/// Whether what was decided then can be taken back. What was blocked is gone.
pub fn can_undo(state: State, reviewed_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    matches!(state, State::Approved | State::Rejected)
        && reviewed_at.is_some_and(|at| now - at <= UNDO_TERM)
}

/// A part of a picture, in thousandths of its sides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// Reads "x,y,width,height"; `None` for what is empty or outside the picture.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<u32> =
            text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        let [x, y, width, height] = parts.try_into().ok()?;
        let fits = |from: u32, length: u32| {
            length > 0 && from.checked_add(length).is_some_and(|end| end <= SCALE)
        };
        (fits(x, width) && fits(y, height)).then_some(Self { x, y, width, height })
    }

    /// The pixels of a picture of that size: all that the area touches, as left, top, right and
    /// bottom.
    pub fn pixels(self, width: u32, height: u32) -> [u32; 4] {
        let at = |part: u32, side: u32, up: u64| {
            let scaled = (u64::from(part) * u64::from(side) + up) / u64::from(SCALE);
            u32::try_from(scaled).unwrap_or(side).min(side)
        };
        let up = u64::from(SCALE) - 1;
        [
            at(self.x, width, 0),
            at(self.y, height, 0),
            at(self.x + self.width, width, up),
            at(self.y + self.height, height, up),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_outside_the_picture_or_without_size_is_none() {
        assert!(Area::parse("0,0,1000,1000").is_some());
        assert!(Area::parse("990, 990, 10, 10").is_some());
        for wrong in
            ["", "1,2,3", "1,2,3,4,5", "0,0,0,10", "995,0,10,10", "0,4294967295,1,1", "-1,0,5,5"]
        {
            assert_eq!(Area::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_part_covers_every_pixel_that_it_touches() {
        let part = Area { x: 1, y: 0, width: 1, height: 1000 };

        assert_eq!(part.pixels(1600, 1200), [1, 0, 4, 1200]);
        assert_eq!(part.pixels(1, 1), [0, 0, 1, 1]);
    }

    #[test]
    fn only_what_lost_nothing_is_taken_back_and_only_for_a_while() {
        let now = DateTime::UNIX_EPOCH;
        let at = |minutes| Some(now - TimeDelta::minutes(minutes));

        assert!(can_undo(State::Approved, at(10), now) && can_undo(State::Rejected, at(1), now));
        assert!(!can_undo(State::Approved, at(11), now));
        assert!(!can_undo(State::Redacted, at(1), now) && !can_undo(State::Waiting, None, now));
    }

    #[test]
    fn a_rejected_photo_stays_with_the_crew_unless_it_shows_who_somebody_is() {
        let seen = |reason| audience(State::Rejected, Some(reason));

        assert_eq!(seen(Reason::Unrelated), Audience::Staff);
        assert_eq!(seen(Reason::Privacy), Audience::Desk);
        assert_eq!(audience(State::Waiting, None), Audience::Link);
    }
}
