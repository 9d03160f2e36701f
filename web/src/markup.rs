//! Small pieces of HTML that templates print unescaped: icons and pictograms from the sprite.

use std::fmt;

/// HTML made by this crate from constants, never from what people typed.
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
}
