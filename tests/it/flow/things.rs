//! The register of things on the street on its page: a file is looked at first, and owners get a name.

use reqwest::{
    Response,
    multipart::{Form, Part},
};
use tests::{City, List};

const PATH: &str = "/beheer/inrichting/spullen";

/// An administrator in a city with a register of its own.
struct Office {
    city: City,
    admin: String,
}

impl Office {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let register = "number;kind;lon;lat;owner\n1;container;5.40;52.16;ROVA\n\
                        2;container;5.41;52.16;ROVA\n7;bench;5.40;52.17;\n";
        city.import_list(List::Assets, register).await?;
        let admin = city.sign_in("admin@demo").await?;
        Ok(Self { city, admin })
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<Response> {
        let request = self.city.http.post(self.city.url("intake", path)).form(form);
        Ok(request.bearer_auth(&self.admin).send().await?)
    }

    async fn bring(&self, content: &str) -> anyhow::Result<Response> {
        let part = Part::text(content.to_owned()).file_name("register.csv");
        let url = self.city.url("intake", &format!("{PATH}/bestand"));
        let form = Form::new().part("bestand", part);
        Ok(self.city.http.post(url).bearer_auth(&self.admin).multipart(form).send().await?)
    }

    async fn page(&self, path: &str) -> anyhow::Result<String> {
        let request = self.city.http.get(self.city.url("intake", path)).bearer_auth(&self.admin);
        Ok(request.send().await?.error_for_status()?.text().await?)
    }

    async fn owner(&self, number: &str) -> anyhow::Result<Option<String>> {
        let query = "select owner from intake.asset where number = $1 and not is_gone";
        Ok(sqlx::query_scalar(query).bind(number).fetch_optional(&self.city.pool).await?)
    }
}

#[tokio::test]
async fn a_register_is_looked_at_first_and_then_is_the_whole_register() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let file = "number;kind;lon;lat;owner\n1;container;5.40;52.16;ROVA\n\
                2;container;5.41;52.16;Gemeente\n3;bin;5.42;52.16;Gemeente\n";
    let brought = office.bring(file).await?;
    assert_eq!(brought.headers()["location"], "/beheer/inrichting/spullen?voorstel=bekijk");

    let html = office.page(&format!("{PATH}?voorstel=bekijk")).await?;
    for told in
        ["1 nieuw, 1 gewijzigd, 1 gelijk, 1 vervallen", "Afvalbak 3", "Container 2", "Bankje 7"]
    {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert_eq!(office.owner("2").await?.as_deref(), Some("ROVA"), "only looked at");
    let (_, rest) = html.split_once("name=\"merk\" value=\"").expect("a file waits");
    let mark = rest.split('"').next().unwrap_or_default();

    let geldt = format!("{PATH}/geldt");
    assert_eq!(office.post(&geldt, &[("merk", "x")]).await?.status(), 409);
    let done = office.post(&geldt, &[("merk", mark)]).await?;
    assert_eq!(done.headers()["location"], "/beheer/inrichting/spullen?gedaan=ingelezen");
    assert_eq!(office.owner("2").await?.as_deref(), Some("Gemeente"));
    assert_eq!(office.owner("7").await?, None, "not in the file");
    assert_eq!(office.post(&geldt, &[("merk", mark)]).await?.status(), 409, "nothing waits");
    assert!(office.bring(file).await?.text().await?.contains("precies wat er al is"));
    let page = office.page(PATH).await?;
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
    let office = Office::open().await?;
    for (form, status) in [
        ([("was", "ROVA"), ("naam", " ")], 422),
        ([("was", "Nobody"), ("naam", "Iemand")], 409),
        ([("was", "ROVA"), ("naam", "ROVA Amersfoort")], 303),
        ([("was", ""), ("naam", "ROVA Amersfoort")], 303),
    ] {
        assert_eq!(office.post(PATH, &form).await?.status(), status, "{form:?}");
    }
    assert_eq!(office.owner("7").await?.as_deref(), Some("ROVA Amersfoort"));
    let page = office.page(PATH).await?;
    for told in ["ROVA heet nu ROVA Amersfoort (2)", "Niet bekend heet nu ROVA Amersfoort (1)"] {
        assert!(page.contains(told), "{told}: {page}");
    }

    let bad = office.bring("number;kind;lon;lat\n7;tree;5.4;52.1\n8;bin;52.1;5.4\n").await?;
    assert_eq!(bad.status(), 422);
    let html = bad.text().await?;
    for told in ["Er is niets veranderd", "regel 2: kind moet", "ze lijken omgewisseld"] {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert_eq!(office.city.count("select count(*) from intake.asset where not is_gone").await?, 3);
    office.city.stop().await
}
