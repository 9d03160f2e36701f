//! `/werk/ronde/{id}`: the round on the crew's phone, and the card that leads to it.

use askama::Template;
use chrono::{DateTime, Utc};
use web::{Lang, Page, dates::local_date, words};

use super::{clock, cubic, distance};
use crate::{
    pages::{Stop, route_url},
    rounds::{Round, State, crew_path},
    streets::Point,
};

/// A round on the crew's list.
#[derive(Clone, Debug)]
pub struct RoundCard {
    pub round: Round,
    /// Path and fingerprint of what a phone keeps for it.
    pub kept: Vec<(String, String)>,
    pub left: usize,
    pub stops: usize,
}

impl RoundCard {
    pub fn path(&self) -> String {
        crew_path(self.round.round_id)
    }

    pub fn stops_left(&self) -> String {
        format!("nog {} van {}", self.left, words::count(self.stops, "stop", "stops"))
    }

    /// It can be driven today.
    pub fn is_now(&self, now: &DateTime<Utc>) -> bool {
        self.round.day <= local_date(*now)
    }

    /// "vandaag om 8.00 uur"
    pub fn when(&self, now: &DateTime<Utc>) -> String {
        let leaves = self.round.leaves_at();
        format!("{}, vanaf {} uur", Lang::dutch().day(leaves, *now), clock(leaves))
    }
}

/// What comes on the way.
#[derive(Clone, Debug)]
pub struct Driven {
    /// From what comes before it.
    pub metres: f64,
    /// `None`: the vehicle is emptied.
    pub stop: Option<Fetched>,
}

/// A stop, with what lies there.
#[derive(Clone, Debug)]
pub struct Fetched {
    pub stop: Stop,
    pub volume_l: u32,
}

impl Driven {
    pub fn away(&self) -> String {
        distance(self.metres)
    }
}

/// How the round stands.
#[derive(Clone, Debug)]
pub struct CrewRound {
    pub round: Round,
    /// What is still to come, in its order.
    pub ahead: Vec<Driven>,
    pub done: usize,
    pub stops: usize,
    pub load_l: u32,
    /// What each stop put in it that is in it now, in litres.
    pub parts_l: Vec<u32>,
    /// Ids of those stops, with dots between.
    pub on_board: String,
    /// The crew may do something with it.
    pub may_act: bool,
}

/// A part of the drawing of the load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Piece {
    pub from_l: u32,
    pub wide_l: u32,
    /// It is not in the vehicle yet.
    pub is_soon: bool,
}

#[derive(Debug, Template)]
#[template(path = "crew_round.html")]
pub struct CrewRoundPage {
    pub page: Page,
    pub driving: CrewRound,
    pub notice: Option<String>,
}

/// The part that `live.js` fetches again.
#[derive(Debug, Template)]
#[template(path = "crew_round_part.html")]
pub struct CrewRoundPart {
    pub page: Page,
    pub driving: CrewRound,
}

impl CrewRound {
    pub fn path(&self) -> String {
        crew_path(self.round.round_id)
    }

    pub fn left(&self) -> usize {
        self.stops - self.done
    }

    /// "Nog 8 stops"
    pub fn title(&self) -> String {
        match (self.round.state, self.left()) {
            (State::Closed, _) | (_, 0) => "De ronde is klaar".to_owned(),
            (_, left) => format!("Nog {}", words::count(left, "stop", "stops")),
        }
    }

    pub fn is_over(&self) -> bool {
        self.round.state == State::Closed
    }

    /// "vandaag voor 11.00 uur"
    pub fn promise(&self, now: &DateTime<Utc>) -> Option<String> {
        let visit = self.round.visit?;
        let day = Lang::dutch().day(visit.from, *now);
        Some(format!("{day} voor {} uur", clock(visit.until)))
    }

    pub fn next(&self) -> Option<&Driven> {
        self.ahead.first()
    }

    pub fn later(&self) -> &[Driven] {
        self.ahead.get(1..).unwrap_or_default()
    }

    pub fn load(&self) -> String {
        format!("{} van {} m³", cubic(i64::from(self.load_l)), self.room())
    }

    pub fn room(&self) -> String {
        cubic(i64::from(self.round.vehicle.capacity_l))
    }

    /// The load as a drawing, in litres from the left: what each stop put in it, and what the next will.
    pub fn pieces(&self) -> Vec<Piece> {
        // Seen as a line between two stops.
        let gap_l = self.round.vehicle.capacity_l / 150;
        let own = self.parts_l.iter().map(|litres| (*litres, false));
        let soon = self.soon_l().map(|litres| (litres, true));
        let mut from_l = 0;
        own.chain(soon)
            .map(|(litres, is_soon)| {
                let piece = Piece { from_l, wide_l: litres.saturating_sub(gap_l), is_soon };
                from_l += litres;
                piece
            })
            .collect()
    }

    /// After which stop it is emptied on the way.
    pub fn emptied_after(&self) -> Option<usize> {
        let tip = self.ahead.iter().position(|it| it.stop.is_none())?;
        let before = self.ahead.get(..tip)?.iter().rev();
        before.filter_map(|it| it.stop.as_ref()).map(|fetched| fetched.stop.number).next()
    }

    /// What the next stop will put in it.
    fn soon_l(&self) -> Option<u32> {
        self.next()?.stop.as_ref().map(|fetched| fetched.volume_l)
    }

    pub fn volume(&self, litres: &u32) -> String {
        cubic(i64::from(*litres))
    }

    pub fn to_tip(&self) -> String {
        let Point { longitude, latitude } = self.round.vehicle.tip;
        route_url(latitude, longitude)
    }
}
