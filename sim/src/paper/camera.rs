//! Where a page lies in the picture: turned, askew, seen from aside, cut, made smaller. Never changes a colour.

use super::sheet::px;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// The inside of a scanner's lid.
const LID: [u8; 3] = [243, 243, 241];
/// A desk seen around a photographed page.
const DESK: [u8; 3] = [96, 74, 58];

/// Coefficients that lead from a dot of the new picture to one of the old: projective, the last one is 1.
type Map = [f64; 8];

/// Turns by an angle about the middle, clockwise; the picture keeps its size, as a scanner's glass does.
pub(super) fn rotate(picture: &RgbImage, degrees: f64) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (x, y) = (f64::from(picture.width()) / 2.0, f64::from(picture.height()) / 2.0);
    // Back from the new picture to the old one: the other way round.
    let map = [cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y, 0.0, 0.0];
    warp(picture, (picture.width(), picture.height()), map, LID)
}

/// Quarter turns clockwise.
pub(super) fn turn(picture: &RgbImage, quarters: u8) -> RgbImage {
    match quarters % 4 {
        1 => imageops::rotate90(picture),
        2 => imageops::rotate180(picture),
        3 => imageops::rotate270(picture),
        _ => picture.clone(),
    }
}

/// The page on a desk, photographed from a corner that chance picks.
pub(super) fn from_aside(picture: &RgbImage, strength: f64, random: &mut ChaCha8Rng) -> RgbImage {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let mut inward = || 0.03 + strength * random.random_range(0.05..1.0);
    let (a, b, c, d) = (inward(), inward(), inward(), inward());
    let corners = [
        (width * a * 0.5, height * a * 0.4),
        (width * (1.0 - b * 0.5), height * b * 0.4),
        (width * (1.0 - c * 0.2), height * (1.0 - c * 0.3)),
        (width * d * 0.2, height * (1.0 - d * 0.3)),
    ];
    let page = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
    match map_between(corners, page) {
        Some(map) => warp(picture, (picture.width(), picture.height()), map, DESK),
        None => picture.clone(),
    }
}

/// Cuts shares off the left, top, right and bottom.
pub(super) fn crop(picture: &RgbImage, [left, top, right, bottom]: [f64; 4]) -> RgbImage {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (x, y) = (px(width * left), px(height * top));
    let wide = px(width * (1.0 - left - right)).max(1);
    let high = px(height * (1.0 - top - bottom)).max(1);
    imageops::crop_imm(picture, x, y, wide, high).to_image()
}

/// Brings the longest side to `longest` dots.
pub(super) fn resize(picture: &RgbImage, longest: u32) -> RgbImage {
    let scale = f64::from(longest) / f64::from(picture.width().max(picture.height()).max(1));
    let side = |length: u32| px(f64::from(length) * scale).max(1);
    imageops::resize(picture, side(picture.width()), side(picture.height()), FilterType::Triangle)
}

/// The same, but never larger than it was.
pub(super) fn shrink(picture: &RgbImage, longest: u32) -> RgbImage {
    if picture.width().max(picture.height()) <= longest { picture.clone() } else { resize(picture, longest) }
}

/// The page made smaller, in the middle of a white one.
pub(super) fn reduced(picture: &RgbImage, share: f64) -> RgbImage {
    let (width, height) = picture.dimensions();
    let side = |length: u32| px(f64::from(length) * share).max(1);
    let small = imageops::resize(picture, side(width), side(height), FilterType::Triangle);
    let mut sheet = RgbImage::from_pixel(width, height, Rgb(LID));
    let middle = |all: u32, part: u32| i64::from(all.saturating_sub(part) / 2);
    imageops::replace(&mut sheet, &small, middle(width, small.width()), middle(height, small.height()));
    sheet
}

/// Draws a new picture by looking every dot up in the old one, between its dots; beyond it lies `around`.
fn warp(picture: &RgbImage, (width, height): (u32, u32), map: Map, around: [u8; 3]) -> RgbImage {
    let along = |row: usize, x: f64, y: f64| map[row] * x + map[row + 1] * y;
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let depth = along(6, x, y) + 1.0;
        let from = ((along(0, x, y) + map[2]) / depth - 0.5, (along(3, x, y) + map[5]) / depth - 0.5);
        Rgb(between(picture, from, around))
    })
}

/// The colour between four dots.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the picture and by 255")]
fn between(picture: &RgbImage, (x, y): (f64, f64), around: [u8; 3]) -> [u8; 3] {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    if !(x > -1.0 && y > -1.0 && x < width && y < height) {
        return around;
    }
    let (left, top) = (x.floor(), y.floor());
    let (right, down) = (x - left, y - top);
    let dot = |x: f64, y: f64| {
        if x < 0.0 || y < 0.0 || x >= width || y >= height { around } else { picture.get_pixel(x as u32, y as u32).0 }
    };
    let corners = [dot(left, top), dot(left + 1.0, top), dot(left, top + 1.0), dot(left + 1.0, top + 1.0)];
    let shares = [(1.0 - right) * (1.0 - down), right * (1.0 - down), (1.0 - right) * down, right * down];
    std::array::from_fn(|channel| {
        let sum: f64 = corners.iter().zip(shares).map(|(dot, share)| f64::from(dot[channel]) * share).sum();
        sum.round() as u8
    })
}

/// The projective map that leads four corners to four others; none if three of them lie on a line.
fn map_between(from: [(f64, f64); 4], to: [(f64, f64); 4]) -> Option<Map> {
    let mut rows = [[0.0; 9]; 8];
    for (index, ((x, y), (u, v))) in from.into_iter().zip(to).enumerate() {
        rows[index * 2] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        rows[index * 2 + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for column in 0..8 {
        let steepest = (column..8).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, steepest);
        let pivot = rows[column];
        if pivot[column].abs() < 1e-9 {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = row[column] / pivot[column];
            if index != column {
                row.iter_mut().zip(pivot).for_each(|(value, other)| *value -= factor * other);
            }
        }
    }
    Some(std::array::from_fn(|index| rows[index][8] / rows[index][index]))
}
