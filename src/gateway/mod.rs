//! The world beside Telegram. Files, so far: an enum for each kind of gateway, real and demo.

mod files;
mod sealing;

pub use files::{Bucket, FileError, Files};
pub use sealing::FilesKey;
