//! How far a case is, and what may be done then: a table. Pure.

/// How far a case is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// Boas gather what there is to see.
    Investigation,
    /// Somebody in the office decides.
    AtOffice,
    Closed,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Investigation, Self::AtOffice, Self::Closed];

    /// The word that stands for it in the database and in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigation => "investigation",
            Self::AtOffice => "at_office",
            Self::Closed => "closed",
        }
    }

    /// Whether a boa can hand it to the office.
    pub fn can_be_handed_over(self) -> bool {
        self == Self::Investigation
    }

    /// Whether somebody can close it. A case without an offender need not go to the office first.
    pub fn can_be_closed(self) -> bool {
        self != Self::Closed
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| format!("{text} is no state of a case"))
    }
}

/// What came of a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    Fined,
    Warned,
    NoOffender,
    NoOffence,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::Fined, Self::Warned, Self::NoOffender, Self::NoOffence];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fined => "fined",
            Self::Warned => "warned",
            Self::NoOffender => "no_offender",
            Self::NoOffence => "no_offence",
        }
    }

    /// For people of the office.
    pub fn label(self) -> &'static str {
        match self {
            Self::Fined => "Boete of kosten opgelegd",
            Self::Warned => "Gewaarschuwd",
            Self::NoOffender => "Geen dader gevonden",
            Self::NoOffence => "Geen overtreding",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_case_is_at_its_end_and_one_at_the_office_stays_there() {
        let may = State::ALL.map(|state| (state.can_be_handed_over(), state.can_be_closed()));
        assert_eq!(may, [(true, true), (false, true), (false, false)]);
    }

    #[test]
    fn every_word_leads_back() {
        for state in State::ALL {
            assert_eq!(State::try_from(state.as_str().to_owned()), Ok(state));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.as_str()), Some(outcome));
        }
        assert!(State::try_from("open".to_owned()).is_err() && Outcome::parse("").is_none());
    }
}
