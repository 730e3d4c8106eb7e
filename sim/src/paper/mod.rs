//! Paper: what happens to a form between the printer and the scanner.
//!
//! Prints a page of a PDF, presses seals on it, signs it, and scans it well or badly; also makes the papers that are
//! not forms (a business licence, an identity card). Everything follows from a seed, so a test can name a page and get
//! it again. Shared by the demo page and by tests that judge scans. Never knows a chat, a bot or an order.

mod camera;
mod canvas;
mod cards;
mod desk;
mod encode;
mod error;
mod glyphs;
mod ink;
mod licence;
mod optics;
mod profile;
mod scan;
mod seal;
mod sheet;
mod signature;

pub use cards::IdentityCard;
pub use desk::{Finish, Stamping};
pub use encode::{encode_jpeg, encode_png, thumbnail};
pub use error::PaperError;
pub use glyphs::Typeface;
pub use licence::Licence;
pub use profile::{FormKind, Impression, Mark};
pub use scan::{Degradation, MOST_STEPS, Scan};
pub use seal::{InkKind, Seal, SealShape};
pub use sheet::{At, Dpi, Sheet};
pub use signature::Signature;

/// An A4 page's width in millimetres (ISO 216).
pub const A4_WIDTH_MM: f64 = 210.0;
/// An A4 page's height in millimetres (ISO 216).
pub const A4_HEIGHT_MM: f64 = 297.0;
