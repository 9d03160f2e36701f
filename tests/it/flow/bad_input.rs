//! Bad input gets a clear answer, nothing is stored half, and the service stays well.

use reqwest::{RequestBuilder, header};
use serde_json::{Value, json};
use tests::City;

use super::{
    UTRECHT, ZANGVOGELBUURT,
    photos::{files, jpeg},
    report,
};

const MIB: usize = 1024 * 1024;

/// Status, problem type and whether it is a full problem document.
async fn problem(request: RequestBuilder) -> anyhow::Result<(u16, String)> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(response.headers()["api-version"], "1.0.0");
    let body: Value = response.json().await?;
    assert_eq!(body["status"], status);
    assert!(!body["title"].as_str().unwrap().is_empty());
    assert!(!body["detail"].as_str().unwrap().is_empty());
    Ok((status, body["type"].as_str().unwrap().to_owned()))
}

#[tokio::test]
async fn a_report_that_does_not_fit_is_refused_in_words_and_not_stored() -> anyhow::Result<()> {
    let city = City::start().await?;
    let url = city.url("intake", "/api/v1/reports");
    let post = |body: Value| city.http.post(&url).json(&body);
    let with = |key: &str, value: Value| {
        let mut body = report("litter", ZANGVOGELBUURT);
        body[key] = value;
        body
    };

    for (body, expected) in [
        (json!({}), (400, "invalid-input")),
        (json!([1, 2]), (400, "invalid-input")),
        (report("escaped_peacock", ZANGVOGELBUURT), (400, "invalid-input")),
        (report("litter", UTRECHT), (400, "invalid-input")),
        (report("litter", [500.0, 91.0]), (400, "invalid-input")),
        (with("description", "x".repeat(2001).into()), (400, "invalid-input")),
        (with("photoIds", json!(["0199f3a0-0000-7000-8000-000000000000"])), (400, "invalid-input")),
        (with("contact", json!({"email": "a@b.nl\r\nBcc: c@d.nl"})), (400, "invalid-input")),
        (with("contact", json!({"email": 123})), (400, "invalid-input")),
        (with("description", "a\0b".into()), (400, "invalid-input")),
        (with("answers", json!({"hoeveel": "\u{1b}[2J"})), (400, "invalid-input")),
        (with("description", "x".repeat(10 * MIB).into()), (413, "too-large")),
    ] {
        let answer = problem(post(body)).await?;
        assert_eq!((answer.0, answer.1.as_str()), expected);
    }
    let json_type = (header::CONTENT_TYPE, "application/json");
    let broken = city.http.post(&url).header(json_type.0, json_type.1).body("{\"category\":");
    assert_eq!(problem(broken).await?.0, 400);
    let plain = city.http.post(&url).header(header::CONTENT_TYPE, "text/plain").body("hello");
    assert_eq!(problem(plain).await?.0, 415);
    assert_eq!(problem(city.http.put(&url).body("")).await?.0, 405);

    city.settle().await?;
    for table in [
        "select count(*) from intake.report",
        "select count(*) from intake.idempotency",
        "select count(*) from routing.issue",
    ] {
        assert_eq!(city.count(table).await?, 0, "{table}");
    }
    assert_eq!(city.submit(&report("litter", ZANGVOGELBUURT)).await?.0, 201);
    city.stop().await
}

#[tokio::test]
async fn what_only_the_database_knows_is_told_beside_the_other_mistakes() -> anyhow::Result<()> {
    let city = City::start().await?;
    let mut body = report("escaped_peacock", UTRECHT);
    body["description"] = 7.into();
    body["photoIds"] = json!(["0199f3a0-0000-7000-8000-000000000000"]);

    let (status, problem) = city.submit(&body).await?;

    assert_eq!(status, 400);
    let errors = problem["errors"].as_array().unwrap();
    let pointers: Vec<_> = errors.iter().filter_map(|error| error["pointer"].as_str()).collect();
    assert_eq!(pointers, ["/description", "/category", "/photoIds", "/location"]);
    city.stop().await
}

/// Small files that claim 30,000 by 30,000 pixels.
fn bombs() -> [Vec<u8>; 2] {
    let mut jpeg = jpeg(64, 48, false);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0".to_vec();
    png.extend_from_slice(b"\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82");
    [jpeg, png]
}

#[tokio::test]
async fn an_upload_that_is_no_good_photo_is_refused_in_words_and_not_stored() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let url = city.url("intake", "/api/v1/photos");
    let post =
        |body: Vec<u8>| city.http.post(&url).header(header::CONTENT_TYPE, "image/jpeg").body(body);
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(4096, 0);
    let whole = jpeg(1600, 1200, false);
    let [jpeg_bomb, png_bomb] = bombs();

    for (what, body, expected) in [
        ("nothing", Vec::new(), 400),
        ("a text file named .jpg", b"Dit is geen foto.".to_vec(), 415),
        ("HEIC", heic, 415),
        ("the head of a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), 400),
        ("a JPEG of which the end is missing", whole[..whole.len() * 3 / 4].to_vec(), 400),
        ("a JPEG bomb", jpeg_bomb, 400),
        ("a PNG bomb", png_bomb, 400),
        ("60 MB", vec![0xff; 60 * MIB], 413),
    ] {
        let (status, kind) = problem(post(body)).await?;
        assert_eq!(status, expected, "{what}: {kind}");
    }

    assert_eq!(city.count("select count(*) from intake.photo").await?, 0);
    assert!(files(&city.photo_folder())?.is_empty());
    assert_eq!(city.http.get(city.url("intake", "/readyz")).send().await?.status(), 200);
    city.stop().await
}

#[tokio::test]
async fn pages_answer_bad_addresses_with_a_page_and_the_api_with_a_problem() -> anyhow::Result<()> {
    let city = City::start().await?;
    let nowhere = city.url("intake", "/api/v1/nothing-here");
    assert_eq!(problem(city.http.get(nowhere)).await?, (404, "not-found".to_owned()));
    let unknown = "/api/v1/reports/0199f3a0-0000-7000-8000-000000000000";
    assert_eq!(problem(city.http.get(city.url("intake", unknown))).await?.0, 404);
    assert_eq!(problem(city.http.get(city.url("intake", "/api/v1/reports/x"))).await?.0, 404);

    let page = city.http.get(city.url("intake", "/nergens")).send().await?;
    assert_eq!(page.status(), 404);
    assert!(page.headers()[header::CONTENT_TYPE].to_str()?.starts_with("text/html"));
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str()?.to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    city.stop().await
}

#[tokio::test]
async fn a_form_posted_by_another_site_is_refused() -> anyhow::Result<()> {
    let city = City::start().await?;
    let url = city.url("intake", "/melden/wat");
    let foreign =
        city.http.post(url).header("sec-fetch-site", "cross-site").body("category=litter");
    assert_eq!(foreign.send().await?.status(), 403);
    city.stop().await
}

#[tokio::test]
async fn a_service_without_a_free_connection_is_busy_and_not_absent() -> anyhow::Result<()> {
    let city = City::start().await?;
    let pool = city.pool_of("intake");
    let mut taken = Vec::new();
    while let Ok(connection) = pool.acquire().await {
        taken.push(connection);
    }

    let (status, body) = city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    let ready = city.http.get(city.url("intake", "/readyz")).send().await?;

    assert_eq!(status, 503, "{body}");
    assert_eq!(ready.status(), 200, "{} connections are taken", taken.len());
    drop(taken);
    assert_eq!(city.submit(&report("litter", ZANGVOGELBUURT)).await?.0, 201);
    city.stop().await
}
