//! Which issues a dispatcher wants to see, and in which order, as the address of the list says it.
//!
//! Pure. The address of a list is all there is to it, so that a link shows a colleague the same.

use platform::{bbox::Bbox, cursor::Cursor};

use crate::lifecycle::Status;

mod find;

pub use find::{looks_like_number, tsquery};

/// Stands for issues that no team has among the teams of a choice.
pub const NO_TEAM: &str = "geen";

/// Letters of what is searched.
const WORDS_CHARS_MAX: usize = 100;

/// Codes of one kind in a choice; a municipality has some hundreds of buurten.
const CODES_MAX: usize = 100;

/// Characters of a code.
const CODE_CHARS_MAX: usize = 64;

/// A part of the issues, that everybody has.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum View {
    /// Without a team, or given back by one of several.
    #[default]
    Waiting,
    /// The term is over.
    Late,
    /// Whoever reported it was asked something.
    Asked,
    /// All that are open.
    Open,
    Closed,
    /// Open or closed; only programs ask for it.
    Any,
    /// The same, but for those that wait for a team.
    Placed,
}

impl View {
    /// Those of a dispatcher, in their order.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Late, Self::Asked, Self::Open, Self::Closed];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "wacht",
            Self::Late => "te-laat",
            Self::Asked => "melder",
            Self::Open => "alles",
            Self::Closed => "klaar",
            Self::Any | Self::Placed => "",
        }
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Sort {
    /// What is due first; of what is closed, what was closed last.
    #[default]
    Due,
    Newest,
    Oldest,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Due, Self::Newest, Self::Oldest];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Due => "termijn",
            Self::Newest => "nieuwste",
            Self::Oldest => "oudste",
        }
    }
}

/// A choice of issues; an empty part chooses all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    pub view: View,
    /// What is searched, as it was typed.
    pub words: String,
    /// Codes of kinds.
    pub categories: Vec<String>,
    /// Codes of buurten, or of wijken for all their buurten.
    pub areas: Vec<String>,
    /// Codes of the buurten that somebody's account reaches; `None`: all. No address says it.
    pub reach: Option<Vec<String>>,
    /// Keys of teams, and [`NO_TEAM`].
    pub teams: Vec<String>,
    pub statuses: Vec<Status>,
    pub is_urgent: bool,
    /// The part of the map.
    pub bbox: Option<Bbox>,
    pub sort: Sort,
    /// The last issue of the page before.
    pub after: Option<Cursor>,
}

impl Listing {
    /// Reads the parameters of an address; what we do not know chooses nothing.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "weergave" => read.view = word_of(View::ALL, View::word, value),
                "zoek" => read.words = typed(value),
                "soort" => add(&mut read.categories, value),
                "buurt" => add(&mut read.areas, value),
                "team" => add(&mut read.teams, value),
                "staat" => read
                    .statuses
                    .extend(Status::parse(value).filter(|status| !read.statuses.contains(status))),
                "spoed" => read.is_urgent = value == "ja",
                "kader" => read.bbox = Bbox::parse(value),
                "sorteer" => read.sort = word_of(Sort::ALL, Sort::word, value),
                "na" => read.after = Cursor::parse(value),
                _ => {}
            }
        }
        read
    }

    /// What [`read`](Self::read) reads, in one order; parts that choose nothing are left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: &str| pairs.push((name, value.to_owned()));
        if self.view != View::default() {
            put("weergave", self.view.word());
        }
        if !self.words.is_empty() {
            put("zoek", &self.words);
        }
        for (name, codes) in
            [("soort", &self.categories), ("buurt", &self.areas), ("team", &self.teams)]
        {
            for code in codes {
                put(name, code);
            }
        }
        for status in &self.statuses {
            put("staat", status.as_str());
        }
        if self.is_urgent {
            put("spoed", "ja");
        }
        if let Some(bbox) = self.bbox {
            put("kader", &bbox.to_string());
        }
        if self.sort != Sort::default() {
            put("sorteer", self.sort.word());
        }
        if let Some(after) = self.after {
            put("na", &after.encode());
        }
        pairs
    }

    /// The query of the address, with its question mark when there is one.
    pub fn query(&self) -> String {
        self.query_with(&[])
    }

    /// The same with some more.
    pub fn query_with(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(more).extend_pairs(self.pairs());
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The address of the page with this list.
    pub fn address(&self) -> String {
        format!("/meldkamer{}", self.query())
    }

    /// The view without any choice in it.
    pub fn of(view: View) -> Self {
        Self { view, ..Self::default() }
    }

    /// The same choice from its first page.
    #[must_use]
    pub fn first(&self) -> Self {
        Self { after: None, ..self.clone() }
    }

    /// The same choice from where the cursor is.
    #[must_use]
    pub fn from(&self, after: Cursor) -> Self {
        Self { after: Some(after), ..self.clone() }
    }

    /// Whether something of the view is left out.
    pub fn is_narrowed(&self) -> bool {
        let whole = Self { view: self.view, sort: self.sort, after: self.after, ..Self::default() };
        *self != whole
    }
}

/// The one with this word; the usual one for a word that is none.
fn word_of<T: Copy + Default, const N: usize>(
    all: [T; N],
    word: impl Fn(T) -> &'static str,
    text: &str,
) -> T {
    all.into_iter().find(|one| word(*one) == text).unwrap_or_default()
}

fn typed(text: &str) -> String {
    let visible = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    visible.take(WORDS_CHARS_MAX).collect::<String>().trim().to_owned()
}

fn add(codes: &mut Vec<String>, code: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let is_code = (1..=CODE_CHARS_MAX).contains(&code.len()) && code.bytes().all(is_plain);
    if is_code && codes.len() < CODES_MAX && !codes.iter().any(|known| known == code) {
        codes.push(code.to_owned());
    }
}

#[cfg(test)]
mod tests;
