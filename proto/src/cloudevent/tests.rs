//! What envelopes are written, read and refused.

use proptest::prelude::*;

use super::{ATTRIBUTE_BYTES_MAX, AttributeError, Attributes, DATA_CONTENT_TYPE, source};
use crate::{header::HeaderError, topology, v1};

const OIN: &str = "00000001001234567000";
const ID: &str = "0199f3a0-1c5e-7b3a-9d41-5a2f6c7e8d90";
const TIME: &str = "2026-11-23T09:00:00Z";

fn attributes() -> Attributes {
    let report = v1::ReportSubmitted { report_number: "LD-4F7K-29".into(), ..Default::default() };
    Attributes::of(&report, ID, &source(OIN, "intake").unwrap(), TIME).unwrap()
}

fn read(headers: &[(&str, &str)]) -> Result<Attributes, AttributeError> {
    Attributes::from_headers(headers.iter().copied())
}

/// Reads the headers of a good event in which one value is another.
fn read_with(name: &str, value: &str) -> Result<Attributes, AttributeError> {
    let mut headers = attributes().to_headers();
    headers.iter_mut().find(|(header, _)| *header == name).unwrap().1 = value.to_owned();
    Attributes::from_headers(headers.iter().map(|(name, value)| (*name, value.as_str())))
}

fn refused(name: &str, value: &str) {
    match read_with(name, value) {
        Err(AttributeError::Invalid { name: blamed, .. }) => assert_eq!(blamed, name),
        other => panic!("{name}: {value:?} gave {other:?}"),
    }
}

#[test]
fn an_event_is_written_as_binary_mode_prescribes() {
    let expected = [
        ("ce-specversion", "1.0"),
        ("ce-id", ID),
        ("ce-source", "urn:nld:oin:00000001001234567000:systeem:meldingen-intake"),
        ("ce-type", "nl.meldingen.report-submitted.v1"),
        ("ce-time", TIME),
        ("ce-subject", "LD-4F7K-29"),
        ("ce-datacontenttype", "application/protobuf"),
        ("ce-sequence", "1"),
        ("ce-sequencetype", "Integer"),
    ];

    let headers = attributes().to_headers();

    assert_eq!(headers, expected.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn names_are_read_in_any_case_and_order_and_strangers_are_left_alone() {
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    let received = read(&[
        ("CE-Traceparent", trace),
        ("ce-tracestate", "vendor=a%20b"),
        ("Ce-SequenceType", "Integer"),
        ("CE-SEQUENCE", "7"),
        ("Nats-Msg-Id", ID),
        ("ce-partitionkey", "%broken"),
        ("ce-partitionkey", "twice"),
        ("ce-datacontenttype", DATA_CONTENT_TYPE),
        ("ce-subject", "caf%c3%a9"),
        ("ce-time", "2026-11-23T10:00:00.123456+01:00"),
        ("ce-type", "\"nl.meldingen.issue-routed.v2\""),
        ("ce-source", "urn:nld:oin:00000001001234567000:systeem:meldingen-routing"),
        ("ce-id", ID),
        ("ce-specversion", "1.0"),
    ])
    .unwrap();

    assert_eq!(received.subject, "café");
    assert_eq!(received.event_type, "nl.meldingen.issue-routed.v2");
    assert_eq!(received.sequence, 7);
    assert_eq!(received.traceparent.as_deref(), Some(trace));
    assert_eq!(received.tracestate.as_deref(), Some("vendor=a b"));
}

#[test]
fn each_attribute_is_required_once() {
    let headers = attributes().to_headers();
    for (dropped, _) in &headers {
        let kept = headers.iter().filter(|(name, _)| name != dropped);
        let missing = Attributes::from_headers(kept.map(|(name, value)| (*name, value.as_str())));
        assert_eq!(missing, Err(AttributeError::Missing(dropped)));

        let twice = headers.iter().chain(headers.iter().filter(|(name, _)| name == dropped));
        let repeated = Attributes::from_headers(twice.map(|(name, value)| (*name, value.as_str())));
        assert_eq!(repeated, Err(AttributeError::Repeated(dropped)));
    }
}

#[test]
fn a_value_that_is_not_properly_encoded_is_refused() {
    let error = read_with("ce-subject", "100%").unwrap_err();

    let source = HeaderError::Percent;
    assert_eq!(error, AttributeError::Encoding { name: "ce-subject", source });
}

#[test]
fn only_version_one_protobuf_events_with_integer_sequences_are_ours() {
    refused("ce-specversion", "0.3");
    refused("ce-specversion", "1.1");
    refused("ce-datacontenttype", "application/json");
    refused("ce-sequencetype", "integer");
}

#[test]
fn a_sequence_is_a_number_from_one_to_the_highest_signed_32_bits() {
    assert_eq!(read_with("ce-sequence", "2147483647").unwrap().sequence, 2_147_483_647);
    for wrong in ["0", "-1", "+1", "01", "1.0", "", "one", "2147483648", "99999999999999999999"] {
        refused("ce-sequence", wrong);
    }
}

#[test]
fn a_type_is_reverse_dns_with_one_version_at_its_end() {
    for right in ["nl.meldingen.issue-routed.v1", "nl.meldingen.sub.issue-routed.v12"] {
        assert_eq!(read_with("ce-type", right).unwrap().event_type, right);
    }
    for wrong in [
        "",
        "issue-routed.v1",
        "meldingen.issue-routed.v1",
        "nl.meldingen.issue-routed",
        "nl.meldingen.issue-routed.v0",
        "nl.meldingen.issue-routed.v01",
        "nl.meldingen.issue-routed.v",
        "nl.meldingen.issue-routed.v+1",
        "nl.meldingen.issue-routed.1",
        "nl.meldingen.v1.issue-routed.v1",
        "nl..issue-routed.v1",
        "nl.meldingen.Issue.v1",
        "nl.meldingen.issue_routed.v1",
        "nl.meldingen.-issue.v1",
        "nl.meldingen.issue%20routed.v1",
    ] {
        refused("ce-type", wrong);
    }
}

#[test]
fn a_time_is_a_real_moment_by_rfc_3339() {
    for right in
        ["2024-02-29T23:59:60Z", "2026-11-23T09:00:00.5z", "2026-11-23t09:00:00.000000001-11:30"]
    {
        assert_eq!(read_with("ce-time", right).unwrap().time, right);
    }
    for wrong in [
        "",
        "2026-11-23",
        "2026-11-23 09:00:00Z",
        "2026-11-23T09:00:00",
        "2026-11-23T09:00:00.Z",
        "2026-11-23T09:00Z",
        "2026-02-29T09:00:00Z",
        "2026-13-01T09:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:00:00+0100",
        "2026-11-23T09:00:00Zjunk",
        "2026-11-23T09:0%C3%A9:00Z",
        "+026-11-23T09:00:00Z",
    ] {
        refused("ce-time", wrong);
    }
}

#[test]
fn texts_are_not_empty_not_long_and_hold_no_control_characters() {
    for wrong in ["", "a%0Ab", "a%7Fb", "a%C2%85b", "%EF%BF%BE", &"x".repeat(257)] {
        refused("ce-subject", wrong);
        refused("ce-id", wrong);
    }
    refused("ce-source", "urn:nld:oin:1 2".replace(' ', "%20").as_str());
    refused("ce-source", "caf%C3%A9");

    let longest = "x".repeat(ATTRIBUTE_BYTES_MAX);
    assert_eq!(read_with("ce-subject", &longest).unwrap().subject, longest);
}

#[test]
fn a_source_names_the_organisation_and_the_service() {
    let right = source(OIN, "work_orders").unwrap();
    assert_eq!(right, "urn:nld:oin:00000001001234567000:systeem:meldingen-work-orders");
    assert_eq!(source(OIN, "work-orders").unwrap(), right);

    assert!(source("123", "intake").is_err());
    assert!(source("0000000100123456700a", "intake").is_err());
    assert!(source(OIN, "").is_err());
    assert!(source(OIN, "In take").is_err());
}

#[test]
fn an_event_about_a_thing_without_id_or_version_cannot_be_described() {
    let sender = source(OIN, "work_orders").unwrap();
    let empty = v1::WorkOrderOpened::default();
    let order = v1::WorkOrder { work_order_id: ID.into(), ..Default::default() };
    let unversioned = v1::WorkOrderOpened { work_order: Some(order) };

    assert!(Attributes::of(&empty, ID, &sender, TIME).is_err());
    assert!(Attributes::of(&unversioned, ID, &sender, TIME).is_err());
}

#[test]
fn the_size_on_the_wire_counts_every_header_line() {
    let block: String = attributes()
        .to_headers()
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .chain([format!("Nats-Msg-Id: {ID}\r\n")])
        .collect();

    assert_eq!(attributes().wire_bytes(100), format!("NATS/1.0\r\n{block}\r\n").len() + 100);
    assert!(attributes().wire_bytes(0) < topology::EVENT_BYTES_MAX / 64);
}

prop_compose! {
    fn any_attributes()(
        id in "[!-~é€😀 ]{1,40}",
        subject in "[!-~é€😀 ]{1,40}",
        service in "[a-z_]{1,32}",
        number in "[a-z][a-z0-9]{0,10}",
        version in 1_u32..,
        sequence in 1..=super::SEQUENCE_MAX,
        traceparent in proptest::option::of("[!-~]{1,55}"),
        tracestate in proptest::option::of("[ -~]{1,80}"),
    ) -> Attributes {
        Attributes {
            id,
            source: source(OIN, &service).unwrap(),
            event_type: format!("nl.meldingen.x{number}.v{version}"),
            subject,
            time: TIME.to_owned(),
            sequence,
            traceparent,
            tracestate,
            datacontenttype: DATA_CONTENT_TYPE.to_owned(),
        }
    }
}

proptest! {
    #[test]
    fn attributes_survive_the_round_trip(attributes in any_attributes()) {
        let headers = attributes.to_headers();

        let read = Attributes::from_headers(headers.iter().map(|(n, v)| (*n, v.as_str())));

        prop_assert_eq!(read, Ok(attributes));
    }

    #[test]
    fn no_header_value_makes_reading_panic(index in 0_usize..9, value in any::<String>()) {
        let name = attributes().to_headers()[index].0;

        let _ = read_with(name, &value);
    }
}
