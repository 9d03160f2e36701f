//! Areas and teams on their pages: a file is looked at first, and what it changes reaches the services.

use serde_json::Value;

use super::{
    office::{Office, location},
    report, text,
};

const AREAS: (&str, &str) = ("routing", "/beheer/inrichting");
const TEAMS: (&str, &str) = ("routing", "/beheer/inrichting/teams");

async fn count(office: &Office, table: &str) -> anyhow::Result<i64> {
    let query = match table {
        "area" => "select count(*) from routing.area",
        "team" => "select count(*) from routing.team",
        _ => "select count(*) from routing.outbox",
    };
    Ok(office.city.count(query).await?)
}

/// One buurt, a square kilometre of fields.
fn areas(crs: &str, code: &str, name: &str, ring: &str) -> Vec<u8> {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},
            "features":[{{"type":"Feature","properties":{{"buurtcode":"{code}","buurtnaam":"{name}",
            "wijkcode":"WK999901","wijknaam":"Proefwijk"}},
            "geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
    )
    .into_bytes()
}

const SQUARE: &str = "[[5.25,52.25],[5.26,52.25],[5.26,52.26],[5.25,52.26],[5.25,52.25]]";
const IN_SQUARE: [f64; 2] = [5.255, 52.255];
const CRS84: &str = "urn:ogc:def:crs:OGC:1.3:CRS84";

#[tokio::test]
async fn a_new_area_is_looked_at_first_then_counts_and_gets_another_name() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let before = (count(&office, "area").await?, count(&office, "outbox").await?);
    let brought = office.bring(AREAS, areas(CRS84, "BU99990101", "Proef", SQUARE)).await?;
    assert_eq!(location(&brought), "/beheer/inrichting?voorstel=bekijk");
    let (html, mark) = office.look(AREAS).await?;
    for told in ["1 nieuw, 0 gewijzigd, 0 gelijk", "Proef (Proefwijk)", "class=\"town__a new\""] {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert_eq!(
        (count(&office, "area").await?, count(&office, "outbox").await?),
        before,
        "only looked at"
    );
    assert!(!html.contains("over elkaar"), "fields that no other buurt has");

    let done = office.apply(AREAS, &mark).await?;
    assert_eq!(location(&done), "/beheer/inrichting?gedaan=ingelezen");
    office.city.settle().await?;
    let (status, made) = office.city.submit(&report("litter", IN_SQUARE)).await?;
    assert_eq!((status.as_u16(), text(&made, "/reportId").is_empty()), (201, false), "{made}");
    assert_eq!(office.apply(AREAS, &mark).await?.status(), 409, "nothing waits any more");
    let again = office.bring(AREAS, areas(CRS84, "BU99990101", "Proef", SQUARE)).await?;
    assert!(again.text().await?.contains("In dit bestand staat precies wat er al is."));

    let form = |version, name| {
        [("gebied", "BU99990101"), ("versie", version), ("naam", name), ("wijk", "Nieuwe Wijk")]
    };
    assert_eq!(office.post(AREAS, &office.admin, &form("1", "")).await?.status(), 422);
    let renamed = office.post(AREAS, &office.admin, &form("1", "De Proef")).await?;
    assert_eq!(location(&renamed), "/beheer/inrichting?open=BU99990101&gedaan=bewaard");
    assert_eq!(
        office.post(AREAS, &office.admin, &form("1", "Anders")).await?.status(),
        409,
        "somebody was first"
    );
    office.city.settle().await?;
    let shown: String = sqlx::query_scalar(
        "select name || ', ' || wijk_name from statistics.area where area_code = 'BU99990101'",
    )
    .fetch_one(&office.city.pool)
    .await?;
    assert_eq!(shown, "De Proef, Nieuwe Wijk");
    let page = office.page(AREAS).await?;
    for told in [
        "1 nieuw: Proef (Proefwijk)",
        "Proef heet nu De Proef; Proefwijk heet nu Nieuwe Wijk",
        "Beheer",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    office.city.stop().await
}

#[tokio::test]
async fn a_file_of_areas_that_cannot_be_is_refused_whole_with_every_reason() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let before = count(&office, "area").await?;
    let crossing = "[[5.25,52.25],[5.26,52.26],[5.26,52.25],[5.25,52.26],[5.25,52.25]]";
    let swapped = "[[52.25,5.25],[52.26,5.25],[52.26,5.26],[52.25,5.25]]";
    let cases = [
        (areas(CRS84, "X", "Proef", crossing), 422, "X: de omtrek klopt niet: Self-intersection"),
        (areas("urn:ogc:def:crs:EPSG::25831", "X", "Proef", SQUARE), 422, "onbekend stelsel"),
        (areas("urn:ogc:def:crs:EPSG::28992", "X", "Proef", SQUARE), 422, "ligt niet in Nederland"),
        (areas(CRS84, "X", "Proef", swapped), 422, "lengte en breedte lijken omgewisseld"),
        (b"niets".to_vec(), 422, "dit is geen leesbare GeoJSON"),
        (vec![0xff, 0xfe, b'{'], 422, "Dit bestand is geen tekst in UTF-8."),
        (Vec::new(), 422, "Kies eerst een bestand."),
        (vec![b' '; 16 * 1024 * 1024 + 1], 413, "hoogstens 16 MB"),
    ];
    for (content, status, told) in cases {
        let answer = office.bring(AREAS, content).await?;
        assert_eq!(answer.status(), status, "{told}");
        let html = answer.text().await?;
        assert!(html.contains(told) && html.contains("Er is niets veranderd"), "{told}: {html}");
    }
    assert_eq!(count(&office, "area").await?, before);
    assert_eq!(office.city.count("select count(*) from routing.setup_proposal").await?, 0);
    office.city.stop().await
}

#[tokio::test]
async fn two_files_at_once_do_not_hide_each_other() -> anyhow::Result<()> {
    let office = Office::open().await?;
    office.bring(AREAS, areas(CRS84, "BU99990101", "Proef", SQUARE)).await?;
    let (_, mark) = office.look(AREAS).await?;
    // A colleague imports the same by another way, meanwhile.
    let same = String::from_utf8(areas(CRS84, "BU99990101", "Van een ander", SQUARE))?;
    office.city.import_areas(&same).await?;

    let over = "[[5.255,52.25],[5.27,52.25],[5.27,52.26],[5.255,52.26],[5.255,52.25]]";
    office.bring(AREAS, areas(CRS84, "BU99990102", "Ernaast", over)).await?;
    assert!(office.look(AREAS).await?.0.contains("<li>Ernaast en Van een ander</li>"));
    office.bring(AREAS, areas(CRS84, "BU99990101", "Proef", SQUARE)).await?;

    let late = office.apply(AREAS, &mark).await?;

    assert_eq!(late.status(), 409);
    let html = late.text().await?;
    assert!(html.contains("Iemand anders was eerder.") && html.contains("0 nieuw, 1 gewijzigd"));
    let (_, mark) = office.look(AREAS).await?;
    assert_eq!(office.apply(AREAS, &mark).await?.status(), 303);
    office.post(("routing", "/beheer/inrichting/toch-niet"), &office.admin, &[]).await?;
    office.city.stop().await
}

#[tokio::test]
async fn a_team_is_made_renamed_everywhere_and_stays_while_it_is_used() -> anyhow::Result<()> {
    let office = Office::open().await?;
    office.city.submit(&report("litter", super::ZANGVOGELBUURT)).await?;
    office.city.settle().await?;
    for (form, told) in [
        ([("sleutel", "Noord"), ("naam", "Noord")], "Vul een sleutel in"),
        ([("sleutel", "noord"), ("naam", " ")], "Vul een naam in"),
        ([("sleutel", "schoon"), ("naam", "Noord")], "Er is al een team met deze sleutel."),
        ([("sleutel", "noord"), ("naam", "wijkteam schoon")], "Er is al een team dat zo heet."),
    ] {
        let answer = office.post(TEAMS, &office.admin, &form).await?;
        assert_eq!(answer.status(), 422, "{told}");
        let html = answer.text().await?;
        assert!(html.contains(told), "{told}: {html}");
    }
    let made =
        office.post(TEAMS, &office.admin, &[("sleutel", "noord"), ("naam", "Team Noord")]).await?;
    assert_eq!(location(&made), "/beheer/inrichting/teams?open=noord&gedaan=bewaard");

    let rename = [("sleutel", "schoon"), ("versie", "1"), ("naam", "Team Schoon")];
    assert_eq!(office.post(TEAMS, &office.admin, &rename).await?.status(), 303);
    assert_eq!(
        office.post(TEAMS, &office.admin, &rename).await?.status(),
        409,
        "somebody was first"
    );
    // An order of before the rename must not bring the old name back.
    office.city.submit(&report("litter", [5.4040, 52.1668])).await?;
    office.city.settle().await?;
    for schema in ["work_orders", "statistics"] {
        let shown: String = sqlx::query_scalar(match schema {
            "work_orders" => "select name from work_orders.team where team_key = 'schoon'",
            _ => {
                "select name from statistics.team where team_key = 'schoon'
                 order by version desc limit 1"
            }
        })
        .fetch_one(&office.city.pool)
        .await?;
        assert_eq!(shown, "Team Schoon", "{schema}");
    }
    let crew = office.city.sign_in("crew@demo").await?;
    let order: Value = office.city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(text(&order, "/teamName"), "Team Schoon", "{order}");

    let used = office
        .post(("routing", "/beheer/inrichting/teams/weg"), &office.admin, &[("sleutel", "schoon")])
        .await?;
    assert_eq!(used.status(), 409);
    assert!(used.text().await?.contains("Dit team is in gebruik"));
    let gone = office
        .post(("routing", "/beheer/inrichting/teams/weg"), &office.admin, &[("sleutel", "noord")])
        .await?;
    assert_eq!(location(&gone), "/beheer/inrichting/teams?gedaan=weg");
    let page = office.page(TEAMS).await?;
    for told in ["1 nieuw: Team Noord", "Wijkteam Schoon → Team Schoon", "Team Noord is weg"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    office.city.stop().await
}

#[tokio::test]
async fn many_teams_come_from_a_spreadsheet_or_none_does() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let before = count(&office, "team").await?;
    let bad = "sleutel;naam\nnoord;Noord\nZuid;Zuid\nwest;Wijkteam Schoon\n";
    let refused = office.bring(TEAMS, bad).await?;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await?.contains("regel 3: “Zuid” kan geen sleutel zijn"));
    let taken = office.bring(TEAMS, "sleutel,naam\nwest,Wijkteam Schoon\n").await?;
    assert!(taken.text().await?.contains("west: er is al een ander team dat Wijkteam Schoon heet"));

    let good = "sleutel;naam\nnoord;Team Noord\nschoon;Team Schoon\n";
    assert_eq!(office.bring(TEAMS, good).await?.status(), 303);
    let (html, mark) = office.look(TEAMS).await?;
    assert!(html.contains("1 nieuw, 1 gewijzigd, 0 gelijk"), "{html}");
    assert!(html.contains("Wijkteam Schoon → Team Schoon"));
    assert_eq!(count(&office, "team").await?, before, "only looked at");
    assert_eq!(office.apply(TEAMS, "x").await?.status(), 409);
    assert_eq!(
        location(&office.apply(TEAMS, &mark).await?),
        "/beheer/inrichting/teams?gedaan=ingelezen"
    );
    assert_eq!(count(&office, "team").await?, before + 1);
    office.city.stop().await
}
