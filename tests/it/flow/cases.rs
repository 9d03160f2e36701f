//! Enforcement cases: evidence stays as it was made, nobody sees it unseen, and what is changed is found.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use platform::hex;
use reqwest::{
    RequestBuilder, Response, StatusCode,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::City;
use uuid::Uuid;

use super::{ZANGVOGELBUURT, openapi::PNG, report, text};

/// A JPEG of 8 × 8 pixels, as a phone makes a preview.
fn preview(side: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels = vec![90; usize::from(side) * usize::from(side) * 3];
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 60);
    encoder.encode(&pixels, side, side, jpeg_encoder::ColorType::Rgb).expect("grey");
    jpeg
}

/// One order, a boa with a phone, and somebody of the office who may open evidence.
struct Beat {
    city: City,
    order: String,
    boa: String,
    boa_id: Uuid,
    office: String,
}

/// What a boa made.
struct Shot {
    id: Uuid,
    original: Vec<u8>,
    /// Fields of the facts that are not as they should be.
    wrong: Value,
    preview: Option<Vec<u8>>,
}

impl Shot {
    fn new(id: u128) -> Self {
        let original = [PNG, &id.to_be_bytes()].concat();
        Self { id: Uuid::from_u128(id), original, wrong: json!({}), preview: Some(preview(8)) }
    }

    fn form(&self, staff_id: Uuid) -> Form {
        let digest = hex::encoded(&Sha256::digest(&self.original));
        let mut facts = json!({
            "evidenceId": self.id, "staffId": staff_id, "label": "overview", "sha256": digest,
            "msAgo": 60_000, "phoneClock": "2026-11-30T08:41:07.000Z",
            "place": {"longitude": ZANGVOGELBUURT[0], "latitude": ZANGVOGELBUURT[1] + 0.0001,
                "accuracyM": 4},
        });
        facts.as_object_mut().unwrap().extend(self.wrong.as_object().unwrap().clone());
        let file = |bytes: &[u8]| Part::bytes(bytes.to_vec()).file_name("blob");
        let mut form = Form::new().text("facts", facts.to_string());
        if let Some(preview) = &self.preview {
            form = form.part("preview", file(preview));
        }
        form.part("original", file(&self.original))
    }
}

impl Beat {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        city.submit(&report("bulky_waste", ZANGVOGELBUURT)).await?;
        city.settle().await?;
        let crew = city.sign_in("crew@demo").await?;
        let order =
            text(&city.work_orders(&crew, "open").await?.remove(0), "/workOrderId").to_owned();
        let boa = city.sign_in("boa@demo").await?;
        let boa_id = sqlx::query_scalar(
            "select staff_account_id from staff_account where email = 'boa@demo'",
        );
        let boa_id = boa_id.fetch_one(city.pool_of("routing")).await?;
        let office = city.sign_in("manager@demo").await?;
        Ok(Self { city, order, boa, boa_id, office })
    }

    fn post(&self, path: &str, token: &str) -> RequestBuilder {
        let request = self.city.http.post(self.city.url("work_orders", path)).bearer_auth(token);
        request.header("accept", "application/problem+json")
    }

    async fn send_as(&self, token: &str, shot: &Shot) -> anyhow::Result<(StatusCode, Value)> {
        let post = self.post(&format!("/werk/{}/bewijs", self.order), token);
        let answer = post.multipart(shot.form(self.boa_id)).send().await?;
        Ok((answer.status(), answer.json().await?))
    }

    async fn send(&self, shot: &Shot) -> anyhow::Result<(StatusCode, Value)> {
        self.send_as(&self.boa, shot).await
    }

    /// Sends a photo, and gives the path of its case.
    async fn opened(&self) -> anyhow::Result<String> {
        let (status, answer) = self.send(&Shot::new(1)).await?;
        anyhow::ensure!(status == 200, "{answer}");
        Ok(text(&answer, "/casePath").to_owned())
    }

    async fn get(&self, path: &str, token: &str) -> anyhow::Result<Response> {
        let url = self.city.url("work_orders", path);
        Ok(self.city.http.get(url).bearer_auth(token).send().await?)
    }

    /// The page of a case, as the boa reads it.
    async fn page(&self, path: &str) -> anyhow::Result<String> {
        Ok(self.get(path, &self.boa).await?.error_for_status()?.text().await?)
    }

    async fn lines(&self) -> anyhow::Result<Vec<Value>> {
        let all = "select line from case_entry order by number";
        let lines: Vec<String> =
            sqlx::query_scalar(all).fetch_all(self.city.pool_of("work_orders")).await?;
        Ok(lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
    }

    fn file(&self, shot: &Shot) -> std::path::PathBuf {
        let id = shot.id.to_string();
        self.city.evidence_folder().join(&id[id.len() - 2..]).join(id)
    }
}

fn what(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| text(line, "/what")).collect()
}

#[tokio::test]
async fn a_photo_is_kept_to_the_bit_once_and_opens_one_case() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let shot = Shot::new(1);

    let (status, first) = beat.send(&shot).await?;
    assert_eq!((status, first["number"].as_i64()), (StatusCode::OK, Some(1)), "{first}");
    assert!(text(&first, "/caseNumber").ends_with("-0001"), "{first}");
    // The answer was lost, and the phone sends it again.
    assert_eq!(beat.send(&shot).await?.1, first);
    let (_, second) = beat.send(&Shot::new(2)).await?;
    assert_eq!((&second["caseNumber"], &second["number"]), (&first["caseNumber"], &json!(2)));
    assert_eq!(std::fs::read(beat.file(&shot))?, shot.original);

    let lines = beat.lines().await?;
    assert_eq!(what(&lines), ["opened", "photo-added", "photo-added"]);
    let photo = &lines[1]["photo"];
    assert_eq!((&photo["place"]["awayM"], &photo["place"]["accuracyM"]), (&json!(11), &json!(4)));
    assert_eq!(text(photo, "/phoneClock"), "2026-11-30T08:41:07.000Z");
    beat.city.stop().await
}

#[tokio::test]
async fn first_photos_at_the_same_time_open_one_case() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let shots: Vec<_> = (1..=6).map(Shot::new).collect();
    let sent = futures_util::future::try_join_all(shots.iter().map(|shot| beat.send(shot))).await?;

    let mut numbers: Vec<_> = sent.iter().map(|(_, answer)| answer["number"].as_i64()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=6).map(Some).collect::<Vec<_>>());
    let cases: i64 = sqlx::query_scalar("select count(*) from enforcement_case")
        .fetch_one(beat.city.pool_of("work_orders"))
        .await?;
    assert_eq!(cases, 1);
    beat.city.stop().await
}

#[tokio::test]
async fn what_is_no_evidence_is_told_so_and_nothing_is_kept() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let wrong = |wrong: Value| Shot { wrong, ..Shot::new(1) };
    let zeros = "0".repeat(64);
    let all = [
        (wrong(json!({"sha256": zeros})), 400, "/sha256"),
        (wrong(json!({"label": "x", "phoneClock": "gisteren"})), 400, "/label"),
        (Shot { original: b"<svg onload=alert(1)>".to_vec(), ..Shot::new(1) }, 415, ""),
        (Shot { original: Vec::new(), ..Shot::new(1) }, 400, "original"),
        (Shot { original: vec![0xff; 20 * 1024 * 1024 + 1], ..Shot::new(1) }, 413, ""),
        // On these a name could be read.
        (Shot { preview: Some(preview(200)), ..Shot::new(1) }, 400, "preview"),
        (
            Shot { preview: Some(preview(64)), wrong: json!({"label": "name"}), ..Shot::new(1) },
            400,
            "preview",
        ),
        (Shot { preview: Some(vec![1; 25 * 1024]), ..Shot::new(1) }, 413, ""),
        (wrong(json!({"staffId": Uuid::from_u128(9)})), 409, ""),
        // Closed by nobody, and closed for nobody.
        (wrong(json!({"envelope": "AAAA"})), 400, "/envelope"),
        (wrong(json!({"envelope": URL_SAFE_NO_PAD.encode([4; 65])})), 400, "/sha256"),
    ];
    for (shot, status, pointer) in all {
        let (got, answer) = beat.send(&shot).await?;
        assert_eq!(got.as_u16(), status, "{answer}");
        let found = answer["errors"][0]["pointer"].as_str().unwrap_or_default();
        assert_eq!(found, pointer, "{answer}");
    }
    let crew = beat.city.sign_in("crew@demo").await?;
    assert_eq!(beat.send_as(&crew, &Shot::new(1)).await?.0, 403);
    assert_eq!(beat.send_as("nobody", &Shot::new(1)).await?.0, 401);
    let nowhere = beat.post(&format!("/werk/{}/bewijs", Uuid::from_u128(5)), &beat.boa);
    let nowhere = nowhere.multipart(Shot::new(1).form(beat.boa_id)).send().await?;
    assert_eq!(nowhere.status(), 404);

    assert_eq!(beat.lines().await?.len(), 0);
    assert!(!beat.file(&Shot::new(1)).exists());
    beat.city.stop().await
}

#[tokio::test]
async fn another_photo_under_the_same_id_never_comes_over_the_first() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    beat.opened().await?;
    let other = Shot { original: [PNG, b"other"].concat(), ..Shot::new(1) };

    assert_eq!(beat.send(&other).await?.0, 409);
    assert_eq!(std::fs::read(beat.file(&Shot::new(1)))?, Shot::new(1).original);
    beat.city.stop().await
}

#[tokio::test]
async fn an_original_and_a_bundle_are_for_few_and_are_in_the_log_first() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let case = beat.opened().await?;
    let shot = Shot::new(1);
    let (original, bundle) = (format!("{case}/origineel/{}", shot.id), format!("{case}/dossier"));
    for path in [&original, &bundle] {
        assert_eq!(beat.post(path, &beat.boa).send().await?.status(), 403);
        assert_eq!(beat.post(path, "nobody").send().await?.status(), 303);
    }
    let before = beat.lines().await?.len();

    let got = beat.post(&original, &beat.office).send().await?.error_for_status()?;
    assert_eq!(got.headers()["cache-control"], "no-store");
    let shown = format!("data:image/png;base64,{}", STANDARD.encode(&shot.original));
    assert!(got.text().await?.contains(&shown));
    let zip = beat.post(&bundle, &beat.office).send().await?.error_for_status()?.bytes().await?;
    let lines = beat.lines().await?;
    assert_eq!(what(&lines[before..]), ["original-viewed", "exported"]);
    let holds = |part: &[u8]| zip.windows(part.len()).any(|here| here == part);
    assert!(holds(&shot.original) && holds(text(&lines[1], "/photo/sha256").as_bytes()));

    let preview_path = format!("{case}/klein/{}", shot.id);
    let small = beat.get(&preview_path, &beat.boa).await?.error_for_status()?;
    assert_eq!(small.bytes().await?, preview(8));
    let crew = beat.city.sign_in("crew@demo").await?;
    let dispatcher = beat.city.sign_in("dispatcher@demo").await?;
    for path in [&case, &preview_path, "/werk/zaken"] {
        assert_eq!(beat.get(path, &crew).await?.status(), 403, "{path}");
        assert_eq!(beat.get(path, &dispatcher).await?.status(), 403, "{path}");
    }
    let elsewhere = format!("/werk/zaak/{}/origineel/{}", Uuid::from_u128(8), shot.id);
    assert_eq!(beat.post(&elsewhere, &beat.office).send().await?.status(), 404);
    beat.city.stop().await
}

#[tokio::test]
async fn a_case_goes_to_the_office_and_is_closed_and_a_late_photo_still_counts()
-> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let case = beat.opened().await?;
    let order = beat.page(&format!("/werk/{}", beat.order)).await?;
    assert!(order.contains(&case) && order.contains("In onderzoek"), "{order}");

    // Who would clear it away waits until the boa is done.
    let crew = beat.city.sign_in("crew@demo").await?;
    let order = format!("/werk/{}", beat.order);
    assert!(beat.get(&order, &crew).await?.text().await?.contains("Ruim nog niet op"));
    for _ in 0..2 {
        let handed = beat.post(&format!("{case}/naar-kantoor"), &beat.boa).send().await?;
        assert_eq!(handed.status(), 303);
    }
    let seen = beat.get(&order, &crew).await?.text().await?;
    assert!(!seen.contains("Ruim nog niet op") && !seen.contains("HZ-"), "{seen}");
    let close = |form: [(&'static str, &'static str); 2]| {
        beat.post(&format!("{case}/afsluiten"), &beat.office).form(&form)
    };
    let refused = close([("uitkomst", ""), ("toelichting", "Nog niet")]).send().await?;
    assert_eq!(refused.status(), 400);
    assert!(refused.text().await?.contains("Kies wat eruit kwam."));
    let warned = [("uitkomst", "warned"), ("toelichting", "Brief gestuurd")];
    assert_eq!(close(warned).send().await?.status(), 303);
    assert_eq!(close(warned).send().await?.status(), 409);

    // A phone that had no connection until now.
    assert_eq!(beat.send(&Shot::new(2)).await?.0, 200);
    let lines = beat.lines().await?;
    assert_eq!(what(&lines), ["opened", "photo-added", "handed-over", "closed", "photo-added"]);
    let page = beat.page(&case).await?;
    assert!(page.contains("Gewaarschuwd") && page.contains("2 bewijsfoto"), "{page}");
    let closed = beat.page("/werk/zaken?toon=gesloten").await?;
    assert!(closed.contains(&case) && !beat.page("/werk/zaken").await?.contains(&case));
    beat.city.stop().await
}

#[tokio::test]
async fn the_service_cannot_change_what_it_wrote_and_a_change_by_others_is_seen()
-> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let case = beat.opened().await?;
    assert!(beat.page(&case).await?.contains("Alles is ongewijzigd."));
    for change in [
        "update case_entry set line = line",
        "delete from case_entry",
        "update evidence set number = 2",
        "delete from evidence",
        "delete from enforcement_case",
    ] {
        let done = sqlx::query(change).execute(beat.city.pool_of("work_orders")).await;
        assert!(done.unwrap_err().to_string().contains("permission denied"), "{change}");
    }

    // Somebody with the keys of the database and of the disk.
    let change = "update work_orders.case_entry
        set line = replace(line, '2026-11-30T08:41:07.000Z', '2026-11-30T08:41:06.000Z')
        where number = 2";
    assert_eq!(sqlx::query(change).execute(&beat.city.pool).await?.rows_affected(), 1);
    let page = beat.page(&case).await?;
    assert!(page.contains("Het logboek is veranderd."), "{page}");
    let file = beat.file(&Shot::new(1));
    let mut original = std::fs::read(&file)?;
    original[40] ^= 1;
    std::fs::write(&file, &original)?;
    let page = beat.page(&case).await?;
    assert!(page.contains("Het origineel van foto 1 klopt niet."), "{page}");
    std::fs::remove_file(&file)?;
    assert!(beat.page(&case).await?.contains("Het origineel van foto 1 klopt niet."));
    beat.city.stop().await
}

#[tokio::test]
async fn a_boa_goes_from_the_number_of_a_report_to_its_evidence_and_others_to_the_order()
-> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let crew = beat.city.sign_in("crew@demo").await?;
    let order = beat.city.work_orders(&crew, "open").await?.remove(0);
    let number = text(&order, "/reportNumbers/0");
    let to = |answer: Response| answer.headers()["location"].to_str().unwrap().to_owned();
    let path = format!("/werk/bij/{number}");

    assert_eq!(to(beat.get(&path, &beat.boa).await?), format!("/werk/{}/bewijs", beat.order));
    assert_eq!(to(beat.get(&path, &crew).await?), format!("/werk/{}", beat.order));
    for wrong in ["LD-0000-00", "x%00", "%3Cscript%3E", "%2527%20or%201"] {
        let answer = beat.get(&format!("/werk/bij/{wrong}"), &beat.boa).await?;
        assert_eq!(answer.status(), 404, "{wrong}");
    }
    let listed = beat.page(&format!("/werk?nieuw={number}")).await?;
    assert!(listed.contains(&format!("href=\"{path}\"")), "{listed}");
    assert!(
        !beat.get(&format!("/werk?nieuw={number}"), &crew).await?.text().await?.contains(&path)
    );
    beat.city.stop().await
}

#[tokio::test]
async fn a_case_outside_the_area_of_an_account_is_not_there_for_it() -> anyhow::Result<()> {
    let beat = Beat::open().await?;
    let case = beat.opened().await?;
    // Rustenburg, and not Liendert, where the case is.
    sqlx::query("update staff_account set area_codes = '{WK030711}' where email = 'boa@demo'")
        .execute(beat.city.pool_of("routing"))
        .await?;
    let elsewhere = beat.city.sign_in("boa@demo").await?;

    assert!(beat.page("/werk/zaken").await?.contains(&case));
    let listed = beat.get("/werk/zaken", &elsewhere).await?.error_for_status()?.text().await?;
    assert!(!listed.contains(&case), "{listed}");
    let photo = format!("{case}/klein/{}", Shot::new(1).id);
    for path in [&case, &photo, &format!("/werk/{}/bewijs", beat.order)] {
        assert_eq!(beat.get(path, &elsewhere).await?.status(), 403, "{path}");
    }
    assert_eq!(beat.post(&format!("{case}/naar-kantoor"), &elsewhere).send().await?.status(), 403);
    assert_eq!(beat.send_as(&elsewhere, &Shot::new(2)).await?.0, 403);
    beat.city.stop().await
}
