//! The topics of the hints to open pages.

use uuid::Uuid;

/// An order went from one team to another; whose it was is not known any more.
pub const REROUTED: &str = "rerouted";

const TEAM: &str = "team:";

/// Something changed on the list of the team.
pub fn team(key: &str) -> String {
    format!("{TEAM}{key}")
}

/// Something changed about one order.
pub fn order(work_order_id: Uuid) -> String {
    format!("order:{work_order_id}")
}

/// Something changed about an issue, for example that it was reported again.
pub fn issue(issue_id: impl std::fmt::Display) -> String {
    format!("issue:{issue_id}")
}

/// A resident told something about a report.
pub fn report(report_id: impl std::fmt::Display) -> String {
    format!("report:{report_id}")
}

/// Whether a page with the lists of `teams` must look again; `None` is a page with every team.
pub fn concerns(topic: &str, teams: Option<&[String]>) -> bool {
    if topic == REROUTED {
        return true;
    }
    let key = topic.strip_prefix(TEAM);
    key.is_some_and(|key| teams.is_none_or(|teams| teams.iter().any(|team| team == key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_looks_again_for_its_own_teams_only() {
        let teams = ["schoon".to_owned()];

        assert!(concerns(&team("schoon"), Some(&teams)));
        assert!(!concerns(&team("grofvuil"), Some(&teams)));
        assert!(concerns(&team("grofvuil"), None));
        assert!(concerns(REROUTED, Some(&teams)));
        assert!(!concerns(&order(Uuid::nil()), None));
    }
}
