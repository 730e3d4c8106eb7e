//! What Telegram does to a photo: decoded, made smaller in steps, encoded again as JPEG. EXIF and file name are lost.
//! CPU only: callers take it off the async threads.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// Long sides of the sizes below the largest.
const LADDER: [u32; 3] = [90, 320, 800];
const QUALITY: u8 = 87;

/// One encoded size of a photo.
#[derive(Clone, Debug)]
pub struct Step {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// Why bytes did not become a photo.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotAPhoto {
    /// No picture that can be decoded.
    #[error("IMAGE_PROCESS_FAILED")]
    Unreadable,
    /// Width and height together over 10000, or one more than twenty times the other.
    #[error("PHOTO_INVALID_DIMENSIONS")]
    Dimensions,
}

/// Who sends the photo: a person's app turns it upright and shrinks it first; a bot's upload is taken as it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sender {
    /// An app did its part.
    Person,
    /// Straight to the server.
    Bot,
}

/// All sizes of a photo, smallest first; none is larger than `side` on its long side.
pub fn compress(bytes: &[u8], side: u32, sender: Sender) -> Result<Vec<Step>, NotAPhoto> {
    let (picture, upright) = decode(bytes, sender)?;
    let mut picture = picture;
    if sender == Sender::Person {
        picture.apply_orientation(upright);
    }
    let (width, height) = (picture.width(), picture.height());
    if width.max(height) > width.min(height).saturating_mul(20) {
        return Err(NotAPhoto::Dimensions);
    }
    let long = width.max(height);
    let largest = shrink(&picture, side.max(1));
    let below = LADDER.iter().filter(|step| **step < long.min(side));
    let mut steps: Vec<Step> = below.map(|step| encode(&shrink(&largest, *step))).collect::<Result<_, _>>()?;
    steps.push(encode(&largest)?);
    Ok(steps)
}

fn decode(bytes: &[u8], sender: Sender) -> Result<(DynamicImage, Orientation), NotAPhoto> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NotAPhoto::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(512 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NotAPhoto::Unreadable)?;
    let (width, height) = decoder.dimensions();
    if sender == Sender::Bot && u64::from(width) + u64::from(height) > 10_000 {
        return Err(NotAPhoto::Dimensions);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| NotAPhoto::Unreadable)?;
    Ok((DynamicImage::ImageRgb8(picture.to_rgb8()), upright))
}

fn shrink(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture.clone();
    }
    picture.resize(side, side, FilterType::Triangle)
}

fn encode(picture: &DynamicImage) -> Result<Step, NotAPhoto> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(picture).map_err(|_| NotAPhoto::Unreadable)?;
    Ok(Step { width: picture.width(), height: picture.height(), jpeg })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, RgbImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(RgbImage::new(width, height)).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_photo_comes_in_four_sizes() {
        let sizes = compress(&png(2000, 1000), 1280, Sender::Bot).unwrap();
        let dimensions: Vec<_> = sizes.iter().map(|s| (s.width, s.height)).collect();
        assert_eq!(dimensions, [(90, 45), (320, 160), (800, 400), (1280, 640)]);
        assert!(sizes.iter().all(|s| s.jpeg.starts_with(&[0xFF, 0xD8])));
    }

    #[test]
    fn a_small_photo_keeps_its_size() {
        let sizes = compress(&png(100, 60), 1280, Sender::Bot).unwrap();
        assert_eq!(sizes.iter().map(|s| s.width).collect::<Vec<_>>(), [90, 100]);
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        assert_eq!(compress(b"hello", 1280, Sender::Bot).unwrap_err(), NotAPhoto::Unreadable);
        assert_eq!(compress(&png(2100, 100), 1280, Sender::Bot).unwrap_err(), NotAPhoto::Dimensions);
        assert_eq!(compress(&png(9990, 600), 1280, Sender::Bot).unwrap_err(), NotAPhoto::Dimensions);
    }
}
