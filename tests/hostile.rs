//! Files that mean harm, or are merely broken: bombs, headers that lie, polyglots, odd EXIF, and ten thousand flipped bytes. The eyes answer
//! each with a finding, in bounded time, without a panic; what is kept carries the picture and nothing else.
#![expect(clippy::unwrap_used, reason = "a test's own scenery: what cannot be made stops the test")]
#![expect(clippy::cast_possible_truncation, reason = "patterns of bytes")]

#[path = "../fuzz/path.rs"]
mod path;

use certdesk::scan::{Expectation, Finding, Limits, Scan, Sought, Thresholds, Trouble, Verdict, inspect, judge};
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;
use std::time::{Duration, Instant};

/// No file may take longer than this, unoptimised and on a loaded machine.
const LONGEST: Duration = Duration::from_mins(1);

fn look(bytes: &[u8]) -> Scan {
    let begun = Instant::now();
    let scan = inspect(bytes, &Limits::default(), &Sought::default());
    assert!(begun.elapsed() < LONGEST, "{} bytes took {:?}", bytes.len(), begun.elapsed());
    scan
}

fn verdict(scan: &Scan) -> Verdict {
    Finding::worst(&judge(scan, &Expectation::default(), &Thresholds::default()))
}

/// A page with lines of something like text.
fn page(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let ink = y % 14 < 8 && (x / 3 * 7 + y / 14 * 13) % 5 < 2 && x > width / 10 && x < width - width / 10;
        image::Rgb(if ink { [30, 30, 34] } else { [246, 244, 240] })
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF block of these bytes after its start.
fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, b"Exif\0\0", tiff, &jpeg[2..]].concat()
}

/// A TIFF directory with one entry: the orientation.
fn orientation(value: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend(value.to_le_bytes());
    tiff.extend([0; 6]);
    tiff
}

#[test]
fn headers_of_65535_by_65535_are_refused_before_anything_is_decoded() {
    let small = page(64, 90);
    let mut jpeg = encoded(&small, ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    let mut png = encoded(&small, ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let mut bmp = encoded(&small, ImageFormat::Bmp);
    bmp[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    for bytes in [jpeg, png, bmp] {
        let scan = look(&bytes);
        assert!(matches!(scan.report.trouble, Some(Trouble::TooLarge | Trouble::Damaged)), "{:?}", scan.report);
        assert_eq!(verdict(&scan), Verdict::Refuse);
    }
}

#[test]
fn a_bomb_of_forty_million_pixels_in_a_few_kilobytes_is_looked_at_in_bounded_time() {
    let bomb = encoded(&RgbImage::new(7000, 5600), ImageFormat::Png);
    assert!(bomb.len() < 600_000, "{}", bomb.len());
    let scan = look(&bomb);
    assert!(scan.report.seen.is_some());
    assert_ne!(verdict(&scan), Verdict::Pass);
    // and one that is over the bound is not
    let scan = look(&encoded(&RgbImage::new(8000, 5600), ImageFormat::Png));
    assert_eq!(scan.report.trouble, Some(Trouble::TooLarge));
}

/// The whole program in a space of so many megabytes, threads and the font of the forms with it.
#[test]
fn the_costliest_picture_that_is_taken_fits_in_a_bounded_space() {
    let folder = tempfile::tempdir().unwrap();
    // 40 million pixels of 8 bytes each: no picture that is decoded at all has more
    let bomb = image::ImageBuffer::<image::Rgba<u16>, _>::new(7000, 5700);
    bomb.save_with_format(folder.path().join("bomb.png"), ImageFormat::Png).unwrap();
    let run = |megabytes: u32| {
        let said = std::process::Command::new("sh")
            .args(["-c", &format!("ulimit -v {}; exec \"$0\" inspect --json bomb.png", megabytes * 1024)])
            .arg(env!("CARGO_BIN_EXE_certdesk"))
            .current_dir(folder.path())
            .output()
            .unwrap();
        (said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned())
    };
    let (whole, said) = run(1_200);
    assert!(whole && said.contains("\"seen\": {"), "{said}");
    assert!(!run(64).0, "the limit is one");
}

#[test]
fn a_file_is_what_it_begins_with_and_what_is_glued_to_it_is_not_kept() {
    let jpeg = encoded(&page(300, 420), ImageFormat::Jpeg);
    for glued in [b"PK\x03\x04 an archive".as_slice(), b"%PDF-1.7", b"<html><script>", b"\xff\xd8\xff\xe0 another"] {
        let polyglot = [&jpeg, glued].concat();
        let scan = look(&polyglot);
        assert!(scan.report.seen.is_some());
        let kept = [scan.shrink(&polyglot, 1_000_000).unwrap().jpeg, scan.bare(&polyglot).unwrap()];
        assert!(!kept.iter().any(|kept| kept.windows(glued.len()).any(|part| part == glued)));
    }
    let disguised = [b"%PDF-1.7\n".as_slice(), &jpeg].concat();
    assert_eq!(look(&disguised).report.trouble, Some(Trouble::Kind));
    let gif = [b"GIF89a".as_slice(), &jpeg].concat();
    assert_eq!(look(&gif).report.trouble, Some(Trouble::Kind));
}

#[test]
fn exif_turns_the_page_or_is_passed_over_and_never_stays_in_what_is_kept() {
    let jpeg = encoded(&page(300, 420), ImageFormat::Jpeg);
    let tiffs: [(Vec<u8>, bool); 7] = [
        (orientation(1), false),
        (orientation(6), true),
        (orientation(0), false),
        (orientation(99), false),
        (orientation(65_535), false),
        (b"II*\0\xff\xff\xff\xff".to_vec(), false),
        ([b"MM\0*\0\0\0\x08\xff\xff".as_slice(), &[0xff; 200]].concat(), false),
    ];
    for (tiff, turned) in tiffs {
        let bytes = with_exif(&jpeg, &tiff);
        let scan = look(&bytes);
        assert_eq!(scan.report.file.exif_turned, turned, "{tiff:?}");
        let seen = scan.report.seen.as_ref().unwrap();
        assert_eq!((seen.width, seen.height), if turned { (420, 300) } else { (300, 420) });
        let copy = scan.shrink(&bytes, 1_000_000).unwrap().jpeg;
        assert!(!copy.windows(4).any(|part| part == b"Exif"), "{tiff:?}");
        // Of the original nothing stays but which way up it is.
        let original = scan.bare(&bytes).unwrap();
        assert_eq!(original.windows(4).any(|part| part == b"Exif"), turned, "{tiff:?}");
        assert_eq!(look(&original).report.seen, scan.report.seen, "{tiff:?}");
    }
}

#[test]
fn flipped_and_cut_bytes_never_end_in_a_panic() {
    let small = page(200, 283);
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut draw = |most: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % most as u64) as usize
    };
    let mut pictures = 0;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Bmp] {
        let whole = encoded(&small, format);
        for round in 0..100 {
            let mut bytes = whole.clone();
            for _ in 0..=draw(12) {
                // headers more often than what follows them
                let at = if draw(2) == 0 { draw(bytes.len().min(700)) } else { draw(bytes.len()) };
                bytes[at] = draw(256) as u8;
            }
            if round % 5 == 0 {
                bytes.truncate(draw(bytes.len()));
            }
            let begun = Instant::now();
            pictures += usize::from(path::walk(&bytes));
            assert!(begun.elapsed() < LONGEST, "{} bytes took {:?}", bytes.len(), begun.elapsed());
        }
    }
    assert!(pictures > 30, "only {pictures} of them were pictures still");
}
