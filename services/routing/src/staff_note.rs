//! What staff write to each other about an issue, with photos and PDFs: nobody else reads it, and
//! nothing about the issue changes.

use chrono::{DateTime, Utc};
use platform::problem::FieldError;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    questions::checked_text,
    refused::Refused,
    store::{
        issues,
        staff_notes::{self, NewFile, NewNote},
    },
};

/// Characters of one note.
pub const TEXT_MAX: usize = 2000;

/// Files of one note.
pub const FILES_MAX: usize = 5;

/// Bytes of the files of one note together.
pub const FILES_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Characters of the name of a file.
const NAME_MAX: usize = 120;

/// What somebody wants to note.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    pub issue_id: Uuid,
    pub text: &'a str,
    pub files: Vec<NewFile>,
    pub by: By<'a>,
}

/// Keeps the note; it can be taken back for half a minute.
///
/// # Errors
///
/// [`Refused::Invalid`] when it says nothing or too much, [`Refused::NotFound`] without the issue.
pub async fn write(pool: &PgPool, written: Written<'_>, now: DateTime<Utc>) -> Result<(), Refused> {
    let invalid = |why| Refused::Invalid(FieldError::new("/text", why));
    let text = checked_text(written.text, TEXT_MAX).map_err(invalid)?;
    if text.is_empty() && written.files.is_empty() {
        return Err(invalid("Schrijf iets, of kies een bestand."));
    }
    let mut tx = pool.begin().await?;
    let issue = issues::lock(&mut tx, written.issue_id).await?.ok_or(Refused::NotFound)?;
    let staff_note_id = Uuid::now_v7();
    let note = NewNote { staff_note_id, issue_id: issue.issue_id, text, files: written.files };
    staff_notes::add(&mut tx, &note, written.by, now).await?;
    let before = Before { other: Some(staff_note_id), ..Before::of(&issue, &[]) };
    acts::note(&mut tx, &issue, Kind::Noted, before, written.by, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The file with the type that its first bytes say, whatever its name or its sender says; `None` for
/// what is neither a photo nor a PDF.
pub fn file(name: &str, content: Vec<u8>) -> Option<NewFile> {
    let (media_type, ending) = media_type(&content)?;
    Some(NewFile { name: shown_name(name, ending), media_type, content })
}

/// By the signatures of the formats (PNG 1.2 section 3.1, JFIF, RFC 9649, ISO 32000).
fn media_type(content: &[u8]) -> Option<(&'static str, &'static str)> {
    match content {
        [0xff, 0xd8, 0xff, ..] => Some(("image/jpeg", "jpg")),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(("image/png", "png")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            Some(("image/webp", "webp"))
        }
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(("application/pdf", "pdf")),
        _ => None,
    }
}

/// The last part of the name without what cannot be read, with the ending of what it is.
fn shown_name(name: &str, ending: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let is_readable = |letter: &char| !letter.is_control() && !is_invisible(*letter);
    let stem: String = stem.trim().chars().filter(is_readable).take(NAME_MAX).collect();
    let stem = if stem.is_empty() { "bestand" } else { &stem };
    format!("{stem}.{ending}")
}

/// Marks that turn the direction of writing can make a name look like another.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let named = |name: &str, content: &[u8]| {
            file(name, content.to_vec()).map(|file| (file.name, file.media_type))
        };
        let is = |name: &str, media_type| Some((name.to_owned(), media_type));

        assert_eq!(named("brief.PDF", b"%PDF-1.7"), is("brief.pdf", "application/pdf"));
        assert_eq!(named("a.b.exe", &[0xff, 0xd8, 0xff, 0xe0]), is("a.b.jpg", "image/jpeg"));
        assert_eq!(named("x", b"\x89PNG\r\n\x1a\n.."), is("x.png", "image/png"));
        assert_eq!(named("x", b"RIFF\0\0\0\0WEBPVP8 "), is("x.webp", "image/webp"));
        for content in [&b"<svg onload=alert(1)>"[..], b"MZ", b"%PD", b"", b"RIFF\0\0\0\0WAVE"] {
            assert_eq!(named("foto.jpg", content), None);
        }
    }

    #[test]
    fn a_name_is_no_path_and_hides_nothing() {
        assert_eq!(shown_name("C:\\map\\..\\foto.png", "png"), "foto.png");
        assert_eq!(shown_name("../../etc/passwd", "pdf"), "passwd.pdf");
        assert_eq!(shown_name("brief\u{202e}gpj.exe", "pdf"), "briefgpj.pdf");
        assert_eq!(shown_name(".pdf", "pdf"), "bestand.pdf");
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_short_one(name in ".*") {
            let shown = shown_name(&name, "pdf");
            prop_assert_eq!(shown.rsplit_once('.').unwrap().1, "pdf");
            prop_assert!(shown.chars().count() <= NAME_MAX + 4);
            prop_assert!(!shown.contains(['/', '\\']) && !shown.chars().any(char::is_control));
        }
    }
}
