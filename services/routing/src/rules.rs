//! Which team takes an issue, or why nobody does yet.

/// A rule for the category of the issue.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Rule {
    /// The buurt that it is for; `None` is everywhere.
    pub area_code: Option<String>,
    pub team_key: String,
}

/// What routing decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Route {
    /// The key of the team.
    Team(String),
    /// A dispatcher decides.
    Triage(TriageReason),
}

/// Why an issue waits for a dispatcher.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TriageReason {
    /// A machine may have sent it.
    Suspect,
    OutsideArea,
    UnknownCategory,
    NoRule,
    /// The crew says that another team must do it.
    OtherTeam,
    NeedsEquipment,
}

impl TriageReason {
    pub const ALL: [Self; 6] = [
        Self::Suspect,
        Self::OutsideArea,
        Self::UnknownCategory,
        Self::NoRule,
        Self::OtherTeam,
        Self::NeedsEquipment,
    ];

    /// The word in events and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspect => "suspect",
            Self::OutsideArea => "outside_area",
            Self::UnknownCategory => "unknown_category",
            Self::NoRule => "no_rule",
            Self::OtherTeam => "other_team",
            Self::NeedsEquipment => "needs_equipment",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Decides by the rules of the category: the one for the buurt goes before the one for everywhere.
///
/// `area` is the code of the buurt, `None` outside all of them.
pub fn route(area: Option<&str>, is_category_known: bool, rules: &[Rule]) -> Route {
    let Some(area) = area else { return Route::Triage(TriageReason::OutsideArea) };
    if !is_category_known {
        return Route::Triage(TriageReason::UnknownCategory);
    }
    let special = rules.iter().find(|rule| rule.area_code.as_deref() == Some(area));
    let general = || rules.iter().find(|rule| rule.area_code.is_none());
    special
        .or_else(general)
        .map_or(Route::Triage(TriageReason::NoRule), |rule| Route::Team(rule.team_key.clone()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(area_code: Option<&str>, team_key: &str) -> Rule {
        Rule { area_code: area_code.map(str::to_owned), team_key: team_key.to_owned() }
    }

    #[test]
    fn the_rule_for_the_buurt_goes_before_the_one_for_everywhere() {
        let rules = [rule(None, "schoon"), rule(Some("BU03072500"), "handhaving")];

        assert_eq!(route(Some("BU03072500"), true, &rules), Route::Team("handhaving".to_owned()));
        assert_eq!(route(Some("BU03071001"), true, &rules), Route::Team("schoon".to_owned()));
    }

    #[test]
    fn whatever_lacks_a_team_says_why() {
        let triage = |area, known, rules: &[Rule]| match route(area, known, rules) {
            Route::Triage(reason) => reason.as_str(),
            Route::Team(_) => "a team",
        };

        assert_eq!(triage(None, true, &[rule(None, "schoon")]), "outside_area");
        assert_eq!(triage(Some("A"), false, &[]), "unknown_category");
        assert_eq!(triage(Some("A"), true, &[]), "no_rule");
        assert_eq!(triage(Some("A"), true, &[rule(Some("B"), "schoon")]), "no_rule");
    }

    #[test]
    fn a_reason_can_be_read_back() {
        for reason in TriageReason::ALL {
            assert_eq!(TriageReason::parse(reason.as_str()), Some(reason));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_rules_does_not_matter(
            areas in prop::collection::btree_map(prop::option::of("[A-D]"), "[a-d]", 0..5),
            area in prop::option::of("[A-D]"),
        ) {
            let rules: Vec<_> = areas
                .into_iter()
                .map(|(area_code, team_key)| Rule { area_code, team_key })
                .collect();
            let reversed: Vec<_> = rules.iter().rev().cloned().collect();
            prop_assert_eq!(
                route(area.as_deref(), true, &rules),
                route(area.as_deref(), true, &reversed)
            );
        }
    }
}
