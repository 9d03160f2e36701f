//! One condition: an expression in CEL (the Common Expression Language, cel.dev) that says yes or no
//! about a report. It has no loops, knows only the names of [`facts`](super::facts), and ends after
//! a number of steps that its length bounds.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use cel::{
    Context, Env, ExecutionError, ParseErrors, Program, Value,
    common::ast::{CallExpr, EntryExpr, Expr, IdedExpr, LiteralValue, operators},
};

use super::facts::{Facts, Moment, NAMES};

/// Characters of a condition.
pub const LENGTH_MAX: usize = 500;

/// Brackets within brackets, and questions within questions.
const DEPTH_MAX: usize = 16;

/// Signs of operators. Each can make the expression a level deeper, and what reads it and tries it
/// goes down as many levels.
const SIGNS_MAX: usize = 32;

/// The parser takes much of the stack for each level; overflowing it would end the process. Bytes.
const PARSER_STACK: usize = 64 << 20;

/// What a condition may call. No macros: `all`, `exists`, `map` and `filter` are loops.
const FUNCTIONS: [&str; 22] = [
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::SUBSTRACT,
    operators::ADD,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER_EQUALS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::LESS,
    operators::NEGATE,
    operators::IN,
    "contains",
    "startsWith",
    "endsWith",
    "size",
    "int",
];

/// Operators and functions, without macros.
static LANGUAGE: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::default().with_stdlib()));

/// What the texts in a condition can be compared with.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub categories: BTreeSet<String>,
    pub areas: BTreeSet<String>,
    /// Keys of the questions of all categories.
    pub questions: BTreeSet<String>,
}

/// A condition that can be tried.
#[derive(Debug)]
pub struct Condition(Program);

/// Why a text is no condition, in words for who wrote it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

/// Why a condition gives no yes or no about a report, in words for who wrote it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Failed {
    #[error("deelt door nul")]
    DivisionByZero,
    #[error("het getal wordt te groot")]
    Overflow,
    #[error("gebruikt een naam die er niet is")]
    UnknownName,
    #[error("vergelijkt of telt op wat niet bij elkaar past, zoals een getal en een tekst")]
    Types,
    #[error("geeft geen ja of nee")]
    NoAnswer,
    #[error("is niet meer te lezen")]
    Unreadable,
}

impl Condition {
    /// Reads a condition as it was stored.
    ///
    /// # Errors
    ///
    /// When it is too long or deep, no CEL, or calls what it may not.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.trim().is_empty() {
            return Err(refused("Vul een voorwaarde in, of “true” voor alles."));
        }
        if text.chars().count() > LENGTH_MAX {
            return Err(refused(format!("Houd het korter: hoogstens {LENGTH_MAX} tekens.")));
        }
        if depth(text) > DEPTH_MAX {
            return Err(refused("Gebruik minder haakjes in elkaar."));
        }
        if signs(text) > SIGNS_MAX {
            return Err(refused(format!(
                "Gebruik minder tekens als +, ! en &&: hoogstens {SIGNS_MAX}."
            )));
        }
        let program = compile(text)?;
        let references = program.references();
        let functions = references.functions();
        if let Some(function) = functions.into_iter().find(|name| !FUNCTIONS.contains(name)) {
            return Err(refused(format!("“{}” kan niet in een regel.", called(function))));
        }
        let variables = references.variables();
        let is_unknown = |name: &&str| !NAMES.iter().any(|(known, _)| known == name);
        if let Some(name) = variables.into_iter().find(is_unknown) {
            return Err(refused(format!("“{name}” bestaat niet.")));
        }
        Ok(Self(program))
    }

    /// Reads a condition that somebody wrote, and tries it on made-up reports of every kind and hour.
    ///
    /// # Errors
    ///
    /// When it can not be [parsed](Self::parse), names what is not known, or gives no yes or no.
    pub fn check(text: &str, known: &Known) -> Result<Self, Refused> {
        let condition = Self::parse(text)?;
        walk(condition.0.expression(), &mut |expr| named(expr, known))?;
        for facts in samples(known) {
            if let Err(failed) = condition.holds(&facts) {
                let when = format!("een melding van {} uur", facts.moment.hour);
                return Err(refused(format!("De voorwaarde {failed}, bijvoorbeeld bij {when}.")));
            }
        }
        Ok(condition)
    }

    /// Whether it is so for the report.
    ///
    /// # Errors
    ///
    /// When the expression has no value for it.
    pub fn holds(&self, facts: &Facts) -> Result<bool, Failed> {
        let mut context = Context::with_env(LANGUAGE.clone());
        context.set_variable_resolver(facts);
        match self.0.execute(&context) {
            Ok(Value::Bool(holds)) => Ok(holds),
            Ok(_) => Err(Failed::NoAnswer),
            Err(error) => Err(failed(&error)),
        }
    }
}

fn refused(words: impl Into<String>) -> Refused {
    Refused(words.into())
}

/// Reads the text on a thread of its own, with room for the deepest that is let through.
fn compile(text: &str) -> Result<Program, Refused> {
    let read = || LANGUAGE.compile(text).map_err(|errors| unreadable(&errors));
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(PARSER_STACK);
        let reader = reader.spawn_scoped(scope, read);
        reader.ok().and_then(|reader| reader.join().ok())
    })
    .unwrap_or_else(|| Err(refused("De voorwaarde is niet te lezen.")))
}

fn unreadable(errors: &ParseErrors) -> Refused {
    let column = errors.errors.first().map_or(0, |error| error.pos.1);
    refused(format!("De voorwaarde is niet te lezen vanaf teken {}.", column.max(1)))
}

fn failed(error: &ExecutionError) -> Failed {
    match error {
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
            Failed::DivisionByZero
        }
        ExecutionError::Overflow(..) => Failed::Overflow,
        ExecutionError::UndeclaredReference(_) | ExecutionError::NoSuchKey(_) => {
            Failed::UnknownName
        }
        _ => Failed::Types,
    }
}

/// A function as it is written: operators come with underscores where their operands go.
fn called(function: &str) -> &str {
    function.trim_matches(|letter| letter == '_' || letter == '@')
}

/// The deepest nesting of brackets, and of signs before one value.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' | '?' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Signs of operators, in texts too; `==`, `&&` and their like are one.
fn signs(text: &str) -> usize {
    let mut before = ' ';
    let mut count = 0;
    for letter in text.chars() {
        let is_second =
            matches!((before, letter), ('=' | '!' | '<' | '>', '=') | ('&', '&') | ('|', '|'));
        if is_second {
            before = ' ';
            continue;
        }
        count += usize::from("!-+*/%<>=&|?.".contains(letter));
        before = letter;
    }
    count
}

/// Shows every part of the expression to `look`.
fn walk(
    part: &IdedExpr,
    look: &mut impl FnMut(&Expr) -> Result<(), Refused>,
) -> Result<(), Refused> {
    look(&part.expr)?;
    match &part.expr {
        Expr::Call(call) => call
            .target
            .iter()
            .map(AsRef::as_ref)
            .chain(&call.args)
            .try_for_each(|it| walk(it, look)),
        Expr::List(list) => list.elements.iter().try_for_each(|it| walk(it, look)),
        Expr::Select(select) => walk(&select.operand, look),
        Expr::Map(map) => map.entries.iter().try_for_each(|entry| match &entry.expr {
            EntryExpr::MapEntry(it) => walk(&it.key, look).and_then(|()| walk(&it.value, look)),
            EntryExpr::StructField(it) => walk(&it.value, look),
        }),
        _ => Ok(()),
    }
}

/// Whether what the part names is there: the question of an answer, a kind, a buurt.
fn named(part: &Expr, known: &Known) -> Result<(), Refused> {
    match part {
        Expr::Select(select) if is_name(&select.operand, "answers") => {
            let key = &select.field;
            let is_known = known.questions.contains(key);
            is_known.then_some(()).ok_or_else(|| refused(format!("De vraag “{key}” is er niet.")))
        }
        Expr::Select(select) => Err(refused(format!("“.{}” kan hier niet.", select.field))),
        Expr::Call(call) => compared(call, known),
        _ => Ok(()),
    }
}

fn compared(call: &CallExpr, known: &Known) -> Result<(), Refused> {
    if ![operators::EQUALS, operators::NOT_EQUALS, operators::IN].contains(&&*call.func_name) {
        return Ok(());
    }
    let lists: [(&str, &str, &BTreeSet<String>); 2] =
        [("category", "soort", &known.categories), ("area", "buurt", &known.areas)];
    for (name, what, list) in lists {
        if !call.args.iter().any(|it| is_name(it, name)) {
            continue;
        }
        let unknown = call.args.iter().flat_map(texts).find(|text| !list.contains(*text));
        if let Some(text) = unknown {
            return Err(refused(format!("“{text}” is geen {what}.")));
        }
    }
    Ok(())
}

fn is_name(part: &IdedExpr, name: &str) -> bool {
    matches!(&part.expr, Expr::Ident(it) if it == name)
}

/// The text, or the texts in the list.
fn texts(part: &IdedExpr) -> Vec<&str> {
    match &part.expr {
        Expr::Literal(LiteralValue::String(text)) => vec![text.inner()],
        Expr::List(list) => list.elements.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Reports of every kind, at every hour of a Monday and a Sunday.
fn samples(known: &Known) -> impl Iterator<Item = Facts> {
    let answers = known.questions.iter().map(|key| (key.clone(), String::new())).collect();
    let facts = Facts { answers, ..Facts::default() };
    let moments = [1, 7].into_iter().flat_map(|weekday| {
        (0..24).map(move |hour| Moment { hour, weekday, is_open: weekday == 1 && hour == 12 })
    });
    moments.flat_map(move |moment| {
        let facts = facts.clone();
        known.categories.iter().map(move |category| Facts {
            category: category.clone(),
            moment,
            ..facts.clone()
        })
    })
}

#[cfg(test)]
mod tests;
