//! Calls to the services outside that came to nothing: which call it was, and why. What it means for an order is decided elsewhere.

use super::tracking::Which;
use serde::{Deserialize, Serialize};

/// What a service was asked to do for an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Where the paper's parcel is.
    InboundParcel,
    /// Where the certificate's parcel is.
    OutboundParcel,
    /// To tell of each step of the paper's parcel.
    InboundSteps,
    /// To tell of each step of the certificate's parcel.
    OutboundSteps,
    /// To make a code to pay by.
    PayCode,
    /// How an attempt to pay stands.
    PayLook,
    /// To give back what was paid.
    PayBack,
    /// How a refund stands.
    RefundLook,
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

impl Call {
    /// Of which parcel a service was asked to tell each step.
    #[must_use]
    pub fn steps_of(self) -> Option<Which> {
        match self {
            Self::InboundSteps => Some(Which::Inbound),
            Self::OutboundSteps => Some(Which::Outbound),
            _ => None,
        }
    }
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
    /// It does nothing of the kind: another carrier's number.
    NotServed,
}

impl Outage {
    /// True where the service has said so itself, and not only been out of hearing.
    #[must_use]
    fn is_said(self) -> bool {
        matches!(self, Self::Refused | Self::NotServed)
    }
}

/// How a service last did what it was asked for an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCall {
    pub call: Call,
    /// Why it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Outage>,
}

impl LastCall {
    /// True where this outcome is another than the last: done, not reached for whatever reason, or a no of one kind or the other.
    #[must_use]
    pub fn differs(self, why: Option<Outage>) -> bool {
        match (self.why, why) {
            (Some(before), Some(now)) => before != now && (before.is_said() || now.is_said()),
            (before, now) => before.is_some() != now.is_some(),
        }
    }
}
