//! Holds every published event against its golden files, so that its shape never changes.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::{fmt::Debug, fs, io::Write as _, path::PathBuf, sync::Mutex};

use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, ReflectMessage as _};
use proto::{Attributes, Event, cloudevent, topology};
use serde_json::{Map, Value, json};

mod examples;

/// Set to `1`, it writes the files of events that have none yet. Never those that exist.
const WRITE_VARIABLE: &str = "WRITE_GOLDEN";

const OIN: &str = "00000001001234567000";
const EVENT_ID: &str = "0199f3a0-1c5e-7b3a-9d41-5a2f6c7e8d90";
const RECORDED_AT: &str = "2026-11-23T09:00:00.123Z";
const TRACEPARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn golden_file(event_type: &str, extension: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("golden/{event_type}.{extension}"))
}

fn golden<E: Event>(extension: &str, current: &[u8]) -> Vec<u8> {
    // The tests run side by side: nobody may read what another has half written.
    static WRITING: Mutex<()> = Mutex::new(());
    let path = golden_file(E::TYPE, extension);
    if std::env::var(WRITE_VARIABLE).as_deref() == Ok("1") {
        let _writing = WRITING.lock().unwrap();
        // Fails when the file exists, which is what keeps published ones as they are.
        if let Ok(mut file) = fs::File::create_new(&path) {
            file.write_all(current).unwrap();
        }
    }
    let hint = format!("{} is missing: {WRITE_VARIABLE}=1 writes new ones", path.display());
    fs::read(&path).expect(&hint)
}

fn attributes<E: Event>(example: &E) -> Attributes {
    let info = topology::EVENTS.iter().find(|event| event.event_type == E::TYPE).unwrap();
    let source = cloudevent::source(OIN, info.producer).unwrap();
    let mut attributes = Attributes::of(example, EVENT_ID, &source, RECORDED_AT).unwrap();
    attributes.traceparent = Some(TRACEPARENT.to_owned());
    attributes
}

/// Reads the bytes by the .proto file alone, so that renamed and added fields show as well.
fn by_descriptor<E: Event>(bytes: &[u8]) -> DynamicMessage {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/proto");
    let files = protox::compile(["opgeruimd/v1/events.proto"], [folder]).unwrap();
    let pool = DescriptorPool::from_file_descriptor_set(files).unwrap();
    let info = topology::EVENTS.iter().find(|event| event.event_type == E::TYPE).unwrap();
    let message: MessageDescriptor =
        pool.get_message_by_name(&format!("opgeruimd.v1.{}", info.message)).unwrap();
    DynamicMessage::decode(message, bytes).unwrap()
}

fn readable<E: Event>(example: &E) -> Value {
    let headers: Map<String, Value> = attributes(example)
        .to_headers()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    let data = by_descriptor::<E>(&example.encode_to_vec());
    json!({ "subject": E::SUBJECT, "headers": headers, "data": data })
}

fn unfilled(message: &DynamicMessage) -> Vec<String> {
    let mut names = Vec::new();
    for field in message.descriptor().fields() {
        if !message.has_field(&field) {
            names.push(field.full_name().to_owned());
        } else if let Some(inner) = message.get_field(&field).as_message()
            && inner.descriptor().package_name() == "opgeruimd.v1"
        {
            names.extend(unfilled(inner));
        }
    }
    names
}

fn check_bytes<E: Event + Debug + PartialEq>(example: &E) {
    let bytes = example.encode_to_vec();
    let published = golden::<E>("bin", &bytes);

    assert_eq!(&E::decode(published.as_slice()).unwrap(), example, "{} reads otherwise", E::TYPE);
    assert_eq!(published, bytes, "{} is written otherwise", E::TYPE);
}

fn check_page<E: Event + Debug + PartialEq>(example: &E) {
    let page = readable(example);
    let text = serde_json::to_string_pretty(&page).unwrap() + "\n";
    let published = golden::<E>("json", text.as_bytes());

    assert_eq!(
        serde_json::from_slice::<Value>(&published).unwrap(),
        page,
        "{} has other names or attributes",
        E::TYPE
    );
}

fn check_filled<E: Event + Debug + PartialEq>(example: &E) {
    let missing = unfilled(&by_descriptor::<E>(&example.encode_to_vec()));

    assert!(missing.is_empty(), "{} holds nothing in {missing:?}", E::TYPE);
}

fn check_unknown_field<E: Event + Debug + PartialEq>(example: &E) {
    const FIELD_1000_AS_TEXT_NEW: [u8; 6] = [0xc2, 0x3e, 3, b'n', b'e', b'w'];
    let published = golden::<E>("bin", &example.encode_to_vec());
    let bytes = [published, FIELD_1000_AS_TEXT_NEW.to_vec()].concat();

    assert_eq!(&E::decode(bytes.as_slice()).unwrap(), example, "{}", E::TYPE);
}

fn check_size<E: Event + Debug + PartialEq>(example: &E) {
    let bytes = attributes(example).wire_bytes(example.encoded_len());

    assert!(bytes <= topology::EVENT_BYTES_MAX, "{} takes {bytes} bytes", E::TYPE);
}

fn check_privacy<E: Event + Debug + PartialEq>(example: &E) {
    let ours = [examples::WORDS_OF_RESIDENT, examples::PLACE_IN_WORDS, examples::NOTE_OF_CREW];
    let shown = attributes(example).to_headers();
    let decoded = shown.iter().map(|(_, value)| proto::header::decode(value).unwrap());

    for value in decoded {
        assert!(!ours.iter().any(|words| value.contains(words)), "{} shows {value}", E::TYPE);
    }
    assert!(!ours.iter().any(|words| E::SUBJECT.contains(words)));
}

/// Runs a check on the example of every event, in the order of the table.
macro_rules! check_all {
    ($check:ident) => {{
        $check(&examples::report_submitted());
        $check(&examples::contact_given());
        $check(&examples::report_answered());
        $check(&examples::report_forgotten());
        $check(&examples::report_redacted());
        $check(&examples::area_changed());
        $check(&examples::team_changed());
        $check(&examples::category_changed());
        $check(&examples::issue_routed());
        $check(&examples::issue_status_changed());
        $check(&examples::session_ended());
        $check(&examples::work_order_opened());
        $check(&examples::work_order_accepted());
        $check(&examples::work_order_started());
        $check(&examples::work_order_completed());
        $check(&examples::work_order_refused());
        $check(&examples::work_order_cancelled());
        $check(&examples::work_order_noted());
    }};
}

#[test]
fn published_events_keep_their_bytes() {
    check_all!(check_bytes);
}

#[test]
fn published_events_keep_their_names_and_attributes() {
    check_all!(check_page);
}

#[test]
fn the_examples_fill_every_field_so_that_a_new_field_is_a_new_version() {
    check_all!(check_filled);
}

#[test]
fn a_field_that_we_do_not_know_does_not_disturb_us() {
    check_all!(check_unknown_field);
}

#[test]
fn the_examples_fit_on_the_wire() {
    check_all!(check_size);
}

#[test]
fn attributes_show_nothing_that_a_resident_or_a_crew_wrote() {
    check_all!(check_privacy);
}

#[test]
fn there_are_two_golden_files_for_each_event_and_no_others() {
    // Writes them first when asked to, whichever test runs first.
    check_all!(check_bytes);
    check_all!(check_page);
    let mut expected: Vec<_> = topology::EVENTS
        .iter()
        .flat_map(|event| ["bin", "json"].map(|kind| golden_file(event.event_type, kind)))
        .collect();
    expected.sort();

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");
    let mut present: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    present.sort();

    assert_eq!(present, expected, "an event once published stays in topology::EVENTS");
}
