//! JPEG: judged on its headers first, then decoded at the smallest scale that is large enough.

mod outline;

use super::raster::{Layout, Raster};
use super::{LARGE_EDGE, Limits, Orientation, Refused, orientation_of};
use jpeg_decoder::{Decoder, Error, PixelFormat};
use outline::Outline;
use std::io::{self, Read};

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Raster, Orientation), Refused> {
    let outline = Outline::of(bytes)?;
    limits.check_size(outline.width, outline.height)?;
    limits.check_cost(outline.decode_bytes(LARGE_EDGE))?;
    let orientation = orientation_of(outline.exif);

    let mut decoder = Decoder::new(Pieces { current: &[], rest: outline.pieces.iter() });
    decoder
        .set_max_decoding_buffer_size(usize::try_from(limits.decode_bytes).unwrap_or(usize::MAX));
    // The decoder picks 1/8, 1/4, 1/2 or 1, so that the long edge is still at least this.
    let edge = u16::try_from(LARGE_EDGE).unwrap_or(u16::MAX);
    decoder.scale(edge, edge).map_err(|error| refusal(&error))?;
    let mut pixels = decoder.decode().map_err(|error| refusal(&error))?;
    let info = decoder.info().ok_or(Refused::Damaged)?;
    drop(decoder);

    let layout = match info.pixel_format {
        PixelFormat::L8 => Layout::Grey,
        PixelFormat::RGB24 => Layout::Rgb,
        PixelFormat::CMYK32 => {
            cmyk_to_rgb(&mut pixels);
            Layout::Rgb
        }
        PixelFormat::L16 => return Err(Refused::Unsupported),
    };
    let size = (u32::from(info.width), u32::from(info.height));
    Ok((Raster::new(pixels, size, layout)?, orientation))
}

fn refusal(error: &Error) -> Refused {
    match error {
        Error::Unsupported(_) => Refused::Unsupported,
        _ => Refused::Damaged,
    }
}

/// In place. The decoder has already turned Adobe's inverted inks the right way round.
fn cmyk_to_rgb(data: &mut Vec<u8>) {
    let pixels = data.len() / 4;
    for pixel in 0..pixels {
        let paper = 255 - u32::from(data[pixel * 4 + 3]);
        for ink in 0..3 {
            let light = (255 - u32::from(data[pixel * 4 + ink])) * paper / 255;
            data[pixel * 3 + ink] = u8::try_from(light).unwrap_or(u8::MAX);
        }
    }
    data.truncate(pixels * 3);
}

/// Reads the pieces of an outline one after another. The decoder asks for a byte at a time, so the
/// path within one piece must be short.
struct Pieces<'a> {
    current: &'a [u8],
    rest: std::slice::Iter<'a, &'a [u8]>,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.rest.next() {
                Some(piece) => self.current = piece,
                None => return Ok(0),
            }
        }
        self.current.read(buffer)
    }

    #[inline]
    fn read_exact(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        if let Some((head, tail)) = self.current.split_at_checked(buffer.len()) {
            buffer.copy_from_slice(head);
            self.current = tail;
            return Ok(());
        }
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read(&mut buffer[filled..])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => filled += count,
            }
        }
        Ok(())
    }
}
