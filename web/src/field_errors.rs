//! What is wrong with a form: shown in a summary above it and again at each field.

/// One mistake, at one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The `id` of the field in the page.
    pub field: &'static str,
    /// What is wrong and how to repair it, in one or two sentences.
    pub text: String,
}

/// All mistakes of a form at once, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds a mistake.
    pub fn push(&mut self, field: &'static str, text: impl Into<String>) {
        self.0.push(FieldError { field, text: text.into() });
    }

    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The words for this field, if something is wrong with it.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_found_at_its_field_and_nowhere_else() {
        let mut errors = FieldErrors::default();
        assert!(!errors.any());

        errors.push("mail", "Dit is geen mailadres.");

        assert_eq!(errors.at("mail"), Some("Dit is geen mailadres."));
        assert_eq!(errors.at("telefoon"), None);
    }
}
