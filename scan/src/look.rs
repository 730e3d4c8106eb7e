//! Looking at a picture: every measurement, one after the other, on one view of it. Measures; judges nothing.

use image::{RgbImage, imageops};

use super::code::{self, Code};
use super::light::light;
use super::place::{A4, Paper, Region, Spot};
use super::report::Seen;
use super::seal::{Seal, seals};
use super::view::{Plane, scaled, view};
use super::{Sought, page, sharp, skew};

/// Columns and rows of parts whose sharpness is looked at by themselves.
const PARTS: (usize, usize) = (4, 6);

/// The picture upright, its view, and what is seen on it; nothing where the picture is too thin to be looked at.
pub(super) fn look(picture: RgbImage, sought: &Sought) -> Option<(RgbImage, RgbImage, Seen)> {
    let first = view(&picture)?;
    if first.width().min(first.height()) < 16 {
        return None;
    }
    let of_form = |code: &Code| code.text.starts_with(&sought.form.prefix);
    let mut codes = code::read(&first, |codes| codes.iter().any(of_form));
    let at = codes.iter().position(of_form);
    let quarter_turns = codes.get(at.unwrap_or(0)).map_or(0, quarter_turns);
    for code in &mut codes {
        code.corners = code.corners.map(|spot| turned(spot, first.dimensions(), quarter_turns));
    }
    let (picture, upright) = (turn(picture, quarter_turns), turn(first, quarter_turns));
    let seen = measure(&picture, &upright, codes, at, sought)?;
    Some((picture, upright, Seen { quarter_turns, ..seen }))
}

fn measure(picture: &RgbImage, view: &RgbImage, codes: Vec<Code>, at: Option<usize>, sought: &Sought) -> Option<Seen> {
    let luma = Plane::luma(view);
    let small = scaled(view, 0.5)?;
    let lit = light(&small);
    let sheet = page::sheet(&luma);
    let (width, height) = size(view);
    let known = at.and_then(|at| codes.get(at)).map(|code| Paper::from_square(sought.form.area, code.corners));
    let paper = known.or_else(|| sheet.map(of_sheet)).unwrap_or_else(|| Paper::filling(width, height));
    let whole = Region::of(0.0, 0.0, width, height);
    let sides = sheet.map_or((width, height), |[a, b, c, d]| (a.to(b).midpoint(d.to(c)), a.to(d).midpoint(b.to(c))));
    Some(Seen {
        width: picture.width(),
        height: picture.height(),
        view: [view.width(), view.height()],
        quarter_turns: 0,
        scale: known.filter(|_| sheet.is_none()).map(|paper| print_scale(&paper, width, height)),
        sideways: if codes.is_empty() { skew::sideways(&luma) } else { None },
        skew: known.map(|paper| paper.turn()).or_else(|| skew::skew(&luma)),
        cut_mm: known.map(|paper| cut(&paper, (width, height), sought.corner_mm)),
        dpi: paper.scale() * 25.4 * size(picture).0 / width,
        aspect: sides.0.max(sides.1) / sides.0.min(sides.1).max(1.0),
        anchor: at,
        codes,
        sheet,
        edge_width: sharp::edge_width(&luma, whole),
        tiles: sharp::tiles(&luma, PARTS.0, PARTS.1),
        white: lit.light.white,
        contrast: lit.light.contrast,
        uneven: lit.light.uneven,
        red: lit.light.red,
        grey: lit.light.grey,
        seals: seals(&lit, paper.scale() / 2.0, &sought.seals).into_iter().map(doubled).collect(),
        paper,
        likeness: likeness(&luma).unwrap_or_default(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "pixels")]
fn size(picture: &RgbImage) -> (f32, f32) {
    (picture.width() as f32, picture.height() as f32)
}

/// A seal found on the half-size mask, in pixels of the view.
fn doubled(seal: Seal) -> Seal {
    let Region { x, y, width, height } = seal.region;
    Seal { region: Region::of(x * 2.0, y * 2.0, width * 2.0, height * 2.0), ..seal }
}

/// Paper from the sheet's corners on a photograph, taken as A4 upright or lying.
fn of_sheet(corners: [Spot; 4]) -> Paper {
    let wide = corners[0].to(corners[1]) > corners[0].to(corners[3]);
    let (width, height) = if wide { (A4.1, A4.0) } else { A4 };
    let right = corners[1].minus(corners[0]).plus(corners[2].minus(corners[3])).times(0.5 / width);
    let down = corners[3].minus(corners[0]).plus(corners[2].minus(corners[1])).times(0.5 / height);
    Paper { origin: corners[0], right, down }
}

/// Millimetres of paper outside the picture at its worst edge. A page that lies askew loses corners, in which nothing is printed: half an edge
/// outside and half inside is whole, and a corner counts only as far as it goes beyond the margin.
fn cut(paper: &Paper, (width, height): (f32, f32), corner_mm: f32) -> f32 {
    let corners = Region::of(0.0, 0.0, A4.0, A4.1).corners().map(|corner| paper.spot(corner.x, corner.y));
    let outside = |spot: Spot| [-spot.x, -spot.y, spot.x - width, spot.y - height];
    let edges = (0..4).flat_map(|at| {
        let (one, other) = (outside(corners[at]), outside(corners[(at + 1) % 4]));
        [0, 1, 2, 3].map(|side| one[side].midpoint(other[side]))
    });
    let scale = paper.scale().max(0.01);
    let corner = corners.into_iter().flat_map(outside).fold(0.0, f32::max) / scale - corner_mm;
    (edges.fold(0.0, f32::max) / scale).max(corner)
}

/// The print's size against a page that fills the view. A scanner's glass is larger than the page in one direction at most.
fn print_scale(paper: &Paper, width: f32, height: f32) -> f32 {
    paper.scale() * (A4.0 / width).max(A4.1 / height)
}

/// Quarter turns clockwise that put a code upright.
fn quarter_turns(code: &Code) -> u8 {
    let across = code.corners[1].minus(code.corners[0]).plus(code.corners[2].minus(code.corners[3]));
    let quarters = (across.y.atan2(across.x) / std::f32::consts::FRAC_PI_2).round();
    #[expect(clippy::cast_possible_truncation, reason = "between -2 and 2")]
    let turned = quarters as i8;
    u8::try_from((4 - turned).rem_euclid(4)).unwrap_or(0)
}

fn turn(picture: RgbImage, quarters: u8) -> RgbImage {
    match quarters {
        1 => imageops::rotate90(&picture),
        2 => imageops::rotate180(&picture),
        3 => imageops::rotate270(&picture),
        _ => picture,
    }
}

fn turned(spot: Spot, (width, height): (u32, u32), quarters: u8) -> Spot {
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let (width, height) = (width as f32, height as f32);
    match quarters {
        1 => Spot::of(height - spot.y, spot.x),
        2 => Spot::of(width - spot.x, height - spot.y),
        3 => Spot::of(spot.y, width - spot.x),
        _ => spot,
    }
}

/// Whether each of 16 by 16 fields is brighter than the one to its left.
fn likeness(luma: &Plane) -> Option<[u64; 4]> {
    let small = luma.resized(17, 16)?;
    let mut bits = [0_u64; 4];
    for y in 0..16 {
        for x in 0..16 {
            if small.at(x + 1, y) > small.at(x, y) {
                bits[y / 4] |= 1 << (y % 4 * 16 + x);
            }
        }
    }
    Some(bits)
}
