//! What the photo pipeline promises, on pictures made here and on real ones when they are at hand.

use super::samples::{
    BASELINE, PROGRESSIVE, QUADRANTS, RESTARTS, Setup, camera_file, jpeg, markers, pixels_of, png,
    scene, stored, tiff, webp, with_exif, with_segment,
};
use super::{Cleaned, Format, Limits, Picture, Refused, clean};
use image::ExtendedColorType;
use jpeg_encoder::ColorType;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Far more than any small input needs, far less than a hang; debug builds on a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn tidy(bytes: &[u8]) -> Result<Cleaned, Refused> {
    clean(bytes, &Limits::default())
}

fn sample(setup: Setup) -> Vec<u8> {
    jpeg(&scene(96, 64), 96, 64, setup)
}

fn assert_quadrants(picture: &Picture, grey: bool) {
    let (pixels, width, height) = pixels_of(&picture.jpeg);
    assert_eq!((width, height), (picture.width, picture.height));
    for (index, expected) in QUADRANTS.iter().enumerate() {
        let x = width as usize / 4 + (index % 2) * width as usize / 2;
        let y = height as usize / 4 + (index / 2) * height as usize / 2;
        let start = (y * width as usize + x) * if grey { 1 } else { 3 };
        for channel in 0..if grey { 1 } else { 3 } {
            let difference = pixels[start + channel].abs_diff(expected[channel]);
            assert!(difference < 24, "quadrant {index} is {:?}", &pixels[start..start + 3]);
        }
    }
}

fn assert_bare(picture: &Picture) {
    // Start, JFIF, tables, frame, tables, scan, end: nothing that can carry a message.
    let allowed = [0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9];
    let found = markers(&picture.jpeg);
    assert!(found.iter().all(|marker| allowed.contains(marker)), "{found:02X?}");
    assert!(found[1] == 0xE0 && !found[2..].contains(&0xE0), "one JFIF header: {found:02X?}");
    assert_eq!(&picture.jpeg[2..6], &[0xFF, 0xE0, 0, 16], "JFIF without a thumbnail");
}

#[test]
fn all_eight_orientations_come_out_upright() {
    for orientation in 1..=8 {
        for big_endian in [false, true] {
            let (pixels, width, height) = stored(orientation, 2000, 1200);
            let upload =
                with_exif(&jpeg(&pixels, width, height, BASELINE), &tiff(orientation, big_endian));
            let cleaned = tidy(&upload).unwrap();
            assert_eq!((cleaned.large.width, cleaned.large.height), (1600, 960), "{orientation}");
            assert_eq!((cleaned.small.width, cleaned.small.height), (400, 240), "{orientation}");
            assert_quadrants(&cleaned.large, false);
            assert_quadrants(&cleaned.small, false);
        }
    }
}

#[test]
fn every_accepted_kind_gives_the_same_upright_scene() {
    let (width, height) = (500, 300);
    let rgb = scene(width, height);
    let rgba: Vec<u8> =
        rgb.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
    let deep: Vec<u8> =
        rgb.iter().flat_map(|&sample| (u16::from(sample) * 257).to_ne_bytes()).collect();
    let uploads = [
        (jpeg(&rgb, width, height, BASELINE), Format::Jpeg),
        (jpeg(&rgb, width, height, PROGRESSIVE), Format::Jpeg),
        (jpeg(&rgb, width, height, RESTARTS), Format::Jpeg),
        (png(&rgb, width, height, ExtendedColorType::Rgb8), Format::Png),
        (png(&rgba, width, height, ExtendedColorType::Rgba8), Format::Png),
        (png(&deep, width, height, ExtendedColorType::Rgb16), Format::Png),
        (webp(&rgb, width, height), Format::WebP),
    ];
    for (upload, format) in uploads {
        let cleaned = tidy(&upload).unwrap();
        assert_eq!(cleaned.format, format);
        assert_eq!((cleaned.large.width, cleaned.large.height), (500, 300), "never enlarged");
        assert_eq!((cleaned.small.width, cleaned.small.height), (400, 240));
        assert_quadrants(&cleaned.large, false);
        assert_quadrants(&cleaned.small, false);
    }
}

#[test]
fn four_inks_and_grey_are_understood() {
    let inks: Vec<u8> = scene(96, 64)
        .as_chunks::<3>()
        .0
        .iter()
        .flat_map(|[r, g, b]| [255 - r, 255 - g, 255 - b, 0])
        .collect();
    for color in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let cleaned = tidy(&jpeg(&inks, 96, 64, Setup { color, ..BASELINE })).unwrap();
        assert_quadrants(&cleaned.large, false);
    }
    let grey: Vec<u8> = scene(96, 64).iter().step_by(3).copied().collect();
    let cleaned = tidy(&jpeg(&grey, 96, 64, Setup { color: ColorType::Luma, ..BASELINE })).unwrap();
    assert_quadrants(&cleaned.large, true);
    let cleaned = tidy(&png(&grey, 96, 64, ExtendedColorType::L8)).unwrap();
    assert_quadrants(&cleaned.large, true);
}

#[test]
fn see_through_becomes_white() {
    let clear: Vec<u8> = std::iter::repeat_n([10_u8, 20, 30, 0], 32 * 32).flatten().collect();
    let cleaned = tidy(&png(&clear, 32, 32, ExtendedColorType::Rgba8)).unwrap();
    let (pixels, ..) = pixels_of(&cleaned.large.jpeg);
    assert!(pixels.iter().all(|&sample| sample > 250));
}

/// Grey hills of light, as a picture of that size; another `shape` is another scene.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it stays between 28 and 228"
)]
fn hills(width: u32, height: u32, shape: f64) -> Vec<u8> {
    let grey = |x: u32, y: u32| {
        let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let light = (shape * across + down).sin() + (shape * down - 2.0 * across).cos();
        (128.0 + 50.0 * light) as u8
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| [grey(x, y); 3])).collect()
}

#[test]
fn a_scene_looks_like_itself_in_every_size_and_kind_and_not_like_another() {
    let likeness = |bytes: &[u8]| tidy(bytes).unwrap().likeness.unwrap();
    let bits = |one: i64, other: i64| (one ^ other).count_ones();

    let large = likeness(&jpeg(&hills(640, 480, 9.0), 640, 480, BASELINE));
    let small = likeness(&png(&hills(200, 150, 9.0), 200, 150, ExtendedColorType::Rgb8));
    let other = likeness(&jpeg(&hills(640, 480, 4.0), 640, 480, BASELINE));

    assert!(bits(large, small) <= 3, "{large:x} {small:x}");
    assert!(bits(large, other) > 10, "{large:x} {other:x}");
}

#[test]
fn no_metadata_leaves() {
    let mut upload = with_exif(&sample(BASELINE), &tiff(6, true));
    upload = with_segment(&upload, 0xFE, b"SECRET comment");
    upload = with_segment(&upload, 0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET");
    upload = with_segment(&upload, 0xE2, b"ICC_PROFILE\0\x01\x01SECRET");
    upload = with_segment(&upload, 0xED, b"Photoshop 3.0\0SECRET");
    upload.extend_from_slice(b"SECRET motion photo behind the end");
    let cleaned = tidy(&upload).unwrap();
    for picture in [&cleaned.large, &cleaned.small] {
        assert_bare(picture);
        assert!(!picture.jpeg.windows(6).any(|window| window == b"SECRET"));
    }
}

#[test]
fn what_is_not_a_picture_is_said_to_be_so() {
    let heic = |brand: &[u8]| [&[0, 0, 0, 24], &b"ftyp"[..], brand, &[0; 16]].concat();
    let cases: [(&[u8], Refused); 9] = [
        (b"", Refused::Empty),
        (b"Beste gemeente, hierbij mijn foto.", Refused::NotAPicture),
        (b"\xFF\xD8", Refused::NotAPicture),
        (b"GIF89a\x01\0\x01\0", Refused::NotAPicture),
        (&heic(b"isom"), Refused::NotAPicture),
        (&heic(b"heic"), Refused::Heic),
        (&heic(b"mif1"), Refused::Heic),
        (&heic(b"avif"), Refused::Heic),
        (&vec![0xFF; Limits::MAX_BYTES + 1], Refused::TooLarge),
    ];
    for (upload, expected) in cases {
        assert_eq!(tidy(upload).unwrap_err(), expected);
    }
}

#[test]
fn every_refusal_has_its_own_name_and_message() {
    let all = [
        Refused::Empty,
        Refused::TooLarge,
        Refused::NotAPicture,
        Refused::Heic,
        Refused::Unsupported,
        Refused::Damaged,
        Refused::TooManyPixels,
    ];
    let told =
        |refused: Refused| web::Lang::dutch().t(&format!("problem-photo-{}", refused.kind()));
    for (index, refused) in all.iter().enumerate() {
        assert!(told(*refused).ends_with('.'));
        assert!((400..500).contains(&refused.status()));
        for other in &all[index + 1..] {
            assert_ne!(refused.kind(), other.kind());
            assert_ne!(told(*refused), told(*other));
        }
    }
}

#[test]
fn a_picture_cut_short_anywhere_is_refused() {
    for setup in [BASELINE, PROGRESSIVE, RESTARTS] {
        let whole = sample(setup);
        for length in 3..whole.len() {
            assert!(tidy(&whole[..length]).is_err(), "first {length} bytes");
        }
    }
    for whole in
        [png(&scene(96, 64), 96, 64, ExtendedColorType::Rgb8), webp(&scene(96, 64), 96, 64)]
    {
        for length in 12..whole.len() {
            assert_eq!(tidy(&whole[..length]).unwrap_err(), Refused::Damaged, "{length}");
        }
    }
}

#[test]
fn an_end_marker_too_early_does_not_pass_for_a_whole_picture() {
    // Noise, so that every block needs data; a plain decoder fills the rest with grey.
    let mut seed = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    })
    .take(96 * 64 * 3)
    .collect();
    for setup in [BASELINE, PROGRESSIVE, RESTARTS] {
        let whole = jpeg(&noise, 96, 64, setup);
        for percent in [40, 60, 80, 95] {
            let cut = [&whole[..whole.len() * percent / 100], &[0xFF, 0xD9][..]].concat();
            assert_eq!(tidy(&cut).unwrap_err(), Refused::Damaged, "{percent} %");
        }
    }
}

/// Same picture, but the header claims another size.
fn claiming(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|w| w[0] == 0xFF && (w[1] == 0xC0 || w[1] == 0xC2));
    let at = frame.unwrap() + 5;
    jpeg[at..at + 2].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
    jpeg
}

#[test]
fn pixel_bombs_are_refused_on_their_header() {
    let mut wide_png = png(&scene(96, 64), 96, 64, ExtendedColorType::Rgb8);
    wide_png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let mut wide_webp = webp(&scene(96, 64), 96, 64);
    // Lossless header: 14 bits of width - 1, then 14 bits of height - 1.
    wide_webp[21..25].copy_from_slice(&(0x3E80_u32 | 0x3E80 << 14).to_le_bytes());
    // A still picture on a small canvas whose lossy frame claims to be far larger.
    let mut frame = vec![0x10, 0, 0, 0x9D, 0x01, 0x2A];
    frame.extend([0xFF, 0x3F, 0xFF, 0x3F]);
    let mut sly_webp =
        b"RIFF\x28\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x09\0\0\x09\0\0VP8 \x0A\0\0\0".to_vec();
    sly_webp.extend(frame);
    let bombs = [
        claiming(sample(BASELINE), 30_000, 30_000),
        claiming(sample(PROGRESSIVE), 30_000, 30_000),
        claiming(sample(BASELINE), 65_000, 10),
        // Within the number of pixels, but all coefficients in memory would be 150 MB.
        claiming(sample(PROGRESSIVE), 10_000, 5_000),
        wide_png,
        wide_webp,
        sly_webp,
    ];
    for (index, bomb) in bombs.iter().enumerate() {
        let started = Instant::now();
        assert_eq!(tidy(bomb).unwrap_err(), Refused::TooManyPixels, "bomb {index}");
        assert!(started.elapsed() < Duration::from_secs(1), "bomb {index}");
    }
}

#[test]
fn thousands_of_scans_are_refused_without_decoding_them() {
    let whole = sample(PROGRESSIVE);
    let last = whole.windows(2).rposition(|w| w == [0xFF, 0xDA]).unwrap();
    let mut bomb = whole[..last].to_vec();
    for _ in 0..5_000 {
        bomb.extend_from_slice(&whole[last..whole.len() - 2]);
    }
    bomb.extend_from_slice(&[0xFF, 0xD9]);
    assert_eq!(tidy(&bomb).unwrap_err(), Refused::Damaged);
}

#[test]
fn broken_exif_never_refuses_a_picture() {
    let good = tiff(6, true);
    for length in 0..good.len() {
        assert!(tidy(&with_exif(&sample(BASELINE), &good[..length])).is_ok(), "{length} bytes");
    }
    assert!(tidy(&with_exif(&sample(BASELINE), &tiff(9, false))).is_ok());
    assert!(tidy(&with_exif(&sample(BASELINE), &[0xFF; 300])).is_ok());
}

#[test]
fn real_camera_files_are_cleaned() {
    let sizes = [
        ("HMD_Nokia_8.3_5G.jpg", Some((1600, 686))),
        ("DSCN0010.jpg", Some((640, 480))),
        ("portrait_6.jpg", None),
        ("landscape_8.jpg", None),
        ("image01551.jpg", Some((61, 58))),
    ];
    for (name, size) in sizes {
        let Some(upload) = camera_file(name) else { continue };
        let cleaned = tidy(&upload).unwrap_or_else(|refused| panic!("{name}: {refused}"));
        let upright = (cleaned.large.width, cleaned.large.height);
        assert!(size.is_none_or(|size| size == upright), "{name} is {upright:?}");
        assert_eq!(upright.0 < upright.1, name.starts_with("portrait"), "{name}");
        assert_bare(&cleaned.large);
        assert_bare(&cleaned.small);
    }
    if let Some(upload) = camera_file("iphone_13_pro_max.HEIC") {
        assert_eq!(tidy(&upload).unwrap_err(), Refused::Heic);
    }
    if let Some(upload) = camera_file("corrupted.jpg") {
        assert_eq!(tidy(&upload).unwrap_err(), Refused::Damaged);
    }
}

fn uploads() -> [Vec<u8>; 5] {
    [
        with_exif(&sample(BASELINE), &tiff(8, false)),
        sample(PROGRESSIVE),
        sample(RESTARTS),
        png(&scene(96, 64), 96, 64, ExtendedColorType::Rgb8),
        webp(&scene(96, 64), 96, 64),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_hangs_and_never_gives_half_a_result(
        which in 0_usize..5,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut upload = uploads()[which].clone();
        for (index, value) in flips {
            let at = index.index(upload.len());
            upload[at] = value;
        }
        if let Some(cut) = cut {
            upload.truncate(cut.index(upload.len()));
        }
        let started = Instant::now();
        if let Ok(cleaned) = tidy(&upload) {
            assert_bare(&cleaned.large);
            assert_bare(&cleaned.small);
            prop_assert!(cleaned.large.width.max(cleaned.large.height) <= 1600);
            prop_assert!(cleaned.small.width.max(cleaned.small.height) <= 400);
        }
        prop_assert!(started.elapsed() < SOON);
    }

    #[test]
    fn random_bytes_behind_a_good_start_are_survived(
        which in 0_usize..5,
        keep in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let upload = uploads()[which].clone();
        let mut upload = upload[..keep.index(upload.len())].to_vec();
        upload.extend(noise);
        let _ = tidy(&upload);
    }
}

#[test]
fn what_is_painted_over_is_gone_from_both_pictures_and_the_rest_stays() {
    let upload = jpeg(&scene(1600, 960), 1600, 960, BASELINE);

    let blocked = super::block(&upload, |width, height| vec![[0, 0, width / 2, height]]);
    let (large, small) = blocked.unwrap();
    let half = |picture: &Picture| {
        let (pixels, width, height) = pixels_of(&picture.jpeg);
        let at = |x: usize| pixels[(height as usize / 4 * width as usize + x) * 3];
        (at(width as usize / 4), at(width as usize * 3 / 4))
    };
    for picture in [large, small] {
        let (left, right) = half(&picture);
        assert!(left.abs_diff(0x60) < 4, "{left}");
        assert!(right.abs_diff(QUADRANTS[1][0]) < 24, "{right}");
    }
}
