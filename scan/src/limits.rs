//! What an upload may cost before anything is decoded: bytes, pixels, a side's length.

use serde::{Deserialize, Serialize};

/// Bounds on what is decoded at all. Memory at its peak is about nine bytes a pixel, fifteen for a PNG of 16 bits with transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Most bytes of a file; Telegram lets a bot download 20 MB.
    pub bytes: usize,
    /// Most pixels of a picture: an A4 page at 600 dpi has 35 million.
    pub pixels: u64,
    /// Longest side in pixels.
    pub side: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 * 1024 * 1024, pixels: 40_000_000, side: 16_000 }
    }
}
