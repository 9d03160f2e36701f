//! PNG (screenshots) and WebP (pictures saved from the web).

use super::raster::{Layout, Raster};
use super::{Limits, Orientation, Refused, orientation_of};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder};
use std::io::Cursor;

/// Every complete PNG ends with this chunk: type and checksum.
const PNG_END: &[u8; 8] = b"IEND\xAE\x42\x60\x82";
/// How far from the end of the file it may be: some programs add a few bytes.
const PNG_TAIL: usize = 64 * 1024;
/// Working memory of the WebP decoder beside its output, in bytes per pixel: planes or ARGB.
const WEBP_WORK_BYTES: u64 = 4;
/// Animations of a few seconds have tens of frames.
const MAX_WEBP_CHUNKS: usize = 2_000;
/// Place, size and duration of an animation frame, before its own chunks.
const WEBP_FRAME_HEADER: usize = 16;

pub(super) fn decode_png(bytes: &[u8], limits: &Limits) -> Result<(Raster, Orientation), Refused> {
    // The size is at a fixed place; look before the decoder allocates a single row.
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(Refused::Damaged);
    }
    let side = |at: usize| {
        let raw = bytes.get(at..at + 4).and_then(<[u8]>::first_chunk::<4>);
        raw.map(|raw| u32::from_be_bytes(*raw)).ok_or(Refused::Damaged)
    };
    limits.check_size(side(16)?, side(20)?)?;
    let tail = &bytes[bytes.len().saturating_sub(PNG_TAIL)..];
    if !tail.windows(PNG_END.len()).any(|window| window == PNG_END) {
        return Err(Refused::Damaged);
    }
    let mut budget = image::Limits::no_limits();
    budget.max_alloc = Some(limits.decode_bytes);
    let decoder =
        PngDecoder::with_limits(Cursor::new(bytes), budget).map_err(|_| Refused::Damaged)?;
    read(decoder, limits, 0)
}

pub(super) fn decode_webp(bytes: &[u8], limits: &Limits) -> Result<(Raster, Orientation), Refused> {
    // The RIFF header says how long the file is; a truncated one is shorter.
    let declared = bytes.get(4..8).and_then(<[u8]>::first_chunk::<4>);
    let declared = declared.map(|raw| u64::from(u32::from_le_bytes(*raw)));
    if declared.is_none_or(|length| length + 8 > bytes.len() as u64) {
        return Err(Refused::Damaged);
    }
    check_webp_frames(&bytes[12..], limits)?;
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    read(decoder, limits, WEBP_WORK_BYTES)
}

/// The decoder compares a lossy frame with the canvas only after allocating and decoding it, so a
/// small canvas may hide a huge frame.
fn check_webp_frames(mut rest: &[u8], limits: &Limits) -> Result<(), Refused> {
    for _ in 0..MAX_WEBP_CHUNKS {
        let Some((header, behind)) = rest.split_first_chunk::<8>() else { return Ok(()) };
        let [a, b, c, d, size @ ..] = *header;
        let size = usize::try_from(u32::from_le_bytes(size)).map_err(|_| Refused::Damaged)?;
        let body = &behind[..size.min(behind.len())];
        // Chunks are padded to an even length.
        let padded = body.len() + body.len() % 2;
        match &[a, b, c, d] {
            b"ANMF" => {
                // Its chunks follow its header, as if they stood outside.
                rest = behind.get(WEBP_FRAME_HEADER..).ok_or(Refused::Damaged)?;
                continue;
            }
            b"VP8 " => {
                if let [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] = body {
                    let width = u32::from(u16::from_le_bytes([*w0, *w1]) & 0x3FFF);
                    let height = u32::from(u16::from_le_bytes([*h0, *h1]) & 0x3FFF);
                    limits.check_size(width, height)?;
                    limits.check_cost(u64::from(width) * u64::from(height) * WEBP_WORK_BYTES)?;
                }
            }
            _ => {}
        }
        rest = behind.get(padded..).unwrap_or_default();
    }
    Err(Refused::Damaged)
}

/// `work` is what the decoder needs beside its output, in bytes per pixel.
fn read(
    mut decoder: impl ImageDecoder,
    limits: &Limits,
    work: u64,
) -> Result<(Raster, Orientation), Refused> {
    let (width, height) = decoder.dimensions();
    limits.check_size(width, height)?;
    let pixels = u64::from(width) * u64::from(height);
    limits.check_cost(decoder.total_bytes() + pixels * work)?;
    let exif = decoder.exif_metadata().ok().flatten();
    let color = decoder.color_type();
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| Refused::TooManyPixels)?;
    let mut data = vec![0; length];
    decoder.read_image(&mut data).map_err(|_| Refused::Damaged)?;
    let layout = flatten(&mut data, color)?;
    let raster = Raster::new(data, (width, height), layout)?;
    Ok((raster, orientation_of(exif.as_deref())))
}

/// Brings every colour type down to 8-bit grey or RGB, in place. See-through becomes white, as
/// paper.
fn flatten(data: &mut Vec<u8>, color: ColorType) -> Result<Layout, Refused> {
    match color {
        ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16 => {
            // Samples are in the byte order of this machine.
            let samples = data.len() / 2;
            for index in 0..samples {
                let sample = u16::from_ne_bytes([data[2 * index], data[2 * index + 1]]);
                data[index] = sample.to_be_bytes()[0];
            }
            data.truncate(samples);
        }
        _ => {}
    }
    match color {
        ColorType::L8 | ColorType::L16 => Ok(Layout::Grey),
        ColorType::Rgb8 | ColorType::Rgb16 => Ok(Layout::Rgb),
        ColorType::La8 | ColorType::La16 => {
            on_white::<2>(data);
            Ok(Layout::Grey)
        }
        ColorType::Rgba8 | ColorType::Rgba16 => {
            on_white::<4>(data);
            Ok(Layout::Rgb)
        }
        _ => Err(Refused::Unsupported),
    }
}

/// Lays pixels of `N` samples, the last being alpha, on white and drops the alpha.
fn on_white<const N: usize>(data: &mut Vec<u8>) {
    let pixels = data.len() / N;
    for pixel in 0..pixels {
        let alpha = u32::from(data[pixel * N + N - 1]);
        for sample in 0..N - 1 {
            let ink = u32::from(data[pixel * N + sample]);
            let mixed = (ink * alpha + 255 * (255 - alpha) + 127) / 255;
            data[pixel * (N - 1) + sample] = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    data.truncate(pixels * (N - 1));
}
