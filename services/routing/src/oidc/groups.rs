//! Which group of the municipality has which role here, and works for which team. Pure.

use anyhow::{Context as _, bail, ensure};
use platform::staff::Role;

use crate::account;

/// Lines as they are configured, in order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Groups(Vec<Line>);

#[derive(Clone, Debug, Eq, PartialEq)]
struct Line {
    group: String,
    role: Role,
    team_key: Option<String>,
}

/// What somebody gets by their groups.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Grant {
    pub role: Role,
    /// In the order of the lines, each once.
    pub team_keys: Vec<String>,
}

impl Groups {
    /// Reads `group=role` and `group=role/team`, one a line or with `;` between them. The name of a
    /// group may hold `=` itself, as the distinguished name of a directory does.
    ///
    /// # Errors
    ///
    /// Names the line that cannot be read. Without a group for administrators nobody could repair
    /// anything, so that is an error too.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let lines = text.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.map(|line| read(line).with_context(|| format!("\"{line}\"")));
        let lines: Vec<_> = lines.collect::<anyhow::Result<_>>()?;
        ensure!(
            lines.iter().any(|line| line.role == Role::Admin),
            "no group has the role admin: nobody could manage accounts"
        );
        Ok(Self(lines))
    }

    /// The role of the first line that somebody has the group of, with the teams of every such line
    /// with that role. `None` for who has no such group: they have no business here.
    pub fn grant(&self, groups: &[String]) -> Option<Grant> {
        let has = |line: &&Line| groups.contains(&line.group);
        let role = self.0.iter().find(has)?.role;
        let mut team_keys = Vec::new();
        for line in self.0.iter().filter(has).filter(|line| line.role == role) {
            let team = line.team_key.iter().filter(|key| !team_keys.contains(*key));
            let team: Vec<_> = team.cloned().collect();
            team_keys.extend(team);
        }
        Some(Grant { role, team_keys })
    }
}

fn read(line: &str) -> anyhow::Result<Line> {
    let (group, means) = line.rsplit_once('=').context("not group=role or group=role/team")?;
    let (role, team) = match means.split_once('/') {
        Some((role, team)) => (role, Some(team.trim())),
        None => (means, None),
    };
    let role = role.trim();
    let role = Role::parse(role).with_context(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("{role:?} is no role; these are: {}", known.join(", "))
    })?;
    let team = team.filter(|team| !team.is_empty());
    match (account::has_teams(role), team) {
        (true, None) => bail!("who has this role works for a team: write {}/team", role.as_str()),
        (false, Some(_)) => bail!("who has this role works for no team"),
        _ => {}
    }
    let group = group.trim().to_owned();
    ensure!(!group.is_empty(), "there is no name of a group");
    Ok(Line { group, role, team_key: team.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SETTING: &str = "beheer=admin; CN=Meldkamer,OU=Amersfoort=dispatcher
        noord=crew/schoon;noord=crew/grofvuil; zuid = crew / schoon ;toezicht=boa/handhaving";

    fn grant(groups: &[&str]) -> Option<(&'static str, Vec<String>)> {
        let groups: Vec<_> = groups.iter().map(|group| (*group).to_owned()).collect();
        let grant = Groups::parse(SETTING).unwrap().grant(&groups)?;
        Some((grant.role.as_str(), grant.team_keys))
    }

    #[test]
    fn the_first_line_gives_the_role_and_all_of_it_the_teams() {
        assert_eq!(grant(&["CN=Meldkamer,OU=Amersfoort"]), Some(("dispatcher", vec![])));
        let teams = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(grant(&["zuid", "noord"]), Some(("crew", teams(&["schoon", "grofvuil"]))));
        assert_eq!(grant(&["toezicht", "zuid"]), Some(("crew", teams(&["schoon"]))));
        assert_eq!(grant(&["toezicht", "beheer"]), Some(("admin", vec![])));
    }

    #[test]
    fn who_has_no_group_of_ours_gets_nothing() {
        assert_eq!(grant(&[]), None);
        assert_eq!(grant(&["Beheer", "noord ", ""]), None);
    }

    #[test]
    fn a_line_that_cannot_be_is_named() {
        for (bad, told) in [
            ("beheer", "not group=role"),
            ("beheer=god", "\"god\" is no role"),
            ("noord=crew", "write crew/team"),
            ("noord=crew/", "write crew/team"),
            ("beheer=admin/schoon", "works for no team"),
            ("=admin", "no name of a group"),
            ("cijfers=manager", "no group has the role admin"),
            ("", "no group has the role admin"),
        ] {
            let error = format!("{:#}", Groups::parse(bad).unwrap_err());
            assert!(error.contains(told), "{bad}: {error}");
        }
    }

    proptest! {
        #[test]
        fn the_earliest_line_decides_whatever_the_order_of_the_groups(
            groups in prop::sample::subsequence(vec!["toezicht", "x", "zuid", "noord", "beheer"], 0..=5)
        ) {
            let lines = [("beheer", "admin"), ("noord", "crew"), ("zuid", "crew"), ("toezicht", "boa")];
            let earliest = lines.into_iter().find(|(group, _)| groups.contains(group));
            let granted = grant(&groups).map(|(role, _)| role);
            prop_assert_eq!(granted, earliest.map(|(_, role)| role));
        }
    }
}
