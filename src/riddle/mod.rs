//! A riddle drawn as a picture: digits that a person reads and a machine does not easily. CPU only: same digits and bits, same picture;
//! no clock, no randomness of its own, no words.

mod strokes;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

/// Size of the picture in pixels.
const WIDTH: u16 = 260;
const HEIGHT: u16 = 96;
/// Half the width of a stroke, and of the lines that cross the digits.
const STROKE: f32 = 3.4;
const LINE: f32 = 1.5;

/// Draws digits, each bent, turned and placed by the bits of `seed`; a PNG in grey.
#[must_use]
pub fn draw(digits: &str, seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed);
    let wave = Wave::of(&mut dice);
    let glyphs = placed(digits, &mut dice);
    let lines: Vec<Wave> = (0..3).map(|_| Wave::of(&mut dice)).collect();
    let mut pixels = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT));
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let at = (f32::from(x), f32::from(y));
            let bent = wave.bend(at);
            let stroke = glyphs.iter().map(|glyph| glyph.distance(bent)).fold(f32::MAX, f32::min) - STROKE;
            let crossing = lines.iter().zip([0.3, 0.5, 0.7]).map(|(line, height)| line.crossing(at, height));
            let line = crossing.fold(f32::MAX, f32::min) - LINE;
            let paper = 215.0 + 30.0 * dice.share();
            pixels.push(shade(stroke.min(line), paper));
        }
    }
    png(&pixels)
}

/// Ink where the distance to it is below nothing, paper from a pixel on, and a soft edge between.
fn shade(distance: f32, paper: f32) -> u8 {
    const INK: f32 = 60.0;
    let ink = (0.5 - distance).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between ink and paper")]
    let grey = (paper + (INK - paper) * ink) as u8;
    grey
}

fn png(pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written =
        PngEncoder::new(&mut bytes).write_image(pixels, u32::from(WIDTH), u32::from(HEIGHT), ExtendedColorType::L8);
    // Into memory, with the right number of pixels: nothing can go wrong; and an empty picture would be refused by Telegram.
    if written.is_ok() { bytes } else { Vec::new() }
}

/// A digit in its place.
struct Glyph {
    strokes: &'static [&'static [(f32, f32)]],
    centre: (f32, f32),
    size: (f32, f32),
    turn: (f32, f32),
}

fn placed(digits: &str, dice: &mut Dice) -> Vec<Glyph> {
    let count = u16::try_from(digits.chars().count()).unwrap_or(1).max(1);
    let step = f32::from(WIDTH) / f32::from(count);
    let glyph = |(place, digit): (u16, char)| {
        let angle = dice.between(-0.4, 0.4);
        Glyph {
            strokes: strokes::of(digit),
            centre: (step * (f32::from(place) + 0.5) + dice.between(-5.0, 5.0), 48.0 + dice.between(-8.0, 8.0)),
            size: (dice.between(26.0, 32.0), dice.between(42.0, 54.0)),
            turn: angle.sin_cos(),
        }
    };
    (0u16..).zip(digits.chars()).map(glyph).collect()
}

impl Glyph {
    /// From a point to the nearest stroke.
    fn distance(&self, at: (f32, f32)) -> f32 {
        let (dx, dy) = (at.0 - self.centre.0, at.1 - self.centre.1);
        if dx.abs().max(dy.abs()) > 50.0 {
            return f32::MAX;
        }
        let (sin, cos) = self.turn;
        let here = (dx * cos + dy * sin, dy * cos - dx * sin);
        let point = |(x, y): (f32, f32)| ((x - 0.5) * self.size.0, (y - 0.5) * self.size.1);
        let pieces = self.strokes.iter().flat_map(|stroke| stroke.windows(2));
        pieces.map(|piece| to_piece(here, point(piece[0]), point(piece[1]))).fold(f32::MAX, f32::min)
    }
}

/// From a point to the nearest place of a straight piece.
fn to_piece(at: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (along_x, along_y) = (to.0 - from.0, to.1 - from.1);
    let length = along_x * along_x + along_y * along_y;
    let share = ((at.0 - from.0) * along_x + (at.1 - from.1) * along_y) / length.max(f32::EPSILON);
    let share = share.clamp(0.0, 1.0);
    (at.0 - from.0 - share * along_x).hypot(at.1 - from.1 - share * along_y)
}

/// A gentle wave: bends the digits, and draws the lines across them.
struct Wave {
    height: f32,
    length: f32,
    phase: f32,
}

impl Wave {
    fn of(dice: &mut Dice) -> Self {
        Self { height: dice.between(3.0, 6.5), length: dice.between(0.03, 0.06), phase: dice.between(0.0, 6.3) }
    }

    fn bend(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let across = self.height * (x * self.length + self.phase).sin();
        let along = 0.6 * self.height * (y * self.length * 1.7 + self.phase).sin();
        (x + along, y + across)
    }

    /// From a point to the line that this wave draws at a height of the picture.
    fn crossing(&self, (x, y): (f32, f32), height: f32) -> f32 {
        let line = f32::from(HEIGHT) * height + 3.0 * self.height * (x * self.length * 0.6 + self.phase).sin();
        (y - line).abs()
    }
}

/// Numbers out of a seed (xorshift), for looks only.
struct Dice(u64);

impl Dice {
    /// Between nothing and one.
    fn share(&mut self) -> f32 {
        self.0 |= 1 << 63;
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f32::from(u16::try_from(self.0 >> 40 & 0xffff).unwrap_or(0)) / 65_536.0
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.share()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pixels(png: &[u8]) -> Vec<u8> {
        let picture = image::load_from_memory(png).unwrap().to_luma8();
        assert_eq!(picture.dimensions(), (u32::from(WIDTH), u32::from(HEIGHT)));
        picture.into_raw()
    }

    fn inked(png: &[u8]) -> usize {
        pixels(png).into_iter().filter(|grey| *grey < 120).count()
    }

    #[test]
    fn the_same_riddle_is_the_same_picture_and_another_seed_another() {
        assert_eq!(draw("23456", 7), draw("23456", 7));
        assert_ne!(draw("23456", 7), draw("23456", 8));
        assert_ne!(pixels(&draw("23456", 7)), pixels(&draw("23457", 7)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn every_digit_leaves_ink(digits in "[2-9]{5}", seed in any::<u64>()) {
            // The lines alone, and the digits with them.
            prop_assert!(inked(&draw(&digits, seed)) > inked(&draw("", seed)) + 5 * 150, "{}", digits);
        }
    }
}
