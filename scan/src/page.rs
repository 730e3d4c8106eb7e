//! The edge of the page on a photograph: a bright sheet on something darker. A scanner's picture is all page.

use super::place::Spot;
use super::view::Plane;

/// Least difference in brightness between the sheet and what it lies on.
const DIFFERENCE: u8 = 45;
/// A sheet takes up at least this share of the picture.
const LEAST: f32 = 0.25;

/// The sheet's corners (left top, right top, right bottom, left bottom) in pixels of the plane, where it does not fill the picture.
pub(super) fn sheet(luma: &Plane) -> Option<[Spot; 4]> {
    let small = luma.resized((luma.width / 6).max(8), (luma.height / 6).max(8))?;
    let border = border_brightness(&small);
    let paper = quantile(small.data.clone(), 0.75);
    let level = paper.checked_sub(border).filter(|gap| *gap >= DIFFERENCE).map(|gap| border + gap / 2)?;
    let inside = largest(&small, level);
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let share = inside.len() as f32 / small.data.len() as f32;
    if !(LEAST..0.97).contains(&share) {
        return None;
    }
    let scale = Spot::of(ratio(luma.width, small.width), ratio(luma.height, small.height));
    let extreme =
        |pick: fn(Spot) -> f32| inside.iter().copied().max_by(|one, other| pick(*one).total_cmp(&pick(*other)));
    let corners = [
        extreme(|at| -at.x - at.y)?,
        extreme(|at| at.x - at.y)?,
        extreme(|at| at.x + at.y)?,
        extreme(|at| at.y - at.x)?,
    ];
    Some(corners.map(|corner| Spot::of((corner.x + 0.5) * scale.x, (corner.y + 0.5) * scale.y)))
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
fn ratio(one: usize, other: usize) -> f32 {
    one as f32 / other as f32
}

/// Median brightness of the outermost pixels.
fn border_brightness(plane: &Plane) -> u8 {
    let last = (plane.width - 1, plane.height - 1);
    let edge = |(x, y): (usize, usize)| x == 0 || y == 0 || x == last.0 || y == last.1;
    let all = (0..plane.data.len()).map(|at| (at % plane.width, at / plane.width));
    quantile(all.filter(|at| edge(*at)).map(|(x, y)| plane.at(x, y)).collect(), 0.5)
}

fn quantile(mut values: Vec<u8>, share: f32) -> u8 {
    if values.is_empty() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = ((values.len() - 1) as f32 * share) as usize;
    *values.select_nth_unstable(at).1
}

/// The pixels of the largest connected part brighter than `level`.
fn largest(plane: &Plane, level: u8) -> Vec<Spot> {
    let bright = Plane { data: plane.data.iter().map(|value| u8::from(*value > level)).collect(), ..plane.clone() };
    let parts = super::parts::parts(&bright);
    let most = parts.into_iter().max_by_key(Vec::len).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let spot = |(x, y): (usize, usize)| Spot::of(x as f32, y as f32);
    most.into_iter().map(spot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_on_a_table_is_found_by_its_corners() {
        let mut plane = Plane { width: 600, height: 800, data: vec![60; 480_000] };
        for y in 100..700 {
            for x in 80 + y / 20..480 + y / 20 {
                plane.data[y * 600 + x] = 230;
            }
        }
        let corners = sheet(&plane).unwrap();
        let expected = [(85.0, 100.0), (485.0, 100.0), (515.0, 700.0), (115.0, 700.0)];
        for (corner, (x, y)) in corners.iter().zip(expected) {
            assert!(corner.to(Spot::of(x, y)) < 15.0, "{corner:?} {x} {y}");
        }
    }

    #[test]
    fn a_scan_has_no_edge() {
        assert_eq!(sheet(&Plane::luma(&super::super::fixtures::page(600, 800))), None);
        assert_eq!(sheet(&Plane { width: 3, height: 1000, data: vec![9; 3000] }), None);
    }
}
