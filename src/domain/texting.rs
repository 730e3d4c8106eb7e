//! Short messages: to whom of an order, about what, and how it came out. Costly, so they are counted; personal, so a journal keeps no
//! number.

use serde::{Deserialize, Serialize};

/// Who is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextTo {
    Agent,
    Recipient,
}

/// What about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// The certificate is on its way, with the waybill's number.
    Shipped,
    /// There is news in the chat, which does not take it.
    Notice,
}

/// How it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextOutcome {
    Sent,
    /// The day's limit for this person, or for all, is reached.
    Limited,
    Refused,
    /// Nobody took it within the desk's patience: it was not sent.
    GivenUp,
    /// Whether it went out is not known, and cannot be found out.
    Unknown,
}
