//! From bytes to a picture: what the header announces is checked before anything is decoded, and a decoder that fails or panics is a finding, not a
//! crash. The picture comes out upright by its EXIF and on white where it was transparent.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use serde::Serialize;

use super::jpeg::{self, JpegFacts};
use super::{FileKind, Limits};

/// What is known of the file itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// Kind by content.
    pub kind: FileKind,
    /// Size in bytes.
    pub bytes: usize,
    /// Width in pixels as announced by the header, before turning; 0 where there is none.
    pub width: u32,
    /// Height in pixels, likewise.
    pub height: u32,
    /// Nothing is missing at the file's end.
    pub whole: bool,
    /// Turned by its EXIF orientation.
    pub exif_turned: bool,
    /// That orientation, 1 to 8; 1 is upright.
    pub orientation: u8,
    /// A JPEG's skeleton.
    pub jpeg: Option<JpegFacts>,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Not one of the kinds taken.
    Kind,
    /// More bytes than are taken.
    TooManyBytes,
    /// More pixels, or a longer side, than are decoded: a scan of A4 never has so many.
    TooLarge,
    /// The file breaks off.
    CutOff,
    /// The file is damaged.
    Damaged,
}

/// The facts, and the picture or why there is none.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> (FileFacts, Result<RgbImage, Trouble>) {
    let kind = FileKind::of(bytes);
    let jpeg = if kind == FileKind::Jpeg { jpeg::facts(bytes) } else { None };
    let whole = match kind {
        FileKind::Jpeg => jpeg.is_some_and(|jpeg| jpeg.whole),
        FileKind::Png => bytes.windows(8).rev().any(|end| end == b"IEND\xae\x42\x60\x82"),
        _ => true,
    };
    let mut facts =
        FileFacts { kind, bytes: bytes.len(), width: 0, height: 0, whole, exif_turned: false, orientation: 1, jpeg };
    let picture = guarded(bytes, limits, &mut facts);
    (facts, picture)
}

fn guarded(bytes: &[u8], limits: &Limits, facts: &mut FileFacts) -> Result<RgbImage, Trouble> {
    let format = match facts.kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Png => ImageFormat::Png,
        FileKind::Bmp => ImageFormat::Bmp,
        _ => return Err(Trouble::Kind),
    };
    if bytes.len() > limits.bytes {
        return Err(Trouble::TooManyBytes);
    }
    if !facts.whole {
        return Err(Trouble::CutOff);
    }
    // Decoders are other people's code on hostile bytes: a panic in one is a damaged file.
    catch_unwind(AssertUnwindSafe(|| decode(bytes, format, limits, facts))).unwrap_or(Err(Trouble::Damaged))
}

fn decode(bytes: &[u8], format: ImageFormat, limits: &Limits, facts: &mut FileFacts) -> Result<RgbImage, Trouble> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    // 16 bits and four channels, and once more for a decoder's own buffers
    bounds.max_alloc = Some(limits.pixels.saturating_mul(16));
    (bounds.max_image_width, bounds.max_image_height) = (Some(limits.side), Some(limits.side));
    if let Some(jpeg) = facts.jpeg {
        (facts.width, facts.height) = (jpeg.width, jpeg.height);
        check_size(facts, limits)?;
    }
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(|why| match why {
        image::ImageError::Limits(_) => Trouble::TooLarge,
        _ => Trouble::Damaged,
    })?;
    (facts.width, facts.height) = decoder.dimensions();
    check_size(facts, limits)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = match facts.jpeg {
        Some(jpeg) if jpeg.separate_scans => separate_scans(bytes, limits)?,
        _ => DynamicImage::from_decoder(decoder).map_err(|_| Trouble::Damaged)?,
    };
    (facts.exif_turned, facts.orientation) = (orientation != Orientation::NoTransforms, orientation.to_exif());
    picture.apply_orientation(orientation);
    Ok(on_white(picture))
}

fn check_size(facts: &FileFacts, limits: &Limits) -> Result<(), Trouble> {
    let pixels = u64::from(facts.width) * u64::from(facts.height);
    if pixels == 0 {
        return Err(Trouble::Damaged);
    }
    let fits = pixels <= limits.pixels && facts.width.max(facts.height) <= limits.side;
    if fits { Ok(()) } else { Err(Trouble::TooLarge) }
}

/// Baseline files whose components come in scans of their own: the usual decoder makes garbage of them without a word, so another one takes them.
fn separate_scans(bytes: &[u8], limits: &Limits) -> Result<DynamicImage, Trouble> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.pixels.saturating_mul(4)).unwrap_or(usize::MAX));
    let pixels = decoder.decode().map_err(|_| Trouble::Damaged)?;
    let info = decoder.info().ok_or(Trouble::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let picture = match info.pixel_format {
        jpeg_decoder::PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        jpeg_decoder::PixelFormat::L8 => image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        _ => None,
    };
    picture.ok_or(Trouble::Damaged)
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        let over = |value: u8| {
            let mixed = (u16::from(value) * u16::from(alpha) + 255 * u16::from(255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(255)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{jpeg, page, png};
    use super::*;

    #[test]
    fn a_header_that_promises_billions_of_pixels_is_refused_before_decoding() {
        let mut bytes = jpeg(&page(40, 40), 80);
        let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].fill(0xff);
        assert_eq!(open(&bytes, &Limits::default()).1, Err(Trouble::TooLarge));

        let mut bytes = png(&page(40, 40));
        bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(matches!(open(&bytes, &Limits::default()).1, Err(Trouble::TooLarge | Trouble::Damaged)));

        let mut bmp = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bmp.extend_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0, 1, 0, 24, 0]);
        bmp.resize(200, 0);
        assert_eq!(open(&bmp, &Limits::default()).1, Err(Trouble::TooLarge));
    }

    #[test]
    fn no_cut_and_no_changed_byte_makes_it_panic() {
        for bytes in [jpeg(&page(64, 48), 70), png(&page(64, 48))] {
            for length in 0..bytes.len() {
                assert!(open(&bytes[..length], &Limits::default()).1.is_err(), "{length} of {}", bytes.len());
            }
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 0x5a;
                let (_, picture) = open(&changed, &Limits::default());
                assert!(picture.is_err() || picture.is_ok_and(|picture| picture.width() <= 16_000));
            }
        }
    }

    #[test]
    fn components_in_separate_scans_come_out_as_they_went_in() {
        let picture = page(160, 120);
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(picture.as_raw(), 160, 120, jpeg_encoder::ColorType::Rgb).unwrap();
        let (facts, opened) = open(&bytes, &Limits::default());
        assert!(facts.jpeg.unwrap().separate_scans);
        let opened = opened.unwrap();
        let off = opened.as_raw().iter().zip(picture.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
        assert!(off / (160 * 120 * 3) < 12, "mean difference {}", off / (160 * 120 * 3));
    }

    #[test]
    fn transparent_pictures_lie_on_white() {
        let clear = image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0]));
        assert_eq!(on_white(clear.into()).get_pixel(1, 1).0, [255, 255, 255]);
    }

    #[test]
    fn too_many_bytes_and_other_kinds_are_named() {
        let limits = Limits { bytes: 10, ..Limits::default() };
        assert_eq!(open(&jpeg(&page(40, 40), 80), &limits).1, Err(Trouble::TooManyBytes));
        assert_eq!(open(b"%PDF-1.7", &limits).1, Err(Trouble::Kind));
        assert_eq!(open(b"", &limits).1, Err(Trouble::Kind));
    }
}
