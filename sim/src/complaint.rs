//! What a bot did that Telegram would not have answered, or that a person would have noticed. Recording only.

use crate::clock::Millis;
use crate::world::UserId;
use serde::Serialize;

/// Something that should not have happened.
#[derive(Clone, Debug, Serialize)]
pub struct Complaint {
    /// When.
    pub at: Millis,
    /// Which bot, where it is known.
    pub bot: Option<UserId>,
    /// The method called, as it was written.
    pub method: String,
    /// What is wrong with it.
    pub what: String,
}
