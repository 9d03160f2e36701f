//! What an account can be given in this municipality: its teams, its wijken and their buurten. Pure.

use crate::store::{areas::AreaName, catalogue::Team};

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Town {
    /// By name.
    pub teams: Vec<Team>,
    /// Wijk by wijk, by name.
    pub buurten: Vec<AreaName>,
}

/// A wijk with its buurten.
#[derive(Clone, Debug)]
pub struct Wijk<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub buurten: &'a [AreaName],
}

impl<'a> Wijk<'a> {
    /// The wijk of these buurten; `None` without any.
    fn of(buurten: &'a [AreaName]) -> Option<Self> {
        let AreaName { wijk_code, wijk_name, .. } = buurten.first()?;
        Some(Self { code: wijk_code, name: wijk_name, buurten })
    }
}

impl Town {
    /// The wijken, by name.
    pub fn wijken(&self) -> Vec<Wijk<'_>> {
        let wijken = self.buurten.chunk_by(|one, other| one.wijk_code == other.wijk_code);
        wijken.filter_map(Wijk::of).collect()
    }

    /// Of the codes those that are here, in the order of the names: a wijk before its buurten.
    pub fn known_areas(&self, is_chosen: impl Fn(&str) -> bool) -> Vec<String> {
        let codes = self.wijken().into_iter().flat_map(|wijk| {
            let buurten = wijk.buurten.iter().map(|buurt| buurt.area_code.as_str());
            std::iter::once(wijk.code).chain(buurten)
        });
        codes.filter(|code| is_chosen(code)).map(str::to_owned).collect()
    }

    /// Names of the teams with these keys.
    pub fn names_of_teams(&self, keys: &[String]) -> String {
        let known = self.teams.iter().filter(|team| keys.contains(&team.team_key));
        let names: Vec<_> = known.map(|team| team.name.as_str()).collect();
        if names.is_empty() { "geen".to_owned() } else { names.join(", ") }
    }

    /// Names of the wijken and buurten with these codes; without any it is the whole municipality.
    pub fn names_of_areas(&self, codes: &[String]) -> String {
        if codes.is_empty() { "hele gemeente".to_owned() } else { names(&self.buurten, codes) }
    }
}

/// Names of the wijken and buurten with these codes; a code that is not known stands for itself.
pub fn names(buurten: &[AreaName], codes: &[String]) -> String {
    let name = |code: &String| {
        let wijk = buurten.iter().find(|it| it.wijk_code == *code).map(|it| &it.wijk_name);
        let buurt = buurten.iter().find(|it| it.area_code == *code).map(|it| &it.name);
        buurt.or(wijk).unwrap_or(code).clone()
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(crate) fn sample() -> Town {
    let team = |(key, name): (&str, &str)| Team { team_key: key.to_owned(), name: name.to_owned() };
    let buurt = |(code, name, wijk, wijk_name): (&str, &str, &str, &str)| AreaName {
        area_code: code.to_owned(),
        name: name.to_owned(),
        wijk_code: wijk.to_owned(),
        wijk_name: wijk_name.to_owned(),
    };
    Town {
        teams: [("grofvuil", "Grofvuil"), ("schoon", "Wijkteam Schoon")].map(team).into(),
        buurten: [
            ("BU1", "De Horsten", "WK1", "Liendert"),
            ("BU2", "Zangvogelbuurt", "WK1", "Liendert"),
            ("BU3", "Rustenburg", "WK2", "Soesterkwartier"),
        ]
        .map(buurt)
        .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn each_wijk_has_its_own_buurten() {
        let town = sample();
        let wijken = town.wijken();
        let counts: Vec<_> = wijken.iter().map(|wijk| (wijk.code, wijk.buurten.len())).collect();
        assert_eq!(counts, [("WK1", 2), ("WK2", 1)]);
    }

    #[test]
    fn only_what_is_here_can_be_chosen_and_it_is_told_by_name() {
        let chosen = codes(&["BU3", "WK1", "BU9"]);
        let known = sample().known_areas(|code| chosen.iter().any(|it| it == code));
        assert_eq!(known, ["WK1", "BU3"]);
        assert_eq!(sample().names_of_areas(&known), "Liendert, Rustenburg");
        assert_eq!(sample().names_of_areas(&[]), "hele gemeente");
        assert_eq!(sample().names_of_teams(&codes(&["schoon"])), "Wijkteam Schoon");
        assert_eq!(sample().names_of_teams(&[]), "geen");
    }
}
