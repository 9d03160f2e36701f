//! A photo as it was taken goes in; only a clean picture comes out, as long as somebody needs it.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use platform::clock;
use serde_json::{Value, json};
use sqlx::postgres::PgPoolOptions;
use tests::City;

use super::{ZANGVOGELBUURT, report};

/// A photo of a phone, with Exif and a GPS block. Not part of the repository.
const PHONE_PHOTO: &str = "../../shared/photos/HMD_Nokia_8.3_5G.jpg";

/// A grey JPEG with as many colour samples as brightness, which costs the most to decode.
pub(super) fn jpeg(width: u16, height: u16, progressive: bool) -> Vec<u8> {
    let pixels = vec![128; usize::from(width) * usize::from(height) * 3];
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_progressive(progressive);
    encoder.encode(&pixels, width, height, ColorType::Rgb).unwrap();
    bytes
}

/// Every file in the folder and below it.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Puts a segment right behind the start of a JPEG.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

/// An Exif segment that says how the camera was held, who made it, and where.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let head = [tag.to_be_bytes(), kind.to_be_bytes()].concat();
        [head, count.to_be_bytes().to_vec(), value.to_vec()].concat()
    };
    let block = [
        b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x03".to_vec(),
        entry(0x010F, 2, 4, *b"HMD\0"),
        entry(0x0112, 3, 1, [0, 6, 0, 0]),
        // The GPS block stands behind this one.
        entry(0x8825, 4, 1, [0, 0, 0, 50]),
        vec![0; 4],
        b"\0\x01".to_vec(),
        entry(0x0001, 2, 4, *b"GPS\0"),
        vec![0; 4],
    ];
    block.concat()
}

async fn upload(city: &City, photo: Vec<u8>) -> anyhow::Result<Value> {
    let created = city.http.post(city.url("intake", "/api/v1/photos")).body(photo).send().await?;
    assert_eq!(created.status(), 201);
    Ok(created.json().await?)
}

#[tokio::test]
async fn a_photo_is_stored_and_served_upright_and_without_any_of_its_metadata() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let mut photo = with_segment(&jpeg(1800, 1200, false), 0xE1, &exif());
    photo = with_segment(&photo, 0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET");
    photo = with_segment(&photo, 0xE2, b"ICC_PROFILE\0\x01\x01SECRET");
    photo = with_segment(&photo, 0xFE, b"SECRET comment");
    photo.extend_from_slice(b"SECRET behind the end");

    let created = upload(&city, photo).await?;

    assert_eq!((created["width"].as_u64(), created["height"].as_u64()), (Some(1067), Some(1600)));
    let mut pictures = Vec::new();
    for address in [&created["url"], &created["thumbnailUrl"]] {
        let url = city.url("intake", address.as_str().unwrap());
        pictures.push(city.http.get(url).send().await?.bytes().await?.to_vec());
    }
    for file in files(&city.photo_folder())? {
        pictures.push(std::fs::read(file)?);
    }
    assert_eq!(pictures.len(), 4, "two sizes, served and stored");
    assert!(pictures.iter().all(|picture| is_bare(picture)));
    city.stop().await
}

#[tokio::test]
async fn a_phones_photo_is_served_without_any_of_its_metadata() -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PHONE_PHOTO);
    let Ok(photo) = std::fs::read(&path) else {
        eprintln!("SKIPPED, nothing was tested: there is no real photo at {}", path.display());
        return Ok(());
    };
    assert!(holds(&photo, b"Exif\0\0"), "the test needs a photo with metadata");
    let city = City::start().await?;

    let created = upload(&city, photo).await?;

    assert_eq!((created["width"].as_u64(), created["height"].as_u64()), (Some(1600), Some(686)));
    for address in [&created["url"], &created["thumbnailUrl"]] {
        let url = city.url("intake", address.as_str().unwrap());
        let picture = city.http.get(url).send().await?.bytes().await?;
        assert!(is_bare(&picture), "{address}");
    }
    city.stop().await
}

#[tokio::test]
async fn the_dearest_photo_of_twelve_megapixels_is_taken() -> anyhow::Result<()> {
    let city = City::start().await?;
    let created = upload(&city, jpeg(4032, 3024, true)).await?;
    assert_eq!((created["width"].as_u64(), created["height"].as_u64()), (Some(1600), Some(1200)));
    city.stop().await
}

#[tokio::test]
async fn photos_that_nobody_used_are_forgotten_and_the_others_stay() -> anyhow::Result<()> {
    let city = City::start().await?;
    let [unused, reported, after] = [
        upload(&city, jpeg(64, 48, false)).await?,
        upload(&city, jpeg(64, 48, false)).await?,
        upload(&city, jpeg(64, 48, false)).await?,
    ];
    let mut body = report("litter", ZANGVOGELBUURT);
    body["photoIds"] = json!([reported["photoId"]]);
    assert_eq!(city.submit(&body).await?.0, 201);
    city.settle().await?;
    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    for (action, body) in [
        ("accept", json!({})),
        ("start", json!({})),
        ("complete", json!({"photoIds": [after["photoId"]], "note": ""})),
    ] {
        assert_eq!(city.act(&crew, &order, action, &body).await?.0, 200, "{action}");
    }
    city.settle().await?;

    let intake = city.pool.connect_options().as_ref().clone().options([("search_path", "intake")]);
    let intake = PgPoolOptions::new().max_connections(2).connect_with(intake).await?;
    let folder = city.photo_folder();
    intake::forget::once(&intake, &folder, clock::now() + TimeDelta::days(3)).await?;
    assert_eq!(files(&folder)?.len(), 6, "what is used tomorrow is not forgotten today");
    intake::forget::once(&intake, &folder, clock::now() + TimeDelta::days(5)).await?;

    assert_eq!(files(&folder)?.len(), 4);
    assert_eq!(city.count("select count(*) from intake.photo").await?, 2);
    for (photo, status) in [(&unused, 404), (&reported, 200), (&after, 200)] {
        let url = city.url("intake", photo["url"].as_str().unwrap());
        assert_eq!(city.http.get(url).send().await?.status(), status);
    }
    city.stop().await
}

/// A JPEG that says nothing about who, where or with what.
fn is_bare(picture: &[u8]) -> bool {
    const TRACES: [&[u8]; 6] =
        [b"Exif\0\0", b"http://ns.adobe.com/xap/", b"ICC_PROFILE", b"HMD", b"GPS\0", b"SECRET"];
    picture.starts_with(b"\xff\xd8") && !TRACES.iter().any(|trace| holds(picture, trace))
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[tokio::test]
async fn a_photo_that_is_replaced_or_taken_back_is_gone_at_once_and_one_of_a_report_stays()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let photos = city.url("intake", "/api/v1/photos");
    let picture = async |photo: &Value| {
        let url = city.url("intake", photo["url"].as_str().unwrap());
        anyhow::Ok(city.http.get(url).send().await?.status().as_u16())
    };
    let id = |photo: &Value| photo["photoId"].as_str().unwrap().to_owned();
    let old = upload(&city, jpeg(800, 600, false)).await?;
    let form = reqwest::multipart::Form::new().text("photoId", id(&old));
    let step = city.http.post(city.url("intake", "/melden")).multipart(form).send().await?;
    let cookie = step.headers()[reqwest::header::SET_COOKIE].to_str()?.to_owned();
    let cookie = cookie.split(';').next().unwrap();

    let wiped = city.http.post(format!("{photos}?replaces={}", id(&old)));
    let wiped = wiped.header("cookie", cookie).body(jpeg(800, 600, false)).send().await?;
    let wiped: Value = wiped.json().await?;

    assert_eq!((picture(&old).await?, picture(&wiped).await?), (404, 200));
    assert_eq!(files(&city.photo_folder())?.len(), 2, "the old bytes are off the disk");
    let form = city.http.get(city.url("intake", "/melden")).header("cookie", cookie);
    let form = form.send().await?.text().await?;
    assert!(form.contains(&id(&wiped)) && !form.contains(&id(&old)), "the draft has the new one");

    let mut report = report("litter", ZANGVOGELBUURT);
    report["photoIds"] = json!([id(&wiped)]);
    let sent = city.http.post(city.url("intake", "/api/v1/reports")).json(&report).send().await?;
    assert_eq!(sent.status(), 201);
    let taken = city.http.delete(format!("{photos}/{}", id(&wiped))).send().await?;
    let other = city.http.post(format!("{photos}?replaces={}", id(&wiped)));
    let other: Value = other.body(jpeg(800, 600, false)).send().await?.json().await?;
    assert_eq!((taken.status().as_u16(), picture(&wiped).await?), (404, 200));
    let taken = city.http.delete(format!("{photos}/{}", id(&other))).send().await?;
    assert_eq!((taken.status().as_u16(), picture(&other).await?), (204, 404));
    city.stop().await
}

/// The hint about a dark photo is on the page of the form, for who has no script.
#[tokio::test]
async fn a_dark_or_tiny_photo_is_taken_with_a_hint() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dark = {
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 90).encode(&vec![12; 800 * 600 * 3], 800, 600, ColorType::Rgb)?;
        bytes
    };
    for (photo, words) in
        [(dark, "erg donker"), (jpeg(320, 240, false), "erg klein"), (jpeg(800, 600, false), "")]
    {
        let photo = upload(&city, photo).await?;
        let id = photo["photoId"].as_str().unwrap().to_owned();
        let form = reqwest::multipart::Form::new().text("photoId", id);
        let step = city.http.post(city.url("intake", "/melden")).multipart(form).send().await?;
        assert_eq!(step.status(), 303);
        let cookie = step.headers()[reqwest::header::SET_COOKIE].to_str()?.to_owned();

        let page = city.http.get(city.url("intake", "/melden"));
        let page = page.header("cookie", cookie.split(';').next().unwrap()).send().await?;

        let page = page.text().await?;
        let hints = page.split("data-hints>").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(hints.contains(words) && hints.is_empty() == words.is_empty(), "{hints}");
    }
    city.stop().await
}
