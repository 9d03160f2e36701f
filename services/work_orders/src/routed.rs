//! Consumes what happens to issues: asks a team for work, and takes back what an older routing
//! asked.
//!
//! The orders of an issue that are not closed are the one of its newest routing and those that this
//! keeps. What comes twice or late finds a newer version and changes nothing, unless the newer
//! routing keeps what the late one asks.

use chrono::{DateTime, Utc};
use platform::{
    clock,
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
    live::Live,
    outbox::Outbox,
};
use proto::v1::{IssueRouted, IssueStatusChanged};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    act, joined, live,
    order::{Area, Asset, WorkOrder, announce},
    progress::{Action, Standing, Status, Verdict, judge},
    store, taken_along,
};

/// Who made a step that nobody of the staff made.
const SYSTEM: &str = "Systeem";

/// Opens and cancels work orders.
pub struct IssueRoutings {
    pub outbox: Outbox,
    pub live: Live,
}

/// What routing decided about an issue.
#[derive(Clone, Debug, PartialEq)]
struct Routing {
    issue_id: Uuid,
    version: i64,
    /// Versions of the issue whose orders stay.
    keeps: Vec<i64>,
    /// `None`: nobody is asked besides those.
    order: Option<WorkOrder>,
}

impl Handler for IssueRoutings {
    const NAME: &'static str = "work_orders-ROUTING";
    const STREAM: &'static str = "ROUTING";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        let is_routed = event.is::<IssueRouted>();
        if !is_routed && !event.is::<IssueStatusChanged>() {
            return Ok(());
        }
        store::taken_along::lock_shared(tx).await?;
        let issue_id = if is_routed {
            self.take_up(tx, event.decode()?).await?
        } else {
            joined::keep(tx, event.decode()?).await?
        };
        Ok(taken_along::follow(&self.outbox, tx, issue_id).await?)
    }

    fn committed(&self, event: &Incoming) {
        if let Ok(changed) = event.decode::<IssueStatusChanged>()
            && event.is::<IssueStatusChanged>()
        {
            self.live.touch(live::issue(&changed.issue_id));
            self.live.touch(live::team(&changed.team.unwrap_or_default().key));
            return;
        }
        let Ok(routed) = event.decode::<IssueRouted>() else { return };
        if let Some(team) = &routed.team {
            self.live.touch(live::team(&team.key));
        }
        // Another team may have lost an order by it, and this event does not say which.
        if routed.version > 1 {
            self.live.touch(live::REROUTED);
        }
    }
}

impl IssueRoutings {
    /// Opens and cancels what the routing asks; gives its issue.
    async fn take_up(&self, tx: &mut PgConnection, event: IssueRouted) -> Result<Uuid, Failure> {
        let now = clock::now();
        let routing = Routing::parse(event, now).map_err(Failure::malformed)?;
        let (issue_id, version) = (routing.issue_id, routing.version);
        if store::issue::is_newest(tx, issue_id, version, &routing.keeps).await? {
            for order in store::issue::lock_unclosed(tx, issue_id).await? {
                if !routing.keeps.contains(&order.issue_version) {
                    self.cancel(tx, order, now).await?;
                }
            }
        } else if !store::issue::is_kept(tx, issue_id, version).await? {
            return Ok(issue_id);
        }
        if let Some(order) = routing.order {
            let order = store::issue::reports(tx, routing.issue_id).await?.on(order);
            // Made only now: most events that come twice need none.
            self.open(tx, WorkOrder { work_order_id: Uuid::now_v7(), ..order }).await?;
        }
        Ok(issue_id)
    }

    async fn cancel(
        &self,
        tx: &mut PgConnection,
        order: WorkOrder,
        now: DateTime<Utc>,
    ) -> sqlx::Result<()> {
        let Verdict::Step(standing) = judge(&order.standing, &Action::Cancel, None) else {
            return Ok(());
        };
        let order = order.stepped(standing, now);
        act::keep(&self.outbox, tx, &order, (SYSTEM, None)).await?;
        let id = order.work_order_id;
        info!(work_order.id = %id, "Work order {id} is cancelled");
        Ok(())
    }

    async fn open(&self, tx: &mut PgConnection, order: WorkOrder) -> sqlx::Result<()> {
        if !store::insert(tx, &order).await? {
            return Ok(());
        }
        store::note::keep_redacted(tx, &[order.work_order_id]).await?;
        store::note::keep_forgotten(tx, order.work_order_id).await?;
        store::log(tx, &order, (SYSTEM, None)).await?;
        store::issue::name_team(tx, &order.team_key, &order.team_name).await?;
        announce(&self.outbox, tx, &order).await?;
        let id = order.work_order_id;
        info!(work_order.id = %id, "Work order {id} is open");
        Ok(())
    }
}

impl Routing {
    /// Fails with what the event lacks.
    fn parse(event: IssueRouted, now: DateTime<Utc>) -> Result<Self, &'static str> {
        let issue_id = event.issue_id.parse().map_err(|_| "issue_id is no UUID")?;
        let version = i64::try_from(event.version).map_err(|_| "version is too large")?;
        if version < 1 {
            return Err("version is missing");
        }
        let has_team = event.team.as_ref().is_some_and(|team| !team.key.is_empty());
        let keeps = event.keeps.iter().map(|kept| i64::try_from(*kept));
        let keeps = keeps.collect::<Result<_, _>>().map_err(|_| "a kept version is too large")?;
        let order = if has_team { Some(order(event, issue_id, version, now)?) } else { None };
        Ok(Self { issue_id, version, keeps, order })
    }
}

/// The order that the routing asks for, still without an id of its own.
fn order(
    event: IssueRouted,
    issue_id: Uuid,
    issue_version: i64,
    now: DateTime<Utc>,
) -> Result<WorkOrder, &'static str> {
    let team = event.team.ok_or("team is missing")?;
    let location = event.location.ok_or("location is missing")?;
    let due_at =
        event.due_at.as_ref().and_then(clock::from_timestamp).ok_or("due_at is missing")?;
    let area = event.area.filter(|area| !area.code.is_empty());
    Ok(WorkOrder {
        work_order_id: Uuid::nil(),
        issue_id,
        issue_version,
        version: 1,
        team_key: team.key,
        team_name: team.name,
        area: area.map(|area| Area { code: area.code, name: area.name }),
        category: event.category,
        category_name: event.category_name,
        longitude: location.longitude,
        latitude: location.latitude,
        location_text: event.location_text,
        description: event.description,
        photo_ids: uuids(&event.photo_ids).map_err(|_| "a photo id is no UUID")?,
        asset: event.asset.map(|it| Asset { id: it.id, kind: it.kind, number: it.number }),
        report_ids: uuids(&event.report_ids).map_err(|_| "a report id is no UUID")?,
        report_numbers: event.report_numbers,
        standing: Standing {
            status: Status::Open,
            reason: None,
            note: String::new(),
            after_photo_ids: Vec::new(),
            visit: None,
            changed_by: None,
        },
        due_at,
        is_urgent: event.is_urgent,
        waits_until: None,
        opened_at: now,
        changed_at: now,
        closed_at: None,
        round_id: None,
    })
}

#[cfg(test)]
mod tests {
    use proto::v1;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn event() -> IssueRouted {
        IssueRouted {
            issue_id: Uuid::from_u128(1).to_string(),
            version: 2,
            team: Some(v1::Team { key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }),
            location: Some(v1::Point { longitude: 5.4, latitude: 52.1 }),
            due_at: Some(clock::to_timestamp(now())),
            ..IssueRouted::default()
        }
    }

    #[test]
    fn a_routing_to_a_team_asks_for_an_order_that_nobody_took_up() {
        let order = Routing::parse(event(), now()).unwrap().order.unwrap();

        assert_eq!((order.status(), order.version, order.issue_version), (Status::Open, 1, 2));
        assert_eq!((order.opened_at, order.closed_at), (now(), None));
    }

    #[test]
    fn a_routing_says_which_orders_stay() {
        let besides = IssueRouted { keeps: vec![1, 3], ..event() };
        assert_eq!(Routing::parse(besides, now()).unwrap().keeps, [1, 3]);
        assert!(Routing::parse(event(), now()).unwrap().keeps.is_empty());
    }

    #[test]
    fn an_issue_in_triage_asks_for_nothing() {
        let nobody = IssueRouted { team: None, ..event() };
        let empty = IssueRouted { team: Some(v1::Team::default()), ..event() };

        assert_eq!(Routing::parse(nobody, now()).unwrap().order, None);
        assert_eq!(Routing::parse(empty, now()).unwrap().order, None);
    }

    #[test]
    fn an_event_that_lacks_what_the_contract_promises_is_no_routing() {
        let broken = [
            IssueRouted { issue_id: "7".to_owned(), ..event() },
            IssueRouted { version: 0, ..event() },
            IssueRouted { version: u64::MAX, ..event() },
            IssueRouted { location: None, ..event() },
            IssueRouted { due_at: None, ..event() },
            IssueRouted { photo_ids: vec![String::new()], ..event() },
            IssueRouted { keeps: vec![u64::MAX], ..event() },
        ];

        for event in broken {
            assert!(Routing::parse(event.clone(), now()).is_err(), "{event:?}");
        }
    }
}
