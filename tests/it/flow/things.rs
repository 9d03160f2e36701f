//! The register of things on the street on its page: a file is looked at first, and owners get a name.

use tests::List;

use super::office::{Office, location};

const THINGS: (&str, &str) = ("intake", "/beheer/inrichting/spullen");

/// An administrator in a city with a register of its own.
async fn open() -> anyhow::Result<Office> {
    let office = Office::open().await?;
    let register = "number;kind;lon;lat;owner\n1;container;5.40;52.16;ROVA\n\
                    2;container;5.41;52.16;ROVA\n7;bench;5.40;52.17;\n";
    office.city.import_list(List::Assets, register).await?;
    Ok(office)
}

async fn owner(office: &Office, number: &str) -> anyhow::Result<Option<String>> {
    let query = "select owner from intake.asset where number = $1 and not is_gone";
    Ok(sqlx::query_scalar(query).bind(number).fetch_optional(&office.city.pool).await?)
}

#[tokio::test]
async fn a_register_is_looked_at_first_and_then_is_the_whole_register() -> anyhow::Result<()> {
    let office = open().await?;
    let file = "number;kind;lon;lat;owner\n1;container;5.40;52.16;ROVA\n\
                2;container;5.41;52.16;Gemeente\n3;bin;5.42;52.16;Gemeente\n";
    let brought = office.bring(THINGS, file).await?;
    assert_eq!(location(&brought), "/beheer/inrichting/spullen?voorstel=bekijk");

    let (html, mark) = office.look(THINGS).await?;
    for told in
        ["1 nieuw, 1 gewijzigd, 1 gelijk, 1 vervallen", "Afvalbak 3", "Container 2", "Bankje 7"]
    {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert_eq!(owner(&office, "2").await?.as_deref(), Some("ROVA"), "only looked at");
    assert_eq!(office.apply(THINGS, "x").await?.status(), 409);
    let done = office.apply(THINGS, &mark).await?;
    assert_eq!(location(&done), "/beheer/inrichting/spullen?gedaan=ingelezen");
    assert_eq!(owner(&office, "2").await?.as_deref(), Some("Gemeente"));
    assert_eq!(owner(&office, "7").await?, None, "not in the file");
    assert_eq!(office.apply(THINGS, &mark).await?.status(), 409, "nothing waits");
    assert!(office.bring(THINGS, file).await?.text().await?.contains("precies wat er al is"));
    let page = office.page(THINGS).await?;
    for told in [
        "1 nieuw: Afvalbak 3; 1 gewijzigd: Container 2; 1 vervallen: Bankje 7",
        "3 in het register",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    office.city.stop().await
}

#[tokio::test]
async fn an_owner_gets_another_name_or_joins_another_and_a_bad_file_changes_nothing()
-> anyhow::Result<()> {
    let office = open().await?;
    for (form, status) in [
        ([("was", "ROVA"), ("naam", " ")], 422),
        ([("was", "Nobody"), ("naam", "Iemand")], 409),
        ([("was", "ROVA"), ("naam", "ROVA Amersfoort")], 303),
        ([("was", ""), ("naam", "ROVA Amersfoort")], 303),
    ] {
        assert_eq!(office.post(THINGS, &office.admin, &form).await?.status(), status, "{form:?}");
    }
    assert_eq!(owner(&office, "7").await?.as_deref(), Some("ROVA Amersfoort"));
    let page = office.page(THINGS).await?;
    for told in ["ROVA heet nu ROVA Amersfoort (2)", "Niet bekend heet nu ROVA Amersfoort (1)"] {
        assert!(page.contains(told), "{told}: {page}");
    }

    let bad =
        office.bring(THINGS, "number;kind;lon;lat\n7;tree;5.4;52.1\n8;bin;52.1;5.4\n").await?;
    assert_eq!(bad.status(), 422);
    let html = bad.text().await?;
    for told in ["Er is niets veranderd", "regel 2: kind moet", "ze lijken omgewisseld"] {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert_eq!(office.city.count("select count(*) from intake.asset where not is_gone").await?, 3);
    office.city.stop().await
}
