//! The books of a system: what its database, its streams and its mail folder hold.
use super::system::System;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tests::until;

/// An event whose acknowledgement was lost comes again after the consumer's 30 s; a mail whose sender
/// was killed, after its lease of two minutes.
const DRAIN_WAIT_MAX: Duration = Duration::from_mins(3);
/// Reports of one thing share an order.
pub(super) const REPORTS_IN_ORDERS: &str =
    "select coalesce(sum(cardinality(report_ids)), 0)::bigint from work_orders.work_order";

const SCHEMAS: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// How much is still on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Backlog {
    /// Rows that were never published.
    outbox: i64,
    /// Messages that a consumer has yet to get, or has got and not acknowledged.
    consumers: u64,
    /// Mails that were not sent yet.
    mails: i64,
    /// Messages that were ever stored, in all streams.
    stored: u64,
}

impl Backlog {
    fn is_empty(&self) -> bool {
        self.outbox == 0 && self.consumers == 0 && self.mails == 0
    }
}

impl System {
    /// Waits until nothing is on its way and there are orders for `reports` reports; says whether it
    /// came so far.
    pub(super) async fn settle(&self, reports: usize) -> bool {
        let wanted = i64::try_from(reports).unwrap();
        let mut before = None;
        until(DRAIN_WAIT_MAX, async || {
            let now = self.backlog().await;
            let there = self.number(REPORTS_IN_ORDERS).await;
            let enough = there.is_some_and(|there| there >= wanted);
            // Twice the same: between two questions an event can slip from a consumer to an outbox.
            let is_settled = enough && now.as_ref().is_some_and(Backlog::is_empty) && now == before;
            before = now;
            is_settled
        })
        .await
    }

    /// None when database or bus did not answer.
    pub(super) async fn backlog(&self) -> Option<Backlog> {
        let outbox = self.unpublished().await?;
        let waiting = "select count(*) from notification.delivery where status = 'waiting'";
        let mails = self.number(waiting).await?;
        let streams = self.streams().await?;
        let mut backlog = Backlog { outbox, consumers: 0, mails, stored: 0 };
        for stream in &streams {
            backlog.stored += stream["state"]["last_seq"].as_u64()?;
            for consumer in stream["consumer_detail"].as_array()? {
                backlog.consumers += consumer["num_pending"].as_u64()?;
                backlog.consumers += consumer["num_ack_pending"].as_u64()?;
            }
        }
        Some(backlog)
    }

    /// Rows of all outboxes that wait for the bus; none when the database did not answer.
    pub(super) async fn unpublished(&self) -> Option<i64> {
        let mut waiting = 0;
        for schema in SCHEMAS {
            let sql = format!("select count(*) from {schema}.outbox where stream_seq is null");
            waiting += self.number(&sql).await?;
        }
        Some(waiting)
    }

    /// Dead letters of all services.
    pub(super) async fn dead_letters(&self) -> i64 {
        let mut dead = 0;
        for schema in SCHEMAS {
            let sql = format!("select count(*) from {schema}.dead_letter");
            dead += self.number(&sql).await.unwrap();
        }
        dead
    }

    /// Asks the database for one number; none when it does not answer.
    pub(super) async fn number(&self, sql: &str) -> Option<i64> {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&self.pool).await.ok()
    }

    /// Asks the database for numbers by name.
    pub(super) async fn numbers(&self, sql: &'static str) -> BTreeMap<String, i64> {
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&self.pool).await.unwrap();
        rows.into_iter().collect()
    }

    /// Changes the database behind the back of the services.
    pub(super) async fn tamper(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&self.pool).await.unwrap();
    }

    /// Every mail, and when it was written.
    pub(super) fn mails(&self) -> BTreeMap<PathBuf, SystemTime> {
        let entries = fs::read_dir(self.data().join("mail")).unwrap().map(Result::unwrap);
        entries
            .filter(|entry| entry.path().extension().is_some_and(|it| it == "eml"))
            .map(|entry| (entry.path(), entry.metadata().unwrap().modified().unwrap()))
            .collect()
    }

    async fn streams(&self) -> Option<Vec<Value>> {
        let monitor = self.fact("natsMonitorUrl");
        let url = format!("{monitor}/jsz?acc=OPGERUIMD&streams=true&consumers=true");
        let facts: Value = self.http.get(url).send().await.ok()?.json().await.ok()?;
        let streams = facts["account_details"][0]["stream_detail"].as_array()?.clone();
        (!streams.is_empty()).then_some(streams)
    }
}
