//! Calls to the services outside that came to nothing: which call it was, and why. What it means for an order is decided elsewhere.

use serde::{Deserialize, Serialize};

/// What a service was asked to do for an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Where the paper's parcel is.
    InboundParcel,
    /// Where the certificate's parcel is.
    OutboundParcel,
    /// To make a code to pay by.
    PayCode,
    /// How an attempt to pay stands.
    PayLook,
    /// To give back what was paid.
    PayBack,
    /// To open a session for the legal person.
    ProofStart,
    /// How that session stands.
    ProofLook,
    /// A short message.
    Text,
    /// An e-mail.
    Mail,
    /// To issue or revoke a certificate.
    Enrol,
}

/// Why it came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outage {
    /// The service understood and said no.
    Refused,
    /// Later, it says.
    Busy,
    /// There is no way to it.
    Away,
    /// It gave no answer that can be believed.
    Unknown,
}
