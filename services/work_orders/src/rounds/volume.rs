//! How much lies somewhere, estimated from what was reported. Pure.
//!
//! Litres, for planning: nobody measured anything. The volumes are those of a thing as it stands on the
//! pavement, rounded; a planner or the crew corrects what they see to be otherwise. How far off an
//! estimate may be, the pages say: ± 30 %.

use std::collections::BTreeMap;

/// What lies there when nothing that we know is named: about a cube of one metre.
pub const UNKNOWN_L: u32 = 1000;

/// The least and the most that a stop is estimated at.
pub const STOP_L_MIN: u32 = 100;
pub const STOP_L_MAX: u32 = 30_000;

/// How far an estimate may be off, in per cent.
pub const UNSURE_PERCENT: u32 = 30;

/// Things by their Dutch words, and the litres of one. All words of a line are the same thing.
const THINGS: [(&[&str], u32); 26] = [
    (&["bankstel", "hoekbank", "hoekbanken"], 2500),
    (&["bank", "banken", "sofa", "driezitsbank", "tweezitsbank"], 1500),
    (&["fauteuil", "fauteuils", "leunstoel", "relaxstoel"], 800),
    (&["matras", "matrassen"], 500),
    (&["bed", "bedden", "ledikant", "boxspring", "boxsprings"], 900),
    (&["kast", "kasten", "kledingkast", "boekenkast", "wandmeubel"], 1200),
    (&["ladekast", "ladekasten", "kastje", "kastjes", "commode", "nachtkastje"], 500),
    (&["koelkast", "koelkasten", "vriezer", "vriezers", "diepvries"], 600),
    (&["wasmachine", "wasmachines", "droger", "wasdroger", "vaatwasser"], 400),
    (&["fornuis", "oven", "magnetron"], 300),
    (&["tafel", "tafels", "eettafel", "bureau", "bureaus"], 600),
    (&["tafeltje", "bijzettafel", "salontafel"], 300),
    (&["stoel", "stoelen", "kruk", "krukken", "tuinstoel", "tuinstoelen"], 250),
    (&["tapijt", "vloerkleed", "vloerbedekking", "laminaat", "kleed"], 300),
    (&["pallet", "pallets"], 200),
    (&["fiets", "fietsen", "kinderwagen", "buggy"], 400),
    (&["televisie", "tv", "monitor", "scherm"], 150),
    (&["deur", "deuren", "plank", "planken", "hout", "schutting"], 250),
    (&["bouwafval", "puin", "sloopafval", "tegels"], 1000),
    (&["zak", "zakken", "vuilniszak", "vuilniszakken", "afvalzakken"], 80),
    (&["doos", "dozen", "karton"], 80),
    (&["kussen", "kussens"], 80),
    (&["toilet", "wc", "wastafel", "wasbak"], 200),
    (&["bad", "badkuip", "douchebak"], 500),
    (&["trampoline", "speelhuis", "glijbaan"], 1200),
    (&["band", "autobanden", "autoband"], 120),
];

/// Numbers as people write them.
const NUMBERS: [(&str, u32); 12] = [
    ("een", 1),
    ("één", 1),
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
    ("tien", 10),
    ("paar", 3),
];

/// More of one thing than this is a house number or a year.
const COUNT_MAX: u32 = 20;

/// Litres of what the words name. The resident's own words and the answers to our questions are on lines
/// of their own and tell of the same things, so that of each thing the line with the most counts.
pub fn estimate(words: &str) -> u32 {
    let mut most: BTreeMap<usize, u32> = BTreeMap::new();
    for line in words.lines() {
        for (thing, count) in counted(line) {
            let known = most.entry(thing).or_default();
            *known = count.max(*known);
        }
    }
    let litres: u32 = most.into_iter().map(|(thing, count)| THINGS[thing].1 * count).sum();
    if litres == 0 { UNKNOWN_L } else { litres.clamp(STOP_L_MIN, STOP_L_MAX) }
}

/// How many of each thing the line names.
fn counted(line: &str) -> BTreeMap<usize, u32> {
    let mut counts = BTreeMap::new();
    let lower = line.to_lowercase();
    // What a number said just before the thing, at most one word between them: "2 oude stoelen".
    let mut said: Option<(u32, usize)> = None;
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty());
    for (at, word) in words.enumerate() {
        if let Some(count) = number(word) {
            said = Some((count, at));
        } else if let Some(thing) = THINGS.iter().position(|(names, _)| names.contains(&word)) {
            let count = said.take().filter(|(_, before)| at - before <= 2);
            *counts.entry(thing).or_default() += count.map_or(1, |(count, _)| count);
        }
    }
    counts
}

fn number(word: &str) -> Option<u32> {
    let written = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, count)| *count);
    written.or_else(|| word.parse().ok()).filter(|count| (1..=COUNT_MAX).contains(count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_named_is_counted() {
        let cases = [
            ("Bank en matras", 1500 + 500),
            ("2 matrassen", 1000),
            ("Tafel en vier oude stoelen", 600 + 4 * 250),
            ("Er ligt een kapotte koelkast", 600),
            ("WASMACHINE!", 400),
            ("een bank, nog een bank", 3000),
        ];
        for (words, litres) in cases {
            assert_eq!(estimate(words), litres, "{words}");
        }
    }

    #[test]
    fn an_answer_that_says_the_same_again_is_not_counted_twice() {
        let words = "Twee matrassen voor de deur van nummer 9\nWat ligt er? Matras, Kast";
        assert_eq!(estimate(words), 2 * 500 + 250 + 1200);
    }

    #[test]
    fn a_number_far_away_or_too_large_counts_nothing() {
        assert_eq!(estimate("Op nummer 12 staat al weken een kast"), 1200);
        assert_eq!(estimate("1998 stoelen"), 250);
        assert_eq!(estimate("0 stoelen"), 250);
    }

    #[test]
    fn what_we_do_not_know_is_a_cube_of_a_metre() {
        assert_eq!(estimate(""), UNKNOWN_L);
        assert_eq!(estimate("Rommel"), UNKNOWN_L);
        assert_eq!(estimate("kussen"), STOP_L_MIN);
    }

    #[test]
    fn a_word_means_one_thing() {
        let mut words: Vec<_> = THINGS.iter().flat_map(|(names, _)| names.iter()).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    proptest! {
        #[test]
        fn whatever_is_written_there_is_a_volume(words in "\\PC{0,200}") {
            prop_assert!((STOP_L_MIN..=STOP_L_MAX).contains(&estimate(&words)));
        }
    }
}
