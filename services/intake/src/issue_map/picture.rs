//! The issues on the drawn map: a number for what is open, a tick for what was solved.

use std::fmt::Write as _;

use crate::pages::map_picture::{AreaShape, Frame, Position, draw};

/// Something to mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub at: Position,
    /// Its number in the list; `None` is solved.
    pub number: Option<usize>,
}

/// Draws the areas and the marks on them, as SVG without styles. The first marks lie on top.
pub(crate) fn picture(areas: &[AreaShape], marks: &[Mark]) -> String {
    let drawing = draw(areas, None);
    let Some(frame) = Frame::around(areas) else { return drawing };
    let mut svg = drawing.strip_suffix("</svg>").unwrap_or(&drawing).to_owned();
    svg.push_str(
        "<g stroke=\"#fff\" stroke-width=\"2\" font-family=\"system-ui,sans-serif\" \
         font-size=\"11\" font-weight=\"700\" text-anchor=\"middle\">",
    );
    for mark in marks.iter().rev() {
        let [x, y] = frame.pixel(mark.at);
        let drawn = match mark.number {
            Some(number) => write!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"10\" fill=\"#1f5fa8\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" fill=\"#fff\" stroke=\"none\">{number}</text>",
                y + 4.0
            ),
            None => write!(
                svg,
                "<g transform=\"translate({x:.1} {y:.1})\">\
                 <rect x=\"-9\" y=\"-9\" width=\"18\" height=\"18\" rx=\"6\" fill=\"#2c6e2f\"/>\
                 <path d=\"M-4 0l3 3 5-6\" fill=\"none\"/></g>"
            ),
        };
        drawn.expect("a string takes everything that is written to it");
    }
    svg.push_str("</g></svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_stands_on_the_map_and_nothing_needs_a_style() {
        let ring = vec![[5.40, 52.16], [5.42, 52.16], [5.42, 52.17], [5.40, 52.17], [5.40, 52.16]];
        let area = AreaShape { name: "Horsten".to_owned(), rings: vec![ring] };
        let marks = [
            Mark { at: [5.41, 52.165], number: Some(1) },
            Mark { at: [5.41, 52.166], number: None },
        ];

        let svg = picture(&[area], &marks);

        assert!(svg.contains(">1</text>") && svg.contains("<rect") && svg.ends_with("</g></svg>"));
        assert!(!svg.contains("style") && !svg.contains("NaN"), "{svg}");
        assert!(picture(&[], &marks).ends_with("</svg>"));
    }
}
