//! What a form of the office holds, and what is wrong with it. Pure.

use std::collections::BTreeMap;

/// By name of the field.
pub type Fields = BTreeMap<String, String>;

/// One mistake: the name of the field, and what is wrong with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mistake {
    pub field: String,
    pub text: String,
}

impl Mistake {
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { field: field.into(), text: text.into() }
    }
}
