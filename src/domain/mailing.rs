//! E-mail: about what of an order, and how it came out. A journal keeps no address.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// The invoice, as a PDF.
    Invoice,
    /// The certificate is on its way, with the waybill's number.
    Shipped,
    /// There is news in the chat, which does not take it.
    Notice,
}

/// How it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailOutcome {
    /// The server took it.
    Sent,
    /// The day's limit for this address, or for all, is reached.
    Limited,
    /// The server would not take it.
    Refused,
    /// Nobody took it within the desk's patience: it was not sent.
    GivenUp,
    /// Whether the server took it is not known.
    Unknown,
}

/// The last mailing of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailing {
    pub outcome: MailOutcome,
    pub at: DateTime<Utc>,
}
