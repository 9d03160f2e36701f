//! Consumes every event that changes a figure, and keeps the rows that figures are counted from.
//!
//! The four streams do not wait for each other: a work order may be counted
//! before its issue, and a name may come after the first figure that needs it.

use platform::{
    consumer::{Failure, Handler, Incoming},
    work_order::work_order_in,
};
use proto::v1::{
    AreaChanged, CategoryChanged, IssueStatusChanged, ReportForgotten, ReportSubmitted, TeamChanged,
};
use sqlx::PgConnection;

use crate::{
    facts::{Issue, Order, Report},
    hints::Hints,
    store,
};

/// Keeps the names of areas, categories and teams.
pub(crate) struct Places {
    pub(crate) hints: Hints,
}

impl Handler for Places {
    const NAME: &'static str = "statistics-PLACES";
    const STREAM: &'static str = "PLACES";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<AreaChanged>() {
            store::keep_area(tx, &event.decode()?).await?;
        } else if event.is::<CategoryChanged>() {
            store::keep_category(tx, &event.decode()?).await?;
        } else if event.is::<TeamChanged>() {
            store::put_team(tx, &event.decode()?).await?;
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.hints.changed();
    }
}

/// Keeps a row a report, without the words of who wants to be forgotten.
pub(crate) struct Reports {
    pub(crate) hints: Hints,
}

impl Handler for Reports {
    const NAME: &'static str = "statistics-INTAKE";
    const STREAM: &'static str = "INTAKE";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<ReportSubmitted>() {
            let report = Report::parse(event.decode()?).map_err(Failure::Reject)?;
            store::keep_report(tx, &report).await?;
        } else if event.is::<ReportForgotten>() {
            let forgotten: ReportForgotten = event.decode()?;
            store::forget(tx, &forgotten.report_number).await?;
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.hints.changed();
    }
}

/// Keeps a row an issue, as it stands.
pub(crate) struct Issues {
    pub(crate) hints: Hints,
}

impl Handler for Issues {
    const NAME: &'static str = "statistics-ROUTING";
    const STREAM: &'static str = "ROUTING";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<IssueStatusChanged>() {
            let issue = Issue::parse(event.decode()?).map_err(Failure::Reject)?;
            store::keep_team(tx, &issue.team).await?;
            store::keep_issue(tx, &issue).await?;
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.hints.changed();
    }
}

/// Keeps a row a work order, as it stands.
pub(crate) struct WorkOrders {
    pub(crate) hints: Hints,
}

impl Handler for WorkOrders {
    const NAME: &'static str = "statistics-WORK_ORDERS";
    const STREAM: &'static str = "WORK_ORDERS";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if let Some(order) = work_order_in(event)? {
            let order = Order::parse(order).map_err(Failure::Reject)?;
            store::keep_team(tx, &order.team).await?;
            store::keep_work_order(tx, &order).await?;
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.hints.changed();
    }
}
