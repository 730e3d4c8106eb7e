//! A sheet of paper, before any scanner has seen it: printed by a PDF, or drawn; then stamped and signed.

use super::{A4_HEIGHT_MM, A4_WIDTH_MM, PaperError, Seal, Signature, Typeface, ink};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{Rgb, RgbImage};

/// Longest side of a page that is rendered, in pixels: A3 at 300 dpi with room to spare.
const LONGEST_SIDE_PX: u32 = 6_000;
/// A PDF's own unit: 72 to the inch.
const POINTS_PER_INCH: f64 = 72.0;
const MM_PER_INCH: f64 = 25.4;

/// A resolution that office scanners offer, in dots per inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dpi {
    /// 150 dots per inch: the least at which a form is legible.
    D150,
    /// 200 dots per inch: what most scanners are set to.
    D200,
    /// 300 dots per inch: an archive's setting.
    D300,
}

impl Dpi {
    /// Dots per inch.
    pub const fn value(self) -> u32 {
        match self {
            Self::D150 => 150,
            Self::D200 => 200,
            Self::D300 => 300,
        }
    }

    /// The resolution of that value, if scanners offer it.
    pub const fn from_value(value: u32) -> Option<Self> {
        match value {
            150 => Some(Self::D150),
            200 => Some(Self::D200),
            300 => Some(Self::D300),
            _ => None,
        }
    }

    /// Pixels in a millimetre.
    pub fn px_per_mm(self) -> f64 {
        f64::from(self.value()) / MM_PER_INCH
    }
}

/// A place on a page, in millimetres from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct At {
    /// Millimetres to the right.
    pub x_mm: f64,
    /// Millimetres down.
    pub y_mm: f64,
}

impl At {
    /// That place.
    pub const fn mm(x_mm: f64, y_mm: f64) -> Self {
        Self { x_mm, y_mm }
    }
}

/// One side of a printed page.
#[derive(Clone, Debug)]
pub struct Sheet {
    face: RgbImage,
    dpi: Dpi,
}

impl Sheet {
    /// An empty white A4 page.
    pub fn blank(dpi: Dpi) -> Self {
        let scale = dpi.px_per_mm();
        let (width, height) = (px(A4_WIDTH_MM * scale), px(A4_HEIGHT_MM * scale));
        Self { face: RgbImage::from_pixel(width, height, Rgb([255; 3])), dpi }
    }

    /// Prints page `page` (counted from 1) of a PDF.
    ///
    /// # Errors
    /// When the bytes are no PDF, the page is not there, or it is of a size that no scanner takes.
    pub fn from_pdf(pdf: &[u8], page: usize, dpi: Dpi) -> Result<Self, PaperError> {
        let pdf = Pdf::new(pdf.to_vec()).map_err(|_| PaperError::NotAPdf)?;
        let pages = pdf.pages();
        let missing = || PaperError::NoSuchPage { asked: page, pages: pages.len() };
        let found = page.checked_sub(1).and_then(|index| pages.get(index)).ok_or_else(missing)?;
        let scale = f64::from(dpi.value()) / POINTS_PER_INCH;
        let (points_wide, points_high) = found.render_dimensions();
        let (width, height) = (px(f64::from(points_wide) * scale), px(f64::from(points_high) * scale));
        if width.min(height) < 16 || width.max(height) > LONGEST_SIDE_PX {
            return Err(PaperError::PageSize { width, height });
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a resolution of three digits fits a single-precision float"
        )]
        let scale = scale as f32;
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let pixmap =
            render(found, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        let pixels = pixmap.data().iter().flat_map(|dot| [dot.r, dot.g, dot.b]).collect();
        let face = RgbImage::from_raw(width, height, pixels).ok_or(PaperError::PageSize { width, height })?;
        Ok(Self { face, dpi })
    }

    /// A page that was drawn elsewhere in this room.
    pub(super) fn drawn(face: RgbImage, dpi: Dpi) -> Self {
        Self { face, dpi }
    }

    /// How many pages a PDF has.
    ///
    /// # Errors
    /// When the bytes are no PDF.
    pub fn pages(pdf: &[u8]) -> Result<usize, PaperError> {
        Pdf::new(pdf.to_vec()).map(|pdf| pdf.pages().len()).map_err(|_| PaperError::NotAPdf)
    }

    /// Presses a seal on the page, its middle at `at`. Ink multiplies: print below it stays legible.
    pub fn stamp(&mut self, seal: &Seal, typeface: &Typeface, at: At) {
        let mask = seal.impression(typeface, self.dpi);
        let middle = self.pixel(at);
        ink::press(&mut self.face, &mask, middle, seal.ink());
    }

    /// Signs by hand, the signature's middle at `at`.
    pub fn sign(&mut self, signature: &Signature, typeface: &Typeface, at: At) {
        let mask = signature.strokes(typeface, self.dpi);
        let middle = self.pixel(at);
        ink::press(&mut self.face, &mask, middle, signature.ink());
    }

    /// What the page looks like, dot by dot.
    pub fn face(&self) -> &RgbImage {
        &self.face
    }

    /// What the QR codes on the page say, as a telephone held over the clean print would read them.
    pub fn codes(&self) -> Vec<String> {
        let (width, height) = (self.face.width() as usize, self.face.height() as usize);
        // The red channel, in which a red seal over a code vanishes.
        let red = |x: usize, y: usize| self.face.as_raw()[(y * width + x) * 3];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, red);
        prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
    }

    /// The resolution it was printed at.
    pub fn dpi(&self) -> Dpi {
        self.dpi
    }

    fn pixel(&self, at: At) -> (f64, f64) {
        let scale = self.dpi.px_per_mm();
        (at.x_mm * scale, at.y_mm * scale)
    }
}

/// A length in pixels as a count of them; nonsense becomes zero, which every caller refuses or draws as nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and lengths are bounded")]
pub(super) fn px(length: f64) -> u32 {
    length.round().max(0.0) as u32
}
