//! Bars as geometry for SVG, and the sentence above them, computed from the same figures.

/// The drawing's width, with room for labels at the start and figures at the end.
const WIDTH: usize = 520;
const LABEL_WIDTH: usize = 150;
const FIGURE_WIDTH: usize = 48;
const ROW_HEIGHT: usize = 30;
const BAR_HEIGHT: usize = 20;
/// Gap between the label and the bar.
const LABEL_GAP: usize = 8;
/// Half the height of a letter, to centre a label on its bar.
const BASELINE: usize = 14;

/// Horizontal bars, one a row, all from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Names the table of this chart on the page.
    pub id: &'static str,
    pub width: usize,
    pub height: usize,
    /// Where the bars start.
    pub zero: usize,
    pub bars: Vec<Bar>,
}

/// One bar, in units of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub count: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    /// Where the label ends, and its base line.
    pub label_x: usize,
    pub text_y: usize,
    /// Where the figure starts.
    pub figure_x: usize,
}

impl Chart {
    /// Bars in the given order. The longest fills the width; 1 is always visible.
    pub fn horizontal(id: &'static str, rows: &[(&str, usize)]) -> Self {
        let most = rows.iter().map(|row| row.1).max().unwrap_or(0).max(1);
        let room = WIDTH - LABEL_WIDTH - FIGURE_WIDTH;
        let bars = rows
            .iter()
            .enumerate()
            .map(|(index, (label, count))| {
                let width = (count * room).div_ceil(most);
                Bar {
                    label: (*label).to_owned(),
                    count: *count,
                    y: index * ROW_HEIGHT,
                    width,
                    height: BAR_HEIGHT,
                    label_x: LABEL_WIDTH - LABEL_GAP,
                    text_y: index * ROW_HEIGHT + BASELINE,
                    figure_x: LABEL_WIDTH + width + LABEL_GAP,
                }
            })
            .collect();
        Self { id, width: WIDTH, height: rows.len() * ROW_HEIGHT, zero: LABEL_WIDTH, bars }
    }

    pub fn total(&self) -> usize {
        self.bars.iter().map(|bar| bar.count).sum()
    }
}

/// What the category chart shows, as a sentence: names a kind only when it stands out.
pub fn category_sentence(chart: &Chart) -> String {
    let total = chart.total();
    match chart.bars.as_slice() {
        _ if total == 0 => "Er staat niets open".to_owned(),
        [first, ..] if first.count == total => format!("Alles wat open staat is: {}", first.label),
        [first, ..] if first.count * 2 > total => {
            format!("{} is meer dan de helft van wat open staat", first.label)
        }
        [first, second, ..] if first.count > second.count => {
            format!("{} staat het vaakst open: {} van {total}", first.label, first.count)
        }
        [first, second, ..] => format!("{} en {} staan het vaakst open", first.label, second.label),
        [first] => format!("{} staat open", first.label),
        [] => "Er staat niets open".to_owned(),
    }
}

/// What the age chart shows, as a sentence, from the oldest band that holds something.
pub fn age_sentence(ages: &[usize; 4]) -> String {
    let stand = |count: usize| if count == 1 { "1 kwestie staat" } else { "kwesties staan" };
    let many = |count: usize, tail: &str| {
        if count == 1 {
            format!("{} {tail}", stand(1))
        } else {
            format!("{count} {} {tail}", stand(count))
        }
    };
    match *ages {
        [0, 0, 0, 0] => "Er staat niets open".to_owned(),
        [.., old] if old > 0 => many(old, "langer dan 30 dagen open"),
        [.., month, _] if month > 0 => many(month, "langer dan een week open"),
        [_, week, ..] if week > 0 => "Niets staat langer dan een week open".to_owned(),
        _ => "Alles is van de laatste drie dagen".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_room_and_a_single_one_stays_visible() {
        let chart = Chart::horizontal(
            "kinds",
            &[("Grofvuil", 1000), ("Zwerfafval", 1), ("Iets anders", 0)],
        );

        let widths: Vec<_> = chart.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths, [WIDTH - LABEL_WIDTH - FIGURE_WIDTH, 1, 0]);
    }

    #[test]
    fn the_sentence_names_a_category_only_when_it_stands_out() {
        let say = |rows: &[(&str, usize)]| category_sentence(&Chart::horizontal("kinds", rows));

        assert_eq!(
            say(&[("Grofvuil", 6), ("Zwerfafval", 4)]),
            "Grofvuil is meer dan de helft van wat open staat"
        );
        assert_eq!(
            say(&[("Grofvuil", 4), ("Zwerfafval", 3), ("Iets anders", 2)]),
            "Grofvuil staat het vaakst open: 4 van 9"
        );
        assert_eq!(
            say(&[("Grofvuil", 3), ("Zwerfafval", 3), ("Iets anders", 3)]),
            "Grofvuil en Zwerfafval staan het vaakst open"
        );
        assert_eq!(say(&[("Grofvuil", 0)]), "Er staat niets open");
    }

    #[test]
    fn the_sentence_speaks_of_the_oldest_band() {
        assert_eq!(age_sentence(&[5, 4, 3, 2]), "2 kwesties staan langer dan 30 dagen open");
        assert_eq!(age_sentence(&[5, 4, 1, 0]), "1 kwestie staat langer dan een week open");
        assert_eq!(age_sentence(&[5, 4, 0, 0]), "Niets staat langer dan een week open");
        assert_eq!(age_sentence(&[5, 0, 0, 0]), "Alles is van de laatste drie dagen");
    }
}
