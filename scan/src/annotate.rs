//! The small picture that goes back to the applicant: what was found, drawn on their page. Lines and boxes only; the words stand beside it.

use image::{Rgb, RgbImage};

use super::judge::{Check, Finding, Verdict};
use super::place::{Region, Spot};
use super::report::Seen;
use super::{Thresholds, shrink, view};

/// Long side of the small picture.
const SIDE: f64 = 960.0;
const QUALITY: u8 = 78;

const BLUE: [u8; 3] = [30, 110, 235];
const GREEN: [u8; 3] = [20, 165, 70];
const ORANGE: [u8; 3] = [245, 130, 20];
const MAGENTA: [u8; 3] = [210, 30, 170];

/// Page edge in blue, codes in green, seals in orange, blurred parts hatched in magenta.
pub(super) fn annotate(view: &RgbImage, seen: &Seen, findings: &[Finding], limits: &Thresholds) -> Option<Vec<u8>> {
    let scale = SIDE / f64::from(view.width().max(view.height()));
    let mut board = Board { picture: view::scaled(view, scale.min(1.0))?, scale: 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let factor = board.picture.width() as f32 / view.width() as f32;
    board.scale = factor;
    let blurred =
        |check: Check| findings.iter().any(|finding| finding.check == check && finding.verdict != Verdict::Pass);
    if blurred(Check::Sharpness) || blurred(Check::BlurredPart) {
        board.blurred(seen, limits);
    }
    if let Some(sheet) = seen.sheet {
        board.outline(sheet, BLUE);
    } else if seen.anchor.is_some() {
        let paper = Region::of(0.0, 0.0, super::A4.0, super::A4.1);
        board.outline(paper.corners().map(|corner| seen.paper.spot(corner.x, corner.y)), BLUE);
    }
    for code in &seen.codes {
        board.outline(code.corners, GREEN);
    }
    for seal in &seen.seals {
        board.outline(seal.region.grown(6.0).corners(), ORANGE);
    }
    shrink::encode(&board.picture, QUALITY)
}

struct Board {
    picture: RgbImage,
    scale: f32,
}

impl Board {
    /// A closed outline through four points of the view.
    fn outline(&mut self, corners: [Spot; 4], colour: [u8; 3]) {
        for (at, corner) in corners.iter().enumerate() {
            self.line(*corner, corners[(at + 1) % 4], colour);
        }
    }

    /// The blurred parts one by one; a page that is blurred nearly everywhere is marked as a whole, so that it stays legible.
    fn blurred(&mut self, seen: &Seen, limits: &Thresholds) {
        let parts: Vec<Region> =
            seen.tiles.iter().filter(|(_, width)| *width > limits.edge_warn).map(|(region, _)| *region).collect();
        if parts.len() * 3 >= seen.tiles.len() * 2 {
            let corners: Vec<Spot> = parts.iter().flat_map(Region::corners).collect();
            self.hatch(&Region::around(&corners).grown(-6.0), MAGENTA);
        } else {
            for part in &parts {
                self.hatch(part, MAGENTA);
            }
        }
    }

    fn hatch(&mut self, region: &Region, colour: [u8; 3]) {
        self.outline(region.grown(-4.0).corners(), colour);
        let step = region.width / 6.0;
        for stripe in 0_u8..6 {
            let x = region.x + f32::from(stripe) * step;
            let drop = step.min(region.height);
            self.line(Spot::of(x, region.y + drop), Spot::of(x + drop, region.y), colour);
        }
    }

    /// A line three pixels wide.
    fn line(&mut self, from: Spot, to: Spot, colour: [u8; 3]) {
        let (from, to) = (from.times(self.scale), to.times(self.scale));
        // points far outside the picture are possible: a page cut off
        let length = from.to(to).min(10_000.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most ten thousand steps")]
        let steps = length.max(1.0) as u16;
        for step in 0..=steps {
            let share = f32::from(step) / f32::from(steps);
            let spot = from.plus(to.minus(from).times(share));
            self.dot(spot, colour);
        }
    }

    fn dot(&mut self, spot: Spot, colour: [u8; 3]) {
        for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            let (x, y) = (spot.x + dx, spot.y + dy);
            if x < 0.0 || y < 0.0 {
                continue;
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative; checked against the picture"
            )]
            let (x, y) = (x as u32, y as u32);
            if let Some(pixel) = self.picture.get_pixel_mut_checked(x, y) {
                *pixel = Rgb(colour);
            }
        }
    }
}
