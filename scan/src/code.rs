//! Finding and reading QR codes: a cascade from quick to patient. What a code says is not judged here.
//!
//! The red channel comes first, because a red seal over a code vanishes in it. The order and the figures are measured ones: each step reads pages that
//! those before it miss.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::RgbImage;
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::QRCodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, RXingResult, Reader};
use serde::Serialize;

use super::place::Spot;
use super::view::Plane;

/// A code that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Code {
    /// What it says, as it stands.
    pub text: String,
    /// Left top, right top, right bottom, left bottom as the code is meant to be read, in pixels of the view.
    pub corners: [Spot; 4],
    /// The step of the cascade that read it: 1 is the quickest.
    pub step: u8,
}

/// Most codes that are looked for on one page.
const MOST: usize = 8;
/// A plane is searched again at a third of its size while its long side is longer than this.
const PYRAMID: usize = 500;

/// The codes that the steps of the cascade read, up to the one after which they are enough. A page can have several, some easier than others:
/// a link beside the form's own code must not end the search for that.
pub(super) fn read(view: &RgbImage, enough: impl Fn(&[Code]) -> bool) -> Vec<Code> {
    let red = Plane::red(view);
    let mut search = Search { enough: &enough, codes: Vec::new() };
    let steps: [&dyn Fn(&mut Search<'_>) -> bool; 6] = [
        &|search| search.layered(&red, 1, 1.0),
        &|search| search.layered(&red.blurred(1.2), 2, 1.0),
        &|search| search.layered(&Plane::luma(view), 3, 1.0),
        &|search| enlarged(&red).is_some_and(|large| search.layered(&large.sharpened(3.0, 2.5), 4, 2.0)),
        &|search| search.layered(&red.sharpened(5.0, 4.0), 5, 1.0),
        &|search| search.add(patient(&red)),
    ];
    let _ = steps.iter().any(|step| step(&mut search));
    search.codes
}

fn enlarged(plane: &Plane) -> Option<Plane> {
    plane.resized(plane.width * 2, plane.height * 2)
}

/// What was read so far, and when to stop.
struct Search<'a> {
    enough: &'a dyn Fn(&[Code]) -> bool,
    codes: Vec<Code>,
}

impl Search<'_> {
    /// Takes what was not read before; true where that is enough.
    fn add(&mut self, codes: Vec<Code>) -> bool {
        let known = self.codes.len();
        for code in codes {
            if self.codes.len() < MOST && self.codes[..known].iter().all(|other| other.text != code.text) {
                self.codes.push(code);
            }
        }
        !self.codes.is_empty() && (self.enough)(&self.codes)
    }

    /// The plane, then a third of it and so on, as it is and with gaps closed; `scale` is how much larger it is than the view.
    fn layered(&mut self, plane: &Plane, step: u8, scale: f32) -> bool {
        let mut layer = plane.clone();
        let mut shrunk = scale;
        loop {
            if self.add(in_layer(&layer, step, shrunk)) {
                return true;
            }
            if layer.width.max(layer.height) <= PYRAMID || layer.width.min(layer.height) < 90 {
                return false;
            }
            let Some(next) = layer.resized(layer.width / 3, layer.height / 3) else { return false };
            layer = next;
            shrunk /= 3.0;
        }
    }
}

fn in_layer(plane: &Plane, step: u8, scale: f32) -> Vec<Code> {
    // The readers are other people's code on hostile pixels: a panic in one is "nothing read".
    let found = catch_unwind(AssertUnwindSafe(|| results(plane))).unwrap_or_default();
    let codes = found.into_iter().filter_map(|(text, corners)| {
        let corners = corners?.map(|spot| spot.times(1.0 / scale));
        corners.iter().all(|spot| spot.x.is_finite() && spot.y.is_finite()).then_some(Code { text, corners, step })
    });
    codes.take(MOST).collect()
}

type Found = (String, Option<[Spot; 4]>);

fn results(plane: &Plane) -> Vec<Found> {
    let (Ok(width), Ok(height)) = (u32::try_from(plane.width), u32::try_from(plane.height)) else { return Vec::new() };
    let Ok(source) = Luma8LuminanceSource::new(plane.data.clone(), width, height) else { return Vec::new() };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let formats = std::iter::once(BarcodeFormat::QR_CODE).collect();
    let hints = DecodeHints { PossibleFormats: Some(formats), TryHarder: Some(true), ..DecodeHints::default() };
    for closed in [false, true] {
        if closed && bitmap.close().is_err() {
            break;
        }
        let found = QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
        if !found.is_empty() {
            return found.iter().map(|result| (result.getText().to_owned(), corners(&points(result)))).collect();
        }
        if let Ok(found) = QRCodeReader.decode_with_hints(&mut bitmap, &hints) {
            return vec![(found.getText().to_owned(), outside(&points(&found)))];
        }
    }
    Vec::new()
}

fn points(result: &RXingResult) -> Vec<Spot> {
    result.getPoints().iter().map(|point| Spot::of(point.x, point.y)).collect()
}

/// The symbol's corners in our order: of the last two, the one nearer to the right top is the right bottom.
fn corners(points: &[Spot]) -> Option<[Spot; 4]> {
    let [left_top, right_top, third, fourth] = *points else { return None };
    let (bottom_right, bottom_left) =
        if third.to(right_top) < fourth.to(right_top) { (third, fourth) } else { (fourth, third) };
    Some([left_top, right_top, bottom_right, bottom_left])
}

/// The corners from the middles of three finder patterns, which lie three and a half modules inside.
fn outside(points: &[Spot]) -> Option<[Spot; 4]> {
    const MODULES: f32 = 29.0; // of a version 3 symbol, which ours are; near enough for others
    let [left_bottom, left_top, right_top, ..] = *points else { return None };
    let right = right_top.minus(left_top).times(1.0 / (MODULES - 7.0));
    let down = left_bottom.minus(left_top).times(1.0 / (MODULES - 7.0));
    let corner = |x: f32, y: f32| left_top.plus(right.times(x - 3.5)).plus(down.times(y - 3.5));
    Some([corner(0.0, 0.0), corner(MODULES, 0.0), corner(MODULES, MODULES), corner(0.0, MODULES)])
}

/// The last resort: another reader on a binarisation that follows the light.
fn patient(red: &Plane) -> Vec<Code> {
    let paper = red.boxed(20).turned().boxed(20).turned();
    let dark = |x: usize, y: usize| u16::from(red.at(x, y)) + 12 < u16::from(paper.at(x, y));
    let found = catch_unwind(AssertUnwindSafe(|| {
        let mut prepared = rqrr::PreparedImage::prepare_from_bitmap(red.width, red.height, dark);
        let grids = prepared.detect_grids();
        grids.into_iter().filter_map(|grid| grid.decode().ok().map(|(_, text)| (text, grid.bounds))).collect::<Vec<_>>()
    }));
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let spot = |point: rqrr::Point| Spot::of(point.x as f32, point.y as f32);
    let codes =
        found.unwrap_or_default().into_iter().map(|(text, bounds)| Code { text, corners: bounds.map(spot), step: 6 });
    codes.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{blank, coded};
    use super::*;
    use image::Rgb;

    fn texts(codes: &[Code]) -> Vec<&str> {
        codes.iter().map(|code| code.text.as_str()).collect()
    }

    fn form(codes: &[Code]) -> bool {
        codes.iter().any(|code| code.text.starts_with("CD1:"))
    }

    #[test]
    fn an_easy_code_beside_it_does_not_hide_the_forms_own() {
        let mut picture = blank(900, 1200);
        // red on white: nothing in the red channel, which is looked at first
        coded(&mut picture, "CD1:A:26000011:2:1/1:abcdefgh", (600, 80), (5, Rgb([250, 60, 60])));
        let alone = read(&picture, form);
        assert!(texts(&alone) == ["CD1:A:26000011:2:1/1:abcdefgh"] && alone[0].step > 1, "{alone:?}");
        coded(&mut picture, "https://t.me/certdesk_bot?start=l", (100, 900), (5, Rgb([20, 20, 20])));
        let both = read(&picture, form);
        assert_eq!(texts(&both), ["https://t.me/certdesk_bot?start=l", "CD1:A:26000011:2:1/1:abcdefgh"]);
        assert_eq!((both[0].step, both[1].step), (1, alone[0].step));
        assert!(both[1].corners[0].to(Spot::of(600.0, 80.0)) < 6.0, "{:?}", both[1].corners);
    }

    #[test]
    fn other_codes_are_what_is_left_where_a_page_has_none_of_ours() {
        let mut picture = blank(900, 1200);
        coded(&mut picture, "https://licence.example/91360000158260068X", (600, 80), (5, Rgb([20, 20, 20])));
        assert_eq!(texts(&read(&picture, form)), ["https://licence.example/91360000158260068X"]);
        assert_eq!(read(&blank(900, 1200), form), vec![]);
    }
}
