//! Everything that was seen on an upload, as values: figures and places, no judgement.

use serde::Serialize;

use super::code::Code;
use super::open::{FileFacts, Trouble};
use super::place::{Paper, Region, Spot};
use super::seal::Seal;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The file.
    pub file: FileFacts,
    /// Why there is no picture.
    pub trouble: Option<Trouble>,
    /// The picture, where there is one.
    pub seen: Option<Seen>,
}

/// What was seen on the picture. Places are in pixels of the view: the picture turned upright, its long side 1,754 pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seen {
    /// Width of the picture in pixels, upright.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
    /// Width and height of the view.
    pub view: [u32; 2],
    /// Quarter turns clockwise that made it upright, beyond those of its EXIF.
    pub quarter_turns: u8,
    /// QR codes, as raw text.
    pub codes: Vec<Code>,
    /// Which of them is a form's own, so that the paper's place and scale are known from it.
    pub anchor: Option<usize>,
    /// Where the paper lies.
    pub paper: Paper,
    /// Pixels of the picture to an inch of paper: measured by the form's code, else taken from A4.
    pub dpi: f32,
    /// Millimetres by which the paper is cut off at its worst edge; known with a form's code only.
    pub cut_mm: Option<f32>,
    /// How large the print is against the page that fills the picture: below one it was printed or copied smaller. Known on a scan with a form's code.
    pub scale: Option<f32>,
    /// How much more the ink falls into lines when the page is turned by a quarter: above one they run up and down. Known where no code tells.
    pub sideways: Option<f32>,
    /// Long side over short side of the picture, or of the sheet on a photograph; A4 has 1.414.
    pub aspect: f32,
    /// The sheet's corners on a photograph; absent where the page fills the picture.
    pub sheet: Option<[Spot; 4]>,
    /// Degrees clockwise by which the lines are turned; absent on a page without lines.
    pub skew: Option<f32>,
    /// Median edge width in pixels of the view; absent without edges.
    pub edge_width: Option<f32>,
    /// Edge widths of parts of the page.
    pub tiles: Vec<(Region, f32)>,
    /// Brightness of the paper, 0 to 255.
    pub white: f32,
    /// From the ink to the paper.
    pub contrast: f32,
    /// How much darker the darkest part of the paper is than the brightest, 0 to 1.
    pub uneven: f32,
    /// Share of red ink.
    pub red: f32,
    /// There is no colour in it at all.
    pub grey: bool,
    /// Seals.
    pub seals: Vec<Seal>,
    /// Looks of the picture in 256 bits: near in bits is near in looks.
    pub likeness: [u64; 4],
}

impl Seen {
    /// The text of the form's own code.
    pub fn form_code(&self) -> Option<&str> {
        Some(self.codes.get(self.anchor?)?.text.as_str())
    }

    /// Bits in which the looks of two pictures differ, of 256. Up to 12 is the same picture, encoded or scaled anew.
    pub fn unlike(&self, other: &[u64; 4]) -> u32 {
        self.likeness.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}
