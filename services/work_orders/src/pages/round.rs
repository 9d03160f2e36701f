//! `/rondes/{id}`: one round; in files of their own the list, the vehicles, and the crew's page.

mod crew;
mod list;
mod map;
mod vehicles;

use askama::Template;
use chrono::{DateTime, Utc};
use web::{
    Page,
    dates::{date_short, local_time},
    words,
};

pub use crew::{CrewRound, CrewRoundPage, CrewRoundPart, Driven, Fetched, RoundCard};
pub use list::{Chosen, Day, RoundsPage};
pub use map::RoundMap;
pub use vehicles::VehiclesPage;

use crate::{
    order::WorkOrder,
    rounds::{
        Round, State, Stop, moment,
        planning::Beside,
        timetable::{Leg, Timetable},
        volume::UNSURE_PERCENT,
    },
    screens::summary,
    store::round::Deed,
};

/// Litres as cubic metres with one decimal: "1,2"; whole ones without: "12".
pub(super) fn cubic(litres: impl Into<i64>) -> String {
    let tenths = (litres.into() + 50) / 100;
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{},{}", tenths / 10, tenths % 10)
    }
}

/// "3 u 25", "45 min"
pub(super) fn hours(minutes: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a round takes hours, not centuries")]
    let minutes = minutes.round() as i64;
    if minutes < 60 {
        return format!("{minutes} min");
    }
    format!("{} u {:02}", minutes / 60, minutes % 60)
}

/// "350 m", "2,8 km"
pub(super) fn distance(metres: f64) -> String {
    if metres < 995.0 {
        return format!("{:.0} m", (metres / 10.0).round() * 10.0);
    }
    format!("{:.1} km", metres / 1000.0).replace('.', ",")
}

/// `/rondes/{id}`
#[derive(Debug, Template)]
#[template(path = "round.html")]
pub struct RoundPage {
    pub page: Page,
    pub round: Round,
    pub stops: Vec<Stop>,
    pub table: Timetable,
    pub map: RoundMap,
    pub days: Vec<Day>,
    pub beside: Vec<Beside>,
    /// Its way leads over streets that are known; else they are reckoned.
    pub is_over_streets: bool,
    pub deeds: Vec<Deed>,
    /// Somebody else was first, or what was asked cannot be.
    pub refused: Option<String>,
    /// It went well.
    pub notice: Option<String>,
}

/// A line of the way: a stop with its number, or where the vehicle is emptied.
#[derive(Clone, Copy, Debug)]
pub enum Line<'a> {
    Stop { number: usize, stop: &'a Stop, arrives: DateTime<Utc> },
    Tip { arrives: DateTime<Utc> },
}

impl RoundPage {
    pub fn path(&self) -> String {
        format!("/rondes/{}", self.round.round_id)
    }

    pub fn is_draft(&self) -> bool {
        self.round.state == State::Draft
    }

    pub fn is_given(&self) -> bool {
        self.round.state == State::Given
    }

    /// The stops in their order, with the emptyings between them; the last of these is a matter of course.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let line = |(leg, index): (&Leg, Option<usize>)| {
            let arrives = moment(&self.round, leg.arrives);
            let Some(index) = index else { return Some(Line::Tip { arrives }) };
            let stop = self.stops.get(index)?;
            Some(Line::Stop { number: index + 1, stop, arrives })
        };
        self.table.between().filter_map(line).collect()
    }

    /// "8.20"
    pub fn clock(&self, at: &DateTime<Utc>) -> String {
        web::Lang::dutch().clock(*at)
    }

    pub fn what(&self, order: &WorkOrder) -> String {
        let words = summary(order.description.lines().next().unwrap_or_default());
        if words.is_empty() { words::category(&order.category).label.to_owned() } else { words }
    }

    pub fn cubic(&self, litres: &u32) -> String {
        cubic(i64::from(*litres))
    }

    /// Why the stop does not go on this draft any more.
    pub fn is_gone(&self, stop: &Stop) -> bool {
        self.is_draft() && !(stop.is_open() && stop.is_plannable())
    }

    pub fn is_late(&self, order: &WorkOrder) -> bool {
        order.due_at < self.page.now
    }

    /// How the stop stands on a given round.
    pub fn outcome(&self, stop: &Stop) -> &'static str {
        match stop.outcome.as_str() {
            "done" => "Klaar",
            "refused" => "Lukte niet",
            "cancelled" => "Vervallen",
            "released" => "Van de ronde",
            _ if stop.order.status().as_str() == "in_progress" => "Bezig",
            _ => "",
        }
    }

    fn volume_l(&self) -> i64 {
        self.stops.iter().map(|stop| i64::from(stop.volume_l)).sum()
    }

    pub fn volume(&self) -> String {
        cubic(self.volume_l())
    }

    pub fn room(&self) -> String {
        cubic(i64::from(self.round.vehicle.capacity_l))
    }

    /// How full the vehicle is when it is fullest, in whole per cent.
    pub fn load_percent(&self) -> u32 {
        let most = self.table.legs.iter().map(|leg| leg.load_l).max().unwrap_or(0);
        (most.saturating_mul(100) / self.round.vehicle.capacity_l.max(1)).min(100)
    }

    /// A stop holds more than the vehicle does.
    pub fn is_too_full(&self) -> bool {
        self.table.legs.iter().any(|leg| leg.load_l > self.round.vehicle.capacity_l)
    }

    pub fn unsure(&self) -> String {
        let known = self.stops.iter().filter(|stop| stop.is_known).count();
        if known == self.stops.len() {
            return "door jullie ingevuld".to_owned();
        }
        format!("geschat uit wat er gemeld is, ± {UNSURE_PERCENT} %")
    }

    pub fn minutes(&self) -> String {
        hours(self.table.minutes)
    }

    pub fn minutes_max(&self) -> String {
        hours(f64::from(self.round.vehicle.minutes_max))
    }

    pub fn is_too_long(&self) -> bool {
        self.table.minutes > f64::from(self.round.vehicle.minutes_max)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between zero and a hundred"
    )]
    pub fn minutes_percent(&self) -> u32 {
        let share = self.table.minutes / f64::from(self.round.vehicle.minutes_max.max(1));
        (share * 100.0).clamp(0.0, 100.0) as u32
    }

    /// "12,4 km over de weg"
    pub fn kilometres(&self) -> String {
        let kind = if self.is_over_streets { "over de weg" } else { "geschat" };
        format!("{} {kind}", distance(self.table.metres))
    }

    pub fn emptyings(&self) -> String {
        let count = self.table.emptyings();
        format!("{count} keer leegmaken")
    }

    pub fn extra(&self, beside: &Beside) -> String {
        format!("+{}", hours(beside.minutes.max(1.0)))
    }

    /// What residents read, or will read: "dinsdag 1 december tussen 8.00 en 11.00 uur".
    pub fn promise(&self) -> Option<String> {
        let visit = self.round.visit.or_else(|| self.round.promise(&self.table))?;
        Some(web::Lang::dutch().between(visit.from, visit.until, self.page.now))
    }

    pub fn reporters(&self) -> String {
        let count = self.stops.iter().map(|stop| stop.order.report_numbers.len()).sum();
        words::count(count, "melder", "melders")
    }

    pub fn late(&self) -> usize {
        self.stops.iter().filter(|stop| self.is_late(&stop.order)).count()
    }

    pub fn count(&self) -> String {
        words::count(self.stops.len(), "stop", "stops")
    }

    pub fn left(&self) -> usize {
        self.stops.iter().filter(|stop| stop.is_open()).count()
    }

    pub fn day(&self) -> String {
        date_short(self.round.day)
    }

    pub fn is_today(&self, day: &Day) -> bool {
        day.date == self.round.day
    }

    /// "gaf hem aan de ploeg"
    pub fn deed(&self, deed: &Deed) -> &'static str {
        match deed.what.as_str() {
            "made" => "maakte dit voorstel",
            "changed" => "veranderde het",
            "given" => "gaf de ronde aan de ploeg",
            "stop_released" => "haalde een stop van de ronde",
            "emptied" => "maakte de wagen leeg",
            _ => "sloot de ronde",
        }
    }
}

/// The clock in the Netherlands, "8.05".
fn clock(at: DateTime<Utc>) -> String {
    local_time(at).format("%-H.%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_lengths_and_times_are_said_as_people_say_them() {
        let said = [0_i64, 400, 1_000, 1_240, 1_250, 12_000].map(cubic);
        assert_eq!(said, ["0", "0,4", "1", "1,2", "1,3", "12"]);
        assert_eq!([45.0, 60.4, 205.0].map(hours), ["45 min", "1 u 00", "3 u 25"]);
        assert_eq!(
            [352.0, 990.0, 999.0, 2_812.0].map(distance),
            ["350 m", "990 m", "1,0 km", "2,8 km"]
        );
    }
}
