//! Holds the tables against each other, against the messages and against the page that shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::{CONSUMERS, Consumer, EVENTS, EventInfo, STREAMS, covers, stream_of};
use crate::{Event, v1};

const PROTO_FILE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/proto/opgeruimd/v1/events.proto"));
const README: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));

fn in_code<E: Event>() -> (&'static str, &'static str, &'static str) {
    let message = std::any::type_name::<E>().rsplit("::").next().unwrap();
    (E::TYPE, E::SUBJECT, message)
}

#[test]
fn the_table_lists_every_event_that_the_code_knows() {
    let known = [
        in_code::<v1::ReportSubmitted>(),
        in_code::<v1::ContactGiven>(),
        in_code::<v1::ReportAnswered>(),
        in_code::<v1::ReportForgotten>(),
        in_code::<v1::ReportRedacted>(),
        in_code::<v1::AreaChanged>(),
        in_code::<v1::TeamChanged>(),
        in_code::<v1::CategoryChanged>(),
        in_code::<v1::IssueRouted>(),
        in_code::<v1::IssueStatusChanged>(),
        in_code::<v1::SessionEnded>(),
        in_code::<v1::WorkOrderOpened>(),
        in_code::<v1::WorkOrderAccepted>(),
        in_code::<v1::WorkOrderStarted>(),
        in_code::<v1::WorkOrderCompleted>(),
        in_code::<v1::WorkOrderRefused>(),
        in_code::<v1::WorkOrderCancelled>(),
        in_code::<v1::WorkOrderNoted>(),
    ];

    let listed = EVENTS.map(|event| (event.event_type, event.subject, event.message));
    assert_eq!(listed, known);
}

/// The .proto file introduces the message of an event with the type of the event.
#[test]
fn the_table_lists_every_event_that_the_proto_file_describes() {
    let mut described = BTreeMap::new();
    let mut event_type = None;
    for line in PROTO_FILE.lines() {
        if let Some(introduced) = line.strip_prefix("// nl.meldingen.") {
            event_type = introduced.split_once(": ").map(|(name, _)| name);
        } else if let Some(message) = line.strip_prefix("message ")
            && let Some(name) = event_type.take()
        {
            described.insert(format!("nl.meldingen.{name}"), message.trim_end_matches(" {"));
        }
    }

    let listed: BTreeMap<_, _> =
        EVENTS.iter().map(|event| (event.event_type.to_owned(), event.message)).collect();
    assert_eq!(listed, described);
}

#[test]
fn type_and_subject_of_an_event_say_the_same() {
    for event in EVENTS {
        let words =
            |name: &str, prefix: &str| name.strip_prefix(prefix).unwrap().replace(['-', '_'], ".");

        assert_eq!(words(event.event_type, "nl.meldingen."), words(event.subject, "og."));
    }
}

#[test]
fn every_type_and_subject_is_unique() {
    let types: BTreeSet<_> = EVENTS.iter().map(|event| event.event_type).collect();
    let subjects: BTreeSet<_> = EVENTS.iter().map(|event| event.subject).collect();

    assert_eq!((types.len(), subjects.len()), (EVENTS.len(), EVENTS.len()));
}

#[test]
fn every_event_is_on_exactly_one_stream_and_its_publisher_sends_it() {
    for event in EVENTS {
        let holding: Vec<_> = STREAMS
            .iter()
            .filter(|stream| stream.subjects.iter().any(|filter| covers(filter, event.subject)))
            .collect();

        assert_eq!(holding.len(), 1, "{}", event.subject);
        assert_eq!((holding[0].name, holding[0].publisher), (event.stream, event.producer));
        assert_eq!(stream_of(event.subject), Some(holding[0]));
    }
}

#[test]
fn no_two_streams_could_ever_take_the_same_subject() {
    let roots: Vec<_> = STREAMS.iter().flat_map(|stream| stream.subjects).collect();
    let unique: BTreeSet<_> = roots.iter().collect();

    // With `og.<thing>.>` only, two filters overlap only when they are equal.
    for root in &roots {
        let tokens: Vec<_> = root.split('.').collect();
        assert!(matches!(tokens[..], ["og", thing, ">"] if thing != "*"), "{root}");
    }
    assert_eq!(unique.len(), roots.len());
}

#[test]
fn every_event_is_read_by_exactly_the_services_in_the_table() {
    for event in EVENTS {
        let reads = |consumer: &&Consumer| {
            consumer.stream == event.stream
                && consumer.filter_subjects.iter().any(|filter| covers(filter, event.subject))
        };
        let readers: Vec<_> =
            CONSUMERS.iter().filter(reads).map(|consumer| consumer.service).collect();
        let listed: BTreeSet<_> = event.consumers.iter().collect();

        assert!(!readers.is_empty(), "nobody reads {}", event.subject);
        assert_eq!(readers.iter().collect::<BTreeSet<_>>(), listed, "{}", event.subject);
        assert_eq!(listed.len(), event.consumers.len(), "{}", event.subject);
    }
}

#[test]
fn every_filter_of_a_consumer_lets_something_through() {
    for consumer in CONSUMERS {
        for filter in consumer.filter_subjects {
            let on_stream = |event: &EventInfo| event.stream == consumer.stream;
            let used =
                EVENTS.iter().filter(|e| on_stream(e)).any(|event| covers(filter, event.subject));

            assert!(used, "{} waits for {filter} in vain", consumer.service);
        }
    }
}

#[test]
fn no_service_reads_its_own_stream_or_reads_a_stream_twice() {
    let mut seen = BTreeSet::new();
    for consumer in CONSUMERS {
        let stream = STREAMS.iter().find(|stream| stream.name == consumer.stream).unwrap();

        assert_ne!(stream.publisher, consumer.service, "on {}", stream.name);
        assert!(seen.insert((consumer.stream, consumer.service)));
    }
}

#[test]
fn only_places_stay_for_ever() {
    for stream in STREAMS {
        assert_eq!(stream.max_age.is_none(), stream.name == "PLACES");
        assert!(stream.max_bytes > 0, "{}", stream.name);
    }
}

#[test]
fn a_filter_covers_what_nats_would_deliver() {
    assert!(covers("og.issue.>", "og.issue.routed.v1"));
    assert!(covers("og.*.routed.v1", "og.issue.routed.v1"));
    assert!(covers("og.issue.routed.v1", "og.issue.routed.v1"));
    assert!(!covers("og.issue.>", "og.issue"));
    assert!(!covers("og.issue.>", "og.issues.routed.v1"));
    assert!(!covers("og.issue.routed", "og.issue.routed.v1"));
    assert!(!covers("og.issue.routed.v1.*", "og.issue.routed.v1"));
}

fn row(event: &EventInfo) -> String {
    let EventInfo { event_type, subject, stream, producer, since, .. } = event;
    let consumers = event.consumers.join(", ");
    format!("| `{event_type}` | `{subject}` | {stream} | {producer} | {consumers} | {since} |")
}

#[test]
fn the_readme_shows_the_table_as_it_is() {
    let shown: Vec<_> =
        README.lines().filter(|line| line.starts_with("| `nl.meldingen.")).collect();
    let table = EVENTS.iter().map(row).collect::<Vec<_>>();

    assert_eq!(shown, table, "put this in README.md:\n{}", table.join("\n"));
}
