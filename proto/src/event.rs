//! What every event message knows of itself: its type, subject, version and the thing it is about.

use crate::v1;

/// A message that travels as the data of one event.
pub trait Event: prost::Message + Default {
    /// The `CloudEvents` type: `nl.meldingen.report-submitted.v1`.
    const TYPE: &'static str;
    /// The NATS subject: `og.report.submitted.v1`.
    const SUBJECT: &'static str;

    /// Gives the public number or code of the thing: the `CloudEvents` subject, no personal data.
    fn subject_number(&self) -> String;

    /// Gives the version of the thing after this event, from 1. A thing that never changes is at 1.
    /// Zero means that the message was not filled in; [`crate::Attributes::of`] refuses it.
    fn version(&self) -> u64;

    /// Gives the id of the thing. Events with the same id are handled in their order.
    fn aggregate_id(&self) -> &str;
}

impl Event for v1::ReportSubmitted {
    const TYPE: &'static str = "nl.meldingen.report-submitted.v1";
    const SUBJECT: &'static str = "og.report.submitted.v1";

    fn subject_number(&self) -> String {
        self.report_number.clone()
    }

    fn version(&self) -> u64 {
        1
    }

    fn aggregate_id(&self) -> &str {
        &self.report_id
    }
}

impl Event for v1::ContactGiven {
    const TYPE: &'static str = "nl.meldingen.contact-given.v1";
    const SUBJECT: &'static str = "og.contact.given.v1";

    fn subject_number(&self) -> String {
        self.report_number.clone()
    }

    fn version(&self) -> u64 {
        1
    }

    fn aggregate_id(&self) -> &str {
        &self.report_id
    }
}

/// What somebody tells about their report counts on from the report itself.
macro_rules! report_event {
    ($message:ident, $event_type:literal, $subject:literal) => {
        impl Event for v1::$message {
            const TYPE: &'static str = $event_type;
            const SUBJECT: &'static str = $subject;

            fn subject_number(&self) -> String {
                self.report_number.clone()
            }

            fn version(&self) -> u64 {
                self.sequence
            }

            fn aggregate_id(&self) -> &str {
                &self.report_id
            }
        }
    };
}

report_event!(ReportAnswered, "nl.meldingen.report-answered.v1", "og.report.answered.v1");
report_event!(ReportRedacted, "nl.meldingen.report-redacted.v1", "og.report.redacted.v1");
report_event!(ReportForgotten, "nl.meldingen.report-forgotten.v1", "og.report.forgotten.v1");

impl Event for v1::SessionEnded {
    const TYPE: &'static str = "nl.meldingen.session-ended.v1";
    const SUBJECT: &'static str = "og.session.ended.v1";

    fn subject_number(&self) -> String {
        self.session_id.clone()
    }

    fn version(&self) -> u64 {
        1
    }

    fn aggregate_id(&self) -> &str {
        &self.session_id
    }
}

impl Event for v1::AreaChanged {
    const TYPE: &'static str = "nl.meldingen.area-changed.v1";
    const SUBJECT: &'static str = "og.area.changed.v1";

    fn subject_number(&self) -> String {
        self.aggregate_id().to_owned()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn aggregate_id(&self) -> &str {
        self.area.as_ref().map_or("", |area| &area.code)
    }
}

impl Event for v1::TeamChanged {
    const TYPE: &'static str = "nl.meldingen.team-changed.v1";
    const SUBJECT: &'static str = "og.team.changed.v1";

    fn subject_number(&self) -> String {
        self.aggregate_id().to_owned()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn aggregate_id(&self) -> &str {
        self.team.as_ref().map_or("", |team| &team.key)
    }
}

impl Event for v1::CategoryChanged {
    const TYPE: &'static str = "nl.meldingen.category-changed.v1";
    const SUBJECT: &'static str = "og.category.changed.v1";

    fn subject_number(&self) -> String {
        self.key.clone()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn aggregate_id(&self) -> &str {
        &self.key
    }
}

/// An issue has no number of its own: people know it by the number of its first report.
macro_rules! issue_event {
    ($message:ident, $event_type:literal, $subject:literal) => {
        impl Event for v1::$message {
            const TYPE: &'static str = $event_type;
            const SUBJECT: &'static str = $subject;

            fn subject_number(&self) -> String {
                self.report_numbers.first().unwrap_or(&self.issue_id).clone()
            }

            fn version(&self) -> u64 {
                self.version
            }

            fn aggregate_id(&self) -> &str {
                &self.issue_id
            }
        }
    };
}

issue_event!(IssueRouted, "nl.meldingen.issue-routed.v1", "og.issue.routed.v1");
issue_event!(
    IssueStatusChanged,
    "nl.meldingen.issue-status-changed.v1",
    "og.issue.status_changed.v1"
);

/// Work orders are known by their id only.
macro_rules! work_order_event {
    ($message:ident, $event_type:literal, $subject:literal) => {
        impl Event for v1::$message {
            const TYPE: &'static str = $event_type;
            const SUBJECT: &'static str = $subject;

            fn subject_number(&self) -> String {
                self.aggregate_id().to_owned()
            }

            fn version(&self) -> u64 {
                self.work_order.as_ref().map_or(0, |order| order.version)
            }

            fn aggregate_id(&self) -> &str {
                self.work_order.as_ref().map_or("", |order| &order.work_order_id)
            }
        }
    };
}

work_order_event!(WorkOrderOpened, "nl.meldingen.work-order-opened.v1", "og.work_order.opened.v1");
work_order_event!(
    WorkOrderAccepted,
    "nl.meldingen.work-order-accepted.v1",
    "og.work_order.accepted.v1"
);
work_order_event!(
    WorkOrderStarted,
    "nl.meldingen.work-order-started.v1",
    "og.work_order.started.v1"
);
work_order_event!(
    WorkOrderCompleted,
    "nl.meldingen.work-order-completed.v1",
    "og.work_order.completed.v1"
);
work_order_event!(
    WorkOrderRefused,
    "nl.meldingen.work-order-refused.v1",
    "og.work_order.refused.v1"
);
work_order_event!(
    WorkOrderCancelled,
    "nl.meldingen.work-order-cancelled.v1",
    "og.work_order.cancelled.v1"
);

impl Event for v1::WorkOrderNoted {
    const TYPE: &'static str = "nl.meldingen.work-order-noted.v1";
    const SUBJECT: &'static str = "og.work_order.noted.v1";

    fn subject_number(&self) -> String {
        self.work_order_id.clone()
    }

    fn version(&self) -> u64 {
        1
    }

    fn aggregate_id(&self) -> &str {
        &self.act_id
    }
}
