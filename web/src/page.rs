//! What every base template needs, made once a request.

use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};
use platform::{
    municipality::Municipality,
    rights::{self, Answer},
    staff::{Role, Staff},
};

use uuid::Uuid;

use crate::{Assets, Lang, Markup, dates, lang::Value, municipality, words};

/// Who is signed in, as the frame shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Of the account.
    pub id: Uuid,
    pub name: String,
    /// Role codes: `crew`, `boa`, `dispatcher`, `manager`, `admin`.
    pub roles: Vec<String>,
    /// In the whole municipality, and not in a part of it.
    pub is_everywhere: bool,
    /// Their account may open evidence.
    pub sees_evidence: bool,
}

/// One entry of the side menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    pub href: &'static str,
    pub label: &'static str,
    pub sign: &'static str,
    pub current: bool,
}

/// The frame around a page: assets, language, who looks, where, and when.
#[derive(Debug, Clone)]
pub struct Page {
    assets: Arc<Assets>,
    /// The style sheet of `phone.html`: `resident.css` or `crew.css`.
    pub sheet: &'static str,
    pub lang: Lang,
    pub staff: Option<Signed>,
    pub path: String,
    pub now: DateTime<Utc>,
}

/// Menu entries: address, label, sign. What somebody may not open is absent.
const MENU: [(&str, &str, &str); 13] = [
    ("/meldkamer", "Meldkamer", "d-inbox"),
    ("/meldkamer/nakijken", "Nakijken", "d-eye"),
    ("/cijfers", "Cijfers nu", "d-now"),
    ("/werk", "Werk van de ploegen", "d-truck"),
    ("/rondes", "Rondes", "d-route"),
    ("/werk/zaken", "Zaken", "d-doc"),
    ("/meldkamer/regels", "Regels", "d-rules"),
    ("/meldkamer/termijnen", "Termijnen", "d-clock"),
    ("/meldkamer/teksten", "Teksten", "d-say"),
    ("/beheer/accounts", "Accounts", "d-people"),
    ("/beheer/inrichting", "Gebied en teams", "d-pin"),
    ("/berichten/inzage", "Inzage", "d-eye"),
    (OFFICE, "Vastgelopen", "d-layers"),
];

/// No page itself: the front door leads on to the first of a page a service (`deploy/Caddyfile`).
const OFFICE: &str = "/beheer";
const OFFICE_FIRST: &str = "/beheer/intake";

impl Page {
    /// A page for residents, at `path`, in their language.
    pub fn resident(
        assets: &Arc<Assets>,
        path: impl Into<String>,
        lang: Lang,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            assets: Arc::clone(assets),
            sheet: "resident.css",
            lang,
            staff: None,
            path: path.into(),
            now,
        }
    }

    /// A phone page for crews; also signs the visitor in the frame when `staff` is known.
    pub fn crew(
        assets: &Arc<Assets>,
        path: impl Into<String>,
        now: DateTime<Utc>,
        staff: Option<Signed>,
    ) -> Self {
        Self { sheet: "crew.css", staff, ..Self::resident(assets, path, Lang::dutch(), now) }
    }

    /// A desktop page for staff.
    pub fn desktop(
        assets: &Arc<Assets>,
        path: impl Into<String>,
        now: DateTime<Utc>,
        staff: Option<Signed>,
    ) -> Self {
        Self { sheet: "desktop.css", staff, ..Self::resident(assets, path, Lang::dutch(), now) }
    }

    /// The address of a built file: `page.url("live.js")`.
    pub fn url(&self, name: &str) -> &str {
        self.assets.url(name)
    }

    /// A sign of 24 px, `i-…`.
    pub fn icon(&self, id: &str) -> Markup {
        self.sign(id, "og-i")
    }

    /// A small sign beside text, `i-…`.
    pub fn icon_s(&self, id: &str) -> Markup {
        self.sign(id, "og-i og-i--s")
    }

    /// A sign that points, so it turns in languages written from right to left.
    pub fn icon_turn(&self, id: &str) -> Markup {
        self.sign(id, "og-i og-turn")
    }

    /// A pictogram, `p-…`.
    pub fn pictogram(&self, id: &str) -> Markup {
        self.sign(id, "og-p")
    }

    /// A desktop sign of 16 px, `d-…`.
    pub fn ic(&self, id: &str) -> Markup {
        self.sign(id, "ic")
    }

    /// Any symbol of the sprite with the classes of your choice.
    pub fn sign(&self, id: &str, class: &str) -> Markup {
        Markup::sign(self.assets.url("sprite.svg"), id, class)
    }

    /// "vandaag, 14.12 uur"
    pub fn moment(&self, at: &DateTime<Utc>) -> String {
        self.lang.moment(*at, self.now)
    }

    /// "vandaag, 14.12.07 uur"
    pub fn moment_exact(&self, at: &DateTime<Utc>) -> String {
        dates::moment_exact(*at, self.now)
    }

    /// "14.12" today, else "do 26 nov 14.12"
    pub fn moment_short(&self, at: &DateTime<Utc>) -> String {
        dates::moment_short(*at, self.now)
    }

    /// "vandaag", "morgen", "donderdag 26 november"
    pub fn day(&self, at: &DateTime<Utc>) -> String {
        self.lang.day(*at, self.now)
    }

    /// "donderdag 26 november", also for today
    pub fn weekday_and_date(&self, at: &DateTime<Utc>) -> String {
        self.lang.weekday_and_date(*at, self.now)
    }

    /// "3 uur geleden"
    pub fn ago(&self, at: &DateTime<Utc>) -> String {
        self.lang.ago(*at, self.now)
    }

    /// "nog 2 uur", "3 uur te laat"
    pub fn term(&self, due: &DateTime<Utc>) -> String {
        dates::term(*due, self.now)
    }

    /// "2 uur": where the column says what it is.
    pub fn span(&self, due: &DateTime<Utc>) -> String {
        dates::span(*due, self.now)
    }

    /// For `<time datetime="…">`.
    pub fn machine(&self, at: &DateTime<Utc>) -> String {
        dates::machine(*at)
    }

    /// A text without variables, in the language of the page.
    pub fn t(&self, key: &str) -> &'static str {
        self.lang.t(key)
    }

    /// Whose system it is.
    pub fn municipality(&self) -> &'static Municipality {
        municipality::ours()
    }

    /// A text with one variable.
    pub fn t1(&self, key: &str, name: &str, value: impl Value) -> String {
        self.lang.t1(key, name, value)
    }

    /// A text with two variables.
    pub fn t2(
        &self,
        key: &str,
        first: &str,
        value: impl Value,
        second: &str,
        other: impl Value,
    ) -> String {
        self.lang.t2(key, first, value, second, other)
    }

    /// A text with a tag in it and one variable.
    pub fn rich1(&self, key: &str, name: &str, value: impl fmt::Display) -> Markup {
        self.lang.rich1(key, name, value)
    }

    /// The languages to choose from, without that of the page.
    pub fn other_languages(&self) -> Vec<Lang> {
        Lang::all().filter(|lang| *lang != self.lang).collect()
    }

    /// The side menu for who is signed in.
    pub fn menu(&self) -> Vec<MenuItem> {
        let holds = |href: &str| self.path == href || self.path.starts_with(&format!("{href}/"));
        // Of a page and one inside it, the one inside is where we are.
        let here = MENU.iter().map(|(href, ..)| *href).filter(|href| holds(href));
        let here = here.max_by_key(|href| href.len());
        let may_open = |href| self.staff.as_ref().is_some_and(|staff| staff.may_open(href));
        MENU.into_iter()
            .filter(|(href, ..)| may_open(*href))
            .map(|(href, label, sign)| MenuItem { href, label, sign, current: here == Some(href) })
            .collect()
    }
}

impl From<&Staff> for Signed {
    fn from(staff: &Staff) -> Self {
        Self {
            id: staff.staff_id,
            name: staff.name.clone(),
            roles: vec![staff.role.as_str().to_owned()],
            is_everywhere: staff.reach().is_none(),
            sees_evidence: staff.sees_evidence,
        }
    }
}

impl Signed {
    /// The first role in words, for under the name.
    pub fn role(&self) -> &'static str {
        words::role(self.roles.first().map_or("", String::as_str))
    }

    /// Whether the matrix of rights lets them open the page.
    fn may_open(&self, href: &str) -> bool {
        let page = if href == OFFICE { OFFICE_FIRST } else { href };
        let roles = self.roles.iter().filter_map(|role| Role::parse(role));
        roles.map(|role| rights::of_page(page, role)).any(|answer| match answer {
            Answer::Yes => true,
            Answer::Whole => self.is_everywhere,
            Answer::Evidence => self.sees_evidence,
            _ => false,
        })
    }

    /// Two letters for the round sign beside the name.
    pub fn initials(&self) -> String {
        let words = self.name.split([' ', '@', '.']).filter(|word| !word.is_empty());
        words.take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(roles: &[&str], path: &str) -> Page {
        let staff = Signed {
            id: Uuid::nil(),
            name: "Meldkamer Een".to_owned(),
            roles: roles.iter().map(ToString::to_string).collect(),
            is_everywhere: true,
            sees_evidence: false,
        };
        Page::desktop(&Arc::default(), path, DateTime::UNIX_EPOCH, Some(staff))
    }

    #[test]
    fn the_menu_leaves_out_what_a_role_may_not_see() {
        let labels = |page: Page| page.menu().iter().map(|item| item.href).collect::<Vec<_>>();

        assert_eq!(labels(page(&["manager"], "/cijfers")), ["/cijfers", "/rondes"]);
        let of_dispatcher = [
            "/meldkamer",
            "/meldkamer/nakijken",
            "/cijfers",
            "/werk",
            "/rondes",
            "/meldkamer/regels",
            "/meldkamer/termijnen",
            "/meldkamer/teksten",
        ];
        assert_eq!(labels(page(&["dispatcher"], "/")), of_dispatcher);
        assert!(labels(page(&[], "/")).is_empty());
        let mut of_a_part = page(&["dispatcher"], "/");
        of_a_part.staff.as_mut().unwrap().is_everywhere = false;
        assert_eq!(labels(of_a_part), of_dispatcher[..4]);
    }

    #[test]
    fn the_entry_of_this_page_is_marked_and_no_other() {
        let current = |path: &str| {
            let menu = page(&["admin"], path).menu();
            menu.into_iter().filter(|item| item.current).map(|item| item.href).collect::<Vec<_>>()
        };

        assert_eq!(current("/meldkamer/kwestie/1"), ["/meldkamer"]);
        assert_eq!(current("/meldkamer/termijnen"), ["/meldkamer/termijnen"]);
        assert_eq!(current("/meldkamer/nakijken/foto/1"), ["/meldkamer/nakijken"]);
        assert_eq!(current("/beheer/accounts"), ["/beheer/accounts"]);
        assert_eq!(current("/beheer/intake"), ["/beheer"]);
        assert_eq!(current("/beheer/inrichting/teams"), ["/beheer/inrichting"]);
        assert!(current("/meldkamerig").is_empty());
    }

    #[test]
    fn a_name_gives_its_initials() {
        assert_eq!(page(&[], "/").staff.unwrap().initials(), "ME");
    }
}
