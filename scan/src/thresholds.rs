//! Where a figure becomes a warning or a refusal. They live in `bot.toml`; the defaults are measured on synthetic pages, so expect to tune them on real ones
//! with `certdesk inspect`.

use serde::{Deserialize, Serialize};

use super::{Anchor, Sought};

/// Limits of every check. A refusal is kept for what a machine can be sure of; all else is a warning that the applicant can overrule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// Below this resolution (dpi of A4) a picture is refused: nothing on it can be read.
    pub dpi_refuse: f32,
    /// Below this resolution a warning. 300 is asked for; Telegram's photos have 109.
    pub dpi_warn: f32,
    /// JPEG pictures with a long side of at most this many pixels look like Telegram's photos: "send it as a file".
    pub photo_side: u32,
    /// Median edge width (pixels of a page 1,754 pixels high) above which it is blurred. Sharp scans have 1.6, phone photographs 2.2, pictures of 800
    /// pixels 2.6, pages that moved while they were scanned 4.4.
    pub edge_warn: f32,
    /// Median edge width above which nothing can be read.
    pub edge_refuse: f32,
    /// So many parts of the page, of 24, may be blurred while the rest is not: one alone may be a shadow's edge.
    pub blurred_parts: u16,
    /// Degrees of turn above which it is askew.
    pub skew_warn: f32,
    /// Brightness of the paper (0–255) below which it is too dark.
    pub white_warn: f32,
    /// Difference between ink and paper below which it is faint.
    pub contrast_warn: f32,
    /// Unevenness of the light (0–1) above which it was photographed, not scanned.
    pub uneven_warn: f32,
    /// Millimetres of the page that may be missing.
    pub cut_warn_mm: f32,
    /// Millimetres of a corner that may be missing: a page three degrees askew loses no more, and its margin is wider.
    pub corner_mm: f32,
    /// How far the proportions may be from A4's 1.414.
    pub aspect_warn: f32,
    /// Size of the print against the page's below which it was printed or copied smaller; printers that fit a page into their margins leave 0.94 and
    /// more.
    pub scale_warn: f32,
    /// How much more a page without a code must look like lines when it is turned by a quarter, to be taken for one that lies on its side: copies of
    /// identity cards have 0.6 at most upright, and 2.2 and more on their side.
    pub sideways_warn: f32,
    /// Share of red ink below which a page that needs a seal is taken for a grey copy.
    pub red_warn: f32,
    /// What is red and of this size may be a seal: see [`SealSizes`].
    pub seals: SealSizes,
    /// Share of a seal that must lie in its box.
    pub seal_inside: f32,
    /// Share of dark specks in a seal's box above which its ground is not clean.
    pub seal_specks: f32,
    /// Median edge width inside a seal above which it is smeared.
    pub seal_edge: f32,
    /// Share of a ring or frame below which a seal is not whole.
    pub seal_whole: f32,
    /// How red a seal's ink must be (0–1): fresh ink has 0.5 and more, and 0.4 after a photograph that Telegram compressed, which washes thin strokes
    /// out; a dry pad leaves 0.28 at most.
    pub seal_ink: f32,
    /// Share of ink on the signature's line that counts as a signature.
    pub signature_ink: f32,
}

/// Which red things are seals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SealSizes {
    /// Least and greatest width of a company's round seal in millimetres: ordinary ones have 38 to 45; room is left for a page that was not scanned
    /// at its size.
    pub round_mm: [f32; 2],
    /// Likewise of a person's square seal: ordinary ones have 18 to 22.
    pub square_mm: [f32; 2],
    /// Least share of a ring that makes a round seal.
    pub ring: f32,
    /// Least share of a frame that makes a square one.
    pub frame: f32,
}

impl Default for SealSizes {
    fn default() -> Self {
        Self { round_mm: [27.0, 62.0], square_mm: [12.0, 31.0], ring: 0.55, frame: 0.62 }
    }
}

impl Thresholds {
    /// What is looked for on a page by these.
    #[must_use]
    pub fn sought(&self) -> Sought {
        Sought { form: Anchor::default(), seals: self.seals, corner_mm: self.corner_mm }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            dpi_refuse: 50.0,
            dpi_warn: 140.0,
            photo_side: 1280,
            edge_warn: 4.0,
            edge_refuse: 10.0,
            blurred_parts: 1,
            skew_warn: 3.0,
            white_warn: 150.0,
            contrast_warn: 90.0,
            uneven_warn: 0.28,
            cut_warn_mm: 4.0,
            corner_mm: 8.0,
            aspect_warn: 0.12,
            scale_warn: 0.93,
            sideways_warn: 1.5,
            red_warn: 0.0006,
            seals: SealSizes::default(),
            seal_inside: 0.92,
            seal_specks: 0.012,
            seal_edge: 5.5,
            seal_whole: 0.75,
            seal_ink: 0.35,
            signature_ink: 0.006,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_refused_and_a_missing_one_has_its_default() {
        assert!(toml::from_str::<Thresholds>("dpi_wran = 3.0").is_err());
        let one = toml::from_str::<Thresholds>("dpi_warn = 200.0").unwrap();
        assert_eq!(one, Thresholds { dpi_warn: 200.0, ..Thresholds::default() });
    }
}
