//! The words people read for the codes in events and tables. Plain Dutch, one place for all screens.

/// How a category looks: its name, examples, pictogram on a phone and sign on a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    pub code: &'static str,
    pub label: &'static str,
    pub examples: &'static str,
    pub pictogram: &'static str,
    pub sign: &'static str,
}

/// The categories of the form, in the order of its tiles.
pub const CATEGORIES: [Category; 6] = [
    Category {
        code: "litter",
        label: "Zwerfafval",
        examples: "Blikjes, papier, plastic",
        pictogram: "p-litter",
        sign: "d-litter",
    },
    Category {
        code: "waste_beside_container",
        label: "Afval naast container",
        examples: "Zakken, dozen, flessen",
        pictogram: "p-beside",
        sign: "d-container",
    },
    Category {
        code: "bin_full",
        label: "Prullenbak vol",
        examples: "Er past niets meer bij",
        pictogram: "p-full",
        sign: "d-bin",
    },
    Category {
        code: "bulky_waste",
        label: "Grofvuil",
        examples: "Bank, matras, kast",
        pictogram: "p-bulky",
        sign: "d-bulky",
    },
    Category {
        code: "street_furniture_broken",
        label: "Iets kapot op straat",
        examples: "Bank, paal, bord, lamp",
        pictogram: "p-broken",
        sign: "d-bench",
    },
    Category {
        code: "other",
        label: "Iets anders",
        examples: "Vertel zelf wat je ziet",
        pictogram: "p-other",
        sign: "d-tag",
    },
];

/// The category with this code; a code that is new to this build shows as "Iets anders".
pub fn category(code: &str) -> Category {
    let last = CATEGORIES[CATEGORIES.len() - 1];
    CATEGORIES.into_iter().find(|category| category.code == code).unwrap_or(last)
}

/// What became of it once solved, as a title.
pub fn solved(category: &str) -> &'static str {
    match category {
        "litter" => "Het zwerfafval is opgeruimd",
        "waste_beside_container" => "Het afval naast de container is weg",
        "bin_full" => "De prullenbak is geleegd",
        "bulky_waste" => "Het grofvuil is weg",
        "street_furniture_broken" => "Het is weer gemaakt",
        _ => "Het is opgelost",
    }
}

/// A state as a pill: word, class and sign, so that colour never speaks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub label: &'static str,
    pub class: &'static str,
    pub icon: &'static str,
}

const fn state(label: &'static str, class: &'static str, icon: &'static str) -> State {
    State { label, class, icon }
}

/// The public status of a report as the resident reads it.
pub fn status(code: &str) -> State {
    match code {
        "routed" => state("Bij de ploeg", "og-state og-state--routed", "i-users"),
        "planned" => state("Gepland", "og-state og-state--planned", "i-clock"),
        "in_progress" => state("Ploeg is bezig", "og-state og-state--busy", "i-truck"),
        "waiting_for_reporter" => state("Wacht op jou", "og-state og-state--wait", "i-ask"),
        "resolved" => state("Opgelost", "og-state og-state--done", "i-done"),
        "not_resolved" => state("Niet opgelost", "og-state og-state--not", "i-info"),
        "reopened" => state("Weer open", "og-state og-state--routed", "i-undo"),
        _ => state("Ontvangen", "og-state", "i-check"),
    }
}

/// One step of the timeline, as a sentence. `team` is who it lies with, when known.
pub fn step(code: &str, team: Option<&str>) -> String {
    let who = team.unwrap_or("De ploeg");
    match code {
        "routed" => format!("Je melding ligt bij {}", team.unwrap_or("de ploeg")),
        "planned" => format!("{who} komt langs"),
        "in_progress" => format!("{who} is bezig"),
        "waiting_for_reporter" => "We hebben een vraag aan jou".to_owned(),
        "resolved" => "Het is opgelost".to_owned(),
        "not_resolved" => "We konden het niet oplossen".to_owned(),
        "reopened" => "We gaan er nog een keer heen".to_owned(),
        _ => "Je melding kwam binnen".to_owned(),
    }
}

/// The state of a work order as the crew and the dispatcher read it.
pub fn work_status(code: &str) -> State {
    match code {
        "open" => state("Nieuw", "og-state og-state--routed", "i-bell"),
        "accepted" => state("Aangenomen", "og-state og-state--planned", "i-check"),
        "in_progress" => state("Bezig", "og-state og-state--busy", "i-truck"),
        "paused" => state("Wacht", "og-state og-state--wait", "i-pause"),
        "done" => state("Klaar", "og-state og-state--done", "i-done"),
        "refused" => state("Lukt niet", "og-state og-state--not", "i-info"),
        "cancelled" => state("Vervallen", "og-state og-state--not", "i-close"),
        _ => state("Onbekend", "og-state", "i-info"),
    }
}

/// Why a crew cannot do a work order: code, label on the button, what it means.
pub const REFUSALS: [(&str, &str, &str); 5] = [
    ("not_found", "Niet gevonden", "Op deze plek ligt niets"),
    ("already_gone", "Al weg", "Iemand was ons voor"),
    ("not_ours", "Niet van ons", "Eigen terrein of een andere eigenaar"),
    ("other_team", "Ander team", "Dit moet een andere ploeg doen"),
    ("needs_equipment", "Andere wagen nodig", "Hier is een andere wagen of een kraan voor nodig"),
];

/// The label of a refusal; a code that is new to this build shows as itself would confuse, so a neutral word.
pub fn refusal(code: &str) -> &'static str {
    REFUSALS.iter().find(|(known, ..)| *known == code).map_or("Andere reden", |(_, label, _)| label)
}

/// Why a report ended without a solution, as a sentence to the resident.
pub fn reason(code: &str) -> &'static str {
    match code {
        "not_found" => "De ploeg is geweest, maar vond het niet op deze plek.",
        "already_gone" => "De ploeg is geweest. Het was al weg.",
        "not_ours" => "Deze plek is niet van de gemeente. Daarom mogen wij er niets weghalen.",
        "other_team" => "Een andere ploeg neemt het over.",
        "needs_equipment" => {
            "Er is een andere wagen of een kraan voor nodig. We plannen het opnieuw."
        }
        _ => "De ploeg kon het niet oplossen.",
    }
}

/// A role as people call it.
pub fn role(code: &str) -> &'static str {
    match code {
        "crew" => "Ploeg",
        "boa" => "Handhaving",
        "dispatcher" => "Meldkamer",
        "manager" => "Beheer",
        "admin" => "Beheerder",
        _ => "Medewerker",
    }
}

/// A whole number with Dutch separators: "1.284".
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// "1 foto", "3 foto's": the count with the word that fits it.
pub fn count(value: usize, one: &str, many: &str) -> String {
    format!("{value} {}", if value == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../icons/sprite.svg");

    fn drawn(id: &str) -> bool {
        SPRITE.contains(&format!(r#"id="{id}""#))
    }

    #[test]
    fn every_category_and_state_has_its_picture_in_the_sprite() {
        for category in CATEGORIES {
            assert!(drawn(category.pictogram) && drawn(category.sign), "{}", category.code);
        }
        let public = [
            "received",
            "routed",
            "planned",
            "in_progress",
            "waiting_for_reporter",
            "resolved",
            "not_resolved",
            "reopened",
        ];
        for code in public {
            assert!(drawn(status(code).icon), "{code}");
        }
        for code in ["open", "accepted", "in_progress", "paused", "done", "refused", "cancelled"] {
            assert!(drawn(work_status(code).icon), "{code}");
            assert_ne!(work_status(code).label, "Onbekend");
        }
    }

    #[test]
    fn an_unknown_code_still_has_words() {
        assert_eq!(category("noise").label, "Iets anders");
        assert_eq!(status("unheard_of").label, "Ontvangen");
        assert_eq!(reason("").chars().last(), Some('.'));
    }

    #[test]
    fn every_refusal_has_a_sentence_of_its_own_for_the_resident() {
        for (code, label, _) in REFUSALS {
            assert_ne!(reason(code), reason("unheard_of"), "{code}");
            assert_eq!(refusal(code), label);
        }
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(number(7), "7");
        assert_eq!(number(999), "999");
        assert_eq!(number(1284), "1.284");
        assert_eq!(number(-10_000_000), "-10.000.000");
    }
}
