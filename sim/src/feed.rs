//! The stream of everything that people can see change, numbered, for pages and for tests that wait.

use crate::world::{ChatKey, What};
use serde::Serialize;

/// One change in one chat.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Its number in this world, from 1 without gaps.
    pub seq: u64,
    /// Where.
    pub chat: ChatKey,
    /// What.
    #[serde(flatten)]
    pub what: What,
}
