//! `GET /api/v1/statistics/open`: what is open now. For everybody: counts only, nobody's data.

use axum::{Json, Router, extract::State, routing::get};
use chrono::{DateTime, Utc};
use platform::{clock, problem::Problem};
use serde::Serialize;

use crate::{
    AppState, store,
    tally::{AGE_BANDS, Line, Tally},
};

pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/api/v1/statistics/open", get(open))
}

async fn open(State(state): State<AppState>) -> Result<Json<OpenBody>, Problem> {
    let now = clock::now();
    let mut tx = store::snapshot(&state.service.pool).await?;
    let groups = store::open_groups(&mut tx, now).await?;
    let names = store::names(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(OpenBody::new(now, Tally::of(&names, &groups))))
}

/// Counts of open issues and work orders; every breakdown adds up to the totals.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenBody {
    counted_at: DateTime<Utc>,
    issues: usize,
    work_orders: usize,
    /// Issues past their term.
    late: usize,
    by_team: Vec<TeamCount>,
    by_category: Vec<CategoryCount>,
    by_area: Vec<AreaCount>,
    by_age: Vec<AgeCount>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TeamCount {
    /// Null: triage.
    team: Option<String>,
    name: String,
    issues: usize,
    work_orders: usize,
    late: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CategoryCount {
    category: Option<String>,
    name: String,
    issues: usize,
    work_orders: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AreaCount {
    /// Null: in no area that is known.
    code: Option<String>,
    name: String,
    issues: usize,
    work_orders: usize,
}

/// Whole days since the first report, both included; null is without end.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AgeCount {
    from_days: u16,
    to_days: Option<u16>,
    issues: usize,
}

impl OpenBody {
    fn new(counted_at: DateTime<Utc>, tally: Tally) -> Self {
        let bands = AGE_BANDS.into_iter().zip(tally.by_age);
        Self {
            counted_at,
            issues: tally.total.issues,
            work_orders: tally.total.work_orders,
            late: tally.total.late,
            by_team: tally.by_team.into_iter().map(TeamCount::from).collect(),
            by_category: tally.by_category.into_iter().map(CategoryCount::from).collect(),
            by_area: tally.by_area.into_iter().map(AreaCount::from).collect(),
            by_age: bands
                .map(|((from_days, to_days), issues)| AgeCount { from_days, to_days, issues })
                .collect(),
        }
    }
}

impl From<Line> for TeamCount {
    fn from(Line { key, name, open }: Line) -> Self {
        let (issues, work_orders, late) = (open.issues, open.work_orders, open.late);
        Self { team: present(key), name, issues, work_orders, late }
    }
}

impl From<Line> for CategoryCount {
    fn from(Line { key, name, open }: Line) -> Self {
        let (issues, work_orders) = (open.issues, open.work_orders);
        Self { category: present(key), name, issues, work_orders }
    }
}

impl From<Line> for AreaCount {
    fn from(Line { key, name, open }: Line) -> Self {
        let (issues, work_orders) = (open.issues, open.work_orders);
        Self { code: present(key), name, issues, work_orders }
    }
}

fn present(key: String) -> Option<String> {
    (!key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::tally::{Group, Named, Names};

    #[test]
    fn the_answer_has_the_shape_that_others_rely_on() {
        let one = |key: &str, name: &str| vec![Named { key: key.into(), name: name.into() }];
        let names = Names {
            teams: one("schoon", "Wijkteam Schoon"),
            categories: one("litter", "Zwerfafval"),
            areas: one("BU03071001", "Zangvogelbuurt"),
        };
        let routed = Group {
            team: "schoon".into(),
            area: "BU03071001".into(),
            category: "litter".into(),
            age: 1,
            is_late: true,
            issues: 2,
            work_orders: 3,
        };
        let waiting = Group { category: "litter".into(), issues: 1, ..Group::default() };

        let tally = Tally::of(&names, &[routed, waiting]);
        let body = OpenBody::new(DateTime::UNIX_EPOCH, tally);

        let expected = json!({
            "countedAt": "1970-01-01T00:00:00Z",
            "issues": 3, "workOrders": 3, "late": 2,
            "byTeam": [
                {"team": "schoon", "name": "Wijkteam Schoon",
                    "issues": 2, "workOrders": 3, "late": 2},
                {"team": null, "name": "Wacht op toewijzing",
                    "issues": 1, "workOrders": 0, "late": 0},
            ],
            "byCategory":
                [{"category": "litter", "name": "Zwerfafval", "issues": 3, "workOrders": 3}],
            "byArea": [
                {"code": "BU03071001", "name": "Zangvogelbuurt", "issues": 2, "workOrders": 3},
                {"code": null, "name": "Buurt onbekend", "issues": 1, "workOrders": 0},
            ],
            "byAge": [
                {"fromDays": 0, "toDays": 2, "issues": 1},
                {"fromDays": 3, "toDays": 7, "issues": 2},
                {"fromDays": 8, "toDays": 30, "issues": 0},
                {"fromDays": 31, "toDays": null, "issues": 0},
            ],
        });
        assert_eq!(serde_json::to_value(body).unwrap(), expected);
    }
}
