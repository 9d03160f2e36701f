//! Small pieces of HTML that templates print unescaped: icons, pictograms, and texts with a tag in them.

use std::fmt;

use askama::filters::{Html, escape};

/// HTML made by this crate from constants and escaped text, never from what people typed as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl askama::filters::HtmlSafe for Markup {}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Markup {
    /// A sign from the sprite, hidden from screen readers: the words beside it carry the meaning.
    pub(crate) fn sign(sprite: &str, id: &str, class: &str) -> Self {
        Self(format!(
            r#"<svg class="{class}" aria-hidden="true" focusable="false"><use href="{sprite}#{id}"/></svg>"#
        ))
    }

    /// HTML whose every part is a constant or escaped.
    pub(crate) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Text as HTML.
    pub(crate) fn escape(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        Self(escape(&text, Html).map(|escaped| escaped.to_string()).unwrap_or_default())
    }
}
