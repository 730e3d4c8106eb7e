//! Why somebody could not do what they wanted.

use crate::photo::NotAPhoto;
use crate::world::Refusal;
use std::time::Duration;

/// Why a person's deed failed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The world does not allow it.
    #[error("not possible: {0:?}")]
    Refused(Refusal),
    /// There is no such bot, chat or person.
    #[error("there is no {0} in this world")]
    Unknown(String),
    /// There is no button like that.
    #[error("no button like {wanted:?}; there are: {there}")]
    NoSuchButton {
        /// What was looked for.
        wanted: String,
        /// What there was.
        there: String,
    },
    /// The awaited thing did not happen in time.
    #[error("nothing within {waited:?}; last seen: {last}")]
    Timeout {
        /// How long.
        waited: Duration,
        /// The last message in the chat.
        last: String,
    },
    /// Bytes that are no picture.
    #[error(transparent)]
    Photo(#[from] NotAPhoto),
    /// The world is being taken down.
    #[error("the world has ended")]
    Ended,
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
