//! The words people read for the codes in events and tables, and the signs that go with them. What
//! residents read comes in their language; the words of staff are Dutch.

use crate::Lang;

/// How a category looks: its name, examples, pictogram on a phone and sign on a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    pub code: &'static str,
    pub label: &'static str,
    pub examples: &'static str,
    pub pictogram: &'static str,
    pub sign: &'static str,
}

/// Code, pictogram and sign of the categories of the form, in the order of its tiles.
const CATEGORIES: [(&str, &str, &str); 6] = [
    ("litter", "p-litter", "d-litter"),
    ("waste_beside_container", "p-beside", "d-container"),
    ("bin_full", "p-full", "d-bin"),
    ("bulky_waste", "p-bulky", "d-bulky"),
    ("street_furniture_broken", "p-broken", "d-bench"),
    ("other", "p-other", "d-tag"),
];

/// The category with this code as staff read it; a code that is new to this build shows as
/// "Iets anders".
pub fn category(code: &str) -> Category {
    Lang::dutch().category(code)
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

/// The public status of a report as staff read it.
pub fn status(code: &str) -> State {
    Lang::dutch().status(code)
}

/// Why a report ended without a solution, as a sentence.
pub fn reason(code: &str) -> &'static str {
    Lang::dutch().reason(code)
}

impl Lang {
    /// The categories of the form, in the order of its tiles.
    pub fn categories(self) -> [Category; CATEGORIES.len()] {
        CATEGORIES.map(|known| self.worded(known))
    }

    /// The category with this code; a code that is new to this build shows as "Iets anders".
    pub fn category(self, code: &str) -> Category {
        let last = CATEGORIES[CATEGORIES.len() - 1];
        self.worded(CATEGORIES.into_iter().find(|(known, ..)| *known == code).unwrap_or(last))
    }

    fn worded(
        self,
        (code, pictogram, sign): (&'static str, &'static str, &'static str),
    ) -> Category {
        Category {
            code,
            label: self.t(&format!("category-{code}")),
            examples: self.t(&format!("category-{code}-examples")),
            pictogram,
            sign,
        }
    }

    /// What became of it once solved, as a title.
    pub fn solved(self, category: &str) -> &'static str {
        self.t(&format!("category-{}-solved", self.category(category).code))
    }

    /// What it is and in which buurt: "Grofvuil in de Zangvogelbuurt".
    pub fn in_area(self, what: &str, area: Option<&str>) -> String {
        let Some(area) = area else { return what.to_owned() };
        self.say("category-in-area", &[("what", &what), ("area", &area), ("kind", &kind_of(area))])
    }

    /// The public status of a report as the resident reads it.
    pub fn status(self, code: &str) -> State {
        let (code, class, icon) = match code {
            "routed" => (code, "og-state og-state--routed", "i-users"),
            "planned" => (code, "og-state og-state--planned", "i-clock"),
            "in_progress" => (code, "og-state og-state--busy", "i-truck"),
            "waiting_for_reporter" => (code, "og-state og-state--wait", "i-ask"),
            "resolved" => (code, "og-state og-state--done", "i-done"),
            "not_resolved" => (code, "og-state og-state--not", "i-info"),
            // Not a status of its own: not resolved, with that reason.
            "withdrawn" => (code, "og-state og-state--not", "i-undo"),
            "reopened" => (code, "og-state og-state--routed", "i-undo"),
            _ => ("received", "og-state", "i-check"),
        };
        state(self.t(&format!("status-{code}")), class, icon)
    }

    /// One step of the timeline, as a sentence. `team` is who it lies with, when known.
    pub fn step(self, code: &str, team: Option<&str>) -> String {
        let code = if self.find(&format!("step-{code}")).is_some() { code } else { "received" };
        match team {
            Some(team) if matches!(code, "routed" | "planned" | "in_progress") => {
                self.t1(&format!("step-{code}-team"), "team", team)
            }
            _ => self.t(&format!("step-{code}")).to_owned(),
        }
    }

    /// The step that a team agreed a day. `day` is in words.
    pub fn step_on_day(self, team: Option<&str>, day: &str) -> String {
        match team {
            Some(team) => self.t2("step-visit-team", "team", team, "day", day),
            None => self.t1("step-visit", "day", day),
        }
    }

    /// Why a report ended without a solution, as a sentence to the resident.
    pub fn reason(self, code: &str) -> &'static str {
        self.find(&format!("reason-{code}")).unwrap_or_else(|| self.t("reason-other"))
    }
}

/// Dutch puts an article before a name that ends in "buurt", and before no other.
pub fn kind_of(area: &str) -> &'static str {
    if area.ends_with("buurt") { "buurt" } else { "name" }
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

/// A role as people call it.
pub fn role(code: &str) -> &'static str {
    match code {
        "crew" => "Ploeg",
        "boa" => "Handhaving",
        "dispatcher" => "Meldkamer",
        "manager" => "Manager",
        "admin" => "Beheerder",
        _ => "Medewerker",
    }
}

/// A thing on the street as people call it: "Container 1043".
pub fn thing(kind: &str, number: &str) -> String {
    let name = match kind {
        "container" => "Container",
        "bin" => "Afvalbak",
        "bench" => "Bankje",
        "lamp_post" => "Lantaarnpaal",
        _ => "Nummer",
    };
    format!("{name} {number}")
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
        for category in Lang::dutch().categories() {
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
