//! One file of texts, read when the process starts.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use platform::municipality::Municipality;

/// Tag and text of every file in `web/texts`.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

pub(super) struct Texts {
    pub tag: &'static str,
    bundle: FluentBundle<FluentResource>,
    /// Texts without variables.
    pub fixed: BTreeMap<String, String>,
    /// Texts for scripts, with `{name}` for a variable.
    pub script: BTreeMap<String, String>,
}

impl Texts {
    /// The files are part of the program and read in a test, so a mistake in one is said in the
    /// log and costs only the text it is in.
    pub(super) fn read(tag: &'static str, text: &str, ours: &Municipality) -> Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
            tracing::error!("The texts in {tag} hold mistakes: {errors:?}");
            rest
        });
        let mut script = BTreeMap::new();
        let mut keys = Vec::new();
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let Some(pattern) = &message.value else { continue };
            keys.push(message.id.name.to_owned());
            if message.id.name.starts_with("js-") {
                script.insert(message.id.name.to_owned(), for_script(pattern));
            }
        }
        let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!("The texts in {tag} hold a key twice: {errors:?}");
        }
        if let Err(errors) = bundle.add_resource(terms(ours)) {
            tracing::error!("The texts in {tag} name a municipality themselves: {errors:?}");
        }
        // Marks that keep words of another direction apart are only needed, and only harmless to
        // who searches or compares, where directions do differ.
        bundle.set_use_isolating(false);
        let mut texts = Self { tag, bundle, fixed: BTreeMap::new(), script };
        texts.fixed =
            keys.into_iter().filter_map(|key| Some((key.clone(), texts.plain(&key)?))).collect();
        let is_rtl = texts.fixed.get("language-dir").is_some_and(|dir| dir == "rtl");
        texts.bundle.set_use_isolating(is_rtl);
        texts
    }

    /// The text, when it needs no variables.
    fn plain(&self, key: &str) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, None, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    /// The text with its variables filled in; `None` when there is no such text.
    pub(super) fn say(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        if !errors.is_empty() {
            tracing::error!("The text {key} in {} could not be said: {errors:?}", self.tag);
        }
        Some(text.into_owned())
    }
}

/// What all languages call the municipality and its number, as `-municipality` and `-phone`.
fn terms(ours: &Municipality) -> FluentResource {
    let text = format!("-municipality = {}\n-phone = {}\n", ours.name, ours.phone_whole());
    FluentResource::try_new(text).unwrap_or_else(|(rest, errors)| {
        tracing::error!("The municipality cannot be named: {errors:?}");
        rest
    })
}

/// Scripts fill in plain variables only; a choice by number is left to the server.
fn for_script(pattern: &Pattern<&str>) -> String {
    let element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => format!("{{{}}}", id.name),
        PatternElement::Placeable { .. } => "…".to_owned(),
    };
    pattern.elements.iter().map(element).collect()
}
