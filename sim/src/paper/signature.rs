//! A name written by hand: the outlines of a font, slanted and shaken, or, without one, a pen running on.

use super::canvas::{Canvas, Mask, Paint};
use super::ink::Ink;
use super::{Dpi, Typeface};
use hayro::kurbo::{Affine, BezPath, Circle, PathEl, Point, Shape};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

const SOLID: Paint = Paint(0, 0, 0, 255);
/// Room for a signature in millimetres.
const ROOM_MM: (f64, f64) = (46.0, 18.0);
/// Height of a written letter in millimetres.
const LETTER_MM: f64 = 9.0;

/// Who signs, and how the hand ran that day.
#[derive(Clone, Debug)]
pub struct Signature {
    name: String,
    seed: u64,
}

impl Signature {
    /// A signature of that name; equal seeds, equal strokes.
    pub fn of(name: &str, seed: u64) -> Self {
        Self { name: name.chars().filter(|letter| !letter.is_whitespace()).take(6).collect(), seed }
    }

    pub(super) fn ink(&self) -> Ink {
        Ink { colour: [24, 28, 74], strength: 0.94, mottle: 0.22, seed: self.seed }
    }

    pub(super) fn strokes(&self, typeface: &Typeface, dpi: Dpi) -> Mask {
        let mut canvas = Canvas::sized(ROOM_MM.0, ROOM_MM.1, dpi);
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        let letters = self.name.chars().count().max(2);
        let step = LETTER_MM * 0.82;
        let mut x = (ROOM_MM.0 - step * f64::from(u32::try_from(letters).unwrap_or(6))) / 2.0;
        for letter in self.name.chars().chain(std::iter::repeat_n('～', 2)).take(letters) {
            if typeface.writes(letter) {
                written(&mut canvas, typeface, (x, letter), &mut random);
            } else {
                scribble(&mut canvas, x, &mut random);
            }
            x += step * random.random_range(0.92..1.08);
        }
        // The last stroke runs on under the name.
        let start = (x - step * 0.4, ROOM_MM.1 * 0.72);
        run(&mut canvas, &[start, (x + 2.0, ROOM_MM.1 * 0.62), (x + 5.5, ROOM_MM.1 * 0.5)], (0.42, 0.12));
        canvas.into_mask()
    }
}

/// A letter of the font as a hand would put it: slanted, larger or smaller, off the line.
fn written(canvas: &mut Canvas, typeface: &Typeface, (x, letter): (f64, char), random: &mut ChaCha8Rng) {
    let tilt = Affine::rotate(random.random_range(-0.10..0.06)) * Affine::skew(-0.26, 0.0);
    let size = LETTER_MM * random.random_range(0.88..1.16);
    let place = Affine::translate((x, ROOM_MM.1 * 0.68 + random.random_range(-0.9..0.9)));
    let glyph = place * tilt * Affine::scale_non_uniform(size * 0.86, size) * typeface.glyph(letter).outline;
    let phase = random.random_range(0.0..6.0);
    canvas.fill(&shaken(&glyph, phase), SOLID);
}

/// No hand draws a straight line: every point wanders a little, neighbours together.
fn shaken(path: &BezPath, phase: f64) -> BezPath {
    let move_point = |point: Point| {
        let sway = 0.22 * (point.y * 0.9 + phase).sin();
        let heave = 0.26 * (point.x * 0.55 + phase * 1.7).sin();
        Point::new(point.x + sway, point.y + heave)
    };
    path.elements()
        .iter()
        .map(|element| match *element {
            PathEl::MoveTo(to) => PathEl::MoveTo(move_point(to)),
            PathEl::LineTo(to) => PathEl::LineTo(move_point(to)),
            PathEl::QuadTo(by, to) => PathEl::QuadTo(move_point(by), move_point(to)),
            PathEl::CurveTo(from, by, to) => PathEl::CurveTo(move_point(from), move_point(by), move_point(to)),
            PathEl::ClosePath => PathEl::ClosePath,
        })
        .collect()
}

/// A few loops where a letter would be.
fn scribble(canvas: &mut Canvas, x: f64, random: &mut ChaCha8Rng) {
    for _ in 0..random.random_range(2..=3) {
        let points: Vec<(f64, f64)> = (0..random.random_range(3..=5))
            .map(|_| {
                let (across, down) = (random.random_range(-0.5..LETTER_MM), random.random_range(-LETTER_MM..0.6));
                (x + across, ROOM_MM.1 * 0.72 + down)
            })
            .collect();
        run(canvas, &points, (random.random_range(0.5..0.75), 0.22));
    }
}

/// A pen that starts `widths.0` thick and lifts to `widths.1`, through all points on a smooth curve.
fn run(canvas: &mut Canvas, points: &[(f64, f64)], widths: (f64, f64)) {
    const STEPS: u32 = 40;
    let at = |index: usize| points[index.min(points.len() - 1)];
    let legs = points.len().saturating_sub(1);
    let mut blot = BezPath::new();
    for leg in 0..legs {
        let (before, from, to, after) = (at(leg.saturating_sub(1)), at(leg), at(leg + 1), at(leg + 2));
        for step in 0..STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let spot = (smooth([before.0, from.0, to.0, after.0], t), smooth([before.1, from.1, to.1, after.1], t));
            let done = (f64::from(u32::try_from(leg).unwrap_or(0)) + t) / f64::from(u32::try_from(legs).unwrap_or(1));
            let width = widths.0 + (widths.1 - widths.0) * done;
            blot.extend(Circle::new(spot, width / 2.0).to_path(0.02));
        }
    }
    canvas.fill(&blot, SOLID);
}

/// Catmull and Rom's curve between the two middle values.
fn smooth([before, from, to, after]: [f64; 4], t: f64) -> f64 {
    let (t2, t3) = (t * t, t * t * t);
    0.5 * (2.0 * from
        + (to - before) * t
        + (2.0 * before - 5.0 * from + 4.0 * to - after) * t2
        + (3.0 * from - before - 3.0 * to + after) * t3)
}
