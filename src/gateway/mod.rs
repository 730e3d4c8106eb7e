//! The world beside Telegram. Files, so far: an enum for each kind of gateway, real and demo.

mod files;

pub use files::{FileError, Files};
