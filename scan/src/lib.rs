//! What can be seen on an uploaded image: kind, size, sharpness, page, codes, seals; a judgement of it; and the way under the size limit. CPU only: no
//! clock, no randomness, no files, no words for people. Whose code it is and what the applicant is told is the desk's.

mod annotate;
mod bare;
mod code;
#[cfg(test)]
mod fixtures;
mod jpeg;
mod judge;
mod kind;
mod light;
mod limits;
mod look;
mod open;
mod page;
mod parts;
mod place;
mod report;
mod seal;
mod sharp;
mod shrink;
mod skew;
mod slip;
mod thresholds;
mod view;

use image::RgbImage;

pub use code::Code;
pub use jpeg::JpegFacts;
pub use judge::{Check, Expectation, Finding, Need, Verdict, judge};
pub use kind::FileKind;
pub use limits::Limits;
pub use open::{FileFacts, Trouble};
pub use place::{A4, Paper, Region, Spot};
pub use report::{Report, Seen};
pub use seal::{Seal, SealShape};
pub use shrink::{Shrunk, Step};
pub use slip::barcodes;
pub use thresholds::{SealSizes, Thresholds};

/// A form's own code: how its text begins, and where it stands on the paper in millimetres. From it come turn, scale and place of the whole page.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// First characters of the code's text.
    pub prefix: String,
    /// The code's square on the paper, in millimetres.
    pub area: Region,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { prefix: "CD1:".to_owned(), area: Region::of(162.0, 12.0, 30.0, 30.0) }
    }
}

/// What is looked for on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// A form's own code.
    pub form: Anchor,
    /// Seals of these sizes.
    pub seals: SealSizes,
    /// Millimetres of a corner that may be missing without the page being cut off.
    pub corner_mm: f32,
}

impl Default for Sought {
    fn default() -> Self {
        Thresholds::default().sought()
    }
}

/// An upload that has been looked at: the report, and the picture for making a smaller one or a marked one of it.
#[derive(Debug, Clone)]
pub struct Scan {
    /// What was seen.
    pub report: Report,
    /// The picture upright at its full size, and its view.
    pictures: Option<(RgbImage, RgbImage)>,
    /// What was looked for: a copy is held against it.
    seals: SealSizes,
}

/// Looks at an upload. Never fails and never panics, whatever the bytes: trouble is part of the report. Bounded by `limits` in memory; on two ordinary
/// cores a 300 dpi page takes some tenths of a second.
pub fn inspect(bytes: &[u8], limits: &Limits, sought: &Sought) -> Scan {
    let (file, picture) = open::open(bytes, limits);
    let looked = picture.and_then(|picture| look::look(picture, sought).ok_or(Trouble::Damaged));
    let (trouble, seen, pictures) = match looked {
        Ok((picture, view, seen)) => (None, Some(seen), Some((picture, view))),
        Err(trouble) => (Some(trouble), None, None),
    };
    Scan { report: Report { file, trouble, seen }, pictures, seals: sought.seals }
}

impl Scan {
    /// The picture as it is to be kept: at most `most` bytes, upright, without metadata. `bytes` is the upload this scan was made of. Nothing where
    /// there is no picture, or where even a tiny one would be larger.
    pub fn shrink(&self, bytes: &[u8], most: usize) -> Option<Shrunk> {
        let (picture, _) = self.pictures.as_ref()?;
        shrink::shrink(bytes, &self.report, picture, (most, &self.seals))
    }

    /// The upload as it came, every pixel of it, without what is no picture: notes, EXIF but for the orientation, previews, whatever was glued to it.
    /// A kind of file that cannot be left as it is becomes a PNG. Nothing where there is no picture. `bytes` is the upload this scan was made of.
    pub fn bare(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let (picture, _) = self.pictures.as_ref()?;
        bare::bare(bytes, &self.report, picture)
    }

    /// A small JPEG of the picture with what was found marked on it.
    pub fn annotate(&self, findings: &[Finding], thresholds: &Thresholds) -> Option<Vec<u8>> {
        let (_, view) = self.pictures.as_ref()?;
        annotate::annotate(view, self.report.seen.as_ref()?, findings, thresholds)
    }

    /// Share of dark or coloured pixels in a box of the paper (millimetres): whether something was written or stamped there.
    fn ink(&self, area: Region) -> Option<f32> {
        let (_, view) = self.pictures.as_ref()?;
        judge::ink(view, self.report.seen.as_ref()?.paper.region(area))
    }
}
