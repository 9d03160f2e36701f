//! Rows in PostgreSQL's binary form, for `copy … from stdin with (format binary)`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::world::Place;

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const END: i16 = -1;

/// Types of the elements of arrays, as PostgreSQL numbers them.
const TEXT: i32 = 25;
const UUID: i32 = 2950;

/// 2000-01-01, from which PostgreSQL counts, in seconds since 1970.
const EPOCH_SECONDS: i64 = 946_684_800;

/// A point with its system, lowest byte first, in the form that `PostGIS` reads.
const POINT: [u8; 9] = [1, 1, 0, 0, 0x20, 0xe6, 0x10, 0, 0];

/// One value. The column must have exactly this type.
pub(super) enum Cell<'a> {
    Null,
    Uuid(Uuid),
    Text(&'a str),
    Boolean(bool),
    Integer(i32),
    BigInt(i64),
    Real(f32),
    Instant(DateTime<Utc>),
    /// `geometry(Point, 4326)`.
    Point(Place),
    /// `jsonb`.
    Json(&'a str),
    Uuids(&'a [Uuid]),
    Texts(&'a [&'a str]),
}

/// Rows of one table.
pub(super) struct Rows {
    bytes: Vec<u8>,
    count: u64,
}

impl Rows {
    pub(super) fn new() -> Self {
        Self { bytes: SIGNATURE.to_vec(), count: 0 }
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// All of it, with the mark that ends it.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(END.to_be_bytes());
        self.bytes
    }

    /// Adds a row, with a cell for each column that the statement names.
    pub(super) fn push(&mut self, cells: &[Cell<'_>]) {
        let columns = i16::try_from(cells.len()).expect("a table has some twenty columns");
        self.bytes.extend(columns.to_be_bytes());
        for cell in cells {
            self.cell(cell);
        }
        self.count += 1;
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Null => self.bytes.extend((-1_i32).to_be_bytes()),
            Cell::Uuid(id) => self.field(&[id.as_bytes()]),
            Cell::Text(text) => self.field(&[text.as_bytes()]),
            Cell::Boolean(truth) => self.field(&[&[u8::from(*truth)]]),
            Cell::Integer(number) => self.field(&[&number.to_be_bytes()]),
            Cell::BigInt(number) => self.field(&[&number.to_be_bytes()]),
            Cell::Real(number) => self.field(&[&number.to_be_bytes()]),
            Cell::Instant(at) => {
                let micros = at.timestamp_micros() - EPOCH_SECONDS * 1_000_000;
                self.field(&[&micros.to_be_bytes()]);
            }
            Cell::Point([x, y]) => self.field(&[&POINT, &x.to_le_bytes(), &y.to_le_bytes()]),
            // The version of the form goes before the text.
            Cell::Json(json) => self.field(&[&[1], json.as_bytes()]),
            Cell::Uuids(ids) => self.array(UUID, ids.iter().map(|id| id.as_bytes().as_slice())),
            Cell::Texts(texts) => self.array(TEXT, texts.iter().map(|text| text.as_bytes())),
        }
    }

    /// The parts, after their length together.
    fn field(&mut self, parts: &[&[u8]]) {
        self.length(parts.iter().map(|part| part.len()).sum());
        for part in parts {
            self.bytes.extend_from_slice(part);
        }
    }

    fn array<'a>(&mut self, kind: i32, elements: impl ExactSizeIterator<Item = &'a [u8]>) {
        let place = self.bytes.len();
        self.length(0);
        let has_elements = elements.len() > 0;
        // Dimensions, and no element is null.
        for number in [i32::from(has_elements), 0, kind] {
            self.bytes.extend(number.to_be_bytes());
        }
        if has_elements {
            self.length(elements.len());
            self.bytes.extend(1_i32.to_be_bytes());
        }
        for element in elements {
            self.field(&[element]);
        }
        let length = i32::try_from(self.bytes.len() - place - 4).expect("few elements");
        self.bytes[place..place + 4].copy_from_slice(&length.to_be_bytes());
    }

    fn length(&mut self, bytes: usize) {
        let bytes = i32::try_from(bytes).expect("a value has far less than 2 GB");
        self.bytes.extend(bytes.to_be_bytes());
    }
}

impl<'a> Cell<'a> {
    /// Null is `None`.
    pub(super) fn or_null<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell<'a>) -> Self {
        value.map_or(Cell::Null, cell)
    }
}
