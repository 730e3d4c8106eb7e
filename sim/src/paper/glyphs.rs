//! Letters as outlines: from a font that the caller brings, or, without one, strokes that look like writing.
//! Never lays out paragraphs.

use super::PaperError;
use hayro::kurbo::{Affine, BezPath, Rect, Shape};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// Where the letters of seals and cards come from.
#[derive(Clone, Default)]
pub struct Typeface {
    font: Option<Arc<[u8]>>,
}

/// A letter: its outline with the base line at zero and an em of 1, and how far it moves the pen.
pub(super) struct Glyph {
    pub(super) outline: BezPath,
    pub(super) advance: f64,
}

impl Typeface {
    /// The letters of a TrueType or OpenType font (of a collection, the first font).
    ///
    /// # Errors
    /// When the bytes are no font.
    pub fn from_bytes(font: &[u8]) -> Result<Self, PaperError> {
        FontRef::from_index(font, 0).map_err(|_| PaperError::NotAFont)?;
        Ok(Self { font: Some(Arc::from(font)) })
    }

    /// No font at hand: every letter becomes a few strokes that look like writing from afar.
    pub fn strokes() -> Self {
        Self::default()
    }

    pub(super) fn glyph(&self, letter: char) -> Glyph {
        self.drawn(letter).unwrap_or_else(|| invented(letter))
    }

    /// Whether the font has that letter; without a font, none.
    pub(super) fn writes(&self, letter: char) -> bool {
        self.drawn(letter).is_some()
    }

    /// Width of a line of words in em.
    pub(super) fn width(&self, words: &str) -> f64 {
        words.chars().map(|letter| self.glyph(letter).advance).sum()
    }

    fn drawn(&self, letter: char) -> Option<Glyph> {
        let font = FontRef::from_index(self.font.as_deref()?, 0).ok()?;
        let id = font.charmap().map(letter).filter(|id| id.to_u32() != 0)?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let em = f64::from(font.metrics(size, place).units_per_em).max(1.0);
        let advance = f64::from(font.glyph_metrics(size, place).advance_width(id)?);
        let mut pen = PathPen::default();
        font.outline_glyphs().get(id)?.draw(DrawSettings::unhinted(size, place), &mut pen).ok()?;
        // Fonts count upwards, pages downwards.
        let outline = Affine::scale_non_uniform(1.0 / em, -1.0 / em) * pen.0;
        Some(Glyph { outline, advance: advance / em })
    }
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Typeface({} bytes)", self.font.as_ref().map_or(0, |font| font.len()))
    }
}

/// Bars across and down in a square, always the same for the same letter.
fn invented(letter: char) -> Glyph {
    if letter.is_whitespace() {
        return Glyph { outline: BezPath::new(), advance: 0.4 };
    }
    let mut random = ChaCha8Rng::seed_from_u64(u64::from(u32::from(letter)));
    let wide = if letter.is_ascii() { 0.55 } else { 1.0 };
    let mut outline = BezPath::new();
    let mut bar = |left: f64, top: f64, right: f64, bottom: f64| {
        outline.extend(Rect::new(left * wide, top, right * wide, bottom).to_path(0.01));
    };
    let across = if letter.is_ascii() { 2 } else { random.random_range(3..=5) };
    for row in 0..across {
        let top = -0.78 + 0.8 * f64::from(row) / f64::from(across - 1).max(1.0);
        let left = random.random_range(0.08..0.25);
        bar(left, top, random.random_range(0.72..0.92), top + 0.085);
    }
    for _ in 0..if letter.is_ascii() { 1 } else { 2 } {
        let left = random.random_range(0.15..0.8);
        bar(left, random.random_range(-0.82..-0.5), left + 0.1, random.random_range(-0.2..0.08));
    }
    Glyph { outline, advance: wide }
}

/// Takes a font's strokes down as a path.
#[derive(Default)]
struct PathPen(BezPath);

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to((f64::from(ax), f64::from(ay)), (f64::from(bx), f64::from(by)), (f64::from(x), f64::from(y)));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
