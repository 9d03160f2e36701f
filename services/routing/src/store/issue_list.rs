//! Lists of issues, for the dispatcher's inbox and for the API.
//!
//! A list is put together from the parts that are asked for, so that each has its index. It is
//! planned anew every time, with what is asked for known: a plan for any choice is a slow one for
//! some (`.persistent(false)`).

use chrono::{DateTime, Utc};
use platform::{bbox::Bbox, cursor::Cursor};
use sqlx::{PgPool, Postgres, QueryBuilder};

use super::issues::{Issue, select_issue};
use crate::{
    lifecycle::Status,
    listing::{Listing, NO_TEAM, Sort, View, tsquery},
};

/// Issues that are counted; of more than these it is only said that there are more, so that
/// counting takes as long at any number.
pub const COUNT_MAX: i64 = 1000;

/// Reports with a number that begins as what was typed.
const NUMBERS_MAX: i64 = 200;

type Sql = QueryBuilder<Postgres>;

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Page {
    pub issues: Vec<Issue>,
    /// From where the list goes on; `None` when this was its end.
    pub next: Option<Cursor>,
}

/// Gives at most `limit` issues of the choice, from where its cursor is. What a dispatcher is
/// closing is not among those that are open.
pub async fn page(
    pool: &PgPool,
    listing: &Listing,
    now: DateTime<Utc>,
    limit: u16,
) -> sqlx::Result<Page> {
    let order = Order::of(listing);
    // One more says whether there is a next page.
    let rows = i64::from(limit) + 1;
    let mut sql = Sql::new("with page as materialized (select issue_id from (");
    for (number, view) in arms(listing.view).enumerate() {
        sql.push(if number == 0 { "(" } else { ") union all (" });
        push_arm(&mut sql, &Listing { view, ..listing.clone() }, order, now);
        sql.push(" limit ").push_bind(rows);
    }
    sql.push(")) as i");
    order.push(&mut sql, "at");
    sql.push(" limit ").push_bind(rows).push(") ");
    sql.push(select_issue!("where i.issue_id in (select issue_id from page)"));
    order.push(&mut sql, order.column());
    let mut issues: Vec<Issue> = sql.build_query_as().persistent(false).fetch_all(pool).await?;
    let has_more = issues.len() > usize::from(limit);
    issues.truncate(limit.into());
    let last = issues.last().filter(|_| has_more);
    let next = last.map(|issue| Cursor { at: order.instant(issue), id: issue.issue_id });
    Ok(Page { issues, next })
}

/// The parts of a view that each have their indexes: what is open, and what is closed.
fn arms(view: View) -> impl Iterator<Item = View> {
    let is_both = matches!(view, View::Any | View::Placed);
    std::iter::once(view).chain(is_both.then_some(View::Closed))
}

/// The issues of one part in their order, with the instant by which they are sorted.
fn push_arm(sql: &mut Sql, listing: &Listing, order: Order, now: DateTime<Utc>) {
    sql.push("select i.issue_id, i.").push(order.column()).push(" as at from issue i where ");
    narrow(sql, listing, now);
    if let Some(after) = listing.after {
        sql.push(" and (i.").push(order.column()).push(", i.issue_id) ");
        sql.push(if order.is_down { "< (" } else { "> (" });
        sql.push_bind(after.at).push(", ").push_bind(after.id).push(")");
    }
    order.push(sql, order.column());
}

/// What a list is sorted by.
#[derive(Clone, Copy)]
struct Order {
    by: By,
    /// The last comes first.
    is_down: bool,
}

#[derive(Clone, Copy)]
enum By {
    Due,
    Opened,
    Closed,
}

impl Order {
    fn of(listing: &Listing) -> Self {
        let (by, is_down) = match (listing.sort, listing.view) {
            (Sort::Due, View::Closed) => (By::Closed, true),
            (Sort::Due, _) => (By::Due, false),
            (Sort::Newest, _) => (By::Opened, true),
            (Sort::Oldest, _) => (By::Opened, false),
        };
        Self { by, is_down }
    }

    fn column(self) -> &'static str {
        match self.by {
            By::Due => "due_at",
            By::Opened => "opened_at",
            By::Closed => "closed_at",
        }
    }

    fn instant(self, issue: &Issue) -> DateTime<Utc> {
        match self.by {
            By::Due => issue.clock.due_at,
            By::Opened => issue.opened_at,
            By::Closed => issue.closed_at.unwrap_or(issue.changed_at),
        }
    }

    /// The order by a column of `i`, and among equals by id.
    fn push(self, sql: &mut Sql, column: &str) {
        let direction = if self.is_down { " desc" } else { "" };
        sql.push(" order by i.").push(column).push(direction);
        sql.push(", i.issue_id").push(direction);
    }
}

/// The conditions on `issue i`: the view, what an account reaches and what was chosen. Of what is open
/// or closed, those that are open.
pub(super) fn narrow(sql: &mut Sql, listing: &Listing, now: DateTime<Utc>) {
    let waits = Status::WaitingForReporter.as_str();
    match listing.view {
        View::Placed => sql.push("i.closed_at is null and i.triage_reason = ''"),
        View::Closed => sql.push("i.closed_at is not null"),
        View::Open | View::Any => sql.push("i.closed_at is null"),
        View::Waiting => sql.push("i.closed_at is null and i.triage_reason <> ''"),
        View::Asked => sql.push("i.closed_at is null and i.status = ").push_bind(waits),
        View::Late => {
            sql.push("i.closed_at is null and i.due_at < ").push_bind(now);
            sql.push(" and i.status <> ").push_bind(waits)
        }
    };
    if !matches!(listing.view, View::Closed | View::Any | View::Placed) {
        // As a list and not a join: what closes within half a minute is read once, and the rest of
        // the plan stays within its index.
        sql.push(" and i.issue_id <> all(array(select issue_id from issue_closing))");
    }
    if let Some(reach) = &listing.reach {
        sql.push(" and i.area_code = any(").push_bind(reach.clone()).push(")");
    }
    choose(sql, listing);
}

/// The part of the conditions that somebody chose.
fn choose(sql: &mut Sql, listing: &Listing) {
    if !listing.categories.is_empty() {
        sql.push(" and i.category = any(").push_bind(listing.categories.clone()).push(")");
    }
    match listing.areas.as_slice() {
        [] => {}
        // Of one buurt the index is in the order of the list; of several it is not.
        [area] => drop(sql.push(" and i.area_code = ").push_bind(area.clone())),
        areas => drop(sql.push(" and i.area_code = any(").push_bind(areas.to_vec()).push(")")),
    }
    let teams: Vec<_> = listing.teams.iter().filter(|key| *key != NO_TEAM).cloned().collect();
    let or_none = teams.len() < listing.teams.len();
    match (teams.is_empty(), or_none) {
        (true, true) => drop(sql.push(" and i.team_key is null")),
        (true, false) => {}
        (false, _) => {
            sql.push(" and (i.team_key = any(").push_bind(teams).push(")");
            sql.push(if or_none { " or i.team_key is null)" } else { ")" });
        }
    }
    if !listing.statuses.is_empty() {
        let words: Vec<_> = listing.statuses.iter().map(|status| status.as_str()).collect();
        sql.push(" and i.status = any(").push_bind(words).push(")");
    }
    if listing.is_urgent {
        sql.push(" and i.is_urgent");
    }
    if let Some(bbox) = listing.bbox {
        within(sql, bbox);
    }
    if !listing.words.is_empty() {
        say(sql, &listing.words);
    }
}

fn within(sql: &mut Sql, bbox: Bbox) {
    sql.push(" and i.location && st_makeenvelope(").push_bind(bbox.west);
    sql.push(", ").push_bind(bbox.south);
    sql.push(", ").push_bind(bbox.east);
    sql.push(", ").push_bind(bbox.north).push(", 4326)");
}

/// The words are the issue's, or begin the number of one of its reports.
fn say(sql: &mut Sql, typed: &str) {
    let Some(query) = tsquery(typed) else {
        sql.push(" and false");
        return;
    };
    sql.push(" and (i.words @@ ").push_bind(query.clone());
    sql.push(
        "::tsquery or i.issue_id = any(array(
             select r.issue_id from issue_report r
             where issue_number_words(r.report_number) @@ ",
    );
    sql.push_bind(query).push("::tsquery limit ").push_bind(NUMBERS_MAX).push(")))");
}

/// How many issues there are for a dispatcher; [`COUNT_MAX`] is that many or more.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, sqlx::FromRow)]
pub struct Counts {
    /// Without a team.
    pub waiting: i64,
    /// Not closed, those without a team included.
    pub open: i64,
    /// The term is over.
    pub all_late: i64,
    /// Whoever reported it was asked something.
    pub asked: i64,
    /// Of those that are chosen.
    pub chosen: i64,
    /// Of those that were counted: the term is over.
    pub late: i64,
    /// Of those that were counted: the term ends before `today_ends`.
    pub today: i64,
    /// Of those that were counted: the term stands still.
    pub paused: i64,
}

/// Counts the issues of the views, and those of the choice by their term: in the order of terms those
/// that come first, in another order any of them.
pub async fn counts(
    pool: &PgPool,
    listing: &Listing,
    now: DateTime<Utc>,
    today_ends: DateTime<Utc>,
) -> sqlx::Result<Counts> {
    let mut sql = Sql::new("select c.*");
    for (name, view) in [
        ("waiting", View::Waiting),
        ("open", View::Open),
        ("all_late", View::Late),
        ("asked", View::Asked),
    ] {
        sql.push(", (select count(*) from (select from issue i where ");
        narrow(&mut sql, &Listing { reach: listing.reach.clone(), ..Listing::of(view) }, now);
        sql.push(" limit ").push_bind(COUNT_MAX).push(") as view) as ").push(name);
    }
    sql.push(
        " from (select count(*) as chosen, count(*) filter (where is_paused) as paused,
                    count(*) filter (where not is_paused and due_at < ",
    );
    sql.push_bind(now);
    sql.push(") as late, count(*) filter (where not is_paused and due_at >= ").push_bind(now);
    sql.push(" and due_at < ").push_bind(today_ends);
    sql.push(") as today from (select i.due_at, i.status = ");
    sql.push_bind(Status::WaitingForReporter.as_str());
    sql.push(" as is_paused from issue i where ");
    narrow(&mut sql, listing, now);
    if listing.sort == Sort::Due {
        // Only in this order do the terms say something of the first of them.
        let order = Order::of(listing);
        order.push(&mut sql, order.column());
    }
    sql.push(" limit ").push_bind(COUNT_MAX).push(") as chosen) as c");
    sql.build_query_as().persistent(false).fetch_one(pool).await
}

/// Open issues of each team.
pub async fn open_by_team(pool: &PgPool) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select team_key, count(*) from issue
         where closed_at is null and team_key is not null group by team_key",
    )
    .fetch_all(pool)
    .await
}
