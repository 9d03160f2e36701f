//! Makes answers of pages, and pages of the problems that handlers answer with.

use std::sync::Arc;

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse as _, Response},
};
use platform::{clock, problem::Problem};

use crate::{Assets, Lang, Page, ProblemPage};

/// Where a page of staff leads on to, and the words for it.
type WayOn = (&'static str, &'static str);

/// Where each kind of page begins that is for who works on reports, and its way on. A partner with a
/// link has no page before it.
const STAFF: [(&str, WayOn); 7] = [
    ("/rondes", ("/rondes", "Naar de rondes")),
    ("/werk", ("/werk", "Naar de lijst")),
    ("/partner", ("/", "Naar de startpagina")),
    ("/meldkamer", ("/meldkamer", "Naar de meldkamer")),
    ("/cijfers", ("/cijfers", "Naar de cijfers")),
    ("/beheer", ("/meldkamer", "Naar de meldkamer")),
    ("/account", ("/account", "Naar je account")),
];

/// The page, as the answer to a request.
pub fn drawn(status: StatusCode, page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map_err(|error| Problem::internal(&error.into()))?;
    Ok((status, Html(html)).into_response())
}

/// How problems look to people, for `Service::draw_problems_with`.
pub fn problem_pages(
    assets: Arc<Assets>,
) -> impl Fn(&Problem, &str, &HeaderMap) -> Response + Send + Sync + 'static {
    move |problem, path, headers| page(&assets, problem, path, Lang::of(headers)).into_response()
}

fn page(assets: &Arc<Assets>, problem: &Problem, path: &str, lang: Lang) -> ProblemPage {
    let (now, status) = (clock::now(), problem.status());
    let way_on = staff_way_on(path, status);
    let page = match way_on {
        Some(_) => Page::crew(assets, path, now, None),
        None => Page::resident(assets, path, lang, now),
    };
    let mut drawn = ProblemPage::new(page, status);
    // Ours to fix, or nothing more to tell: the usual words. Otherwise what was found. An address
    // that does not exist is mostly a resident's mistake in typing, with words of its own.
    let is_told = matches!(problem.status, 400 | 403 | 409 | 410 | 413 | 415 | 422 | 429)
        || (problem.status == 404 && way_on.is_some());
    // What was found is told in Dutch; a kind that residents meet has words in every language.
    let is_dutch = drawn.page.lang == Lang::dutch();
    match drawn.page.lang.find(&format!("problem-{}", problem.kind)) {
        Some(text) if way_on.is_none() => drawn = drawn.text(text),
        _ if is_told && is_dutch => drawn = drawn.text(problem.detail.clone()),
        _ => {}
    }
    match way_on {
        Some((href, label)) => drawn.way_on(href, label),
        None => drawn,
    }
}

/// Where staff go on from a problem at `path`; `None` at a page for residents. Who may not see
/// the first page of all can only go on as somebody else.
fn staff_way_on(path: &str, status: StatusCode) -> Option<WayOn> {
    let is_under = |root: &str| {
        path.strip_prefix(root).is_some_and(|rest| !rest.starts_with(|c: char| c != '/'))
    };
    let (_, way_on) = STAFF.into_iter().find(|(root, _)| is_under(root))?;
    let is_locked =
        status == StatusCode::UNAUTHORIZED || (status == StatusCode::FORBIDDEN && path == way_on.0);
    Some(if is_locked { ("/inloggen", "Naar inloggen") } else { way_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(problem: &Problem, path: &str) -> ProblemPage {
        page(&Arc::default(), problem, path, Lang::dutch())
    }

    #[test]
    fn staff_read_what_was_found_and_go_on_to_their_own_pages() {
        let page = drawn(&Problem::not_found("Deze opdracht bestaat niet."), "/werk/7");

        assert_eq!((&*page.text, &*page.way_on.0), ("Deze opdracht bestaat niet.", "/werk"));
    }

    #[test]
    fn a_resident_keeps_the_words_of_the_page_and_goes_to_the_beginning() {
        let page = drawn(&Problem::not_found("Dit adres bestaat niet."), "/werkplaats");

        assert!(page.text.contains("beginpagina") && page.way_on.0 == "/");
    }

    #[test]
    fn a_resident_reads_what_is_wrong_in_their_own_language() {
        let english = Lang::tagged("en").unwrap();
        let text = |kind, lang| {
            let problem = Problem::new(StatusCode::BAD_REQUEST, kind, "", "Leeg.");
            page(&Arc::default(), &problem, "/melden", lang).text
        };

        assert_eq!(text("photo-empty", english), english.t("problem-photo-empty"));
        assert_eq!(text("unheard-of", english), english.t("problem-400-text"));
        assert_eq!(text("unheard-of", Lang::dutch()), "Leeg.");
    }

    #[test]
    fn a_partner_reads_what_became_of_the_link_whatever_the_browser_speaks() {
        let english = Lang::tagged("en").unwrap();
        for problem in [Problem::not_found("Ingetrokken."), Problem::gone("Verlopen.")] {
            let page = page(&Arc::default(), &problem, "/partner/x/klaar", english);
            assert_eq!((&*page.text, &*page.way_on.0), (&*problem.detail, "/"));
        }
    }

    #[test]
    fn nobody_is_sent_to_a_page_that_they_may_not_see() {
        let way_on = |path| drawn(&Problem::forbidden(), path).way_on.0;

        assert_eq!((way_on("/werk"), way_on("/werk/7")), ("/inloggen".into(), "/werk".into()));
    }

    #[test]
    fn what_is_away_for_a_while_leads_back_to_where_the_work_begins() {
        assert_eq!(drawn(&Problem::unavailable(), "/werk/7/klaar").way_on.0, "/werk");
        assert_eq!(drawn(&Problem::unavailable(), "/melden/controle").way_on.0, "/");
    }
}
