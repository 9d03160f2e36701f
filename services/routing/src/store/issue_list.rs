//! Lists of issues, for the dispatcher's inbox and for the API.

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use super::issues::{Issue, select_issue};

/// What the list is narrowed to; `None` is no limit.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only issues that wait for a team (`true`), or only those that have one.
    pub triage: Option<bool>,
    pub status: Option<String>,
    /// Code of a buurt, or of a wijk for all its buurten.
    pub area: Option<String>,
    pub team: Option<String>,
    /// The last issue of the page before.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

/// Gives at most `limit` issues, the last opened first.
pub async fn page(pool: &PgPool, filter: &Filter, limit: i64) -> sqlx::Result<Vec<Issue>> {
    let (after_at, after_id) = filter.after.unzip();
    sqlx::query_as(select_issue!(
        "where ($1::boolean is null or (i.triage_reason <> '' and i.closed_at is null) = $1)
           and ($2::text is null or i.status = $2)
           and ($3::text is null or i.area_code in (
                   select area_code from area where $3 in (area_code, wijk_code)))
           and ($4::text is null or i.team_key = $4)
           and ($5::timestamptz is null or (i.opened_at, i.issue_id) < ($5, $6))
         order by i.opened_at desc, i.issue_id desc limit $7"
    ))
    .bind(filter.triage)
    .bind(&filter.status)
    .bind(&filter.area)
    .bind(&filter.team)
    .bind(after_at)
    .bind(after_id)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// A part of the open issues.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum View {
    /// Without a team, or given back by one of several.
    Waiting,
    /// All of them.
    Open,
    /// The term is over.
    Late,
    /// Whoever reported it was asked something.
    Asked,
}

impl View {
    /// The condition on `issue i` with the open question `q`; `$1` is now.
    fn condition(self) -> &'static str {
        match self {
            Self::Waiting => "i.triage_reason <> ''",
            Self::Open => "true",
            Self::Late => "q.issue_id is null and i.due_at < $1",
            Self::Asked => "q.issue_id is not null",
        }
    }
}

/// Gives at most `limit` issues of the view, what is due first on top: whatever does not fit is
/// later than all of these. What a dispatcher is closing is not among them.
pub async fn inbox(
    pool: &PgPool,
    view: View,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Issue>> {
    let mut sql = QueryBuilder::<Postgres>::new(select_issue!(
        "where i.closed_at is null and k.issue_id is null and "
    ));
    match view {
        View::Late => sql.push("q.issue_id is null and i.due_at < ").push_bind(now),
        view => sql.push(view.condition()),
    };
    sql.push(" order by i.due_at, i.issue_id limit ").push_bind(limit);
    sql.build_query_as().fetch_all(pool).await
}

/// How many issues there are for a dispatcher.
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
    /// Of those in the view: the term is over.
    pub late: i64,
    /// Of those in the view: the term ends before `today_ends`.
    pub today: i64,
    /// Of those in the view: the term stands still.
    pub paused: i64,
}

/// Counts all issues, and those in the view by their term.
pub async fn counts(
    pool: &PgPool,
    view: View,
    now: DateTime<Utc>,
    today_ends: DateTime<Utc>,
) -> sqlx::Result<Counts> {
    let mut sql = QueryBuilder::<Postgres>::new(
        "select count(*) filter (where is_waiting) as waiting, count(*) as open,
                count(*) filter (where is_late) as all_late,
                count(*) filter (where is_paused) as asked,
                count(*) filter (where in_view and is_late) as late,
                count(*) filter (where in_view and is_today) as today,
                count(*) filter (where in_view and is_paused) as paused
         from (select i.triage_reason <> '' as is_waiting, q.issue_id is not null as is_paused,
                      q.issue_id is null and i.due_at < ",
    );
    sql.push_bind(now).push(" as is_late, q.issue_id is null and i.due_at >= $1 and i.due_at < ");
    sql.push_bind(today_ends).push(" as is_today, (").push(view.condition());
    sql.push(
        ") as in_view
          from issue i
          left join issue_question q on q.issue_id = i.issue_id and q.ended_at is null
          where i.closed_at is null and not exists (
              select from issue_closing k where k.issue_id = i.issue_id)) as issue",
    );
    sql.build_query_as().fetch_one(pool).await
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
