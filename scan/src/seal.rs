//! Red seals: the company's round (or oval) one by its ring, the legal person's square one by its frame. What is red and neither is no seal: thumb prints,
//! letterheads, signatures in red.

use serde::Serialize;

use super::SealSizes;
use super::light::Lit;
use super::parts::parts;
use super::place::Region;
use super::view::Plane;

/// Shape of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SealShape {
    /// A company's: a ring, round or oval.
    Round,
    /// A person's: a frame.
    Square,
}

/// A seal that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Seal {
    /// Its shape.
    pub shape: SealShape,
    /// The upright box around it, in pixels of the view.
    pub region: Region,
    /// Its longer side or diameter in millimetres.
    pub size_mm: f32,
    /// How much of its ring or frame is there, 0 to 1.
    pub score: f32,
    /// How red its ink is where it is reddest, 0 to 1: fresh ink has 0.5 and more, a dry pad leaves a quarter.
    pub ink: f32,
}

/// Parts nearer than this, in millimetres, may be pieces of one seal.
const NEAR: f32 = 1.6;
/// Parts smaller than this, in millimetres, are specks.
const SPECK: f32 = 1.2;
/// Most parts that are put together: a page of red noise is no page of seals.
const MOST_PARTS: usize = 400;

type Pixels = Vec<(usize, usize)>;

/// Seals on a picture's red pixels with `scale` pixels a millimetre; regions come in pixels of the mask.
pub(super) fn seals(lit: &Lit, scale: f32, sizes: &SealSizes) -> Vec<Seal> {
    let seals = shapes(&lit.red, scale, sizes);
    seals.into_iter().map(|seal| Seal { ink: ink(lit, &seal.region), ..seal }).collect()
}

/// How red the ink in a box is: the value that a fifth of its inked pixels exceed, so that the strokes' soft edges do not count.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a box of the mask's own pixels")]
fn ink(lit: &Lit, region: &Region) -> f32 {
    let (left, top) = (region.x as usize, region.y as usize);
    let (wide, high) = (region.width as usize, region.height as usize);
    let places = (top..top + high).flat_map(|y| (left..left + wide).map(move |x| (x, y)));
    let inked = places.filter(|(x, y)| lit.red.at(*x, *y) == 1);
    let mut values: Vec<u8> = inked.map(|(x, y)| lit.strength.at(x, y)).collect();
    if values.is_empty() {
        return 0.0;
    }
    let at = values.len() * 4 / 5;
    f32::from(*values.select_nth_unstable(at).1) / 255.0
}

fn shapes(red: &Plane, scale: f32, sizes: &SealSizes) -> Vec<Seal> {
    let mut pieces: Vec<Pixels> = parts(&closed(red)).into_iter().map(|part| inked(&part, red)).collect();
    pieces.retain(|piece| size(piece) >= SPECK * scale);
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    pieces.truncate(MOST_PARTS);
    let mut found = Vec::new();
    // whole ones first, and what lies inside them with them
    while let Some((at, seal)) =
        pieces.iter().enumerate().find_map(|(at, piece)| Some((at, shape(piece, scale, sizes)?)))
    {
        let region = around(&pieces[at]).grown(1.0);
        found.push(seal);
        pieces.retain(|piece| around(piece).share_in(&region) < 0.9);
    }
    // then what is broken, put together
    for piece in joined(pieces, NEAR * scale, sizes.round_mm[1] * scale) {
        found.extend(shape(&piece, scale, sizes));
    }
    found
}

/// Gaps of a pixel or two closed, so that a worn ring stays one part.
fn closed(red: &Plane) -> Plane {
    let mask = Plane { data: red.data.iter().map(|value| value * 255).collect(), ..red.clone() };
    let spread = mask.boxed(1).turned().boxed(1).turned();
    Plane { data: spread.data.iter().map(|value| u8::from(*value > 0)).collect(), ..spread }
}

fn inked(part: &[(usize, usize)], red: &Plane) -> Pixels {
    part.iter().copied().filter(|(x, y)| red.at(*x, *y) == 1).collect()
}

fn around(piece: &[(usize, usize)]) -> Region {
    let (mut left, mut top, mut right, mut bottom) = (usize::MAX, usize::MAX, 0, 0);
    for (x, y) in piece {
        (left, top) = (left.min(*x), top.min(*y));
        (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
    }
    if piece.is_empty() {
        return Region::of(0.0, 0.0, 0.0, 0.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let region = Region::of(left as f32, top as f32, (right - left) as f32, (bottom - top) as f32);
    region
}

fn size(piece: &[(usize, usize)]) -> f32 {
    let region = around(piece);
    region.width.max(region.height)
}

/// Puts together pieces that are near each other, as long as the whole is no larger than a seal.
fn joined(mut pieces: Vec<Pixels>, near: f32, most: f32) -> Vec<Pixels> {
    let mut at = 0;
    while at < pieces.len() {
        let here = around(&pieces[at]).grown(near);
        let partner = (at + 1..pieces.len()).find(|other| {
            let there = around(&pieces[*other]);
            let both = Region::around(&[around(&pieces[at]).corners(), there.corners()].concat());
            here.share_in(&there) > 0.0 && both.width.max(both.height) <= most
        });
        match partner {
            Some(other) => {
                let more = pieces.swap_remove(other);
                pieces[at].extend(more);
                at = 0;
            }
            None => at += 1,
        }
    }
    pieces
}

/// The seal that these pixels are, if they are one.
fn shape(piece: &[(usize, usize)], scale: f32, sizes: &SealSizes) -> Option<Seal> {
    let region = around(piece);
    let long = region.width.max(region.height) / scale;
    let aspect = region.width.min(region.height) / region.width.max(region.height).max(1.0);
    let within = |[least, most]: [f32; 2], size: f32| (least..=most).contains(&size);
    if within(sizes.round_mm, long) && aspect >= 0.6 {
        let score = ring(piece, &region);
        if score >= sizes.ring {
            return Some(Seal { shape: SealShape::Round, region, size_mm: long, score, ink: 0.0 });
        }
    }
    // turned, a square takes up more of the box around it
    let [least, most] = sizes.square_mm;
    if !within([least, most * 1.4], long) || aspect < 0.7 {
        return None;
    }
    let (side, score) = frame(piece);
    let size_mm = side / scale;
    (score >= sizes.frame && within(sizes.square_mm, size_mm)).then_some(Seal {
        shape: SealShape::Square,
        region,
        size_mm,
        score,
        ink: 0.0,
    })
}

/// Share of the directions from the middle in which there is ink near the edge of the ellipse that fills the box.
fn ring(piece: &[(usize, usize)], region: &Region) -> f32 {
    const DIRECTIONS: usize = 72;
    let (centre, half) = (region.centre(), (region.width / 2.0, region.height / 2.0));
    let mut inked = [false; DIRECTIONS];
    for (x, y) in piece {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
        let (across, down) = ((*x as f32 + 0.5 - centre.x) / half.0, (*y as f32 + 0.5 - centre.y) / half.1);
        if (0.86..1.03).contains(&across.hypot(down)) {
            let share = down.atan2(across) / std::f32::consts::TAU + 0.5;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "an index"
            )]
            let direction = (share * DIRECTIONS as f32) as usize;
            inked[direction % DIRECTIONS] = true;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 72")]
    let share = inked.iter().filter(|there| **there).count() as f32 / DIRECTIONS as f32;
    share
}

/// Side of the smallest turned square box around the pixels, and the mean share of its sides that are inked (nothing if a side is mostly missing).
fn frame(piece: &[(usize, usize)]) -> (f32, f32) {
    let boxes = (-15_i8..15).map(|step| {
        let turned = turned(piece, f32::from(step) * 3.0);
        let region = Region::around(&turned);
        (region.width * region.height, region, turned)
    });
    let Some((_, region, turned)) = boxes.min_by(|one, other| one.0.total_cmp(&other.0)) else { return (0.0, 0.0) };
    let side = region.width.max(region.height);
    if region.width.min(region.height) < side * 0.75 {
        return (side, 0.0);
    }
    let sides = [0, 1, 2, 3].map(|which| side_share(&turned, &region, which));
    let least = sides.into_iter().fold(1.0, f32::min);
    let mean = sides.iter().sum::<f32>() / 4.0;
    (side, if least >= 0.35 { mean } else { 0.0 })
}

fn turned(piece: &[(usize, usize)], degrees: f32) -> Vec<super::Spot> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let turn =
        |(x, y): &(usize, usize)| super::Spot::of(*x as f32 * cos - *y as f32 * sin, *x as f32 * sin + *y as f32 * cos);
    piece.iter().map(turn).collect()
}

/// Share of one side (left, right, top, bottom) along which there is ink close to it.
fn side_share(spots: &[super::Spot], region: &Region, which: u8) -> f32 {
    const BINS: usize = 32;
    let mut inked = [false; BINS];
    for spot in spots {
        let across = (spot.x - region.x) / region.width.max(1.0);
        let down = (spot.y - region.y) / region.height.max(1.0);
        let (depth, along) = match which {
            0 => (across, down),
            1 => (1.0 - across, down),
            2 => (down, across),
            _ => (1.0 - down, across),
        };
        if depth < 0.07 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "an index"
            )]
            let bin = (along.clamp(0.0, 0.999) * BINS as f32) as usize;
            inked[bin.min(BINS - 1)] = true;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 32")]
    let share = inked.iter().filter(|there| **there).count() as f32 / BINS as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{blank, ring as stamp, rotated, square};
    use super::super::light::light;
    use super::*;

    const SCALE: f32 = 2.95;

    fn seen(picture: &image::RgbImage) -> Vec<Seal> {
        seals(&light(picture), SCALE, &SealSizes::default())
    }

    #[test]
    fn a_company_seal_is_round_and_42_mm() {
        let mut picture = blank(600, 800);
        stamp(&mut picture, (300.0, 500.0), 21.0 * SCALE, 1.2 * SCALE);
        let seals = seen(&picture);
        assert_eq!(seals.len(), 1, "{seals:?}");
        assert!(seals[0].shape == SealShape::Round && (seals[0].size_mm - 42.0).abs() < 2.0, "{seals:?}");
    }

    #[test]
    fn what_is_a_seal_is_the_operators_to_say() {
        let mut picture = blank(600, 800);
        stamp(&mut picture, (300.0, 500.0), 21.0 * SCALE, 1.2 * SCALE);
        let found = |sizes: &SealSizes| seals(&light(&picture), SCALE, sizes).len();
        assert_eq!(found(&SealSizes::default()), 1);
        assert_eq!(found(&SealSizes { round_mm: [44.0, 62.0], ..SealSizes::default() }), 0);
        assert_eq!(found(&SealSizes { ring: 1.01, ..SealSizes::default() }), 0);
    }

    #[test]
    fn a_name_seal_is_square_however_it_is_turned() {
        for turn in [0.0_f32, 5.0, -12.0, 30.0] {
            let mut picture = blank(600, 800);
            square(&mut picture, (300.0, 400.0), 20.0 * SCALE, 1.0 * SCALE);
            let seals = seen(&rotated(&picture, turn));
            assert_eq!(seals.len(), 1, "{turn} {seals:?}");
            assert!(seals[0].shape == SealShape::Square && (seals[0].size_mm - 20.0).abs() < 3.0, "{turn} {seals:?}");
        }
    }

    #[test]
    fn a_worn_ring_is_still_one_seal() {
        let mut picture = blank(600, 800);
        stamp(&mut picture, (300.0, 400.0), 21.0 * SCALE, 1.2 * SCALE);
        for gap in 0..4_u32 {
            for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                for dx in 0..18 {
                    for dy in 0..9 {
                        let at = (240 + x * 105 + dx + gap % 2, 352 + y * 95 + dy);
                        picture.put_pixel(at.0, at.1, image::Rgb([250, 250, 250]));
                    }
                }
            }
        }
        let seals = seen(&picture);
        assert_eq!(seals.len(), 1, "{seals:?}");
        assert_eq!(seals[0].shape, SealShape::Round);
    }

    #[test]
    fn red_things_that_are_no_seals_are_not_taken() {
        let mut picture = blank(600, 800);
        // a thumb print: a filled oval of 18 by 24 mm; a letterhead: a red rule over the page; a scribble
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            let (dx, dy) = ((x as f32 - 150.0) / 27.0, (y as f32 - 600.0) / 36.0);
            let thumb = dx.hypot(dy) < 1.0 && (y / 2) % 2 == 0;
            let rule = (40..560).contains(&x) && (60..64).contains(&y);
            let scribble = (300..420).contains(&x) && y == 600 + (x * 7) % 23;
            if thumb || rule || scribble {
                pixel.0 = [200, 30, 40];
            }
        }
        assert_eq!(seen(&picture), vec![]);
    }

    #[test]
    fn two_seals_side_by_side_are_two() {
        let mut picture = blank(600, 800);
        stamp(&mut picture, (150.0, 500.0), 21.0 * SCALE, 1.2 * SCALE);
        square(&mut picture, (320.0, 500.0), 20.0 * SCALE, 1.0 * SCALE);
        let mut shapes: Vec<_> = seen(&picture).iter().map(|seal| format!("{:?}", seal.shape)).collect();
        shapes.sort();
        assert_eq!(shapes, ["Round", "Square"]);
    }
}
