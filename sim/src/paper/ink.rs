//! How ink takes to paper: it multiplies with what is printed below, and a pressed seal is never evenly wet.

use super::canvas::Mask;
use image::RgbImage;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// Distance between the points of the pressure map, in dots.
const PRESSURE_GRID_PX: u32 = 28;

/// A colour of ink and how it was brought to the paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// Colour where it covers fully.
    pub(super) colour: [u8; 3],
    /// How much of it arrives at best: 0 to 1.
    pub(super) strength: f64,
    /// How unevenly: 0 (a printer) to 1 (a dry pad).
    pub(super) mottle: f64,
    /// Which unevenness.
    pub(super) seed: u64,
}

/// Presses a mask on a page, its middle at `middle` (in dots). What lies beyond the page is lost.
pub(super) fn press(page: &mut RgbImage, mask: &Mask, middle: (f64, f64), ink: Ink) {
    let mut random = ChaCha8Rng::seed_from_u64(ink.seed);
    let pressure = Pressure::drawn(mask.width, mask.height, &mut random);
    let left = middle.0.round() - f64::from(mask.width) / 2.0;
    let top = middle.1.round() - f64::from(mask.height) / 2.0;
    for y in 0..mask.height {
        for x in 0..mask.width {
            let cover = f64::from(mask.cover[(y * mask.width + x) as usize]) / 255.0;
            if cover <= 0.0 {
                continue;
            }
            let speck: f64 = random.random();
            let dry = 1.0 - ink.mottle * (0.55 * pressure.at(x, y) + 0.45 * speck * speck);
            let wet = (cover * ink.strength * dry).clamp(0.0, 1.0);
            if let Some(dot) = place(left + f64::from(x), top + f64::from(y), page) {
                for (channel, colour) in page.get_pixel_mut(dot.0, dot.1).0.iter_mut().zip(ink.colour) {
                    *channel = tint(*channel, colour, wet);
                }
            }
        }
    }
}

fn place(x: f64, y: f64, page: &RgbImage) -> Option<(u32, u32)> {
    if x < 0.0 || y < 0.0 || x >= f64::from(page.width()) || y >= f64::from(page.height()) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the page")]
    Some((x as u32, y as u32))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a product of shares of 255")]
fn tint(paper: u8, ink: u8, wet: f64) -> u8 {
    (f64::from(paper) * (1.0 - wet * (1.0 - f64::from(ink) / 255.0))).round() as u8
}

/// A slowly changing map of how little ink arrived: 0 all, 1 least.
struct Pressure {
    columns: u32,
    points: Vec<f64>,
}

impl Pressure {
    fn drawn(width: u32, height: u32, random: &mut ChaCha8Rng) -> Self {
        let columns = width / PRESSURE_GRID_PX + 2;
        let rows = height / PRESSURE_GRID_PX + 2;
        let points = (0..columns * rows).map(|_| random.random()).collect();
        Self { columns, points }
    }

    fn at(&self, x: u32, y: u32) -> f64 {
        let part = |value: u32| f64::from(value % PRESSURE_GRID_PX) / f64::from(PRESSURE_GRID_PX);
        let (column, row) = (x / PRESSURE_GRID_PX, y / PRESSURE_GRID_PX);
        let point = |column: u32, row: u32| self.points[(row * self.columns + column) as usize];
        let upper = mix(point(column, row), point(column + 1, row), part(x));
        let lower = mix(point(column, row + 1), point(column + 1, row + 1), part(x));
        mix(upper, lower, part(y))
    }
}

fn mix(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}
