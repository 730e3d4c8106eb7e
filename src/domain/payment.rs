//! Payments by a scanned code: the ways, the attempts that an order keeps, and how each stands. Which of them pays the order, and what
//! finance is told, is decided here; calling the provider is not.

use super::money::Fen;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A way to pay by scanning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayWay {
    Wechat,
    Alipay,
    Demo,
}

impl PayWay {
    /// The stable name, for message ids and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::Demo => "demo",
        }
    }
}

/// How a trade stands with its provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// The provider does not know it.
    NotThere,
    /// Not paid yet.
    Open,
    Paid { amount: Fen, transaction: String },
    Closed,
    Refunded,
}

/// One attempt to pay an order by a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub trade: String,
    pub way: PayWay,
    pub amount: Fen,
    pub opened: DateTime<Utc>,
    pub expires: DateTime<Utc>,
    pub standing: Standing,
}
