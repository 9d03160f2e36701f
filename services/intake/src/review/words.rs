//! Decides about the words of a report: fine as they are, or without some of them. Its words are the
//! description, the place, and everything that was told later.

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
use proto::v1::{RedactedAnswer, ReportRedacted};
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
    store::{
        self,
        review::{AnswerWords, Words},
    },
};

/// Words that are typed to be taken out: some lines.
const TYPED_CHARS_MAX: usize = 300;

/// What was asked for.
enum Asked {
    Approve,
    /// Positions in the texts, and words as they were typed, one a line.
    Redact(Vec<Chosen>, Vec<String>),
}

/// A part of one of the texts.
#[derive(Debug, Eq, PartialEq)]
struct Chosen {
    key: String,
    part: Range<usize>,
}

/// One of the texts of a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Text {
    /// In the form: empty for the description, [`PLACE`], or the number of an answer.
    pub key: String,
    pub text: String,
}

/// The key of the place in words.
const PLACE: &str = "plek";

/// All texts of the report, none of them empty.
pub(super) fn texts(words: &Words) -> Vec<Text> {
    let text = |key: String, text: &str| Text { key, text: text.to_owned() };
    let mut texts =
        vec![text(String::new(), &words.description), text(PLACE.to_owned(), &words.location_text)];
    texts.extend(words.answers.iter().map(|it| text(it.sequence.to_string(), &it.text)));
    texts.retain(|text| !text.text.is_empty());
    texts
}

/// Puts the texts where they came from.
fn put(words: &mut Words, texts: Vec<Text>) {
    for Text { key, text } in texts {
        match key.as_str() {
            "" => words.description = text,
            PLACE => words.location_text = text,
            key => {
                let mut answers = words.answers.iter_mut();
                if let Some(answer) = answers.find(|it| it.sequence.to_string() == key) {
                    answer.text = text;
                }
            }
        }
    }
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

/// "3-13": from the third character of the description up to the thirteenth; "plek:3-13" of the place.
fn range(text: &str) -> Option<Chosen> {
    let (key, part) = text.split_once(':').unwrap_or(("", text));
    let (start, end) = part.split_once('-')?;
    let part = start.parse().ok()?..end.parse().ok()?;
    (part.start < part.end).then(|| Chosen { key: key.to_owned(), part })
}

/// The texts without what was asked; fails with what is not there.
fn redacted(texts: Vec<Text>, ticked: &[Chosen], typed: &[String]) -> Result<Vec<Text>, String> {
    let is_there = |chosen: &Chosen| {
        let text = texts.iter().find(|text| text.key == chosen.key);
        text.is_some_and(|text| chosen.part.end <= text.text.chars().count())
    };
    if !ticked.iter().all(is_there) {
        return Err("Een gekozen woord is er niet meer.".to_owned());
    }
    for words in typed {
        if texts.iter().all(|text| finds::occurrences(&text.text, words).is_empty()) {
            return Err(format!("“{words}” staat niet in de tekst."));
        }
    }
    let without = texts.into_iter().map(|text| {
        let own = ticked.iter().filter(|chosen| chosen.key == text.key);
        let typed = typed.iter().flat_map(|words| finds::occurrences(&text.text, words));
        let parts: Vec<_> = own.map(|chosen| chosen.part.clone()).chain(typed).collect();
        Text { text: finds::without(&text.text, &parts), ..text }
    });
    Ok(without.collect())
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
            match redacted(texts(&words), &parts, &typed) {
                Ok(texts) => put(&mut words, texts),
                Err(wrong) => {
                    drop(tx);
                    return refuse(wrong).await;
                }
            }
            "redacted".clone_into(&mut words.text_review);
            let event = ReportRedacted {
                report_id: report_id.to_string(),
                report_number: words.report_number.clone(),
                sequence: answered.sequence.try_into().unwrap_or_default(),
                description: words.description.clone(),
                staff_name: staff.name.clone(),
                redacted_at: Some(clock::to_timestamp(now)),
                location_text: words.location_text.clone(),
                answers: words.answers.iter().map(answer).collect(),
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

fn answer(answer: &AnswerWords) -> RedactedAnswer {
    RedactedAnswer { sequence: answer.sequence.unsigned_abs(), text: answer.text.clone() }
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

/// The finds to tick, with the value that stands for each in the text of that key.
pub(super) fn numbered(key: &str, text: &str, finds: &[Find]) -> Vec<Found> {
    let key = if key.is_empty() { String::new() } else { format!("{key}:") };
    let found = finds.iter().map(|find| Found {
        value: format!("{key}{}-{}", find.at.start, find.at.end),
        text: text.chars().skip(find.at.start).take(find.at.len()).collect(),
        kind: find.kind.label(),
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(key: &str, text: &str) -> Text {
        Text { key: key.to_owned(), text: text.to_owned() }
    }

    fn chosen(key: &str, part: Range<usize>) -> Chosen {
        Chosen { key: key.to_owned(), part }
    }

    #[test]
    fn ticked_and_typed_words_go_and_what_is_not_there_is_named() {
        let texts = || vec![text("", "Bel Anna op 0612345678"), text(PLACE, "Bij Anna, 2 hoog")];
        let gone = |ticked: &[Chosen], typed: &[&str]| {
            let typed: Vec<_> = typed.iter().map(ToString::to_string).collect();
            redacted(texts(), ticked, &typed)
                .map(|texts| texts.into_iter().map(|it| it.text).collect::<Vec<_>>())
        };

        let number = [chosen("", 12..22)];
        let expected = ["Bel ▇▇▇▇ op ▇▇▇▇▇▇▇▇▇▇", "Bij ▇▇▇▇, 2 hoog"];
        assert_eq!(gone(&number, &["anna"]).unwrap(), expected);
        let hoog = gone(&[chosen(PLACE, 10..16)], &[]).unwrap();
        assert_eq!(hoog, ["Bel Anna op 0612345678", "Bij Anna, ▇ ▇▇▇▇"]);
        assert!(gone(&[chosen("", 12..23)], &[]).is_err());
        assert!(gone(&[chosen("7", 0..1)], &[]).is_err());
        assert_eq!(gone(&[], &["Piet"]).unwrap_err(), "“Piet” staat niet in de tekst.");
    }

    #[test]
    fn a_part_has_a_beginning_before_its_end() {
        assert_eq!(range("3-13"), Some(chosen("", 3..13)));
        assert_eq!(range("plek:3-13"), Some(chosen("plek", 3..13)));
        for wrong in ["", "3", "3-3", "4-3", "-1-3", "a-b", "plek:"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
