//! Draws areas and issues: from longitude and latitude to units of an SVG drawing.

use std::fmt::Write as _;

use serde::Deserialize;

/// Width of the drawing, about that of its pane in pixels, so that names and marks keep their
/// size. The height follows from what is drawn.
const WIDTH: f64 = 440.0;
const HEIGHT_MIN: f64 = 100.0;
const HEIGHT_MAX: f64 = 900.0;

/// Room around the areas.
const MARGIN: f64 = 20.0;

/// A drawing of less than about ten metres says nothing.
const DEGREES_MIN: f64 = 0.000_1;

/// Width of a letter of a name, on average.
const LETTER_WIDTH: f64 = 7.0;

/// A place in the drawing; the origin is at the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

/// One area, in units of the drawing.
#[derive(Clone, Debug)]
pub struct AreaShape {
    /// Empty where it does not fit.
    pub name: String,
    /// The `d` of an SVG path.
    pub path: String,
    /// Where the name stands.
    pub label_x: f64,
    pub label_y: f64,
}

/// The part of the world that the drawing shows.
///
/// Within a municipality the earth is flat: a degree of longitude is a fixed
/// part of a degree of latitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    west: f64,
    north: f64,
    /// Units in a degree.
    per_longitude: f64,
    per_latitude: f64,
    height: f64,
}

impl Frame {
    /// The frame around the places, `[longitude, latitude]` in degrees; `None` without any.
    pub fn around(places: impl IntoIterator<Item = [f64; 2]>) -> Option<Self> {
        let mut places = places.into_iter().filter(|place| place.iter().all(|n| n.is_finite()));
        let first = places.next()?;
        let (mut low, mut high) = (first, first);
        for place in places {
            for axis in 0..2 {
                low[axis] = low[axis].min(place[axis]);
                high[axis] = high[axis].max(place[axis]);
            }
        }
        let shrink = f64::midpoint(low[1], high[1]).clamp(-80.0, 80.0).to_radians().cos();
        let longitudes = (high[0] - low[0]).max(DEGREES_MIN);
        let latitudes = (high[1] - low[1]).max(DEGREES_MIN);
        let inner = WIDTH - 2.0 * MARGIN;
        let inner_height_max = HEIGHT_MAX - 2.0 * MARGIN;
        let per_latitude = (inner / (longitudes * shrink)).min(inner_height_max / latitudes);
        let height = (latitudes * per_latitude + 2.0 * MARGIN).clamp(HEIGHT_MIN, HEIGHT_MAX);
        let per_longitude = per_latitude * shrink;
        // In the middle, also when the drawing is wider or higher than what it shows.
        let west = f64::midpoint(low[0], high[0]) - WIDTH / 2.0 / per_longitude;
        let north = f64::midpoint(low[1], high[1]) + height / 2.0 / per_latitude;
        Some(Self { west, north, per_longitude, per_latitude, height })
    }

    pub fn project(&self, longitude: f64, latitude: f64) -> Spot {
        Spot {
            x: rounded((longitude - self.west) * self.per_longitude),
            y: rounded((self.north - latitude) * self.per_latitude),
        }
    }

    /// Whether the place is within the drawing.
    pub fn holds(&self, spot: Spot) -> bool {
        (0.0..=WIDTH).contains(&spot.x) && (0.0..=self.height).contains(&spot.y)
    }

    /// Width and height, in whole units.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are between zero and two thousand"
    )]
    pub fn size(&self) -> (u32, u32) {
        (WIDTH as u32, self.height.ceil() as u32)
    }

    /// The `d` of an SVG path around the outline.
    pub fn path(&self, outline: &Outline) -> String {
        let mut path = String::new();
        for ring in outline.coordinates.iter().flatten() {
            for (index, [longitude, latitude]) in ring.iter().enumerate() {
                let Spot { x, y } = self.project(*longitude, *latitude);
                let command = if index == 0 { 'M' } else { 'L' };
                // Writing to a string cannot fail.
                let _ = write!(path, "{command}{x} {y}");
            }
            path.push('Z');
        }
        path
    }

    /// The area in the drawing; `label` is where its name stands, in degrees. A name that does not fit over
    /// it is left out.
    pub fn shape(&self, name: &str, outline: &Outline, label: [f64; 2]) -> AreaShape {
        let Spot { x, y } = self.project(label[0], label[1]);
        AreaShape {
            name: if self.fits(outline, name) { name.to_owned() } else { String::new() },
            path: self.path(outline),
            label_x: x,
            label_y: y,
        }
    }

    /// Whether a name fits over the outline.
    fn fits(&self, outline: &Outline, name: &str) -> bool {
        let longitudes = || outline.positions().map(|[longitude, _]| longitude);
        let (west, east) =
            longitudes().fold((f64::MAX, f64::MIN), |(w, e), at| (w.min(at), e.max(at)));
        let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        (east - west) * self.per_longitude >= f64::from(letters) * LETTER_WIDTH
    }
}

/// Tenths of a unit: finer cannot be seen.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A `GeoJSON` `MultiPolygon`.
#[derive(Debug, Deserialize)]
pub struct Outline {
    coordinates: Vec<Vec<Vec<[f64; 2]>>>,
}

impl Outline {
    pub fn parse(geojson: &str) -> serde_json::Result<Self> {
        serde_json::from_str(geojson)
    }

    pub fn positions(&self) -> impl Iterator<Item = [f64; 2]> {
        self.coordinates.iter().flatten().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIENDERT: [[f64; 2]; 2] = [[5.394, 52.158], [5.416, 52.172]];

    #[test]
    fn north_is_up_and_east_is_right() {
        let frame = Frame::around(LIENDERT).unwrap();
        let (low, high) = (frame.project(5.40, 52.16), frame.project(5.41, 52.17));

        assert!(high.x > low.x && high.y < low.y);
    }

    #[test]
    fn a_hundred_metres_is_as_long_to_the_north_as_to_the_east() {
        let frame = Frame::around(LIENDERT).unwrap();
        let from = frame.project(5.40, 52.165);
        let north = frame.project(5.40, 52.165 + 0.1 / 111.3);
        let east = frame.project(5.40 + 0.1 / (111.3 * 52.165_f64.to_radians().cos()), 52.165);

        assert!(((from.y - north.y) - (east.x - from.x)).abs() < 0.5);
    }

    #[test]
    fn an_outline_becomes_a_closed_path() {
        let outline = r#"{"type":"MultiPolygon","coordinates":[[[[5.394,52.158],[5.416,52.158],
            [5.416,52.172],[5.394,52.158]]]]}"#;
        let outline = Outline::parse(outline).unwrap();
        let frame = Frame::around(outline.positions()).unwrap();

        let path = frame.path(&outline);

        assert!(path.starts_with('M') && path.ends_with('Z'), "{path}");
        assert_eq!(path.matches('L').count(), 3);
        assert!(frame.fits(&outline, "Liendert"));
        assert!(!frame.fits(&outline, &"Liendert".repeat(20)));
    }

    #[test]
    fn without_areas_there_is_nothing_to_draw() {
        assert_eq!(Frame::around([]), None);
        assert_eq!(Frame::around([[f64::NAN, 52.0]]), None);
    }

    proptest! {
        #[test]
        fn whatever_it_is_made_around_lies_within(
            places in prop::collection::vec((3.0..7.5_f64, 50.5..53.8_f64), 1..20),
        ) {
            let places: Vec<_> = places.into_iter().map(|(x, y)| [x, y]).collect();
            let frame = Frame::around(places.clone()).unwrap();
            for [longitude, latitude] in places {
                let spot = frame.project(longitude, latitude);
                prop_assert!(frame.holds(spot), "{spot:?} in {frame:?}");
            }
        }
    }
}
