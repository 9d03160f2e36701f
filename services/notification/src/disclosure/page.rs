//! `/berichten/melders/{issueId}`: first why, then how to reach whoever reported the issue.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Router,
    extract::{OriginalUri, State},
    http::StatusCode,
    middleware,
    response::Response,
    routing::get,
};
use platform::{
    clock,
    problem::{Form, Path, Problem},
    reach::{self, Reach},
    staff::{OnPage, Staff},
};
use tracing::info;
use uuid::Uuid;
use web::{Lang, Page, Signed, drawn, words};

use super::{Why, views};
use crate::{
    AppState,
    store::disclosures::{self, NewView, Reachable},
};

/// What staff see, before and after they said why.
#[derive(Debug, Template)]
#[template(path = "disclosure.html")]
struct DisclosurePage {
    page: Page,
    issue_id: Uuid,
    /// The reports of the issue, first the first; how to reach their senders only when it was said why.
    reports: Vec<Reachable>,
    is_shown: bool,
    /// Code of the reason and the words with it, as they were filled in.
    reason: String,
    note: String,
    error: Option<&'static str>,
}

impl DisclosurePage {
    /// "Zwerfafval", or the code of a kind that is newer than we are.
    fn kind(&self) -> &str {
        self.reports.first().map_or("", |first| words::category(&first.category).label)
    }
}

impl Reachable {
    /// The language in its own words.
    fn language_name(&self) -> &str {
        Lang::tagged(&self.language).map_or(self.language.as_str(), |lang| lang.name())
    }
}

pub(crate) fn routes(reach: Reach) -> Router<AppState> {
    Router::new()
        .route("/berichten/melders/{issue_id}", get(ask).post(show))
        .route_layer(middleware::from_fn_with_state(reach, reach::of_address))
        .route("/berichten/inzage", get(views::list))
}

async fn ask(
    State(app): State<AppState>,
    OnPage(staff): OnPage,
    OriginalUri(address): OriginalUri,
    Path(issue_id): Path<Uuid>,
) -> Result<Response, Problem> {
    require(&staff)?;
    let reports = disclosures::reports(&app.service.pool, issue_id).await?;
    let page = page(&app, &staff, (issue_id, address.path()), reports)?;
    drawn(StatusCode::OK, &page)
}

/// Shows the details, once it is kept who asked for them and why.
async fn show(
    State(app): State<AppState>,
    OnPage(staff): OnPage,
    OriginalUri(address): OriginalUri,
    Path(issue_id): Path<Uuid>,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    require(&staff)?;
    let here = (issue_id, address.path());
    let why = match Why::read(&fields) {
        Ok(why) => why,
        Err(error) => {
            let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
            let reports = disclosures::reports(&app.service.pool, issue_id).await?;
            let page = page(&app, &staff, here, reports)?;
            let (reason, note) = (field("reden"), field("toelichting"));
            let page = DisclosurePage { reason, note, error: Some(error), ..page };
            return drawn(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let mut tx = app.service.pool.begin().await?;
    let reports = disclosures::reachable(&mut *tx, issue_id).await?;
    let shown = reports.iter().filter(|report| report.is_reachable()).count();
    let page = DisclosurePage { is_shown: true, ..page(&app, &staff, here, reports)? };
    let view = NewView { issue_id, staff: &staff, why: &why, shown };
    disclosures::note(&mut tx, &view, clock::now()).await?;
    tx.commit().await?;
    info!(staff.id = %staff.staff_id, issue.id = %issue_id, "Contact details of an issue were read");
    drawn(StatusCode::OK, &page)
}

/// The matrix of rights says it too; what guards residents is said twice.
fn require(staff: &Staff) -> Result<(), Problem> {
    if staff.sees_contact { Ok(()) } else { Err(Problem::forbidden()) }
}

fn page(
    app: &AppState,
    staff: &Staff,
    (issue_id, path): (Uuid, &str),
    reports: Vec<Reachable>,
) -> Result<DisclosurePage, Problem> {
    if reports.is_empty() {
        return Err(Problem::not_found("Van deze kwestie is hier nog niets bekend."));
    }
    let signed = Some(Signed::from(staff));
    let page = Page::desktop(&app.assets, path, clock::now(), signed);
    let (reason, note) = (String::new(), String::new());
    Ok(DisclosurePage { page, issue_id, reports, is_shown: false, reason, note, error: None })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;

    fn shown(is_shown: bool) -> String {
        let page = Page::desktop(&Arc::default(), "/berichten", DateTime::UNIX_EPOCH, None);
        let report = |number: &str, email: Option<&str>| Reachable {
            report_number: number.to_owned(),
            category: "litter".to_owned(),
            language: "tr".to_owned(),
            submitted_at: DateTime::UNIX_EPOCH,
            email: email.map(str::to_owned).filter(|_| is_shown),
            phone: None,
        };
        let reports = vec![report("LD-1", Some("els@voorbeeld.nl")), report("LD-2", None)];
        let (reason, note, issue_id) = (String::new(), String::new(), Uuid::nil());
        DisclosurePage { page, issue_id, reports, is_shown, reason, note, error: None }
            .render()
            .unwrap()
    }

    #[test]
    fn before_it_was_said_why_there_is_a_form_and_afterwards_a_list() {
        let (before, after) = (shown(false), shown(true));
        assert!(before.contains("<form class=\"letter\"") && !before.contains("mailto:"));
        assert!(after.contains("mailto:els@voorbeeld.nl") && !after.contains("name=\"reden\""));
        assert!(after.contains("Türkçe") && after.contains("gaf geen gegevens"), "{after}");
    }
}
