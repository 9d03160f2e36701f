//! Which issues somebody wants to see on the public map, as the address of the page says it. Pure.

use std::collections::HashMap;

use web::Lang;

/// A choice of issues. Empty text is everything.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Filter {
    /// Code of the category.
    pub category: &'static str,
    /// Code of the buurt.
    pub area: String,
    pub state: Shown,
}

/// Which of the two lists is shown.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Shown {
    #[default]
    All,
    Open,
    Solved,
}

impl Shown {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::Solved => "opgelost",
        }
    }
}

impl Filter {
    /// Reads the parameters `soort`, `buurt` and `stand`; what we do not know chooses nothing.
    pub fn read(query: &HashMap<String, String>, is_area: impl Fn(&str) -> bool) -> Self {
        let given = |name: &str| query.get(name).map_or("", String::as_str);
        let category =
            Lang::dutch().categories().into_iter().find(|kind| kind.code == given("soort"));
        let area = Some(given("buurt")).filter(|code| is_area(code));
        let state = [Shown::Open, Shown::Solved].into_iter();
        Self {
            category: category.map_or("", |category| category.code),
            area: area.unwrap_or_default().to_owned(),
            state: state.into_iter().find(|it| it.as_str() == given("stand")).unwrap_or_default(),
        }
    }

    /// The query of the address, with its question mark when there is one. Codes need no escaping.
    pub fn query(&self) -> String {
        let parts = [
            ("soort", self.category),
            ("buurt", self.area.as_str()),
            ("stand", self.state.as_str()),
        ];
        let given: Vec<String> = parts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if given.is_empty() { String::new() } else { format!("?{}", given.join("&")) }
    }

    pub fn with_state(&self, state: Shown) -> Self {
        Self { state, ..self.clone() }
    }

    pub fn with_category(&self, category: &'static str) -> Self {
        Self { category, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Filter {
        let query = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Filter::read(&query.collect(), |code| code == "BU03071001")
    }

    #[test]
    fn an_address_leads_to_the_choice_that_made_it() {
        let filter = read(&[("soort", "litter"), ("buurt", "BU03071001"), ("stand", "open")]);

        assert_eq!((filter.category, filter.state), ("litter", Shown::Open));
        assert_eq!(filter.query(), "?soort=litter&buurt=BU03071001&stand=open");
        assert_eq!(Filter::default().query(), "");
    }

    #[test]
    fn what_is_not_known_chooses_nothing() {
        let unknown = [("soort", "gold"), ("buurt", "BU9"), ("stand", "dicht"), ("x", "y")];
        assert_eq!(read(&unknown), Filter::default());
    }

    proptest! {
        #[test]
        fn no_address_makes_another_query_than_ours(soort in ".*", buurt in ".*", stand in ".*") {
            let filter = read(&[("soort", &soort), ("buurt", &buurt), ("stand", &stand)]);
            prop_assert!(filter.query().bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
}
