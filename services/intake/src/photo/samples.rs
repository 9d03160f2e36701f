//! Pictures that the tests make themselves, and a reader for what comes out.

use image::ImageEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ColorType as Pixels, ExtendedColorType};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::path::PathBuf;

/// Top left, top right, bottom left, bottom right of the upright scene.
pub(super) const QUADRANTS: [[u8; 3]; 4] =
    [[220, 30, 30], [30, 200, 40], [40, 50, 220], [240, 230, 60]];

/// RGB pixels of the upright scene.
pub(super) fn scene(width: u32, height: u32) -> Vec<u8> {
    let at =
        |x: u32, y: u32| QUADRANTS[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)];
    (0..height).flat_map(|y| (0..width).flat_map(move |x| at(x, y))).collect()
}

/// What a camera held so that `orientation` applies would store of the upright scene.
pub(super) fn stored(orientation: u16, width: u32, height: u32) -> (Vec<u8>, u32, u32) {
    let upright = scene(width, height);
    let (columns, rows) = if orientation >= 5 { (height, width) } else { (width, height) };
    let mut pixels = Vec::new();
    for y in 0..rows {
        for x in 0..columns {
            // The Exif table, read backwards: where stored row y and column x are in the scene.
            let (scene_x, scene_y) = match orientation {
                1 => (x, y),
                2 => (width - 1 - x, y),
                3 => (width - 1 - x, height - 1 - y),
                4 => (x, height - 1 - y),
                5 => (y, x),
                6 => (width - 1 - y, x),
                7 => (width - 1 - y, height - 1 - x),
                _ => (y, height - 1 - x),
            };
            let start = usize::try_from((scene_y * width + scene_x) * 3).unwrap();
            pixels.extend_from_slice(&upright[start..start + 3]);
        }
    }
    (pixels, columns, rows)
}

/// A TIFF block with one orientation, in either byte order.
pub(super) fn tiff(orientation: u16, big_endian: bool) -> Vec<u8> {
    let short = |v: u16| if big_endian { v.to_be_bytes() } else { v.to_le_bytes() };
    let long = |v: u32| if big_endian { v.to_be_bytes() } else { v.to_le_bytes() };
    let mut block = if big_endian { b"MM".to_vec() } else { b"II".to_vec() };
    block.extend(short(42));
    block.extend(long(8));
    block.extend(short(1));
    block.extend(short(0x0112));
    block.extend(short(3));
    block.extend(long(1));
    block.extend(short(orientation));
    block.extend(short(0));
    block.extend(long(0));
    block
}

pub(super) fn jpeg(pixels: &[u8], width: u32, height: u32, setup: Setup) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(setup.progressive);
    if setup.restarts {
        encoder.set_restart_interval(3);
    }
    let size = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    encoder.encode(pixels, size.0, size.1, setup.color).unwrap();
    bytes
}

#[derive(Clone, Copy)]
pub(super) struct Setup {
    pub(super) progressive: bool,
    pub(super) restarts: bool,
    pub(super) color: ColorType,
}

pub(super) const BASELINE: Setup =
    Setup { progressive: false, restarts: false, color: ColorType::Rgb };
pub(super) const PROGRESSIVE: Setup = Setup { progressive: true, ..BASELINE };
pub(super) const RESTARTS: Setup = Setup { restarts: true, ..BASELINE };

/// Puts a segment right behind the start of a JPEG.
pub(super) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

pub(super) fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xE1, &[b"Exif\0\0", tiff].concat())
}

pub(super) fn png(pixels: &[u8], width: u32, height: u32, color: ExtendedColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(pixels, width, height, color).unwrap();
    bytes
}

pub(super) fn webp(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let color = Pixels::Rgb8.into();
    WebPEncoder::new_lossless(&mut bytes).encode(pixels, width, height, color).unwrap();
    bytes
}

/// RGB pixels of a JPEG that we made, by the plain path of the decoder.
pub(super) fn pixels_of(jpeg: &[u8]) -> (Vec<u8>, u32, u32) {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let pixels = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    (pixels, u32::from(info.width), u32::from(info.height))
}

/// The markers of a JPEG in order, up to its end.
pub(super) fn markers(jpeg: &[u8]) -> Vec<u8> {
    let mut found = vec![jpeg[1]];
    let mut at = 2;
    loop {
        assert_eq!(jpeg[at], 0xFF, "a marker starts at {at}");
        let marker = jpeg[at + 1];
        found.push(marker);
        if marker == 0xD9 {
            assert_eq!(at + 2, jpeg.len(), "nothing follows the end of the picture");
            return found;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if marker == 0xDA {
            while jpeg[at] != 0xFF || jpeg[at + 1] == 0 {
                at += 1;
            }
        }
    }
}

/// A real camera file beside the checkout, if it is there.
pub(super) fn camera_file(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/photos");
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not in ../shared/photos");
    }
    bytes
}
