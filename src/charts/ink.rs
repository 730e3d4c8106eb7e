//! Pixels of a chart: filled boxes, and letters from the forms' font.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

/// White paper, three bytes a pixel.
pub(super) struct Sheet {
    width: u32,
    height: u32,
    pub(super) pixels: Vec<u8>,
}

impl Sheet {
    pub(super) fn blank(width: u32, height: u32) -> Self {
        let count = width as usize * height as usize * 3;
        Self { width, height, pixels: vec![255; count] }
    }

    /// A box from its upper left corner.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the sheet, which is small")]
    pub(super) fn fill(&mut self, (left, top): (f32, f32), (wide, high): (f32, f32), colour: [u8; 3]) {
        for y in top.max(0.0) as u32..(top + high).max(0.0) as u32 {
            for x in left.max(0.0) as u32..(left + wide).max(0.0) as u32 {
                self.blend(x, y, 1.0, colour);
            }
        }
    }

    /// Words from the left end of their base line.
    pub(super) fn write(&mut self, (mut x, y): (f32, f32), size: f32, words: &str, colour: [u8; 3]) {
        let Ok(font) = FontRef::new(crate::forms::typeface()) else { return };
        let (charmap, outlines) = (font.charmap(), font.outline_glyphs());
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        #[expect(clippy::cast_precision_loss, reason = "a width of some hundred pixels")]
        let end = self.width as f32;
        for letter in words.chars() {
            if x >= end {
                return;
            }
            let Some(id) = charmap.map(letter) else { continue };
            if let Some(glyph) = outlines.get(id) {
                let mut pen = Pen::of(size);
                let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                if glyph.draw(settings, &mut pen).is_ok() {
                    self.stamp(&pen, (x, y), colour);
                }
            }
            x += metrics.advance_width(id).unwrap_or(size);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "pixels of a small sheet"
    )]
    fn stamp(&mut self, pen: &Pen, (x, y): (f32, f32), colour: [u8; 3]) {
        let (left, top) = (x - pen.pad, y - pen.base);
        pen.raster.for_each_pixel_2d(|at_x, at_y, cover| {
            let (px, py) = (left + at_x as f32, top + at_y as f32);
            if px >= 0.0 && py >= 0.0 && cover > 0.02 {
                self.blend(px as u32, py as u32, cover.min(1.0), colour);
            }
        });
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two colours")]
    fn blend(&mut self, x: u32, y: u32, cover: f32, colour: [u8; 3]) {
        if x >= self.width || y >= self.height {
            return;
        }
        let at = (y as usize * self.width as usize + x as usize) * 3;
        for (old, new) in self.pixels[at..at + 3].iter_mut().zip(colour) {
            *old = (f32::from(*old) + (f32::from(new) - f32::from(*old)) * cover).round() as u8;
        }
    }
}

/// Takes a letter's outline down in a box around it; fonts count upwards, pictures downwards.
struct Pen {
    raster: Rasterizer,
    base: f32,
    pad: f32,
    begun: Point,
    last: Point,
}

impl Pen {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some dozens of pixels")]
    fn of(size: f32) -> Self {
        let side = (size * 2.0) as usize;
        let raster = Rasterizer::new(side, side);
        Self {
            raster,
            base: (size * 1.3).floor(),
            pad: (size * 0.4).floor(),
            begun: point(0.0, 0.0),
            last: point(0.0, 0.0),
        }
    }

    fn place(&self, x: f32, y: f32) -> Point {
        let side = self.base / 1.3 * 2.0 - 1.0;
        point((x + self.pad).clamp(0.0, side), (self.base - y).clamp(0.0, side))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.begun = self.place(x, y);
        self.last = self.begun;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.raster.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (by, to) = (self.place(cx, cy), self.place(x, y));
        self.raster.draw_quad(self.last, by, to);
        self.last = to;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (first, second, to) = (self.place(ax, ay), self.place(bx, by), self.place(x, y));
        self.raster.draw_cubic(self.last, first, second, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.last, self.begun);
        self.last = self.begun;
    }
}
