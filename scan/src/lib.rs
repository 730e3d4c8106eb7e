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
pub use thresholds::Thresholds;

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

/// An upload that has been looked at: the report, and the picture for making a smaller one or a marked one of it.
#[derive(Debug, Clone)]
pub struct Scan {
    /// What was seen.
    pub report: Report,
    /// The picture upright at its full size, and its view.
    pictures: Option<(RgbImage, RgbImage)>,
}

/// Looks at an upload. Never fails and never panics, whatever the bytes: trouble is part of the report. Bounded by `limits` in memory; on two ordinary
/// cores a 300 dpi page takes some tenths of a second.
pub fn inspect(bytes: &[u8], limits: &Limits, anchor: &Anchor) -> Scan {
    let (file, picture) = open::open(bytes, limits);
    match picture {
        Err(trouble) => Scan { report: Report { file, trouble: Some(trouble), seen: None }, pictures: None },
        Ok(picture) => match look::look(picture, anchor) {
            Some((picture, view, seen)) => {
                Scan { report: Report { file, trouble: None, seen: Some(seen) }, pictures: Some((picture, view)) }
            }
            None => Scan { report: Report { file, trouble: Some(Trouble::Damaged), seen: None }, pictures: None },
        },
    }
}

impl Scan {
    /// The picture as it is to be kept: at most `most` bytes, upright, without metadata. `bytes` is the upload this scan was made of. Nothing where
    /// there is no picture, or where even a tiny one would be larger.
    pub fn shrink(&self, bytes: &[u8], most: usize) -> Option<Shrunk> {
        let (picture, _) = self.pictures.as_ref()?;
        shrink::shrink(bytes, &self.report, picture, most)
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
