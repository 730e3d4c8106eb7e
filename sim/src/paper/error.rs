//! What can go wrong with a piece of paper. One type, no panics; never a message for a person in a chat.

/// Why a page, a typeface or a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The bytes are no PDF that can be read (or an encrypted one).
    #[error("this is not a PDF that can be read")]
    NotAPdf,
    /// The PDF has fewer pages than asked for.
    #[error("the PDF has {pages} pages; there is no page {asked}")]
    NoSuchPage {
        /// The page asked for, counted from 1.
        asked: usize,
        /// How many pages there are.
        pages: usize,
    },
    /// A page so large or so small that no scanner would take it.
    #[error("a page of {width} × {height} pixels cannot be scanned")]
    PageSize {
        /// Width in pixels at the resolution asked for.
        width: u32,
        /// Height in pixels at the resolution asked for.
        height: u32,
    },
    /// The bytes are no TrueType or OpenType font.
    #[error("this is not a font that can be read")]
    NotAFont,
    /// The picture could not be encoded.
    #[error("the picture could not be encoded: {0}")]
    Encoding(String),
}
