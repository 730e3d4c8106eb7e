//! The re-issuance desk of a certificate authority, in a chat. `ARCHITECTURE.md` is the map of its rooms.

#![warn(clippy::unwrap_used)]

pub mod conversation;
pub mod domain;
pub mod forms;
pub mod scan;
pub mod texts;
