//! Pixels in memory: shrinking, turning upright and encoding.

use super::light;
use super::likeness::{self, COLUMNS, ROWS};
use super::{JPEG_QUALITY, Orientation, Picture, Refused};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// The grey that is painted over what nobody should see.
const OVER: u8 = 0x60;

/// How many bytes a pixel takes, and what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Grey,
    Rgb,
}

impl Layout {
    fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
        }
    }
}

/// A decoded picture, rows from top to bottom without padding.
#[derive(Debug)]
pub(super) struct Raster {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    layout: Layout,
}

impl Raster {
    /// Fails when the number of bytes does not fit the size: a decoder that lost count.
    pub(super) fn new(
        pixels: Vec<u8>,
        (width, height): (u32, u32),
        layout: Layout,
    ) -> Result<Self, Refused> {
        let expected = u64::from(width) * u64::from(height) * layout.bytes() as u64;
        if width == 0 || height == 0 || pixels.len() as u64 != expected {
            return Err(Refused::Damaged);
        }
        Ok(Self { pixels, width, height, layout })
    }

    pub(super) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    pub(super) fn long_edge(&self) -> u32 {
        self.width.max(self.height)
    }

    /// A copy whose long edge is at most `edge`; never enlarges.
    pub(super) fn shrunk_to(&self, edge: u32) -> Result<Self, Refused> {
        let (width, height) = fit(self.width, self.height, edge);
        if (width, height) == (self.width, self.height) {
            let pixels = self.pixels.clone();
            return Ok(Self { pixels, width, height, layout: self.layout });
        }
        // Typed: the untyped call compiles the resizer for all fifteen kinds of pixel, in minutes.
        let pixels = match self.layout {
            Layout::Grey => self.convolve::<U8>(width, height)?,
            Layout::Rgb => self.convolve::<U8x3>(width, height)?,
        };
        Ok(Self { pixels, width, height, layout: self.layout })
    }

    fn convolve<P: PixelTrait>(&self, width: u32, height: u32) -> Result<Vec<u8>, Refused> {
        let source = TypedImageRef::<P>::from_buffer(self.width, self.height, &self.pixels)
            .map_err(|_| Refused::Damaged)?;
        let mut shrunk = vec![0; width as usize * height as usize * self.layout.bytes()];
        let mut target = TypedImage::<P>::from_buffer(width, height, &mut shrunk)
            .map_err(|_| Refused::Damaged)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new()
            .resize_typed(&source, &mut target, &options)
            .map_err(|_| Refused::Damaged)?;
        drop(target);
        Ok(shrunk)
    }

    /// The picture as the photographer saw it.
    pub(super) fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let walk = Walk::new(orientation, self.width as usize, self.height as usize);
        let pixels = match self.layout {
            Layout::Grey => walk.collect(self.pixels.as_chunks::<1>().0),
            Layout::Rgb => walk.collect(self.pixels.as_chunks::<3>().0),
        };
        let (width, height) =
            if walk.swaps_sides { (self.height, self.width) } else { (self.width, self.height) };
        Self { pixels, width, height, layout: self.layout }
    }

    /// Paints over the pixels from left and top up to right and bottom. What was there is gone.
    pub(super) fn paint_over(&mut self, [left, top, right, bottom]: [u32; 4]) {
        let bytes = self.layout.bytes();
        let row = self.width as usize * bytes;
        let columns = left.min(self.width) as usize * bytes..right.min(self.width) as usize * bytes;
        let lines = top as usize..bottom.min(self.height) as usize;
        for line in self.pixels.chunks_exact_mut(row).take(lines.end).skip(lines.start) {
            if let Some(part) = line.get_mut(columns.clone()) {
                part.fill(OVER);
            }
        }
    }

    /// What the picture looks like; see [`likeness`].
    pub(super) fn likeness(&self) -> Option<i64> {
        let (width, height, bytes) =
            (self.width as usize, self.height as usize, self.layout.bytes());
        let mut squares = [[0; COLUMNS]; ROWS];
        for (row, squares) in squares.iter_mut().enumerate() {
            let (top, bottom) = (height * row / ROWS, height * (row + 1) / ROWS);
            for (column, square) in squares.iter_mut().enumerate() {
                let (left, right) = (width * column / COLUMNS, width * (column + 1) / COLUMNS);
                let lines = (top..bottom).map(|y| (y * width + left)..(y * width + right));
                let (mut sum, mut count) = (0, 0);
                for line in lines {
                    let pixels = self.pixels.get(line.start * bytes..line.end * bytes)?;
                    sum += pixels.iter().map(|byte| u64::from(*byte)).sum::<u64>();
                    count += pixels.len() as u64;
                }
                *square = u32::try_from(sum.checked_div(count)?).ok()?;
            }
        }
        likeness::hash(&squares)
    }

    /// Whether the picture is too dark to see much; see [`light`].
    pub(super) fn is_dark(&self) -> Result<bool, Refused> {
        let small = self.shrunk_to(light::EDGE)?;
        Ok(match small.layout {
            Layout::Grey => light::is_dark(small.pixels.into_iter()),
            Layout::Rgb => {
                light::is_dark(small.pixels.as_chunks().0.iter().map(|rgb| light::grey(*rgb)))
            }
        })
    }

    /// JPEG with tables and pixels only.
    pub(super) fn encode(&self) -> Result<Picture, Refused> {
        let side = |length| u16::try_from(length).map_err(|_| Refused::TooManyPixels);
        let mut jpeg = Vec::with_capacity(self.pixels.len() / 16);
        let mut encoder = Encoder::new(&mut jpeg, JPEG_QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        let color = match self.layout {
            Layout::Grey => ColorType::Luma,
            Layout::Rgb => ColorType::Rgb,
        };
        encoder
            .encode(&self.pixels, side(self.width)?, side(self.height)?, color)
            .map_err(|_| Refused::Damaged)?;
        Ok(Picture { jpeg, width: self.width, height: self.height })
    }
}

/// Size with the long edge brought down to `edge`, rounded, at least one pixel.
fn fit(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= edge {
        return (width, height);
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(edge) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(edge).max(1)
    };
    (scaled(width), scaled(height))
}

/// How to walk through stored pixels so that they come out upright: where the first pixel is, and
/// how far the next one in a row and in a column is. Steps back are wrapped negatives.
struct Walk {
    start: usize,
    right: usize,
    down: usize,
    columns: usize,
    rows: usize,
    swaps_sides: bool,
}

impl Walk {
    fn new(orientation: Orientation, width: usize, height: usize) -> Self {
        let back = usize::wrapping_neg;
        let last_in_row = width - 1;
        let last_row = (height - 1) * width;
        let end = last_row + last_in_row;
        let (start, right, down) = match orientation {
            Orientation::NoTransforms => (0, 1, width),
            Orientation::FlipHorizontal => (last_in_row, back(1), width),
            Orientation::Rotate180 => (end, back(1), back(width)),
            Orientation::FlipVertical => (last_row, 1, back(width)),
            Orientation::Rotate90FlipH => (0, width, 1),
            Orientation::Rotate90 => (last_row, back(width), 1),
            Orientation::Rotate270FlipH => (end, back(width), back(1)),
            Orientation::Rotate270 => (last_in_row, width, back(1)),
        };
        let swaps_sides = matches!(
            orientation,
            Orientation::Rotate90FlipH
                | Orientation::Rotate90
                | Orientation::Rotate270FlipH
                | Orientation::Rotate270
        );
        let (columns, rows) = if swaps_sides { (height, width) } else { (width, height) };
        Self { start, right, down, columns, rows, swaps_sides }
    }

    fn collect<const N: usize>(&self, stored: &[[u8; N]]) -> Vec<u8> {
        let mut upright = Vec::with_capacity(stored.len());
        let mut row_start = self.start;
        for _ in 0..self.rows {
            let mut at = row_start;
            for _ in 0..self.columns {
                upright.push(stored[at]);
                at = at.wrapping_add(self.right);
            }
            row_start = row_start.wrapping_add(self.down);
        }
        upright.into_flattened()
    }
}
