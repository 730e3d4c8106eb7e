//! The re-issuance desk of a certificate authority, in a chat. `ARCHITECTURE.md` is the map of its rooms.

pub mod forms;
pub mod scan;
