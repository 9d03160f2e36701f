//! W3C trace context, carried from the form through NATS to the mail.
//!
//! Only the identifiers travel; there is no tracing back end. Every log line
//! of a request or a handler has the trace id, so one report can be followed
//! through all services with one search. Source: W3C Trace Context, level 1.

use std::{fmt, str::FromStr};

use rand::RngExt as _;

/// Name of the header in HTTP; in events it is the attribute of the same name.
pub const HEADER: &str = "traceparent";

tokio::task_local! {
    static CURRENT: TraceContext;
}

/// Which request or handler we are in, and the trace it belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TraceContext {
    trace_id: u128,
    span_id: u64,
    flags: u8,
}

/// The value is not a `traceparent` of version 00.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a traceparent")]
pub struct Malformed;

impl TraceContext {
    /// Starts a trace.
    pub fn start() -> Self {
        let mut rng = rand::rng();
        // Zero means "none" in the standard.
        Self {
            trace_id: rng.random::<u128>().max(1),
            span_id: rng.random::<u64>().max(1),
            flags: 1,
        }
    }

    /// The next step of the same trace.
    #[must_use]
    pub fn child(self) -> Self {
        Self { span_id: rand::rng().random::<u64>().max(1), ..self }
    }

    /// The context of the running task, or a new one where there is none.
    pub fn current() -> Self {
        CURRENT.try_with(|context| *context).unwrap_or_else(|_| Self::start())
    }

    /// Runs `work` within this context.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }

    /// 32 lower-case hexadecimal digits, to search the logs for.
    pub fn trace_id(self) -> String {
        format!("{:032x}", self.trace_id)
    }
}

impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace_id, self.span_id, self.flags)
    }
}

impl FromStr for TraceContext {
    type Err = Malformed;

    fn from_str(value: &str) -> Result<Self, Malformed> {
        let mut parts = value.split('-');
        let mut part = |digits: usize| {
            parts.next().filter(|part| part.len() == digits && is_lower_hex(part)).ok_or(Malformed)
        };
        let (version, trace, span, flags) = (part(2)?, part(32)?, part(16)?, part(2)?);
        if version != "00" || parts.next().is_some() {
            return Err(Malformed);
        }
        let context = Self {
            trace_id: u128::from_str_radix(trace, 16).map_err(|_| Malformed)?,
            span_id: u64::from_str_radix(span, 16).map_err(|_| Malformed)?,
            flags: u8::from_str_radix(flags, 16).map_err(|_| Malformed)?,
        };
        if context.trace_id == 0 || context.span_id == 0 {
            return Err(Malformed);
        }
        Ok(context)
    }
}

fn is_lower_hex(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_and_back_is_the_same(trace_id in 1_u128.., span_id in 1_u64.., flags: u8) {
            let context = TraceContext { trace_id, span_id, flags };
            prop_assert_eq!(context.to_string().parse(), Ok(context));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = text.parse::<TraceContext>();
        }
    }

    #[test]
    fn what_the_standard_forbids_is_refused() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert!(good.parse::<TraceContext>().is_ok());
        for bad in [
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "",
        ] {
            assert_eq!(bad.parse::<TraceContext>(), Err(Malformed), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_task_sees_the_context_it_runs_in() {
        let context = TraceContext::start();
        let seen = context.scope(async { TraceContext::current() }).await;
        assert_eq!(seen, context);
    }
}
