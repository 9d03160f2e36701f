//! Walks over the segments of a JPEG without decoding it.
//!
//! The decoder forgives much: a picture cut short by a stray end marker comes out grey at the
//! bottom and counts as a success. Residents would never know. So this walk (1) refuses what is
//! incomplete, (2) prices the decoding before anything is allocated, (3) hands the decoder only
//! the segments that make pixels, and (4) puts a run of one-bits behind every scan: no Huffman
//! code consists of ones, so a decoder that reads past the end of the data fails instead of
//! inventing pixels.

use super::Refused;

/// Sixty-four one-bits, each byte stuffed as entropy-coded data must be.
const ONES: &[u8] = &[0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0];
/// Encoders write about ten; thousands of nearly empty scans would keep a core busy for minutes.
const MAX_SCANS: usize = 64;
/// A 20 MiB file of full segments has 320.
const MAX_SEGMENTS: usize = 2_000;
const EXIF_HEADER: &[u8] = b"Exif\0\0";

struct Component {
    id: u8,
    across: u64,
    down: u64,
    /// One bit for each coefficient that has arrived in full.
    complete: u64,
}

/// What the headers say.
pub(super) struct Outline<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The TIFF block of the first Exif segment.
    pub(super) exif: Option<&'a [u8]>,
    /// What the decoder gets to read, in order.
    pub(super) pieces: Vec<&'a [u8]>,
    progressive: bool,
    components: Vec<Component>,
}

impl<'a> Outline<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, Refused> {
        let mut walk = Walk {
            bytes,
            at: 2,
            kept_from: 0,
            scans: 0,
            restarts: false,
            outline: Self {
                width: 0,
                height: 0,
                exif: None,
                pieces: Vec::new(),
                progressive: false,
                components: Vec::new(),
            },
        };
        for _ in 0..MAX_SEGMENTS {
            if walk.step()? {
                return walk.finish();
            }
        }
        Err(Refused::Damaged)
    }

    /// Estimated peak of the decoder in bytes, when it scales to a long edge of at least `edge`.
    pub(super) fn decode_bytes(&self, edge: u32) -> u64 {
        let long = u64::from(self.width.max(self.height));
        let scale = [1, 2, 4].into_iter().find(|s| long * s >= u64::from(edge) * 8).unwrap_or(8);
        let pixels = u64::from(self.width) * u64::from(self.height);
        let widest = self.components.iter().map(|c| c.across).max().unwrap_or(1);
        let tallest = self.components.iter().map(|c| c.down).max().unwrap_or(1);
        let samples: u64 =
            self.components.iter().map(|c| pixels * c.across * c.down / (widest * tallest)).sum();
        let planes = samples * scale * scale / 64;
        let output = pixels * scale * scale / 64 * self.components.len() as u64;
        // Progressive pictures keep every coefficient (two bytes) until the last scan.
        let coefficients = if self.progressive { samples * 2 } else { 0 };
        planes + output + coefficients
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    kept_from: usize,
    scans: usize,
    restarts: bool,
    outline: Outline<'a>,
}

impl<'a> Walk<'a> {
    /// Takes one marker with its segment; true at the end of the picture.
    fn step(&mut self) -> Result<bool, Refused> {
        let marker_at = self.next_marker()?;
        let marker = self.bytes[self.at];
        self.at += 1;
        match marker {
            0xD9 => {
                self.keep_until(self.at);
                return Ok(true);
            }
            // Restart markers and TEM stand alone.
            0x01 | 0xD0..=0xD7 => return Ok(false),
            0xD8 => return Err(Refused::Damaged),
            _ => {}
        }
        let body = self.segment()?;
        match marker {
            0xC0..=0xC2 => self.frame(marker, body)?,
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(Refused::Unsupported),
            0xDA => self.scan(body)?,
            0xDD => self.restarts = body != [0, 0],
            0xE1..=0xED | 0xEF | 0xFE => {
                // Metadata: read the orientation, show the decoder nothing.
                if marker == 0xE1 && self.outline.exif.is_none() {
                    self.outline.exif = body.strip_prefix(EXIF_HEADER);
                }
                self.keep_until(marker_at);
                self.kept_from = self.at;
            }
            _ => {}
        }
        Ok(false)
    }

    fn finish(self) -> Result<Outline<'a>, Refused> {
        let outline = self.outline;
        let whole = !outline.components.is_empty()
            && self.scans > 0
            && (!outline.progressive || outline.components.iter().all(|c| c.complete == u64::MAX));
        if whole { Ok(outline) } else { Err(Refused::Damaged) }
    }

    /// Moves to the byte after the `FF`s of the next marker; says where the marker starts.
    fn next_marker(&mut self) -> Result<usize, Refused> {
        loop {
            let rest = &self.bytes[self.at..];
            let found = rest.iter().position(|&byte| byte == 0xFF).ok_or(Refused::Damaged)?;
            let marker_at = self.at + found;
            let fill = rest[found..].iter().position(|&byte| byte != 0xFF);
            self.at = marker_at + fill.ok_or(Refused::Damaged)?;
            if self.bytes[self.at] != 0 {
                return Ok(marker_at);
            }
        }
    }

    /// The body of the segment whose length is next.
    fn segment(&mut self) -> Result<&'a [u8], Refused> {
        let rest = &self.bytes[self.at..];
        let length = rest.first_chunk::<2>().map(|raw| usize::from(u16::from_be_bytes(*raw)));
        let body = rest.get(2..length.ok_or(Refused::Damaged)?).ok_or(Refused::Damaged)?;
        self.at += 2 + body.len();
        Ok(body)
    }

    fn keep_until(&mut self, end: usize) {
        if end > self.kept_from {
            self.outline.pieces.push(&self.bytes[self.kept_from..end]);
        }
        self.kept_from = end;
    }

    fn frame(&mut self, marker: u8, body: &[u8]) -> Result<(), Refused> {
        let [precision, h1, h0, w1, w0, count, components @ ..] = body else {
            return Err(Refused::Damaged);
        };
        if !self.outline.components.is_empty() {
            return Err(Refused::Damaged);
        }
        if *precision != 8 || ![1, 3, 4].contains(count) {
            return Err(Refused::Unsupported);
        }
        self.outline.width = u32::from(u16::from_be_bytes([*w1, *w0]));
        self.outline.height = u32::from(u16::from_be_bytes([*h1, *h0]));
        self.outline.progressive = marker == 0xC2;
        for [id, sampling, _table] in components.as_chunks::<3>().0.iter().take(usize::from(*count))
        {
            let (across, down) = (u64::from(sampling >> 4), u64::from(sampling & 15));
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) {
                return Err(Refused::Damaged);
            }
            self.outline.components.push(Component { id: *id, across, down, complete: 0 });
        }
        if self.outline.components.len() == usize::from(*count) {
            Ok(())
        } else {
            Err(Refused::Damaged)
        }
    }

    fn scan(&mut self, body: &[u8]) -> Result<(), Refused> {
        self.scans += 1;
        let (count, rest) = body.split_first().ok_or(Refused::Damaged)?;
        let (selectors, rest) =
            rest.split_at_checked(usize::from(*count) * 2).ok_or(Refused::Damaged)?;
        let [first, last, approximation] = rest else { return Err(Refused::Damaged) };
        if self.scans > MAX_SCANS || *last > 63 || first > last {
            return Err(Refused::Damaged);
        }
        // The low half says how many bits are still to come.
        if approximation.trailing_zeros() >= 4 {
            let arrived = (u64::MAX >> (63 - last)) & (u64::MAX << first);
            for [id, _tables] in selectors.as_chunks::<2>().0 {
                let mut components = self.outline.components.iter_mut();
                if let Some(component) = components.find(|component| component.id == *id) {
                    component.complete |= arrived;
                }
            }
        }
        self.skip_entropy()?;
        self.keep_until(self.at);
        self.outline.pieces.push(ONES);
        Ok(())
    }

    /// Moves to the marker that ends the entropy-coded data. Restart markers belong to the data,
    /// but only in a picture that announced them: elsewhere they are damage that the decoder
    /// overlooks.
    fn skip_entropy(&mut self) -> Result<(), Refused> {
        loop {
            let marker_at = self.next_marker()?;
            let is_restart = matches!(self.bytes[self.at], 0xD0..=0xD7);
            if !(is_restart && self.restarts) {
                self.at = marker_at;
                return Ok(());
            }
            self.at += 1;
        }
    }
}
