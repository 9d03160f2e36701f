//! Turns whatever a resident uploads into two clean pictures, or says in plain Dutch why not.
//!
//! Pure and synchronous: it burns a processor core for a tenth of a second, so the caller runs it
//! on a bounded blocking pool. What comes out was drawn again from pixels; no byte of the upload's
//! metadata (Exif, GPS, XMP, ICC, comments) can survive, because none is ever copied.
//!
//! Colours are taken to be sRGB. A wide-gamut profile (Display P3 of recent phones) is ignored: the
//! picture looks a touch paler, which does not matter for a bin bag, and saves a colour engine.

mod bitmap;
mod jpeg;
mod light;
mod likeness;
mod raster;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use image::metadata::Orientation;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Long edge of the picture that crews and residents look at, in pixels.
pub const LARGE_EDGE: u32 = 1600;
/// Long edge of the picture in lists, in pixels.
pub const SMALL_EDGE: u32 = 400;
/// JPEG quality of both pictures; with 4:2:0 chroma a photo of 1600 px is some 300 kB.
pub const JPEG_QUALITY: u8 = 80;

/// What an upload may cost. All of it is checked on the header, before pixels are allocated.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Size of the upload in bytes.
    pub bytes: usize,
    /// Width × height.
    pub pixels: u64,
    /// Pixels on the longest side.
    pub side: u32,
    /// Estimated peak of memory while decoding, in bytes. This is what stops large progressive
    /// JPEGs (all coefficients in memory) and large PNGs well before `pixels` does.
    pub decode_bytes: u64,
}

impl Limits {
    /// 20 MiB is what the largest phone photos need.
    pub const MAX_BYTES: usize = 20 * 1024 * 1024;
    /// Phones take up to 50 megapixels; cameras a little more.
    pub const MAX_PIXELS: u64 = 60_000_000;
    /// A panorama is long, but not longer than this.
    pub const MAX_SIDE: u32 = 20_000;
    /// With two workers decoding, intake stays under 200 MB.
    pub const MAX_DECODE_BYTES: u64 = 64 * 1024 * 1024;

    fn check_size(&self, width: u32, height: u32) -> Result<(), Refused> {
        if width == 0 || height == 0 {
            return Err(Refused::Damaged);
        }
        if width.max(height) > self.side || u64::from(width) * u64::from(height) > self.pixels {
            return Err(Refused::TooManyPixels);
        }
        Ok(())
    }

    fn check_cost(&self, decode_bytes: u64) -> Result<(), Refused> {
        if decode_bytes > self.decode_bytes { Err(Refused::TooManyPixels) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: Self::MAX_BYTES,
            pixels: Self::MAX_PIXELS,
            side: Self::MAX_SIDE,
            decode_bytes: Self::MAX_DECODE_BYTES,
        }
    }
}

/// One finished JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoded file: JFIF header, tables and scan, nothing else.
    pub jpeg: Vec<u8>,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
}

/// What the upload was, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG, first frame.
    Png,
    /// WebP, first frame.
    WebP,
}

/// Both pictures of one upload, upright and without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// Long edge at most [`LARGE_EDGE`].
    pub large: Picture,
    /// Long edge at most [`SMALL_EDGE`].
    pub small: Picture,
    /// What the upload was.
    pub format: Format,
    /// What it looks like, in 64 bits; `None` when there is nothing to see.
    pub likeness: Option<i64>,
    /// Whether little can be seen on it, for want of light.
    pub is_dark: bool,
}

/// Why an upload was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No bytes at all.
    #[error("the upload is empty")]
    Empty,
    /// More bytes than [`Limits::bytes`].
    #[error("the upload has too many bytes")]
    TooLarge,
    /// Neither JPEG, PNG nor WebP, whatever its name says.
    #[error("the upload is not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// HEIC, HEIF or AVIF, which phones make and we do not read.
    #[error("the upload is HEIC, HEIF or AVIF")]
    Heic,
    /// A kind of JPEG that no camera makes (arithmetic, lossless, 12 bits).
    #[error("the upload is a kind of JPEG that is not supported")]
    Unsupported,
    /// Truncated or broken.
    #[error("the picture is damaged")]
    Damaged,
    /// Larger than we are willing to decode.
    #[error("the picture has too many pixels")]
    TooManyPixels,
}

impl Refused {
    /// Stable name for machines: the tail of a problem type and a metric label.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotAPicture => "not-a-picture",
            Self::Heic => "heic",
            Self::Unsupported => "unsupported",
            Self::Damaged => "damaged",
            Self::TooManyPixels => "too-many-pixels",
        }
    }

    /// The HTTP status that fits.
    pub const fn status(self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::NotAPicture | Self::Heic | Self::Unsupported => 415,
            Self::Empty | Self::Damaged | Self::TooManyPixels => 400,
        }
    }
}

/// Checks, turns upright, strips and scales one upload.
///
/// Any input is safe: limits are checked before allocating, and a panic inside a decoder is a
/// damaged picture, not a dead worker.
pub fn clean(bytes: &[u8], limits: &Limits) -> Result<Cleaned, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge);
    }
    let format = sniff(bytes)?;
    catch_unwind(AssertUnwindSafe(|| draw(bytes, format, limits))).unwrap_or(Err(Refused::Damaged))
}

/// Paints over parts of a large picture that [`clean`] made, each as left, top, right and bottom
/// in pixels of the size that `parts` is asked with, and draws both pictures anew.
pub fn block(
    jpeg: &[u8],
    parts: impl Fn(u32, u32) -> Vec<[u32; 4]>,
) -> Result<(Picture, Picture), Refused> {
    let (mut large, _) = jpeg::decode(jpeg, &Limits::default())?;
    let (width, height) = large.size();
    for part in parts(width, height) {
        large.paint_over(part);
    }
    Ok((large.encode()?, large.shrunk_to(SMALL_EDGE)?.encode()?))
}

fn draw(bytes: &[u8], format: Format, limits: &Limits) -> Result<Cleaned, Refused> {
    let (raster, orientation) = match format {
        Format::Jpeg => jpeg::decode(bytes, limits)?,
        Format::Png => bitmap::decode_png(bytes, limits)?,
        Format::WebP => bitmap::decode_webp(bytes, limits)?,
    };
    // Turning comes after shrinking: there are far fewer pixels to move.
    let large = raster.shrunk_to(LARGE_EDGE)?.turned(orientation);
    drop(raster);
    let large_picture = large.encode()?;
    let small_picture = if large.long_edge() <= SMALL_EDGE {
        large_picture.clone()
    } else {
        large.shrunk_to(SMALL_EDGE)?.encode()?
    };
    let likeness = large.likeness();
    let is_dark = large.is_dark()?;
    Ok(Cleaned { large: large_picture, small: small_picture, format, likeness, is_dark })
}

/// Names and content types lie; the first bytes rarely do.
fn sniff(bytes: &[u8]) -> Result<Format, Refused> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..).is_some_and(is_heif_brand) {
        return Err(Refused::Heic);
    }
    Err(Refused::NotAPicture)
}

/// The major brand comes first, then a version, then compatible brands. The major brand alone can
/// be the generic `mif1`; a video (`isom`, `qt  `) is not a picture.
fn is_heif_brand(brands: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 12] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2", b"avif",
        b"avis", b"heif",
    ];
    brands.first_chunk::<4>().is_some_and(|major| BRANDS.contains(&major))
}

/// Orientation from a TIFF block; a broken block means "as stored", never a refusal.
fn orientation_of(tiff: Option<&[u8]>) -> Orientation {
    tiff.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}
