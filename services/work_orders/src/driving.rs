//! The order in which a crew drives past its stops. Pure.
//!
//! What must come first takes its turn first. Within a turn the phone says the order: it knows where the
//! van is, works out a short way (`web/islands/lib/route.ts`), and tells only the order that came of it,
//! so that nobody else hears where the crew is. Without a phone that does, it is by due time. One stop the crew may put
//! in front of all but what it is at.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;
use web::dates::local_date;

use crate::{order::WorkOrder, progress::Status};

/// The cookie in which the phone keeps the order: the [marks](mark) of the stops, with a dot between.
pub const COOKIE: &str = "og_route";

/// The cookie with the [mark] of the stop that the crew put in front.
pub const FIRST_COOKIE: &str = "og_first";

/// As long as a day's work.
const FIRST_SECONDS: u32 = 12 * 3600;

/// Days from today in which a term ends soon.
const DAYS_SOON: i64 = 7;

/// Stops that a phone can put in order: more than a page holds, and they fit in a cookie.
const STOPS_MAX: usize = 240;

/// What comes before what, however short another way were.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Turn {
    UnderWay,
    /// The crew put it in front.
    Chosen,
    Urgent,
    /// Its term is over, or ends today.
    Today,
    /// Its term ends within a week.
    Soon,
    Later,
    /// The resident was asked something; there is nothing to do yet.
    Waits,
}

impl Turn {
    fn of(order: &WorkOrder, now: DateTime<Utc>) -> Self {
        if order.status() == Status::InProgress {
            Self::UnderWay
        } else if order.waits_until.is_some() {
            Self::Waits
        } else if order.is_urgent {
            Self::Urgent
        } else {
            match local_date(order.due_at).signed_duration_since(local_date(now)).num_days() {
                ..=0 => Self::Today,
                1..=DAYS_SOON => Self::Soon,
                _ => Self::Later,
            }
        }
    }

    /// As the page tells it to the phone; lower comes first.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// The order that a phone worked out, and what its crew put in front.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Driving {
    places: HashMap<String, usize>,
    first: Option<String>,
}

impl Driving {
    /// Reads the values of both cookies; what is no mark of a stop is left out.
    pub fn read(value: &str, first: &str) -> Self {
        let marks = value.split('.').filter(|mark| is_mark(mark)).take(STOPS_MAX);
        let mut places = HashMap::new();
        for (place, mark) in marks.enumerate() {
            places.entry(mark.to_owned()).or_insert(place);
        }
        Self { places, first: is_mark(first).then(|| first.to_owned()) }
    }

    /// When the order takes its turn.
    pub fn turn(&self, order: &WorkOrder, now: DateTime<Utc>) -> Turn {
        match Turn::of(order, now) {
            Turn::UnderWay => Turn::UnderWay,
            _ if self.is_first(order.work_order_id) => Turn::Chosen,
            turn => turn,
        }
    }

    fn is_first(&self, work_order_id: Uuid) -> bool {
        self.first.as_deref().is_some_and(|first| first == mark(work_order_id))
    }

    /// The cookie that puts the order in front, or lets go of it when it is there.
    pub fn put_in_front(&self, work_order_id: Uuid, is_tls: bool) -> String {
        let secure = if is_tls { "; Secure" } else { "" };
        let (value, seconds) = if self.is_first(work_order_id) {
            (String::new(), 0)
        } else {
            (mark(work_order_id), FIRST_SECONDS)
        };
        format!(
            "{FIRST_COOKIE}={value}; Path=/werk; Max-Age={seconds}; SameSite=Strict; HttpOnly{secure}"
        )
    }

    /// Puts the stops in the order to drive. Those that the phone did not know come last in their turn.
    pub fn sort(&self, stops: &mut [WorkOrder], now: DateTime<Utc>) {
        let place = |stop: &WorkOrder| self.places.get(&mark(stop.work_order_id)).copied();
        stops.sort_by_key(|stop| (self.turn(stop, now), place(stop).unwrap_or(usize::MAX)));
    }
}

/// Letters of a mark.
const MARK_CHARS: usize = 12;

/// A short name of a stop: what comes after the last dash of its id, which chance made, so that a cookie
/// holds many.
fn mark(work_order_id: Uuid) -> String {
    let id = work_order_id.simple().to_string();
    id[id.len() - MARK_CHARS..].to_owned()
}

fn is_mark(text: &str) -> bool {
    text.len() == MARK_CHARS
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::{order::sample, progress::Standing};

    fn stop(number: u128) -> WorkOrder {
        WorkOrder { work_order_id: Uuid::from_u128(number), ..sample() }
    }

    fn now() -> DateTime<Utc> {
        sample().due_at
    }

    fn sorted(value: &str, mut stops: Vec<WorkOrder>) -> Vec<u128> {
        Driving::read(value, "").sort(&mut stops, now());
        stops.iter().map(|stop| stop.work_order_id.as_u128()).collect()
    }

    fn cookie(numbers: &[u128]) -> String {
        let marks = numbers.iter().map(|number| mark(Uuid::from_u128(*number)));
        marks.collect::<Vec<_>>().join(".")
    }

    #[test]
    fn the_phone_says_the_order_and_what_it_did_not_know_comes_after() {
        let stops = || vec![stop(1), stop(2), stop(3), stop(4)];
        assert_eq!(sorted("", stops()), [1, 2, 3, 4]);
        assert_eq!(sorted(&cookie(&[4, 2, 9]), stops()), [4, 2, 1, 3]);
    }

    #[test]
    fn what_is_under_way_or_urgent_comes_first_whatever_the_phone_says() {
        let standing = Standing { status: Status::InProgress, ..sample().standing };
        let busy = WorkOrder { standing, ..stop(5) };
        let urgent = WorkOrder { is_urgent: true, ..stop(6) };
        let soon = WorkOrder { due_at: now() + TimeDelta::days(7), ..stop(7) };
        let later = WorkOrder { due_at: now() + TimeDelta::days(8), ..stop(2) };
        let late = WorkOrder { due_at: now() - TimeDelta::days(2), ..stop(8) };
        let waits = WorkOrder { waits_until: Some(now()), is_urgent: true, ..stop(9) };
        let stops = vec![waits, later, soon, late, urgent, busy, stop(1)];
        assert_eq!(sorted(&cookie(&[9, 2, 7, 1, 8, 6, 5]), stops), [5, 6, 1, 8, 7, 2, 9]);
    }

    #[test]
    fn what_the_crew_puts_in_front_comes_before_all_but_what_it_is_at() {
        let standing = Standing { status: Status::InProgress, ..sample().standing };
        let busy = || WorkOrder { standing: standing.clone(), ..stop(5) };
        let waits = || WorkOrder { waits_until: Some(now()), ..stop(9) };
        let urgent = || WorkOrder { is_urgent: true, ..stop(6) };
        let by = |number: u128| {
            let driving = Driving::read(&cookie(&[6, 9]), &mark(Uuid::from_u128(number)));
            let mut stops = vec![urgent(), waits(), busy()];
            driving.sort(&mut stops, now());
            stops.iter().map(|stop| stop.work_order_id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(by(9), [5, 9, 6]);
        assert_eq!(by(5), [5, 6, 9]);
        assert_eq!(by(1), [5, 6, 9]);
    }

    #[test]
    fn the_phone_knows_the_number_of_what_is_urgent() {
        assert_eq!(Turn::Urgent.number(), 2, "URGENT in web/islands/lib/route.ts");
    }

    #[test]
    fn putting_it_in_front_once_more_lets_go_of_it() {
        let id = Uuid::from_u128(9);
        let put = Driving::default().put_in_front(id, true);
        let (value, rest) = put.strip_prefix("og_first=").unwrap().split_once(';').unwrap();
        assert_eq!(value, mark(id));
        assert!(rest.contains("Max-Age=43200") && rest.ends_with("; Secure"), "{rest}");
        let gone = Driving::read("", value).put_in_front(id, false);
        assert!(gone.starts_with("og_first=;") && gone.contains("Max-Age=0"), "{gone}");
        assert!(!gone.contains("Secure"));
    }

    #[test]
    fn what_is_no_cookie_of_ours_says_nothing() {
        for value in ["x", "..", "ABCDEFABCDEF", "0123456789ab'; drop", "0123456789abc"] {
            assert_eq!(Driving::read(value, value), Driving::default(), "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_stop_is_lost_or_doubled(value in "[0-9a-f.]{0,200}", count in 0_u128..20) {
            let mut found = sorted(&value, (0..count).map(stop).collect());
            found.sort_unstable();
            prop_assert_eq!(found, (0..count).collect::<Vec<_>>());
        }
    }
}
