//! The map as a drawing: for phones without script, where a tap on the picture posts its pixel.

use std::fmt::Write as _;

/// Pixels of the drawing. The picture keeps this size on every screen, so a posted pixel means one place.
pub const WIDTH: u32 = 360;
pub const HEIGHT: u32 = 300;
const MARGIN: f64 = 12.0;
/// About the width of a letter and the height of a line, to see which names would touch.
const LETTER_PIXELS: f64 = 6.8;
const LINE_PIXELS: f64 = 14.0;

/// Longitude and latitude in degrees (WGS 84).
pub type Position = [f64; 2];

/// An area as drawn: its name and the outer rings of its parts.
#[derive(Debug, Clone)]
pub struct AreaShape {
    pub name: String,
    pub rings: Vec<Vec<Position>>,
}

/// The middle of a name, and half its width.
struct Named {
    x: f64,
    y: f64,
    half: f64,
}

/// How positions become pixels: north is up, a metre east is as long as a metre north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    west: f64,
    north: f64,
    pixels_per_degree_lon: f64,
    pixels_per_degree_lat: f64,
}

impl Frame {
    /// The smallest frame that shows all areas; `None` when there is nothing to show.
    pub fn around(areas: &[AreaShape]) -> Option<Self> {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for position in areas.iter().flat_map(|area| area.rings.iter().flatten()) {
            for axis in 0..2 {
                low[axis] = low[axis].min(position[axis]);
                high[axis] = high[axis].max(position[axis]);
            }
        }
        let [lon, lat] = [high[0] - low[0], high[1] - low[1]];
        if !(lon > 0.0 && lat > 0.0) {
            return None;
        }
        let shrink = f64::midpoint(low[1], high[1]).to_radians().cos();
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let scale = ((width - 2.0 * MARGIN) / (lon * shrink)).min((height - 2.0 * MARGIN) / lat);
        Some(Self {
            west: f64::midpoint(low[0], high[0]) - width / 2.0 / (scale * shrink),
            north: f64::midpoint(low[1], high[1]) + height / 2.0 / scale,
            pixels_per_degree_lon: scale * shrink,
            pixels_per_degree_lat: scale,
        })
    }

    /// The pixel of a position.
    pub fn pixel(&self, [lon, lat]: Position) -> [f64; 2] {
        [
            (lon - self.west) * self.pixels_per_degree_lon,
            (self.north - lat) * self.pixels_per_degree_lat,
        ]
    }

    /// The position of a posted pixel (`map.x`, `map.y`). The corner is no tap but a key press, so it is `None`.
    pub fn position(&self, x: u32, y: u32) -> Option<Position> {
        if (x == 0 && y == 0) || x > WIDTH || y > HEIGHT {
            return None;
        }
        Some([
            self.west + f64::from(x) / self.pixels_per_degree_lon,
            self.north - f64::from(y) / self.pixels_per_degree_lat,
        ])
    }
}

/// Draws the areas, their names and the pin as SVG without styles, so that no policy can refuse it.
pub fn draw(areas: &[AreaShape], pin: Option<Position>) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path fill=\"#e6e8e0\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>"
    );
    if let Some(frame) = Frame::around(areas) {
        svg.push_str(
            "<g fill=\"#f7f4ec\" stroke=\"#0a6b5b\" stroke-opacity=\".55\" \
             stroke-dasharray=\"5 4\" stroke-linejoin=\"round\">",
        );
        for area in areas {
            outline(&mut svg, &frame, area);
        }
        svg.push_str(
            "</g><g font-family=\"system-ui,sans-serif\" font-size=\"12\" font-weight=\"600\" \
             text-anchor=\"middle\" fill=\"#43525a\" stroke=\"#f7f4ec\" stroke-width=\"3\" \
             paint-order=\"stroke\" stroke-linejoin=\"round\">",
        );
        names(&mut svg, &frame, areas);
        svg.push_str("</g>");
        if let Some(pin) = pin {
            let [x, y] = frame.pixel(pin);
            push(
                &mut svg,
                format_args!(
                    "<path transform=\"translate({x:.1} {y:.1})\" fill=\"#0a6b5b\" stroke=\"#fff\" \
                 stroke-width=\"2\" d=\"M0 0c9-10 15-17 15-25a15 15 0 0 0-30 0c0 8 6 15 15 25z\"/>\
                 <circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"5.5\" fill=\"#fff\"/>",
                    y - 25.0
                ),
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

fn outline(svg: &mut String, frame: &Frame, area: &AreaShape) {
    svg.push_str("<path d=\"");
    for ring in &area.rings {
        for (place, position) in ring.iter().enumerate() {
            let [x, y] = frame.pixel(*position);
            push(svg, format_args!("{}{x:.1} {y:.1}", if place == 0 { 'M' } else { 'L' }));
        }
        svg.push('Z');
    }
    svg.push_str("\"/>");
}

/// Where a name would stand: the middle of the largest part, and half its own size.
fn place_of_name(frame: &Frame, area: &AreaShape) -> Option<Named> {
    let largest = area.rings.iter().max_by_key(|ring| ring.len())?;
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for pixel in largest.iter().map(|position| frame.pixel(*position)) {
        for axis in 0..2 {
            low[axis] = low[axis].min(pixel[axis]);
            high[axis] = high[axis].max(pixel[axis]);
        }
    }
    let letters = u32::try_from(area.name.chars().count()).unwrap_or(u32::MAX);
    let half = f64::from(letters) * LETTER_PIXELS / 2.0;
    let [x, y] = [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])];
    (x - half > 0.0 && x + half < f64::from(WIDTH)).then_some(Named { x, y, half })
}

impl Named {
    fn touches(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < self.half + other.half && (self.y - other.y).abs() < LINE_PIXELS
    }
}

/// Writes each name that touches none before it: two names on top of each other help nobody.
fn names(svg: &mut String, frame: &Frame, areas: &[AreaShape]) {
    let mut written: Vec<Named> = Vec::new();
    for area in areas {
        let Some(named) = place_of_name(frame, area) else { continue };
        if written.iter().any(|other| named.touches(other)) {
            continue;
        }
        let (x, y) = (named.x, named.y + 4.0);
        push(svg, format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(&area.name)));
        written.push(named);
    }
}

fn push(svg: &mut String, piece: std::fmt::Arguments<'_>) {
    svg.write_fmt(piece).expect("a string takes everything that is written to it");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(name: &str) -> AreaShape {
        let ring = vec![[5.40, 52.16], [5.42, 52.16], [5.42, 52.17], [5.40, 52.17], [5.40, 52.16]];
        AreaShape { name: name.to_owned(), rings: vec![ring] }
    }

    #[test]
    fn a_tap_on_a_pixel_gives_back_the_place_that_was_drawn_there() {
        let frame = Frame::around(&[square("Horsten")]).unwrap();
        let [x, y] = frame.pixel([5.411, 52.164]);

        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a pixel")]
        let [lon, lat] = frame.position(x.round() as u32, y.round() as u32).unwrap();

        // Half a pixel of this drawing is about two metres.
        assert!((lon - 5.411).abs() < 1e-4 && (lat - 52.164).abs() < 1e-4, "{lon} {lat}");
    }

    #[test]
    fn pressing_enter_on_the_picture_is_no_place() {
        let frame = Frame::around(&[square("Horsten")]).unwrap();

        assert_eq!(frame.position(0, 0), None);
        assert_eq!(frame.position(WIDTH + 1, 5), None);
    }

    #[test]
    fn without_areas_there_is_a_picture_but_no_frame() {
        assert_eq!(Frame::around(&[]), None);
        assert!(draw(&[], None).ends_with("</svg>"));
    }

    #[test]
    fn of_two_names_on_one_spot_only_the_first_is_written() {
        let svg = draw(&[square("Horsten"), square("Zuid")], None);

        assert!(svg.contains(">Horsten<") && !svg.contains(">Zuid<"), "{svg}");
    }

    #[test]
    fn names_are_escaped_and_nothing_needs_a_style() {
        let svg = draw(&[square("<Zuid> & Co")], Some([5.41, 52.165]));

        assert!(svg.contains("&lt;Zuid&gt; &amp; Co") && !svg.contains("style"), "{svg}");
    }
}
