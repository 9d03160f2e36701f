//! Whose system pages and mails speak of. Set once, before the first text is read.

use std::sync::OnceLock;

use platform::municipality::Municipality;

static OURS: OnceLock<Municipality> = OnceLock::new();

/// Makes all texts of this process speak of it.
pub fn speak_of(municipality: &Municipality) {
    if OURS.get_or_init(|| municipality.clone()) != municipality {
        tracing::error!("The texts speak of another municipality already");
    }
}

/// The one that was set, or else the default.
pub fn ours() -> &'static Municipality {
    OURS.get_or_init(Municipality::default)
}
