//! The barcodes on a photo of a courier's slip: what they say, as it stands. Whether one of them is a waybill is the domain's.

use super::Limits;
use super::open;
use super::view::Plane;
use rxing::common::HybridBinarizer;
use rxing::multi::{GenericMultipleBarcodeReader, MultipleBarcodeReader};
use rxing::oned::Code128Reader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Long sides at which a photo is looked at: first as slips are photographed, then larger, then smaller.
const SIDES: [usize; 3] = [1600, 2600, 900];
/// Most codes that are taken from one photo.
const MOST: usize = 8;

/// The texts of the Code 128 barcodes on a picture, however it is turned; none where there are none or it is no picture.
#[must_use]
pub fn barcodes(bytes: &[u8], limits: &Limits) -> Vec<String> {
    let (_, Ok(picture)) = open::open(bytes, limits) else { return Vec::new() };
    let plane = Plane::luma(&picture);
    let long = plane.width.max(plane.height);
    let at = |side: usize| if long == side { Some(plane.clone()) } else { scaled(&plane, side, long) };
    let steps = SIDES.into_iter().filter(|side| *side <= long.max(SIDES[0]) * 2).filter_map(at);
    let mut tries = steps.flat_map(|plane| [plane.turned(), plane]).map(|plane| read(&plane));
    tries.find(|codes| !codes.is_empty()).unwrap_or_default()
}

fn scaled(plane: &Plane, side: usize, long: usize) -> Option<Plane> {
    plane.resized((plane.width * side / long).max(1), (plane.height * side / long).max(1))
}

fn read(plane: &Plane) -> Vec<String> {
    // The reader is other people's code on hostile pixels: a panic in it is "nothing read".
    catch_unwind(AssertUnwindSafe(|| found(plane))).unwrap_or_default()
}

fn found(plane: &Plane) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(plane.width), u32::try_from(plane.height)) else { return Vec::new() };
    let Ok(source) = Luma8LuminanceSource::new(plane.data.clone(), width, height) else { return Vec::new() };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let formats = std::iter::once(BarcodeFormat::CODE_128).collect();
    let hints = DecodeHints { PossibleFormats: Some(formats), TryHarder: Some(true), ..DecodeHints::default() };
    let mut reader = GenericMultipleBarcodeReader::new(Code128Reader);
    let mut texts: Vec<String> = Vec::new();
    for result in reader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default() {
        let text = result.getText().trim().to_owned();
        if !texts.contains(&text) && texts.len() < MOST {
            texts.push(text);
        }
    }
    if texts.is_empty() {
        texts.extend(Code128Reader.decode_with_hints(&mut bitmap, &hints).ok().map(|r| r.getText().trim().to_owned()));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, ImageFormat, Luma};
    use std::io::Cursor;

    /// A white slip with these barcodes under each other, `module` pixels to a module.
    fn slip(codes: &[&str], module: u32) -> GrayImage {
        let encoded: Vec<Vec<u8>> = codes
            .iter()
            .map(|code| barcoders::sym::code128::Code128::new(format!("\u{0181}{code}")).unwrap().encode())
            .collect();
        let widest = encoded.iter().map(Vec::len).max().unwrap_or(0);
        let width = u32::try_from(widest).unwrap() * module + 160;
        let mut picture = GrayImage::from_pixel(width, 200 + 220 * u32::try_from(codes.len()).unwrap(), Luma([244]));
        for (line, bars) in (0u32..).zip(&encoded) {
            for (place, _) in (0u32..).zip(bars).filter(|(_, bar)| **bar == 1) {
                for x in 0..module {
                    for y in 0..120 {
                        picture.put_pixel(80 + place * module + x, 120 + line * 220 + y, Luma([28]));
                    }
                }
            }
        }
        picture
    }

    fn saved(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture).to_rgb8().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn read_of(picture: GrayImage) -> Vec<String> {
        barcodes(&saved(picture, ImageFormat::Jpeg), &Limits::default())
    }

    #[test]
    fn a_slip_is_read_upright_upside_down_and_on_its_side() {
        let picture = slip(&["SF1234567890123"], 3);
        assert_eq!(read_of(picture.clone()), ["SF1234567890123"]);
        assert_eq!(read_of(image::imageops::rotate180(&picture)), ["SF1234567890123"]);
        assert_eq!(read_of(image::imageops::rotate90(&picture)), ["SF1234567890123"]);
    }

    #[test]
    fn a_soft_photo_of_a_slip_is_read() {
        let large = slip(&["SF1234567890123"], 4);
        assert_eq!(read_of(image::imageops::blur(&large, 2.0)), ["SF1234567890123"]);
    }

    #[test]
    fn all_codes_of_a_slip_are_read() {
        let mut read = read_of(slip(&["SF1234567890123", "755WJ010"], 3));
        read.sort();
        assert_eq!(read, ["755WJ010", "SF1234567890123"]);
    }

    #[test]
    fn what_is_no_slip_has_no_codes() {
        for bytes in
            [b"".to_vec(), b"%PDF-1.7".to_vec(), saved(GrayImage::from_pixel(400, 300, Luma([250])), ImageFormat::Png)]
        {
            assert_eq!(barcodes(&bytes, &Limits::default()), Vec::<String>::new());
        }
    }
}
