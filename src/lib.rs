//! The re-issuance desk of a certificate authority, in a chat. `ARCHITECTURE.md` is the map of its rooms.

pub mod conversation;
pub mod domain;
pub mod store;
pub mod texts;
