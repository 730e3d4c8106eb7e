//! The picture brought to one size for looking at it, and single-channel planes of it. Pixels in, pixels out; what they mean is for the checks.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

/// Long side of the picture that is looked at: A4 at 150 dpi.
pub(super) const VIEW: u32 = 1754;
/// A picture smaller than this share of it is enlarged no further than to twice its size.
const MOST_ENLARGED: f64 = 2.0;

/// One channel of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Plane {
    /// A plane computed pixel by pixel.
    pub(super) fn of(picture: &RgbImage, value: impl Fn([u8; 3]) -> u8) -> Self {
        let data = picture.pixels().map(|pixel| value(pixel.0)).collect();
        Self { width: picture.width() as usize, height: picture.height() as usize, data }
    }

    /// The red channel: a red seal vanishes in it.
    pub(super) fn red(picture: &RgbImage) -> Self {
        Self::of(picture, |[red, _, _]| red)
    }

    /// Brightness.
    pub(super) fn luma(picture: &RgbImage) -> Self {
        Self::of(picture, |[red, green, blue]| {
            let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
            u8::try_from(sum >> 8).unwrap_or(255)
        })
    }

    /// The value at a place on the plane.
    pub(super) fn at(&self, x: usize, y: usize) -> u8 {
        self.data[y * self.width + x]
    }

    /// The plane in another size.
    pub(super) fn resized(&self, width: usize, height: usize) -> Option<Self> {
        let (w, h) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let data =
            resized(&self.data, (w, h), (u32::try_from(width).ok()?, u32::try_from(height).ok()?), PixelType::U8)?;
        Some(Self { width, height, data })
    }

    /// Blurred by three passes of a box, near enough a Gaussian of this many pixels.
    pub(super) fn blurred(&self, sigma: f32) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of pixels")]
        let radius = ((sigma * sigma * 4.0 + 1.0).sqrt() / 2.0 - 0.5).round().max(1.0) as usize;
        let mut plane = self.clone();
        for _ in 0..3 {
            plane = plane.boxed(radius).turned().boxed(radius).turned();
        }
        plane
    }

    /// Sharpened: what a blur of `radius` takes away is added `amount` times.
    pub(super) fn sharpened(&self, radius: f32, amount: f32) -> Self {
        let soft = self.blurred(radius);
        let sharpen = |(value, soft): (&u8, &u8)| {
            let value = f32::from(*value);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
            let sharp = (value + amount * (value - f32::from(*soft))).clamp(0.0, 255.0) as u8;
            sharp
        };
        let data = self.data.iter().zip(&soft.data).map(sharpen).collect();
        Self { width: self.width, height: self.height, data }
    }

    /// Mean over `2 radius + 1` pixels of each row.
    pub(super) fn boxed(&self, radius: usize) -> Self {
        let mut data = Vec::with_capacity(self.data.len());
        for row in self.data.chunks_exact(self.width.max(1)) {
            let last = row.len() - 1;
            let mut sum: usize = (0..=2 * radius).map(|at| usize::from(row[at.saturating_sub(radius).min(last)])).sum();
            for at in 0..row.len() {
                data.push(u8::try_from(sum / (2 * radius + 1)).unwrap_or(255));
                sum += usize::from(row[(at + radius + 1).min(last)]);
                sum -= usize::from(row[at.saturating_sub(radius)]);
            }
        }
        Self { width: self.width, height: self.height, data }
    }

    /// Rows become columns.
    pub(super) fn turned(&self) -> Self {
        let mut data = Vec::with_capacity(self.data.len());
        for x in 0..self.width {
            data.extend((0..self.height).map(|y| self.at(x, y)));
        }
        Self { width: self.height, height: self.width, data }
    }
}

/// The picture with its long side brought to [`VIEW`] pixels.
pub(super) fn view(picture: &RgbImage) -> Option<RgbImage> {
    let long = f64::from(picture.width().max(picture.height()));
    let scale = (f64::from(VIEW) / long).min(MOST_ENLARGED);
    scaled(picture, scale)
}

/// The picture scaled; the same where the scale is nearly one.
pub(super) fn scaled(picture: &RgbImage, scale: f64) -> Option<RgbImage> {
    if (scale - 1.0).abs() < 0.002 {
        return Some(picture.clone());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides are at most some ten thousand pixels"
    )]
    let side = |pixels: u32| (f64::from(pixels) * scale).round().max(1.0) as u32;
    let to = (side(picture.width()), side(picture.height()));
    RgbImage::from_raw(to.0, to.1, resized(picture.as_raw(), picture.dimensions(), to, PixelType::U8x3)?)
}

fn resized(bytes: &[u8], from: (u32, u32), to: (u32, u32), pixels: PixelType) -> Option<Vec<u8>> {
    let source = ImageRef::new(from.0, from.1, bytes, pixels).ok()?;
    let mut target = Image::new(to.0, to.1, pixels);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    Some(target.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_its_proportions() {
        let picture = RgbImage::from_pixel(2480, 3508, image::Rgb([200, 100, 50]));
        let view = view(&picture).unwrap();
        assert_eq!(view.dimensions(), (1240, 1754));
        assert_eq!(view.get_pixel(600, 600).0, [200, 100, 50]);
        assert_eq!(super::view(&RgbImage::new(10, 20)).unwrap().dimensions(), (20, 40));
        assert_eq!(super::view(&RgbImage::new(16_000, 1)).unwrap().dimensions(), (1754, 1));
    }

    #[test]
    fn a_blur_spreads_and_keeps_the_sum() {
        let mut plane = Plane { width: 21, height: 21, data: vec![0; 441] };
        plane.data[10 * 21 + 10] = 250;
        let soft = plane.blurred(1.2);
        assert!(soft.at(10, 10) < 120 && soft.at(11, 10) > 0 && soft.at(10, 11) == soft.at(11, 10));
        let flat = Plane { width: 9, height: 5, data: vec![77; 45] };
        assert_eq!(flat.sharpened(3.0, 2.5), flat);
    }
}
