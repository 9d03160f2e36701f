//! The envelope of an event: `CloudEvents` 1.0 in binary mode over NATS headers, NL GOV profile.

use crate::{Event, header};

mod rules;
#[cfg(test)]
mod tests;

/// What the data of every event is.
pub const DATA_CONTENT_TYPE: &str = "application/protobuf";
/// The highest sequence: the profile's `Integer` is a signed 32-bit number from 1.
pub const SEQUENCE_MAX: u64 = i32::MAX as u64;
/// The longest id, source, type or subject, in bytes before encoding.
pub const ATTRIBUTE_BYTES_MAX: usize = 256;
/// The longest tracestate, in bytes (W3C Trace Context section 3.3.1.5).
pub const TRACESTATE_BYTES_MAX: usize = 512;

const SPECVERSION: &str = "1.0";
const SEQUENCETYPE: &str = "Integer";

const CE_SPECVERSION: &str = "ce-specversion";
const CE_ID: &str = "ce-id";
const CE_SOURCE: &str = "ce-source";
const CE_TYPE: &str = "ce-type";
const CE_TIME: &str = "ce-time";
const CE_SUBJECT: &str = "ce-subject";
const CE_DATACONTENTTYPE: &str = "ce-datacontenttype";
const CE_SEQUENCE: &str = "ce-sequence";
const CE_SEQUENCETYPE: &str = "ce-sequencetype";
const CE_TRACEPARENT: &str = "ce-traceparent";
const CE_TRACESTATE: &str = "ce-tracestate";

/// The attributes of one event. They may be logged anywhere: no personal data in any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// The id of the outbox row, also `Nats-Msg-Id`. Source and id together are unique.
    pub id: String,
    /// The producing system, see [`source`].
    pub source: String,
    /// See [`Event::TYPE`].
    pub event_type: String,
    /// See [`Event::subject_number`].
    pub subject: String,
    /// When the event was recorded in the outbox, RFC 3339. When it happened is in the data.
    pub time: String,
    /// See [`Event::version`]. From 1 to [`SEQUENCE_MAX`].
    pub sequence: u64,
    pub traceparent: Option<String>,
    pub tracestate: Option<String>,
    /// Always [`DATA_CONTENT_TYPE`]: the readers know nothing else.
    pub datacontenttype: String,
}

/// Why attributes are not those of an event of ours. Never holds a received value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AttributeError {
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{0} is there more than once")]
    Repeated(&'static str),
    #[error("{name} is not a valid header value")]
    Encoding { name: &'static str, source: header::HeaderError },
    #[error("{name} {rule}")]
    Invalid { name: &'static str, rule: &'static str },
}

/// Names the system that produces an event: `urn:nld:oin:<OIN>:systeem:meldingen-<service>`.
/// `oin` is the government organisation's number of 20 digits. Underscores in the name of the
/// service become hyphens, as in the event types.
pub fn source(oin: &str, service: &str) -> Result<String, AttributeError> {
    rules::oin(oin)?;
    rules::service(service)?;
    Ok(format!("urn:nld:oin:{oin}:systeem:meldingen-{}", service.replace('_', "-")))
}

impl Attributes {
    /// Describes an event. `time` is when it is recorded, RFC 3339.
    pub fn of<E: Event>(
        event: &E,
        id: &str,
        source: &str,
        time: &str,
    ) -> Result<Self, AttributeError> {
        let attributes = Self {
            id: id.to_owned(),
            source: source.to_owned(),
            event_type: E::TYPE.to_owned(),
            subject: event.subject_number(),
            time: time.to_owned(),
            sequence: event.version(),
            traceparent: None,
            tracestate: None,
            datacontenttype: DATA_CONTENT_TYPE.to_owned(),
        };
        attributes.validate()?;
        Ok(attributes)
    }

    /// Checks every attribute against the rules of the profile.
    pub fn validate(&self) -> Result<(), AttributeError> {
        rules::text(CE_ID, &self.id, ATTRIBUTE_BYTES_MAX)?;
        rules::uri(CE_SOURCE, &self.source)?;
        rules::event_type(CE_TYPE, &self.event_type)?;
        rules::text(CE_SUBJECT, &self.subject, ATTRIBUTE_BYTES_MAX)?;
        rules::time(CE_TIME, &self.time)?;
        rules::sequence(CE_SEQUENCE, self.sequence)?;
        rules::exactly(CE_DATACONTENTTYPE, &self.datacontenttype, DATA_CONTENT_TYPE)?;
        if let Some(traceparent) = &self.traceparent {
            rules::text(CE_TRACEPARENT, traceparent, ATTRIBUTE_BYTES_MAX)?;
        }
        if let Some(tracestate) = &self.tracestate {
            rules::text(CE_TRACESTATE, tracestate, TRACESTATE_BYTES_MAX)?;
        }
        Ok(())
    }

    /// Gives the headers, values encoded. `Nats-Msg-Id` is for the publisher to add.
    pub fn to_headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            (CE_SPECVERSION, SPECVERSION.to_owned()),
            (CE_ID, header::encode(&self.id)),
            (CE_SOURCE, header::encode(&self.source)),
            (CE_TYPE, header::encode(&self.event_type)),
            (CE_TIME, header::encode(&self.time)),
            (CE_SUBJECT, header::encode(&self.subject)),
            (CE_DATACONTENTTYPE, header::encode(&self.datacontenttype)),
            (CE_SEQUENCE, self.sequence.to_string()),
            (CE_SEQUENCETYPE, SEQUENCETYPE.to_owned()),
        ];
        let traces = [(CE_TRACEPARENT, &self.traceparent), (CE_TRACESTATE, &self.tracestate)];
        headers.extend(
            traces
                .into_iter()
                .filter_map(|(name, value)| Some((name, header::encode(value.as_deref()?)))),
        );
        headers
    }

    /// Reads the attributes from the headers of a message, in any order and any case of name.
    /// Headers and attributes that we do not know are left alone.
    pub fn from_headers<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, AttributeError> {
        let received = Received::collect(headers)?;
        rules::exactly(CE_SPECVERSION, &received.required(CE_SPECVERSION)?, SPECVERSION)?;
        rules::exactly(CE_SEQUENCETYPE, &received.required(CE_SEQUENCETYPE)?, SEQUENCETYPE)?;
        let attributes = Self {
            id: received.required(CE_ID)?,
            source: received.required(CE_SOURCE)?,
            event_type: received.required(CE_TYPE)?,
            subject: received.required(CE_SUBJECT)?,
            time: received.required(CE_TIME)?,
            sequence: rules::parse_sequence(CE_SEQUENCE, &received.required(CE_SEQUENCE)?)?,
            traceparent: received.optional(CE_TRACEPARENT)?,
            tracestate: received.optional(CE_TRACESTATE)?,
            datacontenttype: received.required(CE_DATACONTENTTYPE)?,
        };
        attributes.validate()?;
        Ok(attributes)
    }

    /// Gives the size of the event as the stream counts it, in bytes: payload, header block and
    /// the `Nats-Msg-Id` that the publisher adds. At most [`crate::topology::EVENT_BYTES_MAX`].
    pub fn wire_bytes(&self, payload_bytes: usize) -> usize {
        const START_AND_END_BYTES: usize = "NATS/1.0\r\n\r\n".len();
        const LINE_EXTRA_BYTES: usize = ": \r\n".len();
        let line_bytes = |name: &str, value: &str| name.len() + value.len() + LINE_EXTRA_BYTES;
        let headers = self.to_headers();
        let lines: usize = headers.iter().map(|(name, value)| line_bytes(name, value)).sum();
        START_AND_END_BYTES + lines + line_bytes("Nats-Msg-Id", &self.id) + payload_bytes
    }
}

const KNOWN: [&str; 11] = [
    CE_SPECVERSION,
    CE_ID,
    CE_SOURCE,
    CE_TYPE,
    CE_TIME,
    CE_SUBJECT,
    CE_DATACONTENTTYPE,
    CE_SEQUENCE,
    CE_SEQUENCETYPE,
    CE_TRACEPARENT,
    CE_TRACESTATE,
];

/// The known headers of one message, still encoded, in the order of [`KNOWN`].
struct Received<'a>([Option<&'a str>; KNOWN.len()]);

impl<'a> Received<'a> {
    fn collect(
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, AttributeError> {
        let mut values = [None; KNOWN.len()];
        for (name, value) in headers {
            let Some(index) = KNOWN.iter().position(|known| known.eq_ignore_ascii_case(name))
            else {
                continue;
            };
            if values[index].replace(value).is_some() {
                return Err(AttributeError::Repeated(KNOWN[index]));
            }
        }
        Ok(Self(values))
    }

    fn optional(&self, name: &'static str) -> Result<Option<String>, AttributeError> {
        let value =
            KNOWN.iter().zip(self.0).find_map(|(known, value)| value.filter(|_| *known == name));
        value
            .map(header::decode)
            .transpose()
            .map_err(|source| AttributeError::Encoding { name, source })
    }

    fn required(&self, name: &'static str) -> Result<String, AttributeError> {
        self.optional(name)?.ok_or(AttributeError::Missing(name))
    }
}
