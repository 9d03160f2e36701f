//! Decides about the words of a report: fine as they are, or without some of them.

use axum::{
    extract::{Request, State as AxumState},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{Path, Problem},
    staff::OnPage,
};
use proto::v1::ReportRedacted;
use std::ops::Range;
use tracing::info;
use uuid::Uuid;

use super::{
    About, HERE, draw,
    finds::{self, Find, GONE},
    require, unknown,
};
use crate::{
    AppState,
    form::fields::Fields,
    pages::review::{Found, Notice, Part},
    store::{self, review::Words},
};

/// Words that are typed to be taken out: some lines.
const TYPED_CHARS_MAX: usize = 300;

/// What was asked for.
enum Asked {
    Approve,
    /// Positions in the words, and words as they were typed, one a line.
    Redact(Vec<Range<usize>>, Vec<String>),
}

fn read(fields: &Fields) -> Result<Asked, &'static str> {
    match fields.text("besluit") {
        "goed" => Ok(Asked::Approve),
        "weglaten" => {
            let ticked: Option<Vec<_>> = fields.all("deel").map(range).collect();
            let ticked = ticked.ok_or("Een gekozen woord is er niet meer.")?;
            let typed = fields.text("woorden");
            if typed.chars().count() > TYPED_CHARS_MAX {
                return Err("Schrijf de woorden korter op.");
            }
            let typed = typed.split(['\n', ',']).map(str::trim).filter(|words| !words.is_empty());
            let typed: Vec<String> = typed.map(str::to_owned).collect();
            if ticked.is_empty() && typed.is_empty() {
                return Err("Kies of schrijf welke woorden weg moeten.");
            }
            Ok(Asked::Redact(ticked, typed))
        }
        _ => Err("Kies wat er met de tekst moet gebeuren."),
    }
}

/// "3-13": from the third character up to the thirteenth.
fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once('-')?;
    let part = start.parse().ok()?..end.parse().ok()?;
    (part.start < part.end).then_some(part)
}

/// The words without what was asked; fails with what is not there.
fn redacted(
    description: &str,
    mut parts: Vec<Range<usize>>,
    typed: &[String],
) -> Result<String, String> {
    let length = description.chars().count();
    if parts.iter().any(|part| part.end > length) {
        return Err("Een gekozen woord is er niet meer.".to_owned());
    }
    for words in typed {
        let found = finds::occurrences(description, words);
        if found.is_empty() {
            return Err(format!("“{words}” staat niet in de tekst."));
        }
        parts.extend(found);
    }
    Ok(finds::without(description, &parts))
}

pub(super) async fn decide(
    AxumState(state): AxumState<AppState>,
    OnPage(staff): OnPage,
    Path(report_id): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    require(&staff)?;
    let fields = Fields::read(request).await?;
    let about = About::Words(report_id);
    let refuse = async |wrong: String| {
        draw(&state, &staff, StatusCode::BAD_REQUEST, about, None, Some(wrong)).await
    };
    let asked = match read(&fields) {
        Ok(asked) => asked,
        Err(wrong) => return refuse(wrong.to_owned()).await,
    };
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    let answered = store::answer::lock(&mut tx, report_id).await?;
    let words = store::review::words(&mut tx, report_id).await?;
    let (Some(answered), Some(words)) = (answered, words) else { return Err(unknown()) };
    if words.is_forgotten {
        return Err(unknown());
    }
    if words.text_review != fields.text("stand") {
        drop(tx);
        let by = &words.text_reviewed_by;
        let notice = Notice::conflict(format!("{by} was eerder. Kijk hoe de tekst er nu staat."));
        return draw(&state, &staff, StatusCode::CONFLICT, about, Some(notice), None).await;
    }
    let mut words = Words { text_reviewed_by: staff.name.clone(), ..words };
    match asked {
        Asked::Approve => "approved".clone_into(&mut words.text_review),
        Asked::Redact(parts, typed) => {
            words.description = match redacted(&words.description, parts, &typed) {
                Ok(description) => description,
                Err(wrong) => {
                    drop(tx);
                    return refuse(wrong).await;
                }
            };
            "redacted".clone_into(&mut words.text_review);
            let event = ReportRedacted {
                report_id: report_id.to_string(),
                report_number: words.report_number.clone(),
                sequence: answered.sequence.try_into().unwrap_or_default(),
                description: words.description.clone(),
                staff_name: staff.name.clone(),
                redacted_at: Some(clock::to_timestamp(now)),
            };
            store::review::count_redaction(&mut tx, report_id, answered.sequence).await?;
            state.service.outbox.enqueue(&mut tx, &event, now).await?;
        }
    }
    store::review::decide_words(&mut tx, &words, now).await?;
    state.service.outbox.commit(tx).await?;
    info!(report.id = %report_id, "Words of report {report_id} are {}", words.text_review);
    Ok(Redirect::to(&format!("{HERE}?tekst={report_id}")).into_response())
}

/// What was decided.
pub(super) fn told(words: &Words) -> String {
    let number = &words.report_number;
    match words.text_review.as_str() {
        "redacted" => format!("Woorden weggelaten uit {number}. Ook de ploeg ziet ze niet meer."),
        "approved" => format!("De tekst van {number} blijft zoals ze is."),
        _ => format!("De tekst van {number} is nog niet bekeken."),
    }
}

/// The text in pieces: what was found, what is gone, and the rest.
pub(super) fn parts(text: &str, finds: &[Find]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, letter) in text.chars().enumerate() {
        let is_found = finds.iter().any(|find| find.at.contains(&at));
        let is_gone = letter == GONE;
        match parts.last_mut() {
            Some(part) if part.is_found == is_found && part.is_gone == is_gone => {
                part.text.push(letter);
            }
            _ => parts.push(Part { text: letter.to_string(), is_found, is_gone }),
        }
    }
    parts
}

/// The finds to tick, with the value that stands for each.
pub(super) fn numbered(text: &str, finds: &[Find]) -> Vec<Found> {
    let found = finds.iter().map(|find| Found {
        value: format!("{}-{}", find.at.start, find.at.end),
        text: text.chars().skip(find.at.start).take(find.at.len()).collect(),
        kind: find.kind.label(),
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_and_typed_words_go_and_what_is_not_there_is_named() {
        let text = "Bel Anna op 0612345678";

        let ticked = |end| std::iter::once(12..end).collect();
        let gone = redacted(text, ticked(22), &["anna".to_owned()]);
        assert_eq!(gone.as_deref(), Ok("Bel ▇▇▇▇ op ▇▇▇▇▇▇▇▇▇▇"));
        assert!(redacted(text, ticked(23), &[]).is_err());
        let missing = redacted(text, Vec::new(), &["Piet".to_owned()]);
        assert_eq!(missing.unwrap_err(), "“Piet” staat niet in de tekst.");
    }

    #[test]
    fn a_part_has_a_beginning_before_its_end() {
        assert_eq!(range("3-13"), Some(3..13));
        for wrong in ["", "3", "3-3", "4-3", "-1-3", "a-b"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
