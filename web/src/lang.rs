//! The languages that residents can read the pages in: which one somebody asked for, and its texts.
//!
//! Each language is one Fluent file in `web/texts`; Dutch is the source, and the others are
//! complete by test. Texts without variables are formatted once, when the process starts.

mod file;
mod negotiate;

use std::{
    convert::Infallible,
    fmt,
    sync::{Arc, LazyLock},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use fluent_bundle::{FluentArgs, FluentValue, types::FluentNumber};
use platform::staff::cookie;

use crate::{Markup, municipality};
use file::Texts;

/// The cookie that remembers which language somebody chose.
pub const COOKIE: &str = "og_lang";

/// The language of the sources, of staff, and of who asks for none that we know.
const SOURCE: &str = "nl";

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    let mut all: Vec<Texts> = file::FILES
        .iter()
        .map(|(tag, text)| Texts::read(tag, text, municipality::ours()))
        .collect();
    all.sort_by_key(|texts| (texts.tag != SOURCE, texts.tag));
    all
});

/// One of the languages. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Lang(&'static Texts);

impl Lang {
    /// All languages, Dutch first.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(Self)
    }

    /// The language of the sources and of staff.
    pub fn dutch() -> Self {
        Self(&ALL[0])
    }

    /// The language with this BCP 47 tag, `tr` or `tr-TR`.
    pub fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::all().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that was chosen on this phone, else the one its browser asks for, else Dutch.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, COOKIE).and_then(Self::tagged);
        chosen.or_else(|| negotiate::asked_for(headers)).unwrap_or_else(Self::dutch)
    }

    /// For the `lang` attribute.
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// For the `dir` attribute: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        self.t("language-dir")
    }

    /// The language in its own words: "Türkçe".
    pub fn name(self) -> &'static str {
        self.t("language-name")
    }

    /// A text without variables, when there is one with this key.
    pub fn find(self, key: &str) -> Option<&'static str> {
        self.0.fixed.get(key).map(String::as_str)
    }

    /// A text without variables.
    pub fn t(self, key: &str) -> &'static str {
        self.find(key).or_else(|| Self::dutch().find(key)).unwrap_or_else(|| {
            tracing::error!("There is no text {key}");
            "…"
        })
    }

    /// A text with one variable.
    pub fn t1(self, key: &str, name: &str, value: impl Value) -> String {
        self.say(key, &[(name, &value)])
    }

    /// A text with two variables.
    pub fn t2(
        self,
        key: &str,
        first: &str,
        value: impl Value,
        second: &str,
        other: impl Value,
    ) -> String {
        self.say(key, &[(first, &value), (second, &other)])
    }

    /// A text with variables.
    pub fn say(self, key: &str, values: &[(&str, &dyn Value)]) -> String {
        let args: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        let said = self.0.say(key, &args).or_else(|| Self::dutch().0.say(key, &args));
        said.unwrap_or_else(|| self.t(key).to_owned())
    }

    /// A text whose only tags are those of its file: the variable is escaped.
    pub fn rich1(self, key: &str, name: &str, value: impl fmt::Display) -> Markup {
        Markup::trusted(self.t1(key, name, Markup::escape(value).to_string()))
    }

    /// The texts for a script, as a JSON object: those whose keys begin with `js-{part}-`, without
    /// that, and those that begin with `problem-{part}-`, which the server may answer with. A
    /// variable stands in it as `{name}`, for the script to fill in.
    pub fn script_texts(self, part: &str) -> String {
        let (said, problems) = (format!("js-{part}-"), format!("problem-{part}-"));
        let said =
            self.0.script.iter().filter_map(|(key, text)| Some((key.strip_prefix(&said)?, text)));
        let problems = self.0.fixed.iter().filter(|(key, _)| key.starts_with(&problems));
        let problems = problems.map(|(key, text)| (key.as_str(), text));
        let texts: serde_json::Map<String, serde_json::Value> = said
            .chain(problems)
            .map(|(key, text)| (key.to_owned(), text.as_str().into()))
            .collect();
        serde_json::Value::Object(texts).to_string()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.tag())
    }
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

impl Eq for Lang {}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// What can fill in a variable of a text.
pub trait Value {
    fn to_fluent(&self) -> FluentValue<'_>;
}

impl Value for str {
    fn to_fluent(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl Value for String {
    fn to_fluent(&self) -> FluentValue<'_> {
        self.as_str().into()
    }
}

impl<T: Value + ?Sized> Value for &T {
    fn to_fluent(&self) -> FluentValue<'_> {
        (**self).to_fluent()
    }
}

impl<T: Value + ?Sized> Value for Arc<T> {
    fn to_fluent(&self) -> FluentValue<'_> {
        (**self).to_fluent()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Value for $number {
            fn to_fluent(&self) -> FluentValue<'_> {
                FluentValue::Number(FluentNumber::from(*self))
            }
        }
    )*};
}

numbers! { u8 u32 i32 u64 i64 usize }

#[cfg(test)]
mod tests;
