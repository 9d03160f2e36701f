//! Which event goes where: the streams, who reads them, and the table of all events.

use std::time::Duration;

#[cfg(test)]
mod tests;

/// The largest event, in bytes, headers included: what the NL GOV profile lets every
/// intermediary forward. Whoever enqueues checks it with [`crate::Attributes::wire_bytes`];
/// the streams refuse larger messages.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;

/// How long a stream remembers event ids, so that publishing again stores nothing. Longer than
/// any burst of retries of a relay; the inboxes of the consumers catch what comes later.
pub const DUPLICATE_WINDOW: Duration = Duration::from_mins(10);

const DAYS_2: Duration = Duration::from_hours(2 * 24);
const DAYS_7: Duration = Duration::from_hours(7 * 24);
const DAYS_30: Duration = Duration::from_hours(30 * 24);
const MIB: i64 = 1024 * 1024;

/// A JetStream stream. A full stream refuses new messages, so that the outbox keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    pub name: &'static str,
    pub subjects: &'static [&'static str],
    /// The only service that publishes on it.
    pub publisher: &'static str,
    /// How long events stay. `None`: for ever.
    pub max_age: Option<Duration>,
    pub max_bytes: i64,
}

/// A durable consumer. Its durable name is the name of its service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consumer {
    pub stream: &'static str,
    pub service: &'static str,
    pub filter_subjects: &'static [&'static str],
}

/// One event: what [`crate::Event`] says of it, and who sends and reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventInfo {
    pub event_type: &'static str,
    pub subject: &'static str,
    /// The name of the message in `opgeruimd.v1`.
    pub message: &'static str,
    pub stream: &'static str,
    pub producer: &'static str,
    pub consumers: &'static [&'static str],
    /// The release that published it first.
    pub since: &'static str,
}

/// All streams. Places stay for ever, because a service that joins later needs them all; what
/// residents wrote goes after 30 days, and how to reach them after 7. No token outlives two days.
pub const STREAMS: [Stream; 6] = [
    Stream {
        name: "INTAKE",
        subjects: &["og.report.>"],
        publisher: "intake",
        max_age: Some(DAYS_30),
        max_bytes: 1024 * MIB,
    },
    Stream {
        name: "CONTACT",
        subjects: &["og.contact.>"],
        publisher: "intake",
        max_age: Some(DAYS_7),
        max_bytes: 64 * MIB,
    },
    Stream {
        name: "PLACES",
        subjects: &["og.area.>", "og.category.>", "og.team.>"],
        publisher: "routing",
        max_age: None,
        max_bytes: 64 * MIB,
    },
    Stream {
        name: "ROUTING",
        subjects: &["og.issue.>"],
        publisher: "routing",
        max_age: Some(DAYS_30),
        max_bytes: 1024 * MIB,
    },
    // Apart from ROUTING, so that no backlog there holds up who must be out now.
    Stream {
        name: "SESSIONS",
        subjects: &["og.session.>"],
        publisher: "routing",
        max_age: Some(DAYS_2),
        max_bytes: 16 * MIB,
    },
    Stream {
        name: "WORK_ORDERS",
        subjects: &["og.work_order.>"],
        publisher: "work_orders",
        max_age: Some(DAYS_30),
        max_bytes: 1024 * MIB,
    },
];

/// All durable consumers.
pub const CONSUMERS: [Consumer; 20] = [
    consumer("INTAKE", "routing", &["og.report.>"]),
    consumer("INTAKE", "notification", &["og.report.>"]),
    consumer("INTAKE", "statistics", &["og.report.>"]),
    consumer(
        "INTAKE",
        "work_orders",
        &["og.report.answered.>", "og.report.forgotten.>", "og.report.redacted.>"],
    ),
    consumer("CONTACT", "notification", &["og.contact.>"]),
    consumer("PLACES", "intake", &["og.area.>", "og.category.>"]),
    consumer("PLACES", "work_orders", &["og.area.>", "og.team.>"]),
    consumer("PLACES", "notification", &["og.area.>"]),
    consumer("PLACES", "statistics", &["og.area.>", "og.category.>", "og.team.>"]),
    consumer("ROUTING", "intake", &["og.issue.status_changed.>"]),
    consumer("ROUTING", "work_orders", &["og.issue.routed.>", "og.issue.status_changed.>"]),
    consumer("ROUTING", "notification", &["og.issue.status_changed.>"]),
    consumer("ROUTING", "statistics", &["og.issue.status_changed.>"]),
    consumer("SESSIONS", "intake", &["og.session.>"]),
    consumer("SESSIONS", "work_orders", &["og.session.>"]),
    consumer("SESSIONS", "notification", &["og.session.>"]),
    consumer("SESSIONS", "statistics", &["og.session.>"]),
    consumer("WORK_ORDERS", "intake", &["og.work_order.noted.>"]),
    consumer("WORK_ORDERS", "routing", &["og.work_order.>"]),
    consumer("WORK_ORDERS", "statistics", &["og.work_order.>"]),
];

const fn consumer(
    stream: &'static str,
    service: &'static str,
    filter_subjects: &'static [&'static str],
) -> Consumer {
    Consumer { stream, service, filter_subjects }
}

/// All events.
pub const EVENTS: [EventInfo; 18] = [
    EventInfo {
        event_type: "nl.meldingen.report-submitted.v1",
        subject: "og.report.submitted.v1",
        message: "ReportSubmitted",
        stream: "INTAKE",
        producer: "intake",
        consumers: &["routing", "notification", "statistics"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.contact-given.v1",
        subject: "og.contact.given.v1",
        message: "ContactGiven",
        stream: "CONTACT",
        producer: "intake",
        consumers: &["notification"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.report-answered.v1",
        subject: "og.report.answered.v1",
        message: "ReportAnswered",
        stream: "INTAKE",
        producer: "intake",
        consumers: &["routing", "work_orders", "notification", "statistics"],
        since: "0.2",
    },
    EventInfo {
        event_type: "nl.meldingen.report-forgotten.v1",
        subject: "og.report.forgotten.v1",
        message: "ReportForgotten",
        stream: "INTAKE",
        producer: "intake",
        consumers: &["routing", "work_orders", "notification", "statistics"],
        since: "0.2",
    },
    EventInfo {
        event_type: "nl.meldingen.report-redacted.v1",
        subject: "og.report.redacted.v1",
        message: "ReportRedacted",
        stream: "INTAKE",
        producer: "intake",
        consumers: &["routing", "work_orders", "notification", "statistics"],
        since: "0.3",
    },
    EventInfo {
        event_type: "nl.meldingen.area-changed.v1",
        subject: "og.area.changed.v1",
        message: "AreaChanged",
        stream: "PLACES",
        producer: "routing",
        consumers: &["intake", "work_orders", "notification", "statistics"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.team-changed.v1",
        subject: "og.team.changed.v1",
        message: "TeamChanged",
        stream: "PLACES",
        producer: "routing",
        consumers: &["work_orders", "statistics"],
        since: "0.3",
    },
    EventInfo {
        event_type: "nl.meldingen.category-changed.v1",
        subject: "og.category.changed.v1",
        message: "CategoryChanged",
        stream: "PLACES",
        producer: "routing",
        consumers: &["intake", "statistics"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.issue-routed.v1",
        subject: "og.issue.routed.v1",
        message: "IssueRouted",
        stream: "ROUTING",
        producer: "routing",
        consumers: &["work_orders"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.issue-status-changed.v1",
        subject: "og.issue.status_changed.v1",
        message: "IssueStatusChanged",
        stream: "ROUTING",
        producer: "routing",
        consumers: &["intake", "work_orders", "notification", "statistics"],
        since: "0.1",
    },
    EventInfo {
        event_type: "nl.meldingen.session-ended.v1",
        subject: "og.session.ended.v1",
        message: "SessionEnded",
        stream: "SESSIONS",
        producer: "routing",
        consumers: &["intake", "work_orders", "notification", "statistics"],
        since: "0.2",
    },
    work_order("nl.meldingen.work-order-opened.v1", "og.work_order.opened.v1", "WorkOrderOpened"),
    work_order(
        "nl.meldingen.work-order-accepted.v1",
        "og.work_order.accepted.v1",
        "WorkOrderAccepted",
    ),
    work_order(
        "nl.meldingen.work-order-started.v1",
        "og.work_order.started.v1",
        "WorkOrderStarted",
    ),
    work_order(
        "nl.meldingen.work-order-completed.v1",
        "og.work_order.completed.v1",
        "WorkOrderCompleted",
    ),
    work_order(
        "nl.meldingen.work-order-refused.v1",
        "og.work_order.refused.v1",
        "WorkOrderRefused",
    ),
    work_order(
        "nl.meldingen.work-order-cancelled.v1",
        "og.work_order.cancelled.v1",
        "WorkOrderCancelled",
    ),
    EventInfo {
        consumers: &["intake", "routing", "statistics"],
        since: "0.4",
        ..work_order("nl.meldingen.work-order-noted.v1", "og.work_order.noted.v1", "WorkOrderNoted")
    },
];

const fn work_order(
    event_type: &'static str,
    subject: &'static str,
    message: &'static str,
) -> EventInfo {
    EventInfo {
        event_type,
        subject,
        message,
        stream: "WORK_ORDERS",
        producer: "work_orders",
        consumers: &["routing", "statistics"],
        since: "0.1",
    }
}

/// Finds the stream that holds the events on `subject`.
pub fn stream_of(subject: &str) -> Option<&'static Stream> {
    STREAMS.iter().find(|stream| stream.subjects.iter().any(|filter| covers(filter, subject)))
}

/// Gives the durable consumers of `service`.
pub fn consumers_of(service: &str) -> impl Iterator<Item = &'static Consumer> {
    CONSUMERS.iter().filter(move |consumer| consumer.service == service)
}

/// Gives the streams that `service` publishes on.
pub fn streams_of(service: &str) -> impl Iterator<Item = &'static Stream> {
    STREAMS.iter().filter(move |stream| stream.publisher == service)
}

/// Says whether a NATS filter (`*` for one token, `>` for one or more at the end) covers `subject`.
pub fn covers(filter: &str, subject: &str) -> bool {
    let mut tokens = subject.split('.');
    for wanted in filter.split('.') {
        match (wanted, tokens.next()) {
            (">", token) => return token.is_some(),
            ("*", Some(_)) => {}
            (wanted, Some(token)) if wanted == token => {}
            _ => return false,
        }
    }
    tokens.next().is_none()
}
