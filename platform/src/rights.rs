//! Who may ask what: `rights.txt` says it for every address, and what it does not name is refused.

use std::sync::LazyLock;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tracing::error;

use crate::{
    http,
    problem::Problem,
    staff::{self, Gate, Role, Staff},
};

/// The matrix, compiled in: a service cannot start without it or with another.
const TABLE: &str = include_str!("../rights.txt");

static RIGHTS: LazyLock<Vec<Right>> =
    LazyLock::new(|| parse(TABLE).expect("a test reads the same table"));

/// What becomes of a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// The service handles it.
    Yes,
    /// The same, for who works in the whole municipality; 403 for who works in a part of it.
    Whole,
    /// The same, for whose account may read how to reach residents; 403 for others.
    Contact,
    /// The same, for whose account may open evidence; 403 for others.
    Evidence,
    /// 403: signed in, but not for this.
    No,
    /// 401, for programs and for streams, which do not follow to a page.
    Unauthorized,
    /// To the page to sign in, and back.
    SignIn,
}

/// One address, and what it answers to whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Right {
    /// The service that has the address; `each` stands for all of them.
    pub service: &'static str,
    pub method: &'static str,
    /// The pattern, as the router has it.
    pub path: &'static str,
    nobody: Answer,
    /// In the order of [`Role::ALL`].
    roles: [Answer; Role::ALL.len()],
}

impl Right {
    /// The answer to somebody in a role, or to who did not sign in.
    pub fn answer(&self, role: Option<Role>) -> Answer {
        let place = Role::ALL.iter().position(|other| Some(*other) == role);
        place.map_or(self.nobody, |place| self.roles[place])
    }

    fn is_for_all(&self) -> bool {
        self.nobody == Answer::Yes
    }
}

/// The whole matrix.
pub fn all() -> &'static [Right] {
    &RIGHTS
}

/// The answer to somebody in the role who opens the page at this address.
pub fn of_page(path: &str, role: Role) -> Answer {
    let page = RIGHTS.iter().find(|right| right.method == "GET" && right.path == path);
    page.map_or(Answer::No, |right| right.answer(Some(role)))
}

fn parse(table: &'static str) -> Option<Vec<Right>> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(right).collect()
}

fn right(line: &'static str) -> Option<Right> {
    let words: Vec<_> = line.split_whitespace().collect();
    let (service, method, path) = (words.first()?, words.get(1)?, words.get(2)?);
    let mut nobody = Answer::Yes;
    let mut roles = [Answer::Yes; Role::ALL.len()];
    match words.get(3..)? {
        ["all"] => {}
        [first, rest @ ..] if rest.len() == roles.len() => {
            nobody = answer(first)?;
            for (place, word) in roles.iter_mut().zip(rest) {
                *place = answer(word)?;
            }
        }
        _ => return None,
    }
    Some(Right { service, method, path, nobody, roles })
}

fn answer(word: &str) -> Option<Answer> {
    match word {
        "yes" => Some(Answer::Yes),
        "whole" => Some(Answer::Whole),
        "contact" => Some(Answer::Contact),
        "evidence" => Some(Answer::Evidence),
        "no" => Some(Answer::No),
        "401" => Some(Answer::Unauthorized),
        "login" => Some(Answer::SignIn),
        _ => None,
    }
}

/// Middleware around every route: asks the matrix before the handler is asked anything. Who may
/// pass travels on in the request, so that a token is checked once.
pub async fn require(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    // Without a pattern no route matched: that is 404, whoever asks.
    let Some(path) = request.extensions().get::<MatchedPath>().cloned() else {
        return next.run(request).await;
    };
    let here = || RIGHTS.iter().filter(|right| right.path == path.as_str());
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let Some(right) = here().find(|right| right.method == method.as_str()) else {
        return not_named(&path, here().map(|right| right.method).collect());
    };
    if right.is_for_all() {
        return next.run(request).await;
    }
    let staff = gate.identify(request.headers());
    let given = |has: fn(&Staff) -> bool| staff.as_ref().is_some_and(has);
    let answer = match right.answer(staff.as_ref().map(|staff| staff.role)) {
        Answer::Yes => None,
        Answer::Whole => {
            let refused = staff.as_ref().and_then(|staff| staff.require_everywhere().err());
            refused.map(Problem::into_response)
        }
        Answer::Contact if given(|staff| staff.sees_contact) => None,
        Answer::Evidence if given(|staff| staff.sees_evidence) => None,
        Answer::Contact | Answer::Evidence | Answer::No => {
            Some(Problem::forbidden().into_response())
        }
        Answer::Unauthorized if gate.is_ended(request.headers()) => {
            Some(Problem::session_ended().into_response())
        }
        Answer::Unauthorized => Some(Problem::unauthorized().into_response()),
        Answer::SignIn => Some(staff::to_sign_in(request.uri())),
    };
    if let Some(refused) = answer {
        return refused;
    }
    if let Some(staff) = staff {
        request.extensions_mut().insert(staff);
    }
    next.run(request).await
}

/// An address that the matrix does not name is a mistake of ours, and closed until it is mended.
fn not_named(path: &MatchedPath, mut methods: Vec<&'static str>) -> Response {
    if methods.is_empty() {
        error!("{} is not in the matrix of rights, so nobody may use it", path.as_str());
        return Problem::forbidden().into_response();
    }
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    let mut response = http::method_not_allowed().into_response();
    if let Ok(allowed) = HeaderValue::try_from(methods.join(",")) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_the_matrix_is_read_and_none_stands_there_twice() {
        let rights = parse(TABLE).unwrap();
        let addresses: BTreeSet<_> =
            rights.iter().map(|right| (right.service, right.method, right.path)).collect();

        assert_eq!(addresses.len(), rights.len());
        assert!(rights.len() > 80, "{} lines", rights.len());
    }

    #[test]
    fn a_line_with_a_word_too_few_or_an_unknown_word_is_no_line() {
        for line in ["a GET /", "a GET / yes", "a GET / no no no no no", "a GET / x no no no no no"]
        {
            assert_eq!(right(line), None, "{line}");
        }
        let line = right("a GET / login yes no no no yes").unwrap();
        assert_eq!(line.answer(None), Answer::SignIn);
        assert_eq!(line.answer(Some(Role::Crew)), Answer::Yes);
        assert_eq!(line.answer(Some(Role::Boa)), Answer::No);
        assert_eq!(line.answer(Some(Role::Admin)), Answer::Yes);
    }

    #[test]
    fn nobody_may_do_what_a_role_may_not_and_an_admin_may_do_all() {
        for right in all() {
            let is_open = right.answer(None) == Answer::Yes;
            // How to reach residents and evidence are for nobody by their role alone.
            let admin = right.answer(Some(Role::Admin));
            let may_all = matches!(admin, Answer::Yes | Answer::Contact | Answer::Evidence);
            assert!(may_all, "{right:?}");
            for role in Role::ALL {
                let may = right.answer(Some(role));
                let is_unknown = matches!(may, Answer::Unauthorized | Answer::SignIn);
                assert!(!is_unknown, "{right:?}");
                assert!(!is_open || may == Answer::Yes, "{right:?}");
            }
        }
    }
}
