//! What the certificate authority's own interface is told of an order, and how that came out.

use serde::{Deserialize, Serialize};

/// What it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The certificate that was made counts from now on.
    Issue,
    /// The one that it replaces counts no more.
    Revoke,
}

impl Act {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Revoke => "revoke",
        }
    }
}

/// How that came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enrolment {
    Done,
    /// It would not; nothing was done.
    Refused,
    /// It never said within the desk's patience; asking again finds out.
    Unknown,
}

/// The idempotency key of an act for the order's certificate at this place, from 0: the same however often it is asked for.
#[must_use]
pub fn key(order: &super::order_number::OrderNumber, act: Act, place: u16) -> String {
    format!("{}-{}-{}", order.as_str(), u32::from(place) + 1, act.code())
}
