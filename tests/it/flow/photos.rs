//! A photo as it was taken goes in; only a clean picture comes out.

use std::path::Path;

use tests::City;

/// A photo of a phone, with Exif and a GPS block. Not part of the repository.
const PHONE_PHOTO: &str = "../../shared/photos/HMD_Nokia_8.3_5G.jpg";

#[tokio::test]
async fn a_phones_photo_is_served_without_any_of_its_metadata() -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PHONE_PHOTO);
    let Ok(photo) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return Ok(());
    };
    assert!(holds(&photo, b"Exif\0\0"), "the test needs a photo with metadata");
    let city = City::start().await?;

    let created = city.http.post(city.url("intake", "/api/v1/photos")).body(photo).send().await?;
    assert_eq!(created.status(), 201);
    let created: serde_json::Value = created.json().await?;
    assert_eq!((created["width"].as_u64(), created["height"].as_u64()), (Some(1600), Some(686)));

    for address in [&created["url"], &created["thumbnailUrl"]] {
        let url = city.url("intake", address.as_str().unwrap());
        let picture = city.http.get(url).send().await?.bytes().await?;
        assert!(picture.starts_with(b"\xff\xd8"));
        for trace in [&b"Exif\0\0"[..], b"http://ns.adobe.com/xap/", b"ICC_PROFILE", b"HMD"] {
            assert!(!holds(&picture, trace), "{address}");
        }
    }
    city.stop().await
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}
