//! Seals: a company's round one with its star and name, a legal person's square one. Sizes as the police register them
//! (a limited company's seal is 40 mm across, a legal person's 18 to 22 mm square).

use super::canvas::{Canvas, Mask, Paint};
use super::ink::Ink;
use super::{Dpi, Typeface};
use hayro::kurbo::{Affine, BezPath, Circle, Rect, RoundedRect, Shape};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::f64::consts::{PI, TAU};

const SOLID: Paint = Paint(0, 0, 0, 255);
/// White space around an impression, so that a tilted one is not cut, in millimetres.
const MARGIN_MM: f64 = 5.0;
/// Longest name that is set along an arc; what is longer is cut, as an engraver would refuse it.
const LONGEST_NAME: usize = 40;

/// What the seal is pressed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InkKind {
    /// Vermilion from a fresh pad: an original.
    Red,
    /// The same, from a pad that is nearly dry.
    FaintRed,
    /// Toner: the seal came out of a copier.
    Photocopy,
}

/// The outline of a seal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SealShape {
    /// A company's: a ring, a star, the name along the arc.
    Round {
        /// Width of the outer ring in millimetres.
        diameter_mm: f64,
        /// A second, thin ring inside the first.
        double_ring: bool,
    },
    /// A legal person's: a frame with the name in it.
    Square {
        /// Length of a side in millimetres.
        side_mm: f64,
    },
}

/// A seal and the way it is pressed.
#[derive(Clone, Debug)]
pub struct Seal {
    shape: SealShape,
    name: String,
    ink: InkKind,
    tilt_degrees: f64,
    seed: u64,
}

impl Seal {
    /// A company's round seal, 40 mm across, in red.
    pub fn company(name: &str) -> Self {
        Self::shaped(SealShape::Round { diameter_mm: 40.0, double_ring: false }, name)
    }

    /// A legal person's square seal, 20 mm a side, in red.
    pub fn legal_person(name: &str) -> Self {
        Self::shaped(SealShape::Square { side_mm: 20.0 }, name)
    }

    /// A seal of any shape, in red.
    pub fn shaped(shape: SealShape, name: &str) -> Self {
        let name = name.chars().filter(|letter| !letter.is_whitespace()).take(LONGEST_NAME).collect();
        Self { shape, name, ink: InkKind::Red, tilt_degrees: 0.0, seed: 0 }
    }

    /// The same seal pressed by another hand: a little tilted, wet in other places. Equal seeds, equal impressions.
    #[must_use]
    pub fn pressed(mut self, seed: u64) -> Self {
        self.tilt_degrees = ChaCha8Rng::seed_from_u64(seed).random_range(-5.0..5.0);
        self.seed = seed;
        self
    }

    /// The same seal in another ink.
    #[must_use]
    pub fn in_ink(mut self, ink: InkKind) -> Self {
        self.ink = ink;
        self
    }

    /// Width of the impression in millimetres, untilted.
    pub fn width_mm(&self) -> f64 {
        match self.shape {
            SealShape::Round { diameter_mm, .. } => diameter_mm,
            SealShape::Square { side_mm } => side_mm,
        }
    }

    pub(super) fn ink(&self) -> Ink {
        let (colour, strength, mottle) = match self.ink {
            InkKind::Red => ([206, 22, 34], 0.95, 0.30),
            InkKind::FaintRed => ([224, 70, 76], 0.70, 0.85),
            InkKind::Photocopy => ([34, 34, 36], 0.92, 0.45),
        };
        Ink { colour, strength, mottle, seed: self.seed }
    }

    pub(super) fn impression(&self, typeface: &Typeface, dpi: Dpi) -> Mask {
        let side = self.width_mm() + 2.0 * MARGIN_MM;
        let mut canvas = Canvas::sized(side, side, dpi);
        let turn = Affine::translate((side / 2.0, side / 2.0)) * Affine::rotate(self.tilt_degrees.to_radians());
        match self.shape {
            SealShape::Round { diameter_mm, double_ring } => {
                self.round(&mut canvas, typeface, turn, (diameter_mm / 2.0, double_ring));
            }
            SealShape::Square { side_mm } => self.square(&mut canvas, typeface, turn, side_mm),
        }
        canvas.into_mask()
    }

    fn round(&self, canvas: &mut Canvas, typeface: &Typeface, turn: Affine, (radius, double): (f64, bool)) {
        let width = radius * 0.06;
        canvas.stroke(&(turn * Circle::new((0.0, 0.0), radius - width / 2.0)), width, SOLID);
        if double {
            canvas.stroke(&(turn * Circle::new((0.0, 0.0), radius * 0.9)), 0.25, SOLID);
        }
        canvas.fill(&(turn * star(radius * 0.35)), SOLID);
        let letters: Vec<char> = self.name.chars().collect();
        for (letter, angle) in letters.iter().zip(arc(letters.len(), 250.0)) {
            let size = radius * 0.30;
            let room = (250_f64.to_radians() * radius * 0.72 / f64_of(letters.len()) / size).min(1.0) * 0.92;
            let place = turn * Affine::rotate(angle) * Affine::translate((0.0, -radius * 0.58));
            engrave(canvas, &(place * standing(*letter, typeface, size, room)));
        }
        // The registration number below the star, engraved small and counter-clockwise.
        let digits = self.registration();
        for (digit, angle) in digits.chars().zip(arc(digits.len(), -62.0)) {
            let place = turn * Affine::rotate(angle + PI) * Affine::translate((0.0, -radius * 0.82));
            let upright = Affine::rotate(PI) * standing(digit, typeface, radius * 0.115, 1.0);
            canvas.fill(&(place * upright), SOLID);
        }
    }

    fn square(&self, canvas: &mut Canvas, typeface: &Typeface, turn: Affine, side: f64) {
        let frame = Rect::new(-side / 2.0, -side / 2.0, side / 2.0, side / 2.0).inset(-0.6);
        canvas.stroke(&(turn * RoundedRect::from_rect(frame, 0.6).to_path(0.01)), 1.2, SOLID);
        let letters = carved(&self.name);
        let rows = letters.len().div_ceil(2).max(1);
        let (wide, high) = ((side - 3.6) / 2.0, (side - 3.6) / f64_of(rows));
        for (index, letter) in letters.iter().enumerate() {
            // Read from the top right: first column on the right, then the left one.
            let (column, row) = (index / rows, index % rows);
            let middle = (wide * (0.5 - f64_of(column)), -(side - 3.6) / 2.0 + high * (f64_of(row) + 0.5));
            let place = turn * Affine::translate((middle.0, middle.1 + high * 0.46));
            let fit = Affine::scale_non_uniform(wide / high.max(0.1), 1.0);
            engrave(canvas, &(place * fit * standing(*letter, typeface, high * 0.98, 1.0)));
        }
    }

    /// Thirteen digits that belong to this name; no police register knows them.
    fn registration(&self) -> String {
        let mut random = ChaCha8Rng::seed_from_u64(self.name.chars().map(|letter| u64::from(u32::from(letter))).sum());
        (0..13).map(|_| char::from(b'0' + random.random_range(0..10_u8))).collect()
    }
}

/// Letters in rubber are bolder than in print.
fn engrave(canvas: &mut Canvas, letter: &BezPath) {
    canvas.fill(letter, SOLID);
    canvas.stroke(letter, 0.16, SOLID);
}

/// A letter that stands on its base line, its middle above zero.
fn standing(letter: char, typeface: &Typeface, size: f64, narrow: f64) -> BezPath {
    let glyph = typeface.glyph(letter);
    let shift = Affine::translate((-glyph.advance * size * narrow / 2.0, -size * 0.08));
    let mut path = shift * Affine::scale_non_uniform(size * narrow, size) * glyph.outline;
    path.close_path();
    path
}

/// Angles for so many letters spread over an arc of `degrees`, its middle at the top; negative runs the other way.
fn arc(letters: usize, degrees: f64) -> impl Iterator<Item = f64> {
    let step = degrees.to_radians() / f64_of(letters.max(1));
    let first = -degrees.to_radians() / 2.0 + step / 2.0;
    (0..letters).map(move |index| first + step * f64_of(index))
}

fn star(radius: f64) -> BezPath {
    let mut path = BezPath::new();
    for corner in 0..10 {
        let reach = if corner % 2 == 0 { radius } else { radius * 0.382 };
        let angle = TAU * f64::from(corner) / 10.0;
        let point = (reach * angle.sin(), -reach * angle.cos());
        if corner == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    path.close_path();
    path
}

/// What a square seal says: the name and 印, filled up to a full square as engravers do (张三 becomes 张三之印).
fn carved(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().take(7).collect();
    if letters.len() == 2 {
        letters.push('之');
    }
    letters.push('印');
    letters
}

fn f64_of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
