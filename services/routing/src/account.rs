//! An account as an administrator fills it in, and what a change of it is in words. Pure.

use platform::staff::Role;
use web::form::Mistake;
use web::words;

use crate::{
    sign_in::{PASSWORD_BYTES_MAX, is_address},
    town::Town,
};

/// Characters of a name.
pub const NAME_MAX: usize = 60;

/// Characters of a password that somebody chooses (NIST SP 800-63B asks 8, and 15 where it is all).
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Who somebody is to us.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    /// In lower case.
    pub email: String,
    pub name: String,
    pub role: Role,
    /// In the order of the teams' names.
    pub team_keys: Vec<String>,
    /// Codes of wijken and buurten, by name; empty: the whole municipality.
    pub area_codes: Vec<String>,
    /// Whether they may read how to reach whoever reported something.
    pub sees_contact: bool,
    /// Whether they may open and export the original photos of enforcement cases.
    pub sees_evidence: bool,
    pub is_blocked: bool,
}

/// What a form holds; a name that comes more than once is a list.
pub type Fields = Vec<(String, String)>;

pub fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
}

/// The form of a profile as it stands.
pub fn fields(profile: &Profile) -> Fields {
    let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        one("mail", &profile.email),
        one("naam", &profile.name),
        one("rol", profile.role.as_str()),
    ];
    fields.extend(profile.team_keys.iter().map(|key| one("team", key)));
    if !profile.area_codes.is_empty() {
        fields.push(one("waar", "deel"));
    }
    fields.extend(profile.area_codes.iter().map(|code| one("gebied", code)));
    if profile.sees_contact {
        fields.push(one("contact", "ja"));
    }
    if profile.sees_evidence {
        fields.push(one("bewijs", "ja"));
    }
    if profile.is_blocked {
        fields.push(one("geblokkeerd", "ja"));
    }
    fields
}

/// Reads the form.
///
/// # Errors
///
/// All mistakes at once.
pub fn parse(fields: &[(String, String)], town: &Town) -> Result<Profile, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let email = value(fields, "mail").to_lowercase();
    if !is_address(&email) {
        mistakes.push(Mistake::new("mail", "Vul een mailadres in."));
    }
    let name = value(fields, "naam").to_owned();
    let is_name = !name.is_empty() && name.chars().count() <= NAME_MAX;
    if !is_name || name.contains(char::is_control) {
        let why = format!("Vul een naam in van hoogstens {NAME_MAX} tekens.");
        mistakes.push(Mistake::new("naam", why));
    }
    let role = Role::parse(value(fields, "rol"));
    if role.is_none() {
        mistakes.push(Mistake::new("rol", "Kies een rol."));
    }
    let is_chosen = |field: &str, it: &str| fields.iter().any(|(n, v)| n == field && v == it);
    let keys = town.teams.iter().map(|team| &team.team_key);
    let keys = keys.filter(|key| is_chosen("team", key)).cloned();
    let team_keys: Vec<_> = keys.collect();
    if role.is_some_and(has_teams) && team_keys.is_empty() {
        mistakes.push(Mistake::new("team", "Kies het team, of de teams, van een ploeg of boa."));
    }
    let is_limited = value(fields, "waar") == "deel";
    let area_codes = town.known_areas(|code| is_limited && is_chosen("gebied", code));
    if role.is_some_and(has_areas) && is_limited && area_codes.is_empty() {
        mistakes.push(Mistake::new("gebied", "Kies een wijk of buurt, of de hele gemeente."));
    }
    let is_blocked = value(fields, "geblokkeerd") == "ja";
    let sees_contact = value(fields, "contact") == "ja";
    let sees_evidence = value(fields, "bewijs") == "ja";
    match role {
        Some(role) if mistakes.is_empty() => {
            let typed = Profile {
                email,
                name,
                role,
                team_keys,
                area_codes,
                sees_contact,
                sees_evidence,
                is_blocked,
            };
            Ok(in_role(typed, role))
        }
        _ => Err(mistakes),
    }
}

/// The profile with this role, and without what the role cannot have.
pub fn in_role(profile: Profile, role: Role) -> Profile {
    let Profile { mut team_keys, mut area_codes, sees_contact, sees_evidence, .. } = profile;
    if !has_teams(role) {
        team_keys.clear();
    }
    if !has_areas(role) {
        area_codes.clear();
    }
    let sees_contact = sees_contact && may_see_contact(role);
    let sees_evidence = sees_evidence && may_see_evidence(role);
    Profile { role, team_keys, area_codes, sees_contact, sees_evidence, ..profile }
}

/// Whether somebody with this role works for teams; the others see all.
pub fn has_teams(role: Role) -> bool {
    matches!(role, Role::Crew | Role::Boa)
}

/// Whether somebody with this role can be limited to a part of the municipality. Figures are of all of
/// it, and who manages accounts could give themselves the rest.
pub fn has_areas(role: Role) -> bool {
    matches!(role, Role::Crew | Role::Boa | Role::Dispatcher)
}

/// Whether somebody with this role can be given the contact details of residents. Nobody has them by
/// their role alone.
pub fn may_see_contact(role: Role) -> bool {
    matches!(role, Role::Dispatcher | Role::Admin)
}

/// Whether somebody with this role can be given the evidence of enforcement cases. Nobody has it by their
/// role alone.
pub fn may_see_evidence(role: Role) -> bool {
    role != Role::Crew
}

/// What changed, as a sentence; empty when nothing did.
pub fn differences(before: &Profile, after: &Profile, town: &Town) -> String {
    let mut said = Vec::new();
    let mut told = |what: &str, from: &str, to: &str| {
        if from != to {
            said.push(format!("{what}: {from} → {to}"));
        }
    };
    told("Naam", &before.name, &after.name);
    told("Mailadres", &before.email, &after.email);
    told("Rol", words::role(before.role.as_str()), words::role(after.role.as_str()));
    let teams = |profile: &Profile| town.names_of_teams(&profile.team_keys);
    told("Team", &teams(before), &teams(after));
    let areas = |profile: &Profile| town.names_of_areas(&profile.area_codes);
    told("Gebied", &areas(before), &areas(after));
    let is = |given: bool| if given { "wel" } else { "niet" };
    told("Ziet contactgegevens", is(before.sees_contact), is(after.sees_contact));
    told("Opent bewijs", is(before.sees_evidence), is(after.sees_evidence));
    match (before.is_blocked, after.is_blocked) {
        (false, true) => said.push("Geblokkeerd".to_owned()),
        (true, false) => said.push("Niet meer geblokkeerd".to_owned()),
        _ => {}
    }
    said.join("; ")
}

/// Whether a session from before may no longer go on: its token says what somebody may.
pub fn ends_sessions(before: &Profile, after: &Profile) -> bool {
    before.role != after.role
        || before.team_keys != after.team_keys
        || before.area_codes != after.area_codes
        || before.sees_contact != after.sees_contact
        || before.sees_evidence != after.sees_evidence
        || before.name != after.name
        || after.is_blocked
}

/// Why a change would leave the system in wrong hands, or in nobody's.
pub fn forbidden(before: &Profile, after: &Profile, is_own: bool, others: i64) -> Option<Mistake> {
    let leaves = before.role == Role::Admin && !before.is_blocked;
    let stays = after.role == Role::Admin && !after.is_blocked;
    if !leaves || stays {
        return None;
    }
    if is_own {
        let why = "Je kunt jezelf niet blokkeren of een andere rol geven. Vraag een collega.";
        return Some(Mistake::new("rol", why));
    }
    (others == 0).then(|| Mistake::new("rol", "Er moet een beheerder overblijven."))
}

/// Why nobody should have this password; `None` when it is good enough.
pub fn weak(password: &str, email: &str) -> Option<String> {
    let lower = password.to_lowercase();
    let name = email.split('@').next().unwrap_or_default();
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Some(format!("Kies een wachtwoord van minstens {PASSWORD_CHARS_MIN} tekens."));
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Some("Dit wachtwoord is te lang.".to_owned());
    }
    let first = password.chars().next();
    if password.chars().all(|letter| Some(letter) == first) {
        return Some("Steeds hetzelfde teken is te makkelijk te raden.".to_owned());
    }
    // Nothing is left out of a password that does not hold it.
    let is_mostly_name = lower.replace(name, "").chars().count() < PASSWORD_CHARS_MIN;
    is_mostly_name.then(|| "Je mailadres in je wachtwoord is te makkelijk te raden.".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::town::sample as town;

    fn crew() -> Profile {
        Profile {
            email: "ploeg@demo".to_owned(),
            name: "Ploeg 2".to_owned(),
            role: Role::Crew,
            team_keys: vec!["schoon".to_owned()],
            area_codes: vec![],
            sees_contact: false,
            sees_evidence: false,
            is_blocked: false,
        }
    }

    fn wrong(change: &[(&str, &str)]) -> Vec<String> {
        let mut form = fields(&crew());
        for (name, value) in change {
            form.retain(|(it, _)| it != name);
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
        let mistakes = parse(&form, &town()).unwrap_err();
        mistakes.into_iter().map(|mistake| mistake.field).collect()
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let all = [("mail", "x"), ("naam", " "), ("rol", "god"), ("team", "hond")];
        assert_eq!(wrong(&all), ["mail", "naam", "rol"]);
        assert_eq!(wrong(&[("team", "hond")]), ["team"]);
        assert_eq!(wrong(&[("waar", "deel"), ("gebied", "BU9")]), ["gebied"]);
        assert_eq!(wrong(&[("naam", &"a".repeat(61))]), ["naam"]);
    }

    #[test]
    fn a_change_is_told_in_words() {
        let boss = Profile { role: Role::Admin, team_keys: vec![], ..crew() };
        assert_eq!(
            differences(&crew(), &boss, &town()),
            "Rol: Ploeg → Beheerder; Team: Wijkteam Schoon → geen"
        );
        let out = Profile { is_blocked: true, ..crew() };
        assert_eq!(differences(&crew(), &out, &town()), "Geblokkeerd");
        assert_eq!(differences(&crew(), &crew(), &town()), "");
        let here = Profile { area_codes: vec!["WK1".into(), "BU3".into()], ..crew() };
        assert_eq!(
            differences(&crew(), &here, &town()),
            "Gebied: hele gemeente → Liendert, Rustenburg"
        );
        let trusted = Profile { sees_contact: true, ..crew() };
        assert_eq!(differences(&crew(), &trusted, &town()), "Ziet contactgegevens: niet → wel");
        let legal = Profile { sees_evidence: true, ..crew() };
        assert_eq!(differences(&crew(), &legal, &town()), "Opent bewijs: niet → wel");
    }

    #[test]
    fn whatever_a_token_says_ends_the_sessions_when_it_changes() {
        let changed = [
            Profile { role: Role::Boa, ..crew() },
            Profile { team_keys: vec![], ..crew() },
            Profile { area_codes: vec!["WK1".into()], ..crew() },
            Profile { sees_contact: true, ..crew() },
            Profile { sees_evidence: true, ..crew() },
            Profile { name: "Ploeg 3".into(), ..crew() },
            Profile { is_blocked: true, ..crew() },
        ];
        assert!(changed.iter().all(|after| ends_sessions(&crew(), after)));
        assert!(!ends_sessions(&crew(), &Profile { email: "x@demo".into(), ..crew() }));
    }

    #[test]
    fn a_role_has_only_what_it_can_use() {
        let read = |role: Role| {
            let area_codes = vec!["BU1".into()];
            let all =
                Profile { role, area_codes, sees_contact: true, sees_evidence: true, ..crew() };
            let read = parse(&fields(&all), &town()).unwrap();
            (read.area_codes.len(), read.sees_contact, read.sees_evidence)
        };
        let expected = [
            (1, false, false),
            (1, false, true),
            (1, true, true),
            (0, false, true),
            (0, true, true),
        ];
        assert_eq!(Role::ALL.map(read), expected);
    }

    #[test]
    fn an_administrator_stays_and_nobody_shuts_themselves_out() {
        let admin = Profile { role: Role::Admin, team_keys: vec![], ..crew() };
        let out = Profile { is_blocked: true, ..admin.clone() };
        assert!(forbidden(&admin, &out, true, 3).is_some());
        assert!(forbidden(&admin, &out, false, 0).is_some());
        assert!(forbidden(&admin, &out, false, 1).is_none());
        assert!(
            forbidden(&admin, &Profile { name: "X".into(), ..admin.clone() }, true, 0).is_none()
        );
        assert!(forbidden(&crew(), &Profile { is_blocked: true, ..crew() }, false, 0).is_none());
    }

    #[test]
    fn a_password_is_long_and_not_the_address() {
        for bad in ["kort", "aaaaaaaaaaaaaaaa", "ploeg2026abc"] {
            assert!(weak(bad, "ploeg2026@demo").is_some(), "{bad}");
        }
        assert_eq!(weak("vier lange losse woorden", "ploeg2026@demo"), None);
        assert_eq!(weak("ploeg2026 en nog veel meer erbij", "ploeg2026@demo"), None);
    }

    proptest! {
        #[test]
        fn the_form_of_a_profile_gives_the_same_profile(
            name in "[A-Za-z]{1,20}",
            role in prop::sample::select(Role::ALL.to_vec()),
            teams_of in prop::sample::subsequence(vec!["grofvuil", "schoon"], 1..=2),
            areas_of in prop::sample::subsequence(vec!["WK1", "BU1", "BU2", "WK2", "BU3"], 0..=5),
            trusted: bool,
            is_legal: bool,
            is_blocked: bool,
        ) {
            let all = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
            let profile = Profile {
                email: "a@b".into(),
                name,
                role,
                team_keys: if has_teams(role) { all(teams_of) } else { vec![] },
                area_codes: if has_areas(role) { all(areas_of) } else { vec![] },
                sees_contact: trusted && may_see_contact(role),
                sees_evidence: is_legal && may_see_evidence(role),
                is_blocked,
            };
            prop_assert_eq!(parse(&fields(&profile), &town()).unwrap(), profile);
        }
    }
}
