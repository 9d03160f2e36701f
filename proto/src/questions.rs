//! The questions of a category, as they travel in `CategoryChanged.questions`, and what follows from
//! the answers: which are asked, which are kept, and whether one of them stops the report.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Questions of one category.
const QUESTIONS_MAX: usize = 8;

/// Choices of one question.
const CHOICES_MAX: usize = 12;

/// Between the values of an answer with more than one.
const SEPARATOR: char = ',';

/// The language every text must have.
const SOURCE: &str = "nl";

/// The answers by question key; values of one answer are joined by commas.
pub type Answers = BTreeMap<String, String>;

/// One text in every language that has it, by BCP 47 tag. Dutch is always there.
pub type Words = BTreeMap<String, String>;

/// A question with its choices. Answering is never required.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub label: Words,
    /// Whether more than one choice may be taken.
    #[serde(default)]
    pub many: bool,
    /// Asked only after this answer to an earlier question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<OnlyIf>,
    pub choices: Vec<Choice>,
}

/// An answer that another question depends on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyIf {
    pub question: String,
    pub answer: String,
}

/// One choice.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub label: Words,
    /// Pictogram of the sprite, `p-…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<String>,
    /// Who chooses this gets advice instead of sending a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Advice>,
}

/// What to do instead of sending a report.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Advice {
    pub title: Words,
    pub text: Words,
    /// The button that goes on with the report all the same.
    pub go_on: Words,
    /// The number to call, as it is said: "14 033".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Why a list of questions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the questions cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("the question {0} is there twice, or there are too many")]
    Key(String),
    #[error("the question {0} needs a Dutch text and choices with values of their own")]
    Choices(String),
    #[error("the question {0} depends on no earlier question with one answer")]
    OnlyIf(String),
}

/// Reads a list of questions; an empty text is an empty list.
pub fn parse(json: &str) -> Result<Vec<Question>, Refused> {
    if json.is_empty() {
        return Ok(Vec::new());
    }
    let questions: Vec<Question> = serde_json::from_str(json)?;
    for (at, question) in questions.iter().enumerate() {
        let earlier = &questions[..at];
        check(question, earlier)?;
    }
    Ok(questions)
}

fn check(question: &Question, earlier: &[Question]) -> Result<(), Refused> {
    let key = || question.key.clone();
    if earlier.len() >= QUESTIONS_MAX || earlier.iter().any(|other| other.key == question.key) {
        return Err(Refused::Key(key()));
    }
    let values: BTreeSet<&str> = question.choices.iter().map(|choice| &*choice.value).collect();
    let is_said = |words: &Words| words.contains_key(SOURCE);
    let is_whole = (1..=CHOICES_MAX).contains(&question.choices.len())
        && values.len() == question.choices.len()
        && values.iter().all(|value| !value.is_empty() && !value.contains(SEPARATOR))
        && is_said(&question.label)
        && question.choices.iter().all(|choice| is_said(&choice.label));
    if !is_whole {
        return Err(Refused::Choices(key()));
    }
    let Some(OnlyIf { question: on, answer }) = &question.only_if else { return Ok(()) };
    let has_answer = |other: &&Question| {
        other.key == *on && !other.many && other.choices.iter().any(|c| c.value == *answer)
    };
    earlier.iter().find(has_answer).map(|_| ()).ok_or_else(|| Refused::OnlyIf(key()))
}

impl Question {
    /// Whether it is asked after these answers.
    pub fn is_asked(&self, answers: &Answers) -> bool {
        let depends = self.only_if.as_ref();
        depends.is_none_or(|on| answers.get(&on.question) == Some(&on.answer))
    }

    /// Whether the answer holds this choice.
    pub fn is_chosen(&self, choice: &Choice, answers: &Answers) -> bool {
        let given = answers.get(&self.key).map_or("", String::as_str);
        given.split(SEPARATOR).any(|value| value == choice.value)
    }

    fn chosen<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Choice> {
        self.choices.iter().filter(|choice| self.is_chosen(choice, answers))
    }
}

/// Of what was posted, the answers to questions that were asked, in the order of their choices.
pub fn keep<'a>(questions: &[Question], posted: impl Fn(&str) -> Vec<&'a str>) -> Answers {
    let mut answers = Answers::new();
    for question in questions {
        if !question.is_asked(&answers) {
            continue;
        }
        let given = posted(&question.key);
        let known = question.choices.iter().map(|choice| &*choice.value);
        let known = known.filter(|value| given.contains(value));
        let kept: Vec<&str> = known.take(if question.many { CHOICES_MAX } else { 1 }).collect();
        if !kept.is_empty() {
            answers.insert(question.key.clone(), kept.join(&SEPARATOR.to_string()));
        }
    }
    answers
}

/// The advice that one of the answers calls for.
pub fn stop<'a>(questions: &'a [Question], answers: &Answers) -> Option<&'a Advice> {
    let asked = questions.iter().filter(|question| question.is_asked(answers));
    let mut chosen = asked.flat_map(|question| {
        question.choices.iter().filter(|choice| question.is_chosen(choice, answers))
    });
    chosen.find_map(|choice| choice.stop.as_ref())
}

/// The answers without those that call for advice.
pub fn without_stops(questions: &[Question], mut answers: Answers) -> Answers {
    for question in questions {
        if question.chosen(&answers).any(|choice| choice.stop.is_some()) {
            answers.remove(&question.key);
        }
    }
    answers
}

/// Question and answer in words, for each that was asked and answered.
pub fn told(questions: &[Question], answers: &Answers, language: &str) -> Vec<(String, String)> {
    let asked = questions.iter().filter(|question| question.is_asked(answers));
    let told = asked.map(|question| {
        let chosen = question.chosen(answers).map(|choice| said(&choice.label, language));
        (said(&question.label, language).to_owned(), chosen.collect::<Vec<_>>().join(", "))
    });
    told.filter(|(_, answer)| !answer.is_empty()).collect()
}

/// The text in the language, else in Dutch.
pub fn said<'a>(words: &'a Words, language: &str) -> &'a str {
    words.get(language).or_else(|| words.get(SOURCE)).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const JSON: &str = r#"[
        {"key": "items", "label": {"nl": "Wat ligt er?", "en": "What is there?"}, "many": true,
         "choices": [{"value": "sofa", "label": {"nl": "Bank", "en": "Sofa"}},
                     {"value": "bed", "label": {"nl": "Matras"}}]},
        {"key": "pass", "label": {"nl": "Kun je erlangs?"},
         "choices": [{"value": "yes", "label": {"nl": "Ja"}}, {"value": "no", "label": {"nl": "Nee"}}]},
        {"key": "who", "label": {"nl": "Wie niet?"}, "onlyIf": {"question": "pass", "answer": "no"},
         "choices": [{"value": "wheelchair", "label": {"nl": "Rolstoel"},
                      "stop": {"title": {"nl": "Bel"}, "text": {"nl": "Bel ons"}, "goOn": {"nl": "Verder"}}}]}
    ]"#;

    fn kept(posted: &[(&str, &str)]) -> Answers {
        let all = |key: &str| posted.iter().filter(|(k, _)| *k == key).map(|(_, v)| *v).collect();
        keep(&parse(JSON).unwrap(), all)
    }

    #[test]
    fn a_question_is_asked_only_after_the_answer_it_depends_on() {
        let asked = kept(&[("pass", "no"), ("who", "wheelchair")]);
        assert_eq!(asked.len(), 2);
        assert_eq!(kept(&[("pass", "yes"), ("who", "wheelchair")]).len(), 1);
    }

    #[test]
    fn an_answer_can_stop_the_report_and_be_taken_back() {
        let questions = parse(JSON).unwrap();
        let answers = kept(&[("pass", "no"), ("who", "wheelchair")]);
        assert_eq!(stop(&questions, &answers).unwrap().phone, None);
        let without = without_stops(&questions, answers);
        assert_eq!(stop(&questions, &without), None);
        assert_eq!(without.len(), 1);
    }

    #[test]
    fn answers_are_told_in_the_language_and_else_in_dutch() {
        let questions = parse(JSON).unwrap();
        let answers = kept(&[("items", "bed"), ("items", "sofa"), ("items", "x")]);
        let told = |language| told(&questions, &answers, language).remove(0);
        assert_eq!(told("en"), ("What is there?".to_owned(), "Sofa, Matras".to_owned()));
        assert_eq!(told("tr").1, "Bank, Matras");
    }

    #[test]
    fn a_list_that_cannot_work_is_refused() {
        let question = |rest: &str| format!(r#"[{{"key": "a", "label": {{"nl": "?"}}, {rest}}}]"#);
        let yes = r#""choices": [{"value": "yes", "label": {"nl": "Ja"}}]"#;
        assert!(parse(&question(yes)).is_ok() && parse("").unwrap().is_empty());
        for rest in [
            r#""choices": []"#.to_owned(),
            r#""choices": [{"value": "a,b", "label": {"nl": "Ja"}}]"#.to_owned(),
            r#""choices": [{"value": "yes", "label": {"en": "Yes"}}]"#.to_owned(),
            format!(r#"{yes}, "onlyIf": {{"question": "b", "answer": "yes"}}"#),
            format!(r#"{yes}, "unknown": 1"#),
        ] {
            assert!(parse(&question(&rest)).is_err(), "{rest}");
        }
    }

    proptest! {
        #[test]
        fn only_known_answers_to_asked_questions_are_kept(
            posted in proptest::collection::vec(("items|pass|who|x", "sofa|bed|yes|no|wheelchair|y"), 0..12)
        ) {
            let pairs: Vec<_> = posted.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let questions = parse(JSON).unwrap();
            let answers = kept(&pairs);
            for (key, answer) in &answers {
                let question = questions.iter().find(|question| question.key == *key).unwrap();
                prop_assert!(question.is_asked(&answers));
                for value in answer.split(SEPARATOR) {
                    prop_assert!(question.choices.iter().any(|choice| choice.value == value));
                    prop_assert!(pairs.contains(&(key.as_str(), value)));
                }
            }
            prop_assert!(stop(&questions, &without_stops(&questions, answers)).is_none());
        }
    }
}
