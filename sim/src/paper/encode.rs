//! Pictures to files and back. JPEG is always baseline and interleaved, which every decoder reads.

use super::{PaperError, camera};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A JPEG file with half the colour resolution, as scanners and telephones write it; quality 1 to 100.
///
/// # Errors
/// When a side is longer than JPEG can say (65,535 dots) or empty.
pub fn encode_jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PaperError> {
    let side =
        |length: u32| u16::try_from(length).map_err(|_| PaperError::Encoding(format!("{length} dots are too many")));
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let written = encoder.encode(picture.as_raw(), width, height, ColorType::Rgb);
    written.map_err(|error| PaperError::Encoding(error.to_string()))?;
    Ok(file)
}

/// A PNG file.
///
/// # Errors
/// When the encoder refuses the picture (an empty one).
pub fn encode_png(picture: &RgbImage) -> Result<Vec<u8>, PaperError> {
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = picture.dimensions();
    let written = encoder.write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8);
    written.map_err(|error| PaperError::Encoding(error.to_string()))?;
    Ok(file)
}

/// A small JPEG to look at, its longest side at most `longest` dots.
///
/// # Errors
/// As [`encode_jpeg`].
pub fn thumbnail(picture: &RgbImage, longest: u32) -> Result<Vec<u8>, PaperError> {
    encode_jpeg(&camera::shrink(picture, longest.clamp(16, 4_000)), 84)
}

/// Saved as JPEG and opened again; a picture that JPEG cannot hold stays as it is.
pub(super) fn through_jpeg(picture: RgbImage, quality: u8) -> RgbImage {
    let opened = encode_jpeg(&picture, quality)
        .ok()
        .and_then(|file| image::load_from_memory_with_format(&file, ImageFormat::Jpeg).ok());
    opened.map_or(picture, |opened| opened.to_rgb8())
}
