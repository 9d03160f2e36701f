//! An administrator at the pages of the office.

use reqwest::{
    Response,
    multipart::{Form, Part},
};
use tests::City;

/// A city with its administrator.
pub(super) struct Office {
    pub(super) city: City,
    pub(super) admin: String,
}

impl Office {
    pub(super) async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let admin = city.sign_in("admin@demo").await?;
        Ok(Self { city, admin })
    }

    pub(super) async fn post(
        &self,
        (service, path): (&str, &str),
        token: &str,
        form: &[(&str, &str)],
    ) -> anyhow::Result<Response> {
        let request = self.city.http.post(self.city.url(service, path));
        Ok(request.bearer_auth(token).form(form).send().await?)
    }

    /// Brings a file to a page that takes one.
    pub(super) async fn bring(
        &self,
        (service, path): (&str, &str),
        content: impl Into<Vec<u8>>,
    ) -> anyhow::Result<Response> {
        let part = Part::bytes(content.into()).file_name("bestand");
        let url = self.city.url(service, &format!("{path}/bestand"));
        let request = self.city.http.post(url).bearer_auth(&self.admin);
        Ok(request.multipart(Form::new().part("bestand", part)).send().await?)
    }

    pub(super) async fn page(&self, (service, path): (&str, &str)) -> anyhow::Result<String> {
        let request = self.city.http.get(self.city.url(service, path)).bearer_auth(&self.admin);
        Ok(request.send().await?.error_for_status()?.text().await?)
    }

    /// Looks at the file that waits; gives the page and what its button says.
    pub(super) async fn look(
        &self,
        (service, path): (&str, &str),
    ) -> anyhow::Result<(String, String)> {
        let html = self.page((service, &format!("{path}?voorstel=bekijk"))).await?;
        let (_, rest) = html.split_once("name=\"merk\" value=\"").expect("a file waits");
        let mark = rest.split('"').next().unwrap_or_default().to_owned();
        Ok((html, mark))
    }

    /// Makes the file count that was looked at.
    pub(super) async fn apply(
        &self,
        (service, path): (&str, &str),
        mark: &str,
    ) -> anyhow::Result<Response> {
        let address = (service, &*format!("{path}/geldt"));
        self.post(address, &self.admin, &[("merk", mark)]).await
    }
}

/// Where the answer leads.
pub(super) fn location(answer: &Response) -> &str {
    answer.headers().get("location").and_then(|it| it.to_str().ok()).unwrap_or_default()
}
