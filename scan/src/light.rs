//! Light and colour of a page: how white the paper is, how even, whether there is colour. And the picture with the light taken out, in which red is red.

use image::RgbImage;

use super::view::Plane;

/// Tiles along the long side, about 20 mm each.
const TILES: usize = 14;
/// A colour differs from grey by at least this much, once the light is taken out.
const COLOUR: u8 = 40;

/// What the light does to the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Light {
    /// Brightness of the paper, 0 to 255.
    pub(super) white: f32,
    /// From the darkest ink to the paper.
    pub(super) contrast: f32,
    /// How much darker the darkest parts of the paper are than the brightest, 0 to 1.
    pub(super) uneven: f32,
    /// Share of pixels that are red ink.
    pub(super) red: f32,
    /// No pixel has any colour: scanned or copied in grey.
    pub(super) grey: bool,
}

/// A picture at half the view's size with the paper made white, its red pixels, and the figures.
pub(super) struct Lit {
    pub(super) light: Light,
    /// 1 where there is red ink.
    pub(super) red: Plane,
}

/// Looks at the light of a picture (half the view's size).
pub(super) fn light(small: &RgbImage) -> Lit {
    let tiles = Tiles::of(small);
    let luma = Plane::luma(small);
    let whites = tiles.whites();
    let (bright, middle, dim) = (percentile(&whites, 0.9), percentile(&whites, 0.5), percentile(&whites, 0.08));
    let red = red_ink(small, &tiles);
    let reds: usize = red.data.iter().map(|value| usize::from(*value)).sum();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let share = reds as f32 / red.data.len().max(1) as f32;
    let grey = small.pixels().all(|pixel| spread(pixel.0) <= 3);
    let light = Light {
        white: middle,
        contrast: middle - percentile(&luma.data, 0.01),
        uneven: 1.0 - dim / bright.max(1.0),
        red: share,
        grey,
    };
    Lit { light, red }
}

fn spread([red, green, blue]: [u8; 3]) -> u8 {
    red.max(green).max(blue) - red.min(green).min(blue)
}

/// Red is much stronger than green and blue, and those two are about equal: not orange, not violet.
fn red_ink(small: &RgbImage, tiles: &Tiles) -> Plane {
    let mut data = Vec::with_capacity((small.width() * small.height()) as usize);
    for (x, y, pixel) in small.enumerate_pixels() {
        let [red, green, blue] = tiles.lit(x, y, pixel.0);
        let strongest = green.max(blue);
        let reddish = u16::from(green.abs_diff(blue)) * 5 < u16::from(red.saturating_sub(green.min(blue))) * 3;
        let ink = red > strongest.saturating_add(COLOUR) && reddish;
        data.push(u8::from(ink));
    }
    Plane { width: small.width() as usize, height: small.height() as usize, data }
}

/// The paper's colour in each tile.
struct Tiles {
    side: usize,
    columns: usize,
    paper: Vec<[u8; 3]>,
}

impl Tiles {
    fn of(small: &RgbImage) -> Self {
        let (width, height) = (small.width() as usize, small.height() as usize);
        let side = (width.max(height) / TILES).max(8);
        let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
        let mut counts = vec![[[0_u32; 256]; 3]; columns * rows];
        for (x, y, pixel) in small.enumerate_pixels() {
            let tile = &mut counts[y as usize / side * columns + x as usize / side];
            for (channel, value) in tile.iter_mut().zip(pixel.0) {
                channel[usize::from(value)] += 1;
            }
        }
        let paper = counts.iter().map(|tile| [0, 1, 2].map(|channel| brightest(&tile[channel]))).collect();
        Self { side, columns, paper }
    }

    fn whites(&self) -> Vec<u8> {
        let luma = |[red, green, blue]: &[u8; 3]| (u16::from(*red) + 2 * u16::from(*green) + u16::from(*blue)) / 4;
        self.paper.iter().map(|paper| u8::try_from(luma(paper)).unwrap_or(255)).collect()
    }

    /// The pixel as it would be if the paper around it were white.
    fn lit(&self, x: u32, y: u32, pixel: [u8; 3]) -> [u8; 3] {
        let paper = self.paper[y as usize / self.side * self.columns + x as usize / self.side];
        let channel = |at: usize| {
            // darker than this it is not paper but a picture, whose colours are left as they are
            let white = u32::from(paper[at].max(90));
            u8::try_from(u32::from(pixel[at]) * 255 / white).unwrap_or(255)
        };
        [channel(0), channel(1), channel(2)]
    }
}

/// The value that a tenth of the pixels exceed.
fn brightest(counts: &[u32; 256]) -> u8 {
    let all: u32 = counts.iter().sum();
    let mut above = 0;
    for (value, count) in (0..=255).rev().zip(counts.iter().rev()) {
        above += count;
        if above * 10 >= all && above > 0 {
            return value;
        }
    }
    0
}

fn percentile(values: &[u8], share: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let mut sorted = values.to_vec();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into the values"
    )]
    let at = ((values.len() - 1) as f32 * share) as usize;
    f32::from(*sorted.select_nth_unstable(at).1)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{page, ring};
    use super::*;

    #[test]
    fn red_ink_is_red_in_any_light() {
        for dim in [1.0_f32, 0.7, 0.5] {
            let mut picture = page(600, 850);
            ring(&mut picture, (300.0, 600.0), 60.0, 4.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dimmed bytes stay bytes")]
            picture.iter_mut().for_each(|value| *value = (f32::from(*value) * dim) as u8);
            let lit = light(&picture);
            assert!(lit.light.red > 0.001 && !lit.light.grey, "{dim}: {:?}", lit.light);
        }
    }

    #[test]
    fn a_grey_copy_is_grey_and_has_no_red() {
        let mut picture = page(600, 850);
        ring(&mut picture, (300.0, 600.0), 60.0, 4.0);
        let grey = image::DynamicImage::from(picture).into_luma8();
        let lit = light(&image::DynamicImage::from(grey).into_rgb8());
        assert!(lit.light.grey && lit.light.red == 0.0);
    }

    #[test]
    fn a_shadow_makes_the_light_uneven() {
        let mut picture = page(600, 850);
        assert!(light(&picture).light.uneven < 0.05);
        for (x, _, pixel) in picture.enumerate_pixels_mut() {
            let dim = 600 - x / 2;
            pixel.0 = pixel.0.map(|value| u8::try_from(u32::from(value) * dim / 600).unwrap());
        }
        assert!(light(&picture).light.uneven > 0.3);
    }
}
