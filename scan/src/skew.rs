//! By how many degrees the lines of a page are turned, from its projection profile. For pages without a code of ours.

use super::view::Plane;

/// Furthest turn that is found, in degrees: beyond it lines are no longer told from columns.
const FURTHEST: f32 = 16.0;
/// Most dark pixels that are projected.
const MOST: usize = 24_000;

/// Degrees clockwise, or nothing where there is too little on the page.
pub(super) fn skew(luma: &Plane) -> Option<f32> {
    let small = luma.resized(luma.width.div_ceil(2), luma.height.div_ceil(2))?;
    let dark = dark_pixels(&small);
    if dark.len() < 400 {
        return None;
    }
    let mut best = best_of(&dark, -FURTHEST, 1.0, 33);
    for step in [0.2, 0.04] {
        best = best_of(&dark, best - 6.0 * step, step, 13);
    }
    Some(best)
}

/// How much more evenly the dark pixels lie on lines when the page is turned by a quarter, whatever small angle it has; nothing where there is too
/// little on the page.
pub(super) fn sideways(luma: &Plane) -> Option<f32> {
    let small = luma.resized(luma.width.div_ceil(2), luma.height.div_ceil(2))?;
    let dark = dark_pixels(&small);
    if dark.len() < 400 {
        return None;
    }
    let turned: Vec<(f32, f32)> = dark.iter().map(|(x, y)| (*y, *x)).collect();
    let most = |dark: &[(f32, f32)]| sharpness(dark, best_of(dark, -5.0, 0.5, 21));
    Some(most(&turned) / most(&dark).max(1.0))
}

/// Pixels much darker than the paper, thinned evenly to a bounded number.
fn dark_pixels(plane: &Plane) -> Vec<(f32, f32)> {
    let paper = plane.boxed(12).turned().boxed(12).turned();
    let dark = |at: &usize| u16::from(plane.data[*at]) + 40 < u16::from(paper.data[*at]);
    let all: Vec<usize> = (0..plane.data.len()).filter(dark).collect();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    let point = |at: &usize| ((at % plane.width) as f32, (at / plane.width) as f32);
    all.iter().step_by(all.len() / MOST + 1).map(point).collect()
}

fn best_of(dark: &[(f32, f32)], from: f32, step: f32, count: u8) -> f32 {
    let angles = (0..count).map(|at| from + f32::from(at) * step);
    let scored = angles.map(|angle| (sharpness(dark, angle), angle));
    scored.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(0.0, |(_, angle)| angle)
}

/// How unevenly the dark pixels fall on lines turned by `angle`: most where they are lines of text.
fn sharpness(dark: &[(f32, f32)], angle: f32) -> f32 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let mut lines = vec![0_u16; 4096];
    for (x, y) in dark {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "taken modulo the number of lines")]
        let line = (y * cos - x * sin + 2048.0).max(0.0) as usize & 4095;
        lines[line] = lines[line].saturating_add(1);
    }
    lines.windows(2).map(|pair| (f32::from(pair[0]) - f32::from(pair[1])).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{page, rotated};
    use super::*;

    #[test]
    fn the_turn_of_lines_is_found() {
        for turn in [-11.0_f32, -3.0, -0.5, 0.0, 1.7, 7.0] {
            let plane = Plane::luma(&rotated(&page(800, 1100), turn));
            let found = skew(&plane).unwrap();
            assert!((found - turn).abs() < 0.2, "{turn}: {found}");
        }
    }

    #[test]
    fn lines_that_run_up_and_down_are_told_from_lines() {
        // characters stand close in a line, as in Chinese, and one below the other; between the lines there is room
        let written = |x: u32, y: u32| x % 12 < 11 && y % 19 < 11 && (x / 2 * 7 + y / 2 * 13 + x * y / 5) % 5 < 2;
        let page = image::RgbImage::from_fn(800, 1100, |x, y| {
            let inside = (80..720).contains(&x) && (90..900).contains(&y);
            image::Rgb(if inside && written(x, y) { [30; 3] } else { [250; 3] })
        });
        for turn in [-3.0_f32, 0.0, 2.0] {
            let page = rotated(&page, turn);
            let upright = sideways(&Plane::luma(&page)).unwrap();
            let lying = sideways(&Plane::luma(&image::imageops::rotate90(&page))).unwrap();
            assert!(upright < 0.7 && lying > 1.4, "{turn}: {upright} {lying}");
        }
        assert_eq!(sideways(&Plane { width: 500, height: 500, data: vec![250; 250_000] }), None);
    }

    #[test]
    fn a_blank_page_has_no_turn() {
        assert_eq!(skew(&Plane { width: 500, height: 500, data: vec![250; 250_000] }), None);
    }
}
