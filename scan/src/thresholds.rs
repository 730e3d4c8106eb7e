//! Where a figure becomes a warning or a refusal. They live in `bot.toml`; the defaults are measured on synthetic pages, so expect to tune them on real ones
//! with `certdesk inspect`.

use serde::{Deserialize, Serialize};

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
    /// How far the proportions may be from A4's 1.414.
    pub aspect_warn: f32,
    /// Share of red ink below which a page that needs a seal is taken for a grey copy.
    pub red_warn: f32,
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

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            dpi_refuse: 50.0,
            dpi_warn: 140.0,
            photo_side: 1280,
            edge_warn: 4.0,
            edge_refuse: 10.0,
            skew_warn: 3.0,
            white_warn: 150.0,
            contrast_warn: 90.0,
            uneven_warn: 0.28,
            cut_warn_mm: 4.0,
            aspect_warn: 0.12,
            red_warn: 0.0006,
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
