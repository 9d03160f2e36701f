//! What comes with an action: checked once, all mistakes told at once.

use platform::problem::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    after_photo::PHOTOS_MAX,
    progress::{Action, Reason},
};

/// Characters of what the crew writes.
pub const NOTE_CHARS_MAX: usize = 1000;

/// The body of `complete`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Complete {
    pub photo_ids: Vec<String>,
    pub note: Option<String>,
}

/// The body of `refuse`, and the form of that page.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Refuse {
    pub reason: Option<String>,
    pub note: Option<String>,
}

/// An id that a phone made; where it is none that is written down, and nothing counts that comes with it.
pub fn id(text: &str, pointer: &'static str, errors: &mut Vec<FieldError>) -> Uuid {
    text.parse().unwrap_or_else(|_| {
        errors.push(FieldError::new(pointer, "Dit is geen UUID."));
        Uuid::nil()
    })
}

impl Complete {
    pub fn parse(self) -> Result<Action, Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.photo_ids.len() > PHOTOS_MAX {
            let detail = format!("Stuur hoogstens {PHOTOS_MAX} foto's mee.");
            errors.push(FieldError::new("/photoIds", detail));
        }
        let mut photo_ids = Vec::new();
        for (index, text) in self.photo_ids.iter().take(PHOTOS_MAX).enumerate() {
            if let Ok(photo_id) = text.parse::<Uuid>() {
                // Twice the same is one photo.
                if !photo_ids.contains(&photo_id) {
                    photo_ids.push(photo_id);
                }
            } else {
                let detail = "Dit is geen id van een foto.";
                errors.push(FieldError::new(format!("/photoIds/{index}"), detail));
            }
        }
        let note = note(self.note.as_deref(), &mut errors);
        if errors.is_empty() { Ok(Action::Complete { photo_ids, note }) } else { Err(errors) }
    }
}

impl Refuse {
    pub fn parse(self) -> Result<Action, Vec<FieldError>> {
        let mut errors = Vec::new();
        let reason = self.reason.as_deref().and_then(Reason::parse);
        if reason.is_none() {
            let known = Reason::ALL.map(Reason::as_str).join(", ");
            let detail = format!("Kies waarom het niet lukt: {known}.");
            errors.push(FieldError::new("/reason", detail));
        }
        let note = note(self.note.as_deref(), &mut errors);
        match reason {
            Some(reason) if errors.is_empty() => Ok(Action::Refuse { reason, note }),
            _ => Err(errors),
        }
    }
}

/// Quick notes as sentences before the note.
pub fn with_quick(quick: &[String], note: &str) -> String {
    let sentences = quick.iter().map(|quick| format!("{}.", quick.trim_end_matches('.')));
    sentences.chain([note.trim().to_owned()]).collect::<Vec<_>>().join(" ")
}

fn note(text: Option<&str>, errors: &mut Vec<FieldError>) -> String {
    // NUL is the one character that PostgreSQL cannot store.
    let note = text.unwrap_or_default().trim().replace('\0', "");
    if note.chars().count() > NOTE_CHARS_MAX {
        let detail = format!("De tekst is te lang: schrijf hoogstens {NOTE_CHARS_MAX} tekens.");
        errors.push(FieldError::new("/note", detail));
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(result: Result<Action, Vec<FieldError>>) -> Vec<String> {
        let errors = result.unwrap_err();
        errors.into_iter().map(|error| error.pointer.into_owned()).collect()
    }

    #[test]
    fn photos_and_note_are_optional() {
        let action = Complete::default().parse().unwrap();
        assert_eq!(action, Action::Complete { photo_ids: Vec::new(), note: String::new() });
    }

    #[test]
    fn the_same_photo_twice_is_one_photo() {
        let photo_ids = vec![Uuid::nil().to_string(); 2];
        let action = Complete { photo_ids, note: None }.parse().unwrap();

        assert!(matches!(action, Action::Complete { photo_ids, .. } if photo_ids.len() == 1));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let photo_ids = vec!["x".to_owned(), Uuid::nil().to_string(), String::new()];
        let note = Some("é".repeat(NOTE_CHARS_MAX + 1));
        let wrong = Complete { photo_ids, note: note.clone() };
        assert_eq!(pointers(wrong.parse()), ["/photoIds/0", "/photoIds/2", "/note"]);

        let wrong = Refuse { reason: Some("too_hot".to_owned()), note };
        assert_eq!(pointers(wrong.parse()), ["/reason", "/note"]);
        assert_eq!(pointers(Refuse::default().parse()), ["/reason"]);
    }

    #[test]
    fn six_photos_are_one_too_many() {
        let ids = |count| vec![Uuid::nil().to_string(); count];
        let parse = |count| Complete { photo_ids: ids(count), note: None }.parse();

        assert!(parse(PHOTOS_MAX).is_ok());
        assert_eq!(pointers(parse(PHOTOS_MAX + 1)), ["/photoIds"]);
    }

    #[test]
    fn a_note_of_the_longest_length_is_kept_without_the_space_around_it() {
        let text = "é".repeat(NOTE_CHARS_MAX);
        let refuse =
            Refuse { reason: Some("not_ours".to_owned()), note: Some(format!(" {text}\n")) };

        let wanted = Action::Refuse { reason: Reason::NotOurs, note: text };
        assert_eq!(refuse.parse().unwrap(), wanted);
    }
}
