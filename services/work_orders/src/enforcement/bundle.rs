//! All of a case in one file, with what it takes to check it without us.
//!
//! | file | holds |
//! |---|---|
//! | `LEESMIJ.txt` | what this is, and how to check it by hand |
//! | `controleer.html` | a page that checks the bundle, in any browser, without a connection |
//! | `logboek.jsonl` | the log, a line each, as it was signed |
//! | `handtekeningen.txt` | the Ed25519 signature of each line, in base64 |
//! | `sleutel.pem` | the public key |
//! | `fotos/1.jpg` … | the originals, by their number |

use std::{
    fs::File,
    io::{Seek as _, SeekFrom, Write as _},
};

use askama::Template;
use axum::body::Bytes;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::problem::Problem;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Case, Signer, Vault,
    ledger::{Kept, Photo, Reading, What},
    photo_kind::PhotoKind,
};

/// The page that checks a bundle; its script is in it, because it must work on its own.
#[derive(Template)]
#[template(path = "bundle_check.html", escape = "html")]
struct CheckPage<'a> {
    script: &'a str,
}

#[derive(Template)]
#[template(path = "bundle_readme.txt", escape = "none")]
struct Readme<'a> {
    case: &'a Case,
    fingerprint: &'a str,
    lines: usize,
}

/// What a bundle is made of.
pub struct Contents<'a> {
    pub case: &'a Case,
    pub log: &'a [Kept],
    pub reading: &'a Reading,
    /// The script of `controleer.html`.
    pub script: &'a str,
}

/// Writes the bundle to a file without a name. Originals come in as they lie there, also when they were
/// changed: that is what the check is for.
pub async fn make(
    contents: &Contents<'_>,
    signer: &Signer,
    vault: &Vault,
) -> Result<File, Problem> {
    let Contents { case, log, reading, script } = contents;
    let fingerprint = signer.fingerprint();
    let readme = Readme { case, fingerprint: &fingerprint, lines: log.len() };
    let readme = readme.render().map_err(anyhow::Error::from)?;
    let page = CheckPage { script }.render().map_err(anyhow::Error::from)?;
    let (mut lines, mut signatures) = (String::new(), String::new());
    for kept in *log {
        lines.extend([&kept.line, "\n"]);
        signatures.extend([&STANDARD.encode(&kept.signature), "\n"]);
    }
    let mut zip = ZipWriter::new(tempfile::tempfile().map_err(anyhow::Error::from)?);
    for (name, text) in [
        ("LEESMIJ.txt", readme),
        ("controleer.html", page),
        ("logboek.jsonl", lines),
        ("handtekeningen.txt", signatures),
        ("sleutel.pem", signer.public_pem()),
    ] {
        zip = add(zip, format!("{}/{name}", case.case_number), Bytes::from(text)).await?;
    }
    for photo in photos(reading) {
        let _seat = vault.seat().await?;
        if let Some(original) = vault.original(photo.id).await? {
            let name = format!("{}/{}", case.case_number, file_name(photo));
            zip = add(zip, name, original).await?;
        }
    }
    let mut file = zip.finish().map_err(anyhow::Error::from)?;
    file.seek(SeekFrom::Start(0)).map_err(anyhow::Error::from)?;
    Ok(file)
}

/// The photos of a log, in the order in which they came.
pub fn photos(reading: &Reading) -> impl Iterator<Item = &Photo> {
    reading.entries.iter().filter_map(|entry| match &entry.what {
        What::PhotoAdded { photo } => Some(photo),
        _ => None,
    })
}

/// Where the original is in the bundle: `fotos/1.jpg`. The script of the check finds it by its number.
fn file_name(photo: &Photo) -> String {
    // A line that was changed may say anything: no name leads out of the folder.
    let kind = PhotoKind::named(&photo.media_type);
    format!("fotos/{}.{}", photo.number, kind.map_or("bin", PhotoKind::extension))
}

async fn add(
    mut zip: ZipWriter<File>,
    name: String,
    content: Bytes,
) -> Result<ZipWriter<File>, Problem> {
    let written = tokio::task::spawn_blocking(move || {
        // Photos do not get smaller, and what is stored as it is can be found by anything.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, stored)?;
        zip.write_all(&content)?;
        anyhow::Ok(zip)
    });
    Ok(written.await.map_err(anyhow::Error::from)??)
}
