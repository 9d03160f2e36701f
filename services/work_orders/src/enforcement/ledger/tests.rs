//! The log holds what was written, and nobody changes it unseen.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const CASE: &str = "HZ-2026-0118";

fn signer() -> Signer {
    Signer::new("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap()
}

fn photo(number: i32) -> What {
    let place = Place { longitude: 5.4036, latitude: 52.166, accuracy_m: 4, away_m: 11 };
    let photo = Photo {
        id: Uuid::from_u128(7),
        number,
        label: Label::Overview,
        sha256: hex::encoded(&hash(b"photo")),
        bytes: 5,
        media_type: "image/jpeg".into(),
        taken_at: "2026-11-30T08:41:07.250Z".parse().unwrap(),
        phone_clock: "2026-11-30T09:41:09+01:00".into(),
        file_clock: String::new(),
        place: Some(place),
    };
    What::PhotoAdded { photo }
}

fn log() -> Vec<Kept> {
    let opened = What::Opened {
        reports: vec!["LD-2K9R-15".into()],
        category: "bulky_waste".into(),
        place: "Wiekslag 67".into(),
        longitude: 5.4036,
        latitude: 52.166,
    };
    let closed = What::Closed { outcome: "warned".into(), note: "Brief gestuurd.".into() };
    written(vec![
        opened,
        photo(1),
        What::Viewed,
        What::OriginalViewed { photo: 1 },
        What::HandedOver,
        closed,
        What::Exported,
    ])
}

fn written(all: Vec<What>) -> Vec<Kept> {
    let by = By { id: Uuid::from_u128(1), name: "Boa Samira".into() };
    let at = "2026-11-30T08:41:08.123456Z".parse().unwrap();
    let mut lines: Vec<Kept> = Vec::new();
    for what in all {
        let previous = lines.last().map(|kept| kept.hash.clone());
        let after = (lines.len() + 1, previous.as_deref());
        lines.push(signer().write(after, CASE, (at, &by), what).unwrap());
    }
    lines
}

fn broken(lines: &[Kept]) -> Vec<usize> {
    read(CASE, lines, &signer().key()).broken
}

#[test]
fn a_hash_is_that_of_the_standard() {
    // FIPS 180-4, example of one block.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hex::encoded(&hash(b"abc")), abc);
}

#[test]
fn what_was_written_is_read_as_it_was() {
    let reading = read(CASE, &log(), &signer().key());

    assert_eq!(reading.broken, [0; 0]);
    assert_eq!(reading.entries.len(), log().len());
    assert_eq!(reading.entries[1].what, photo(1));
    assert_eq!(reading.entries[0].at, "2026-11-30T08:41:08.123Z".parse::<DateTime<Utc>>().unwrap());
}

#[test]
fn every_flipped_bit_of_a_line_its_hash_or_its_signature_is_found() {
    let lines = log();
    for (index, kept) in lines.iter().enumerate() {
        let found = |changed: Kept| {
            let mut lines = lines.clone();
            lines[index] = changed;
            assert!(broken(&lines).contains(&(index + 1)));
        };
        for bit in 0..kept.line.len() * 8 {
            let mut bytes = kept.line.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            // PostgreSQL keeps no text that is none.
            if let Ok(line) = String::from_utf8(bytes) {
                found(Kept { line, ..kept.clone() });
            }
        }
        for bit in 0..HASH_BYTES * 8 {
            let mut changed = kept.clone();
            changed.hash[bit / 8] ^= 1 << (bit % 8);
            found(changed);
        }
        for bit in 0..kept.signature.len() * 8 {
            let mut changed = kept.clone();
            changed.signature[bit / 8] ^= 1 << (bit % 8);
            found(changed);
        }
    }
}

#[test]
fn who_changes_a_line_and_everything_after_it_still_lacks_the_key() {
    let other = Signer::new("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
    let lines = log();
    let changed = lines.iter().map(|kept| {
        let line = kept.line.replace("Samira", "Sandra");
        let signature = other.0.sign(line.as_bytes()).to_bytes().to_vec();
        Kept { hash: hash(line.as_bytes()).to_vec(), line, signature }
    });

    assert_eq!(broken(&changed.collect::<Vec<_>>()).len(), lines.len());
}

#[test]
fn a_line_of_another_case_is_no_line_of_this_one() {
    assert_eq!(read("HZ-2026-0119", &log(), &signer().key()).broken.len(), log().len());
}

#[test]
fn a_key_reads_as_other_programs_expect() {
    // Made by `openssl pkey -pubout` from the seed of RFC 8032, section 7.1, test 1.
    let pem = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n\
        -----END PUBLIC KEY-----\n";
    assert_eq!(signer().public_pem(), pem);
    assert_eq!(signer().fingerprint().len(), 39);
    assert!(Signer::new("short").is_err());
}

proptest! {
    #[test]
    fn lines_that_are_left_out_or_change_places_are_found(
        texts in prop::collection::vec("\\PC{0,30}", 2..12),
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
    ) {
        let closed = |note: String| What::Closed { outcome: "warned".into(), note };
        let lines = written(texts.into_iter().map(closed).collect());
        prop_assert!(broken(&lines).is_empty());
        let (one, other) = (one.index(lines.len()), other.index(lines.len()));

        let mut swapped = lines.clone();
        swapped.swap(one, other);
        prop_assert_eq!(broken(&swapped).is_empty(), one == other);

        // What is missing at the end cannot be seen here.
        let mut shorter = lines.clone();
        shorter.remove(one);
        prop_assert_eq!(broken(&shorter).is_empty(), one == lines.len() - 1);
    }
}
