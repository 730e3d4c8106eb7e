//! The picture as it is kept: under the size limit, upright, without metadata, its code still readable and its seal still red.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use serde::{Deserialize, Serialize};

use super::report::Report;
use super::view::{scaled, view};
use super::{FileKind, code, jpeg};

/// Longest side that is kept: A4 at 300 dpi.
const LONGEST: u32 = 3508;
/// Qualities that are tried: never so high that it is waste, never so low that a seal frays.
const QUALITY: (u8, u8) = (50, 90);

/// A picture to keep, always a JPEG file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk {
    /// The file.
    pub jpeg: Vec<u8>,
    /// What was done to the upload, in order; empty where it is as it came.
    pub steps: Vec<Step>,
    /// Whether the codes that were read on the upload are still read on this, absent where there were none.
    pub code_readable: Option<bool>,
}

/// One thing done to an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Notes, EXIF and what was glued to the end were taken out; the picture is as it was.
    Stripped,
    /// Turned upright.
    Turned,
    /// Written anew as JPEG with this quality.
    Encoded {
        /// 50 to 90.
        quality: u8,
    },
    /// Made smaller, to these pixels.
    Scaled {
        /// Width.
        width: u32,
        /// Height.
        height: u32,
    },
}

/// See [`super::Scan::shrink`].
pub(super) fn shrink(bytes: &[u8], report: &Report, picture: &RgbImage, most: usize) -> Option<Shrunk> {
    let had_codes = report.seen.as_ref().is_some_and(|seen| !seen.codes.is_empty());
    let turned = report.file.exif_turned || report.seen.as_ref().is_some_and(|seen| seen.quarter_turns > 0);
    if !turned && let Some((jpeg, steps)) = as_it_is(bytes, report, most) {
        return Some(Shrunk { jpeg, steps, code_readable: had_codes.then_some(true) });
    }
    let (jpeg, mut steps) = fitted(picture, most)?;
    if turned {
        steps.insert(0, Step::Turned);
    }
    let code_readable = had_codes.then(|| readable(&jpeg));
    Some(Shrunk { jpeg, steps, code_readable })
}

/// A JPEG file that is small enough and in order keeps its pixels as they are.
fn as_it_is(bytes: &[u8], report: &Report, most: usize) -> Option<(Vec<u8>, Vec<Step>)> {
    let sound = report.file.kind == FileKind::Jpeg && report.file.jpeg.is_some_and(|jpeg| !jpeg.separate_scans);
    let stripped = if sound { jpeg::stripped(bytes, 1)? } else { return None };
    let steps = if stripped.len() == bytes.len() { Vec::new() } else { vec![Step::Stripped] };
    (stripped.len() <= most).then_some((stripped, steps))
}

/// The highest quality that fits; where none does, smaller by a fifth and again.
fn fitted(picture: &RgbImage, most: usize) -> Option<(Vec<u8>, Vec<Step>)> {
    let long = picture.width().max(picture.height());
    let mut scale = (f64::from(LONGEST) / f64::from(long)).min(1.0);
    while f64::from(long) * scale >= 64.0 {
        let small = if scale < 1.0 { &scaled(picture, scale)? } else { picture };
        if let Some((jpeg, quality)) = best_quality(small, most) {
            let mut steps = vec![Step::Encoded { quality }];
            if scale < 1.0 {
                steps.insert(0, Step::Scaled { width: small.width(), height: small.height() });
            }
            return Some((jpeg, steps));
        }
        scale *= 0.8;
    }
    None
}

fn best_quality(picture: &RgbImage, most: usize) -> Option<(Vec<u8>, u8)> {
    let (mut low, mut high) = QUALITY;
    let mut quality = 80;
    let mut best = None;
    // 80 first, then by halves, to within three steps of quality
    while low <= high {
        let jpeg = encode(picture, quality)?;
        if jpeg.len() <= most {
            best = Some((jpeg, quality));
            low = quality + 3;
        } else {
            high = quality.checked_sub(3)?;
        }
        quality = low.midpoint(high);
    }
    best
}

/// A JPEG file with half the colour resolution. The Huffman tables are the standard's on purpose: with optimised ones this encoder writes the components
/// in separate scans, which some decoders turn into garbage.
pub(super) fn encode(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(picture.width()).ok()?, u16::try_from(picture.height()).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).ok()?;
    Some(bytes)
}

fn readable(jpeg: &[u8]) -> bool {
    let picture =
        image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).map(image::DynamicImage::into_rgb8);
    picture.ok().and_then(|picture| view(&picture)).is_some_and(|view| !code::read(&view, |_| true).is_empty())
}
