//! Stamp, sign and scan in one go, the way a careful office does it, and the ways careless ones do. The names here are
//! the demo page's menu and a test's labels.

use super::{Degradation, FormKind, Impression, InkKind, Mark, Scan, Seal, Sheet, Signature, Typeface};
use image::RgbImage;
use serde::{Deserialize, Serialize};

/// How a page comes out of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// Stamped, signed, scanned in colour.
    Good,
    /// The page moved out of focus.
    Blurred,
    /// The page moved while it was scanned.
    Shaken,
    /// Nobody stamped it.
    NoSeal,
    /// Scanned in grey.
    GreyCopy,
    /// Stamped, copied in black and white, and the copy scanned in colour.
    PhotocopiedSeal,
    /// The pad was dry.
    FaintSeal,
    /// The seal sits on the printed code.
    SealOverCode,
    /// The lower part of the page is missing.
    Cropped,
    /// Photographed by telephone in uneven light.
    PhonePhoto,
    /// Scanned in the dark.
    Dark,
    /// A few degrees askew.
    Askew,
    /// Turned by a quarter.
    Sideways,
    /// Turned by half.
    UpsideDown,
    /// Saved at a third of the size.
    Small,
    /// Saved at a quality that shows every block.
    Blocky,
}

impl Finish {
    /// Every way, the good one first.
    pub const ALL: [Self; 16] = [
        Self::Good,
        Self::Blurred,
        Self::Shaken,
        Self::NoSeal,
        Self::GreyCopy,
        Self::PhotocopiedSeal,
        Self::FaintSeal,
        Self::SealOverCode,
        Self::Cropped,
        Self::PhonePhoto,
        Self::Dark,
        Self::Askew,
        Self::Sideways,
        Self::UpsideDown,
        Self::Small,
        Self::Blocky,
    ];

    /// What happens on top of a good scan.
    pub fn steps(self) -> Vec<Degradation> {
        match self {
            Self::Good | Self::NoSeal | Self::PhotocopiedSeal | Self::FaintSeal | Self::SealOverCode => Vec::new(),
            Self::Blurred => vec![Degradation::Blur { sigma_px: 4.5 }],
            Self::Shaken => vec![Degradation::MotionBlur { length_px: 14.0, degrees: 25.0 }],
            Self::GreyCopy => vec![Degradation::GreyCopy],
            Self::Cropped => vec![Degradation::Crop { left: 0.0, top: 0.0, right: 0.0, bottom: 0.34 }],
            Self::PhonePhoto => vec![
                Degradation::Perspective { strength: 0.12 },
                Degradation::UnevenLight { strength: 0.9 },
                Degradation::Blur { sigma_px: 0.9 },
                Degradation::Noise { sigma: 5.0 },
            ],
            Self::Dark => vec![Degradation::Exposure { gain: 0.36 }, Degradation::Noise { sigma: 7.0 }],
            Self::Askew => vec![Degradation::Skew { degrees: 7.0 }],
            Self::Sideways => vec![Degradation::Turn { quarters: 1 }],
            Self::UpsideDown => vec![Degradation::Turn { quarters: 2 }],
            Self::Small => vec![Degradation::Resize { longest_px: 800 }],
            Self::Blocky => vec![Degradation::Jpeg { quality: 7 }],
        }
    }

    fn ink(self) -> InkKind {
        match self {
            Self::PhotocopiedSeal => InkKind::Photocopy,
            Self::FaintSeal => InkKind::FaintRed,
            _ => InkKind::Red,
        }
    }
}

/// Who stamps and signs, with what, where.
#[derive(Clone, Debug)]
pub struct Stamping {
    /// The name on the company's seal.
    pub company: String,
    /// The legal person's name, for the square seal and the signature.
    pub legal_person: String,
    /// The agent's name, for their signature.
    pub agent: String,
    /// The letters of seals and signatures.
    pub typeface: Typeface,
    /// Impressions and their places; `None` for the usual ones of the form's last page.
    pub marks: Option<Vec<Mark>>,
    /// Equal seeds, equal scans.
    pub seed: u64,
}

impl Stamping {
    /// Stamps a page and scans it.
    pub fn scan(&self, sheet: Sheet, form: FormKind, finish: Finish) -> RgbImage {
        Scan::good(self.seed).then(finish.steps()).apply_to(self.stamped(sheet, form, finish))
    }

    /// The page as it lies on the desk: stamped and signed as the finish says, not yet scanned.
    pub fn stamped(&self, mut sheet: Sheet, form: FormKind, finish: Finish) -> RgbImage {
        if finish != Finish::NoSeal {
            self.press(&mut sheet, form, finish);
        }
        match finish {
            Finish::PhotocopiedSeal => Scan { steps: vec![Degradation::Photocopy], seed: self.seed }.apply(&sheet),
            _ => sheet.face().clone(),
        }
    }

    fn press(&self, sheet: &mut Sheet, form: FormKind, finish: Finish) {
        let usual = self.marks.as_deref().unwrap_or(form.marks());
        for (mark, turn) in usual.iter().zip(1_u64..) {
            let seed = self.seed.wrapping_mul(31).wrapping_add(turn);
            let at = if finish == Finish::SealOverCode && mark.what == Impression::CompanySeal {
                form.code()
            } else {
                mark.at
            };
            match mark.what {
                Impression::CompanySeal => {
                    sheet.stamp(&Seal::company(&self.company).pressed(seed).in_ink(finish.ink()), &self.typeface, at);
                }
                Impression::LegalSeal => {
                    sheet.stamp(
                        &Seal::legal_person(&self.legal_person).pressed(seed).in_ink(finish.ink()),
                        &self.typeface,
                        at,
                    );
                }
                Impression::Signature => sheet.sign(&Signature::of(&self.legal_person, seed), &self.typeface, at),
                Impression::AgentSignature => sheet.sign(&Signature::of(&self.agent, seed), &self.typeface, at),
            }
        }
    }
}
