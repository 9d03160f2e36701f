//! The city as the seed finds it: its buurten, categories, rules, teams and staff.

use rand::{Rng, RngExt as _};
use routing::{
    rules::{self, Book, Route, facts::Facts},
    service_level::Level,
    store::service_level::Kept,
};
use uuid::Uuid;

/// Longitude and latitude, WGS 84, degrees.
pub(super) type Place = [f64; 2];

const METRES_A_DEGREE: f64 = 111_320.0;

/// Places are kept as a phone tells them, to a decimetre.
const DECIMALS: f64 = 1_000_000.0;

/// Draws in a rectangle before a buurt's own inner point will do: outlines fill a good part of theirs.
const DRAWS_MAX: u32 = 100;

/// Of a buurt with a spot, against one without.
const SPOT_AREA_WEIGHT: u32 = 4;

/// A report lies this far outside at most; intake takes 250 m.
const OUTSIDE_METRES_MAX: f64 = 200.0;
const OUTSIDE_METRES_MIN: f64 = 10.0;

#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// In the order of their codes: where two overlap, the first counts.
    pub(super) areas: Vec<Area>,
    pub(super) categories: Vec<Category>,
    /// When the municipality works.
    pub(super) kept: Kept,
    pub(super) book: Book,
    /// Keys of the questions of all categories.
    pub(super) questions: Vec<String>,
    /// Those that a rule names.
    pub(super) teams: Vec<Team>,
    pub(super) staff: Vec<Staff>,
    /// Where most is reported.
    pub(super) spots: Vec<Spot>,
}

/// A buurt.
#[derive(Clone, Debug, Default)]
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    /// All rings of all its parts, holes included: an odd number of crossings is inside.
    pub(super) rings: Vec<Vec<Place>>,
    /// A place that is surely inside.
    pub(super) inner: Place,
    /// Its part of what is reported away from spots.
    pub(super) weight: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Category {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) level: Level,
}

#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) key: String,
    pub(super) name: String,
}

#[derive(Clone, Debug)]
pub(super) struct Staff {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) teams: Vec<String>,
}

/// A place that people know by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) name: &'static str,
    /// It is a street or a square, with house numbers.
    pub(super) is_street: bool,
    pub(super) at: Place,
    pub(super) radius_m: f64,
    /// Its part of what is reported at spots.
    pub(super) weight: u32,
}

impl World {
    /// With the known spots that lie in its buurten; more is reported in those buurten.
    #[must_use]
    pub(super) fn with_spots(mut self) -> Self {
        for spot in SPOTS {
            if let Some(area) = self.area_at(spot.at) {
                self.areas[area].weight = SPOT_AREA_WEIGHT;
                self.spots.push(spot);
            }
        }
        self
    }

    /// The index of the buurt that holds the place, as routing decides it.
    pub(super) fn area_at(&self, place: Place) -> Option<usize> {
        self.areas.iter().position(|area| area.covers(place))
    }

    /// What routing decides, as an index of the team.
    pub(super) fn route(&self, area: Option<usize>, category: &str) -> Result<usize, &'static str> {
        let is_known = self.categories.iter().any(|it| it.key == category);
        let unanswered = self.questions.iter().map(|key| (key.clone(), String::new()));
        let facts = Facts {
            category: category.to_owned(),
            area: area.map(|index| self.areas[index].code.clone()).unwrap_or_default(),
            answers: unanswered.collect(),
            source: "form".to_owned(),
            ..Facts::default()
        };
        match rules::route(&facts, is_known, &self.book).0 {
            Route::Team(key) => self.team(&key).ok_or("no_rule"),
            Route::Triage(reason) => Err(reason.as_str()),
        }
    }

    pub(super) fn team(&self, key: &str) -> Option<usize> {
        self.teams.iter().position(|team| team.key == key)
    }

    /// Somebody who does the work of the team, if it has anybody.
    pub(super) fn worker(&self, team: usize) -> Option<&Staff> {
        let is_worker = |it: &&Staff| matches!(&*it.role, "crew" | "boa");
        let mut workers = self.staff.iter().filter(is_worker);
        workers.find(|it| it.teams.contains(&self.teams[team].key))
    }

    pub(super) fn dispatcher(&self) -> Option<&Staff> {
        self.staff.iter().find(|it| it.role == "dispatcher")
    }

    /// Somewhere in the buurt.
    pub(super) fn place_in(&self, area: usize, rng: &mut impl Rng) -> Place {
        let area = &self.areas[area];
        let corners = || area.rings.iter().flatten();
        let span = |axis: usize| {
            let ends = corners().map(|corner| corner[axis]);
            ends.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((west, east), (south, north)) = (span(0), span(1));
        let mut draws = (0..DRAWS_MAX)
            .map(|_| rounded([rng.random_range(west..=east), rng.random_range(south..=north)]));
        draws.find(|place| area.covers(*place)).unwrap_or(area.inner)
    }

    /// Somewhere near the spot.
    pub(super) fn place_near(spot: &Spot, rng: &mut impl Rng) -> Place {
        // Without a square root most lie in the middle, as at a container.
        moved(spot.at, spot.radius_m * rng.random::<f64>(), rng)
    }

    /// Just outside of all buurten, near enough to be taken; `None` when it did not find such a place.
    pub(super) fn place_outside(&self, rng: &mut impl Rng) -> Option<Place> {
        (0..DRAWS_MAX).find_map(|_| {
            let area = self.areas.get(rng.random_range(0..self.areas.len()))?;
            let outline = area.rings.first().filter(|outline| !outline.is_empty())?;
            let corner = outline[rng.random_range(0..outline.len())];
            let place =
                moved(corner, rng.random_range(OUTSIDE_METRES_MIN..OUTSIDE_METRES_MAX), rng);
            self.area_at(place).is_none().then_some(place)
        })
    }
}

impl Area {
    fn covers(&self, [x, y]: Place) -> bool {
        let crossings = |ring: &Vec<Place>| {
            let is_crossed = |side: &&[Place]| {
                let ([x1, y1], [x2, y2]) = (side[0], side[1]);
                (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            };
            ring.windows(2).filter(is_crossed).count()
        };
        self.rings.iter().map(crossings).sum::<usize>() % 2 == 1
    }
}

fn moved([longitude, latitude]: Place, metres: f64, rng: &mut impl Rng) -> Place {
    let (north, east) = rng.random_range(0.0..std::f64::consts::TAU).sin_cos();
    let degrees = metres / METRES_A_DEGREE;
    rounded([longitude + degrees * east / latitude.to_radians().cos(), latitude + degrees * north])
}

fn rounded(place: Place) -> Place {
    place.map(|degrees| (degrees * DECIMALS).round() / DECIMALS)
}

/// The places that residents of Liendert name, about where they are.
pub(super) const SPOTS: [Spot; 6] = [
    street("Vogelplein", [5.4040, 52.1657], 90.0, 30),
    street("Wiekslag", [5.4062, 52.1672], 150.0, 24),
    spot("Valleikanaal", [5.4028, 52.1641], 60.0, 14),
    spot("De Groene Stee", [5.4090, 52.1633], 70.0, 12),
    spot("Sporthal Midland", [5.4001, 52.1685], 80.0, 10),
    spot("Waterwingebied", [5.4098, 52.1602], 120.0, 10),
];

const fn street(name: &'static str, at: Place, radius_m: f64, weight: u32) -> Spot {
    Spot { name, is_street: true, at, radius_m, weight }
}

const fn spot(name: &'static str, at: Place, radius_m: f64, weight: u32) -> Spot {
    Spot { name, is_street: false, at, radius_m, weight }
}
