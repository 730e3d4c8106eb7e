//! The picture as it is kept: under the size limit, upright, without metadata, its code still readable and its seal still red.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::light::light;
use super::report::{Report, Seen};
use super::seal::{Seal, SealShape, seals};
use super::view::{scaled, view};
use super::{FileKind, SealSizes, code, jpeg};

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
    /// Whether each code that was read on the upload is still read on this, absent where there were none.
    pub code_readable: Option<bool>,
    /// Whether each seal that was found on the upload is still found on this, as red as ink is; absent where there were none.
    pub seals_red: Option<bool>,
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
pub(super) fn shrink(
    bytes: &[u8],
    report: &Report,
    picture: &RgbImage,
    (most, sizes): (usize, &SealSizes),
) -> Option<Shrunk> {
    let had = |some: fn(&Seen) -> bool| report.seen.as_ref().is_some_and(some);
    let (had_codes, had_seals) = (had(|seen| !seen.codes.is_empty()), had(|seen| !seen.seals.is_empty()));
    let turned = report.file.exif_turned || report.seen.as_ref().is_some_and(|seen| seen.quarter_turns > 0);
    if !turned && let Some((jpeg, steps)) = as_it_is(bytes, report, most) {
        return Some(Shrunk {
            jpeg,
            steps,
            code_readable: had_codes.then_some(true),
            seals_red: had_seals.then_some(true),
        });
    }
    let (jpeg, mut steps) = fitted(picture, most)?;
    if turned {
        steps.insert(0, Step::Turned);
    }
    let seen = report.seen.as_ref();
    let copy = seen.and_then(|_| view(&opened(&jpeg)?));
    let held = copy.as_ref().zip(seen);
    let code_readable = had_codes.then(|| held.is_some_and(|(copy, seen)| readable(copy, seen)));
    let seals_red = had_seals.then(|| held.is_some_and(|(copy, seen)| red(copy, seen, sizes)));
    Some(Shrunk { jpeg, steps, code_readable, seals_red })
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

fn opened(jpeg: &[u8]) -> Option<RgbImage> {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).ok().map(image::DynamicImage::into_rgb8)
}

/// Each code that was read on the upload is read on the copy, by whatever step: its text is what counts.
fn readable(copy: &RgbImage, seen: &Seen) -> bool {
    let all = |codes: &[Code]| seen.codes.iter().all(|code| codes.iter().any(|other| other.text == code.text));
    all(&code::read(copy, all))
}

/// As many seals of each shape are found on the copy, none of them paler than half as red as it was.
fn red(copy: &RgbImage, seen: &Seen, sizes: &SealSizes) -> bool {
    let Some(small) = scaled(copy, 0.5) else { return false };
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let share = copy.width() as f32 / seen.view[0] as f32;
    let found = seals(&light(&small), seen.paper.scale() * share / 2.0, sizes);
    let reddest = |seals: &[Seal], shape| {
        let inks = seals.iter().filter(|seal| seal.shape == shape).map(|seal| seal.ink);
        (inks.clone().count(), inks.fold(f32::INFINITY, f32::min))
    };
    [SealShape::Round, SealShape::Square].into_iter().all(|shape| {
        let ((wanted, was), (there, is)) = (reddest(&seen.seals, shape), reddest(&found, shape));
        wanted == 0 || (there >= wanted && is * 2.0 >= was)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{blank, coded, png, ring};
    use super::super::{Limits, Sought, inspect};
    use super::*;
    use image::Rgb;

    /// A page with a seal, a large code and a small one, on paper of which no two pixels are alike.
    fn page() -> RgbImage {
        let mut page = blank(1240, 1754);
        for (x, y, pixel) in page.enumerate_pixels_mut() {
            let grain = (x.wrapping_mul(31) ^ y.wrapping_mul(17)).wrapping_mul(2_654_435_761) >> 28;
            pixel.0 = pixel.0.map(|value| value - u8::try_from(grain).unwrap());
        }
        let ink = Rgb([20, 20, 20]);
        coded(&mut page, "https://t.me/certdesk_bot?start=l", (100, 1300), (12, ink));
        coded(&mut page, "CD1:A:26000011:2:1/1:abcdefghijklmnopqrstuvwxyz", (950, 80), (4, ink));
        ring(&mut page, (600.0, 900.0), 120.0, 7.0);
        page
    }

    fn copy(page: &RgbImage, most: usize) -> Shrunk {
        let bytes = png(page);
        inspect(&bytes, &Limits::default(), &Sought::default()).shrink(&bytes, most).unwrap()
    }

    #[test]
    fn a_copy_is_readable_only_where_every_code_of_the_upload_is() {
        let page = page();
        let good = copy(&page, 400_000);
        assert_eq!((good.code_readable, good.seals_red), (Some(true), Some(true)), "{:?}", good.steps);
        // smaller and smaller: the small code goes first, and the large one is no comfort
        let copies = [12_000, 9_000, 7_000, 5_000].into_iter().map(|most| copy(&page, most));
        let poor = copies.into_iter().find(|copy| copy.code_readable == Some(false)).unwrap();
        let view = view(&opened(&poor.jpeg).unwrap()).unwrap();
        let read = code::read(&view, |_| false);
        assert!(read.iter().any(|code| code.text.starts_with("https")), "{read:?}");
    }

    #[test]
    fn a_copy_on_which_a_seal_is_lost_is_not_said_to_be_red() {
        let mut sealed = blank(1240, 1754);
        ring(&mut sealed, (600.0, 900.0), 120.0, 7.0);
        let seen = inspect(&png(&sealed), &Limits::default(), &Sought::default()).report.seen.unwrap();
        assert_eq!(seen.seals.len(), 1);
        let look = |picture: &RgbImage| red(&view(picture).unwrap(), &seen, &SealSizes::default());
        assert!(look(&sealed) && look(&scaled(&sealed, 0.7).unwrap()));
        let grey = image::DynamicImage::from(sealed.clone()).into_luma8();
        assert!(!look(&image::DynamicImage::from(grey).into_rgb8()) && !look(&blank(1240, 1754)));
        let mut pale = sealed.clone();
        pale.pixels_mut().filter(|pixel| pixel.0[1] < 100).for_each(|pixel| pixel.0 = [235, 180, 182]);
        assert!(!look(&pale));
        assert_eq!(copy(&blank(1240, 1754), 400_000).seals_red, None);
    }
}
