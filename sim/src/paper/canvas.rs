//! Drawing in millimetres: paths, lines and words become dots. Knows no seal and no card.

use super::sheet::px;
use super::{Dpi, Typeface};
use hayro::kurbo::{Affine, BezPath, Cap, Join, Line, Rect, Shape, Stroke};
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::{Pixmap, RenderContext, Resources};
use image::RgbImage;

/// How finely curves are cut, in millimetres.
const TOLERANCE_MM: f64 = 0.01;

/// A colour of paint: red, green, blue, and how much of it covers (255 all).
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint(pub(super) u8, pub(super) u8, pub(super) u8, pub(super) u8);

/// Coverage by ink, dot by dot: 0 none, 255 all.
pub(super) struct Mask {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) cover: Vec<u8>,
}

/// A transparent drawing surface.
pub(super) struct Canvas {
    context: RenderContext,
    scale: f64,
}

impl Canvas {
    /// A surface of that size in millimetres.
    pub(super) fn sized(width_mm: f64, height_mm: f64, dpi: Dpi) -> Self {
        let scale = dpi.px_per_mm();
        let side = |mm: f64| u16::try_from(px(mm * scale)).unwrap_or(u16::MAX).max(1);
        Self { context: RenderContext::new(side(width_mm), side(height_mm)), scale }
    }

    /// Fills a path given in millimetres.
    pub(super) fn fill(&mut self, path: &BezPath, paint: Paint) {
        self.prepare(paint);
        self.context.fill_path(path);
    }

    /// Fills a simple shape given in millimetres.
    pub(super) fn fill_shape(&mut self, shape: &impl Shape, paint: Paint) {
        self.fill(&shape.to_path(TOLERANCE_MM), paint);
    }

    /// Draws along a shape with a pen `width_mm` wide.
    pub(super) fn stroke(&mut self, shape: &impl Shape, width_mm: f64, paint: Paint) {
        self.prepare(paint);
        self.context.set_stroke(Stroke::new(width_mm).with_caps(Cap::Round).with_join(Join::Round));
        self.context.stroke_path(&shape.to_path(TOLERANCE_MM));
    }

    /// A straight line between two places in millimetres.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), width_mm: f64, paint: Paint) {
        self.stroke(&Line::new(from, to), width_mm, paint);
    }

    /// Words on one line: `origin` is where the base line starts, `size_mm` the height of an em. Gives back the width.
    pub(super) fn text(
        &mut self,
        words: &str,
        typeface: &Typeface,
        origin: (f64, f64),
        size_mm: f64,
        paint: Paint,
    ) -> f64 {
        let mut x = origin.0;
        for letter in words.chars() {
            let glyph = typeface.glyph(letter);
            let place = Affine::translate((x, origin.1)) * Affine::scale(size_mm);
            self.fill(&(place * glyph.outline), paint);
            x += glyph.advance * size_mm;
        }
        x - origin.0
    }

    /// Words centred on `middle`.
    pub(super) fn centred(&mut self, words: &str, typeface: &Typeface, middle: (f64, f64), size_mm: f64, paint: Paint) {
        let width = typeface.width(words) * size_mm;
        self.text(words, typeface, (middle.0 - width / 2.0, middle.1), size_mm, paint);
    }

    /// A filled rectangle in millimetres: left, top, width, height.
    pub(super) fn block(&mut self, left: f64, top: f64, size: (f64, f64), paint: Paint) {
        self.fill_shape(&Rect::new(left, top, left + size.0, top + size.1), paint);
    }

    /// How much of each dot is covered, whatever the colour.
    pub(super) fn into_mask(self) -> Mask {
        let drawn = self.finish();
        let cover = drawn.data().iter().map(|dot| dot.a).collect();
        Mask { width: u32::from(drawn.width()), height: u32::from(drawn.height()), cover }
    }

    /// The drawing on white paper.
    pub(super) fn on_white(self) -> RgbImage {
        let drawn = self.finish();
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let over = |ink: u8, cover: u8| ink.saturating_add(255 - cover);
        let dots = drawn.data();
        RgbImage::from_fn(width, height, |x, y| {
            let dot = dots[(y * width + x) as usize];
            image::Rgb([over(dot.r, dot.a), over(dot.g, dot.a), over(dot.b, dot.a)])
        })
    }

    fn prepare(&mut self, paint: Paint) {
        self.context.set_transform(Affine::scale(self.scale));
        self.context.set_paint(AlphaColor::<Srgb>::from_rgba8(paint.0, paint.1, paint.2, paint.3));
    }

    fn finish(mut self) -> Pixmap {
        self.context.flush();
        let mut target = Pixmap::new(self.context.width(), self.context.height());
        self.context.render(&mut target, &mut Resources::new());
        target
    }
}
