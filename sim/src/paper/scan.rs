//! A scan as a list of steps, each a thing that offices do to paper, applied in order. Knows no form and no seal.

use super::{Sheet, camera, encode, optics};
use image::RgbImage;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// Most steps that one scan takes; more is a mistake of the caller, and the rest is left undone.
pub const MOST_STEPS: usize = 32;

/// One thing that happens to a page between the desk and the file. Values beyond reason are brought back to the nearest
/// sensible one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Degradation {
    /// Paper is never pure white: 0 white to 1 recycled.
    PaperTint {
        /// How yellow.
        warmth: f64,
    },
    /// A scanner's lamp and lid: slightly darker to one side, a thin shadow along two edges.
    ScannerGlass,
    /// Laid on the glass askew, in degrees clockwise (at most 45 either way).
    Skew {
        /// Degrees clockwise.
        degrees: f64,
    },
    /// Laid on the glass sideways or upside down.
    Turn {
        /// Quarter turns clockwise, 0 to 3.
        quarters: u8,
    },
    /// Photographed from an angle, a desk around the page: 0 straight above to 0.3 far aside.
    Perspective {
        /// How far aside.
        strength: f64,
    },
    /// Out of focus.
    Blur {
        /// Standard deviation in dots (at most 20).
        sigma_px: f64,
    },
    /// Moved while the picture was taken.
    MotionBlur {
        /// Length of the movement in dots (at most 80).
        length_px: f64,
        /// Direction in degrees, 0 to the right.
        degrees: f64,
    },
    /// The sensor's noise.
    Noise {
        /// Standard deviation in steps of 255 (at most 60).
        sigma: f64,
    },
    /// Saved as JPEG and opened again.
    Jpeg {
        /// 1 to 100.
        quality: u8,
    },
    /// Sent as a Telegram photo: made small and compressed.
    TelegramPhoto {
        /// The longest side that is left, in dots; Telegram's clients send 1280.
        longest_px: u32,
    },
    /// Scanned in grey.
    GreyCopy,
    /// Copied in black and white, and the copy scanned: harder contrast, specks of toner.
    Photocopy,
    /// Printed by a printer that is short of toner: what is black is pale, the red of a seal stays.
    PaleToner {
        /// How much of the black is left: 0 to 1.
        left: f64,
    },
    /// The paper bulges: its lower part is out of focus.
    BlurredFoot {
        /// Standard deviation in dots (at most 20).
        sigma_px: f64,
        /// Where it begins, as a share of the height.
        from: f64,
    },
    /// Copied smaller, in the middle of a sheet of the same size.
    Reduced {
        /// How large: 0.3 to 1.
        share: f64,
    },
    /// Light from one side and a hand's shadow: 0 none to 1 half the page in the dark.
    UnevenLight {
        /// How strong.
        strength: f64,
    },
    /// Over- or underexposed: the light is multiplied.
    Exposure {
        /// 1 leaves it as it is; 0.4 is a dark room, 1.6 a window.
        gain: f64,
    },
    /// Not the whole page: shares of it that are missing at each side (at most 0.45).
    Crop {
        /// Share missing at the left.
        left: f64,
        /// Share missing at the top.
        top: f64,
        /// Share missing at the right.
        right: f64,
        /// Share missing at the bottom.
        bottom: f64,
    },
    /// Made smaller, or larger, after the scan.
    Resize {
        /// The longest side afterwards, in dots (16 to 6000).
        longest_px: u32,
    },
}

/// A scan: its steps, and the seed that every chance in them follows.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Scan {
    /// What happens to the page, in order; at most [`MOST_STEPS`] are taken.
    pub steps: Vec<Degradation>,
    /// Equal seeds and steps, equal pictures.
    pub seed: u64,
}

impl Scan {
    /// What an office scanner makes of a page: a hair askew, a little noise.
    pub fn good(seed: u64) -> Self {
        let turn = [-0.4, 0.3, 0.6, -0.2][usize::try_from(seed % 4).unwrap_or(0)];
        let steps = vec![
            Degradation::PaperTint { warmth: 0.25 },
            Degradation::Skew { degrees: turn },
            Degradation::ScannerGlass,
            Degradation::Blur { sigma_px: 0.5 },
            Degradation::Noise { sigma: 2.2 },
        ];
        Self { steps, seed }
    }

    /// The same scan with more done to it afterwards.
    #[must_use]
    pub fn then(mut self, steps: impl IntoIterator<Item = Degradation>) -> Self {
        self.steps.extend(steps);
        self
    }

    /// Scans a page.
    pub fn apply(&self, sheet: &Sheet) -> RgbImage {
        self.apply_to(sheet.face().clone())
    }

    /// Does the same to any picture.
    pub fn apply_to(&self, picture: RgbImage) -> RgbImage {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        self.steps.iter().take(MOST_STEPS).fold(picture, |picture, step| step.apply(picture, &mut random))
    }
}

impl Degradation {
    /// Does this one thing to a picture.
    pub fn apply(self, mut picture: RgbImage, random: &mut ChaCha8Rng) -> RgbImage {
        match self {
            Self::PaperTint { warmth } => optics::tint(&mut picture, bounded(warmth, 0.0, 1.0)),
            Self::ScannerGlass => optics::scanner_glass(&mut picture),
            Self::Skew { degrees } => return camera::rotate(&picture, bounded(degrees, -45.0, 45.0)),
            Self::Turn { quarters } => return camera::turn(&picture, quarters),
            Self::Perspective { strength } => {
                return camera::from_aside(&picture, bounded(strength, 0.0, 0.3), random);
            }
            Self::Blur { sigma_px } => return optics::blur(&picture, bounded(sigma_px, 0.0, 20.0)),
            Self::MotionBlur { length_px, degrees } => {
                return optics::motion(&picture, bounded(length_px, 0.0, 80.0), bounded(degrees, -360.0, 360.0));
            }
            Self::Noise { sigma } => optics::noise(&mut picture, bounded(sigma, 0.0, 60.0), random),
            Self::Jpeg { quality } => return encode::through_jpeg(picture, quality),
            Self::TelegramPhoto { longest_px } => {
                return encode::through_jpeg(camera::shrink(&picture, longest_px.clamp(16, 6_000)), 82);
            }
            Self::GreyCopy => optics::grey(&mut picture),
            Self::Photocopy => optics::photocopy(&mut picture, random),
            Self::PaleToner { left } => optics::pale(&mut picture, bounded(left, 0.0, 1.0)),
            Self::BlurredFoot { sigma_px, from } => {
                optics::blur_foot(&mut picture, bounded(sigma_px, 0.0, 20.0), bounded(from, 0.0, 1.0));
            }
            Self::Reduced { share } => return camera::reduced(&picture, bounded(share, 0.3, 1.0)),
            Self::UnevenLight { strength } => optics::uneven(&mut picture, bounded(strength, 0.0, 1.0), random),
            Self::Exposure { gain } => optics::expose(&mut picture, bounded(gain, 0.05, 4.0)),
            Self::Crop { left, top, right, bottom } => {
                let share = |value| bounded(value, 0.0, 0.45);
                return camera::crop(&picture, [share(left), share(top), share(right), share(bottom)]);
            }
            Self::Resize { longest_px } => return camera::resize(&picture, longest_px.clamp(16, 6_000)),
        }
        picture
    }
}

/// The nearest value between two; what is not a number becomes the lowest.
fn bounded(value: f64, least: f64, most: f64) -> f64 {
    if value.is_nan() { least } else { value.clamp(least, most) }
}
