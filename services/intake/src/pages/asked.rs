//! What is asked about a kind of thing, as pages show it.

use proto::questions::{Advice, Answers, Choice, Question};
use web::words::Category;

/// The questions of one category, with the answers so far.
#[derive(Debug, Clone)]
pub struct Asked {
    pub category: Category,
    pub questions: Vec<Question>,
    pub answers: Answers,
    /// Comes before the name of each field, where one page asks about more than one category.
    pub prefix: String,
}

impl Asked {
    /// The name of the fields that answer it.
    pub(super) fn field(&self, question: &Question) -> String {
        format!("{}{}", self.prefix, question.key)
    }

    /// The questions that depend on no other.
    pub(super) fn first(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.only_if.is_none())
    }

    /// The questions that an answer to this one leads to.
    pub(super) fn after(&self, question: &Question) -> Vec<&Question> {
        let leads = |other: &&Question| {
            other.only_if.as_ref().is_some_and(|on| on.question == question.key)
        };
        self.questions.iter().filter(leads).collect()
    }

    /// Whether this choice leads to another question.
    pub(super) fn reveals(&self, question: &Question, choice: &Choice) -> bool {
        let mut after = self.after(question).into_iter();
        after.any(|other| other.only_if.as_ref().is_some_and(|on| on.answer == choice.value))
    }

    /// Where the page says what to do instead for whoever chooses this.
    pub(super) fn advice_id(&self, question: &Question, choice: &Choice) -> String {
        format!("advies-{}-{}", self.field(question), choice.value)
    }

    /// Every advice that an answer can call for, with its id.
    pub(super) fn advices(&self) -> Vec<(String, &Advice)> {
        let mut found = Vec::new();
        for question in &self.questions {
            for choice in &question.choices {
                let Some(advice) = &choice.stop else { continue };
                found.push((self.advice_id(question, choice), advice));
            }
        }
        found
    }
}
