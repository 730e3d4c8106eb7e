//! Points, boxes and the way from millimetres on paper to pixels of the view.

use serde::Serialize;

/// Width and height of A4 in millimetres.
pub const A4: (f32, f32) = (210.0, 297.0);

/// A point of the view, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spot {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Spot {
    /// A point.
    pub const fn of(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Distance to another.
    pub fn to(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::of(self.x + other.x, self.y + other.y)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self::of(self.x - other.x, self.y - other.y)
    }

    pub(super) fn times(self, factor: f32) -> Self {
        Self::of(self.x * factor, self.y * factor)
    }
}

/// An upright box of the view in pixels, or of the paper in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Region {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Region {
    /// A box.
    pub const fn of(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// Middle of the box.
    pub fn centre(&self) -> Spot {
        Spot::of(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Left top, right top, right bottom, left bottom.
    pub fn corners(&self) -> [Spot; 4] {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        [Spot::of(self.x, self.y), Spot::of(right, self.y), Spot::of(right, bottom), Spot::of(self.x, bottom)]
    }

    /// The smallest box around points.
    pub(super) fn around(points: &[Spot]) -> Self {
        let least = |pick: fn(&Spot) -> f32| points.iter().map(pick).fold(f32::INFINITY, f32::min);
        let most = |pick: fn(&Spot) -> f32| points.iter().map(pick).fold(f32::NEG_INFINITY, f32::max);
        let (x, y) = (least(|spot| spot.x), least(|spot| spot.y));
        Self::of(x, y, most(|spot| spot.x) - x, most(|spot| spot.y) - y)
    }

    /// Share of this box's area that lies in the other.
    pub(super) fn share_in(&self, other: &Self) -> f32 {
        let overlap = |a: f32, wide_a: f32, b: f32, wide_b: f32| ((a + wide_a).min(b + wide_b) - a.max(b)).max(0.0);
        let area =
            overlap(self.x, self.width, other.x, other.width) * overlap(self.y, self.height, other.y, other.height);
        area / (self.width * self.height).max(f32::EPSILON)
    }

    /// The box made larger (or smaller) by a margin all round.
    pub(super) fn grown(&self, margin: f32) -> Self {
        let side = |side: f32| (side + 2.0 * margin).max(0.0);
        Self::of(self.x - margin, self.y - margin, side(self.width), side(self.height))
    }
}

/// From millimetres of the paper to pixels of the view: a turn, a scale and a shift.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Paper {
    /// Where the paper's left top corner is.
    pub origin: Spot,
    /// A millimetre to the right on the paper, in pixels.
    pub right: Spot,
    /// A millimetre down on the paper, in pixels.
    pub down: Spot,
}

impl Paper {
    /// A page that fills the view as a scanner's picture does: the long side is A4's.
    pub(super) fn filling(width: f32, height: f32) -> Self {
        let scale = width.max(height) / A4.1;
        Self { origin: Spot::of(0.0, 0.0), right: Spot::of(scale, 0.0), down: Spot::of(0.0, scale) }
    }

    /// From a square on the paper (millimetres) whose corners were seen: left top, right top, right bottom, left bottom.
    pub(super) fn from_square(square: Region, seen: [Spot; 4]) -> Self {
        let right = seen[1].minus(seen[0]).plus(seen[2].minus(seen[3])).times(0.5 / square.width);
        let down = seen[3].minus(seen[0]).plus(seen[2].minus(seen[1])).times(0.5 / square.height);
        // the same turn for both axes, whatever the corners' small errors were
        let turn = Spot::of(right.x + down.y, right.y - down.x).times(0.5);
        let (right, down) = (turn, Spot::of(-turn.y, turn.x));
        let middle = seen.iter().fold(Spot::of(0.0, 0.0), |sum, spot| sum.plus(spot.times(0.25)));
        let centre = square.centre();
        let origin = middle.minus(right.times(centre.x)).minus(down.times(centre.y));
        Self { origin, right, down }
    }

    /// A point of the paper, in pixels of the view.
    pub fn spot(&self, x: f32, y: f32) -> Spot {
        self.origin.plus(self.right.times(x)).plus(self.down.times(y))
    }

    /// Pixels of a millimetre.
    pub fn scale(&self) -> f32 {
        self.right.x.hypot(self.right.y)
    }

    /// The box in pixels around a box in millimetres.
    pub fn region(&self, area: Region) -> Region {
        Region::around(&area.corners().map(|corner| self.spot(corner.x, corner.y)))
    }

    /// Degrees by which the paper is turned clockwise in the view.
    pub fn turn(&self) -> f32 {
        self.right.y.atan2(self.right.x).to_degrees()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_seen_askew_gives_the_paper() {
        let (sin, cos) = 3_f32.to_radians().sin_cos();
        let seen = |x: f32, y: f32| Spot::of(7.0 + 5.9 * (x * cos - y * sin), 9.0 + 5.9 * (x * sin + y * cos));
        let square = Region::of(162.0, 12.0, 30.0, 30.0);
        let paper = Paper::from_square(square, square.corners().map(|corner| seen(corner.x, corner.y)));
        assert!((paper.turn() - 3.0).abs() < 0.01 && (paper.scale() - 5.9).abs() < 0.01);
        assert!(paper.spot(0.0, 297.0).to(seen(0.0, 297.0)) < 0.1);
    }

    #[test]
    fn shares_and_margins() {
        let small = Region::of(1.0, 1.0, 2.0, 2.0);
        assert!((small.share_in(&Region::of(2.0, 0.0, 9.0, 9.0)) - 0.5).abs() < 1e-6);
        assert_eq!(small.grown(1.0), Region::of(0.0, 0.0, 4.0, 4.0));
    }
}
