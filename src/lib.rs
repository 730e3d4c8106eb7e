//! The re-issuance desk of a certificate authority, in a chat. `ARCHITECTURE.md` is the map of its rooms.

pub mod clock;
pub mod conversation;
pub mod desk;
pub mod domain;
pub mod forms;
pub mod gateway;
pub mod outbox;
pub mod scan;
pub mod store;
pub mod telegram;
pub mod texts;
