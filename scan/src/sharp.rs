//! How sharp a picture is: the median width of its edges in pixels of the view. Unlike the variance of a Laplacian it is not fooled by motion or noise.

use super::place::Region;
use super::view::Plane;

/// Least step in brightness over an edge that is measured.
const STEP: i16 = 48;
/// Longest edge that is followed, in pixels.
const LONGEST: usize = 24;
/// Least number of edges that make a figure.
const ENOUGH: usize = 40;
/// Least number of edges that make a figure for a part of the page, where a few odd ones weigh more.
const ENOUGH_IN_PART: usize = 120;
/// Every so many rows are looked at.
const EVERY: usize = 3;

/// Median edge width, the larger of both directions; nothing where there are too few edges.
pub(super) fn edge_width(plane: &Plane, within: Region) -> Option<f32> {
    let (left, right) = span(within.x, within.width, plane.width);
    let (top, bottom) = span(within.y, within.height, plane.height);
    let across = median(edges(plane, left..right, top..bottom), ENOUGH);
    let turned = plane.turned();
    let down = median(edges(&turned, top..bottom, left..right), ENOUGH);
    match (across, down) {
        (Some(across), Some(down)) => Some(across.max(down)),
        (one, other) => one.or(other),
    }
}

/// Edge widths in tiles of the picture: where it is blurred.
pub(super) fn tiles(plane: &Plane, columns: usize, rows: usize) -> Vec<(Region, f32)> {
    let turned = plane.turned();
    let mut found = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let x = plane.width * column / columns..plane.width * (column + 1) / columns;
            let y = plane.height * row / rows..plane.height * (row + 1) / rows;
            let across = median(edges(plane, x.clone(), y.clone()), ENOUGH_IN_PART);
            let down = median(edges(&turned, y.clone(), x.clone()), ENOUGH_IN_PART);
            if let (Some(across), Some(down)) = (across, down) {
                #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
                let region = Region::of(x.start as f32, y.start as f32, x.len() as f32, y.len() as f32);
                found.push((region, across.max(down)));
            }
        }
    }
    found
}

fn span(from: f32, length: f32, most: usize) -> (usize, usize) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the plane")]
    let clamp = |value: f32| value.max(0.0) as usize;
    (clamp(from).min(most), clamp(from + length).min(most))
}

/// Widths of the edges along rows, from where the brightness begins to change to where it ends, in tenths of a pixel by the 10 % and 90 % points.
fn edges(plane: &Plane, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> Vec<f32> {
    let mut widths = Vec::new();
    for y in rows.step_by(EVERY) {
        let row = &plane.data[y * plane.width..(y + 1) * plane.width];
        let mut x = columns.start + 1;
        while x + 1 < columns.end {
            let slope = i16::from(row[x + 1]) - i16::from(row[x]);
            if slope.abs() < 6 {
                x += 1;
                continue;
            }
            let (start, end) = ramp(row, x, slope.signum(), columns.end);
            if let Some(width) = width(&row[start..=end]) {
                widths.push(width);
            }
            x = end.max(x + 1);
        }
    }
    widths
}

/// The monotonic stretch around `x` that rises (or falls) with `sign`.
fn ramp(row: &[u8], x: usize, sign: i16, most: usize) -> (usize, usize) {
    let rises = |at: usize| (i16::from(row[at + 1]) - i16::from(row[at])) * sign > 0;
    let mut start = x;
    while start > 0 && x - start < LONGEST && rises(start - 1) {
        start -= 1;
    }
    let mut end = x + 1;
    while end + 1 < most.min(row.len()) && end - x < LONGEST && rises(end) {
        end += 1;
    }
    (start, end)
}

/// Width between 10 % and 90 % of the step, or nothing where the step is too small.
fn width(ramp: &[u8]) -> Option<f32> {
    let (first, last) = (f32::from(*ramp.first()?), f32::from(*ramp.last()?));
    if (last - first).abs() < f32::from(STEP) {
        return None;
    }
    let crossing = |share: f32| {
        let level = first + (last - first) * share;
        let at = ramp.windows(2).position(|pair| (f32::from(pair[1]) - level) * (last - first).signum() >= 0.0)?;
        let (low, high) = (f32::from(ramp[at]), f32::from(ramp[at + 1]));
        #[expect(clippy::cast_precision_loss, reason = "a ramp is at most some fifty pixels long")]
        let whole = at as f32;
        Some(whole + (level - low) / (high - low))
    };
    Some(crossing(0.9)? - crossing(0.1)?)
}

fn median(mut widths: Vec<f32>, enough: usize) -> Option<f32> {
    if widths.len() < enough {
        return None;
    }
    let middle = widths.len() / 2;
    Some(*widths.select_nth_unstable_by(middle, f32::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::page;
    use super::*;

    #[test]
    fn the_more_blur_the_wider_the_edges() {
        let plane = Plane::luma(&page(620, 877));
        let whole = Region::of(0.0, 0.0, 620.0, 877.0);
        let figures: Vec<f32> =
            [1.0, 2.0, 3.0].into_iter().map(|sigma| edge_width(&plane.blurred(sigma), whole).unwrap()).collect();
        let sharp = edge_width(&plane, whole).unwrap();
        assert!(
            sharp < 2.0 && sharp < figures[0] && figures[0] < figures[1] && figures[1] < figures[2],
            "{sharp} {figures:?}"
        );
    }

    #[test]
    fn an_empty_page_has_no_figure() {
        let plane = Plane { width: 300, height: 300, data: vec![240; 90_000] };
        assert_eq!(edge_width(&plane, Region::of(0.0, 0.0, 300.0, 300.0)), None);
        assert!(tiles(&plane, 3, 4).is_empty());
    }
}
