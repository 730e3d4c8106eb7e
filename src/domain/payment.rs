//! Payments by a scanned code: the ways, the attempts that an order keeps, and how each stands. Which of them pays the order, and what
//! finance is told, is decided here; calling the provider is not.

use super::money::Fen;
use chrono::{DateTime, TimeDelta, Utc};
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
    Paid {
        amount: Fen,
        transaction: String,
    },
    Closed,
    Refunded,
}

/// What is odd about a payment: stated to finance, who decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// Another amount than is due; the order goes on when finance say so.
    Differs,
    /// The order takes no payment any more; it is given back.
    Late,
    /// The order was paid already.
    Double,
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
    /// How often the provider was asked after it, and when it is asked next.
    #[serde(default)]
    pub asked: u32,
    pub next_at: DateTime<Utc>,
    /// The provider was told to close it.
    #[serde(default)]
    pub closing: bool,
    /// The provider never said how it ended; finance were told.
    #[serde(default)]
    pub unclear: bool,
}

/// How long to wait before asking again: a call-back usually comes first.
#[must_use]
pub fn pause(asked: u32) -> TimeDelta {
    (0..asked.min(12)).fold(TimeDelta::seconds(20), |wait, _| (wait * 3 / 2).min(TimeDelta::minutes(30)))
}

impl Attempt {
    /// A code that was just made.
    #[must_use]
    pub fn begin(trade: String, way: PayWay, amount: Fen, now: DateTime<Utc>, lasts: TimeDelta) -> Self {
        let (expires, next_at) = (now + lasts, now + pause(0));
        let standing = Standing::NotThere;
        Self { trade, way, amount, opened: now, expires, standing, asked: 0, next_at, closing: false, unclear: false }
    }

    /// True while it may still be paid.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::NotThere | Standing::Open)
    }

    /// The provider is being asked.
    pub fn asking(&mut self, closing: bool, now: DateTime<Utc>) {
        self.closing |= closing;
        self.asked = self.asked.saturating_add(1);
        self.next_at = now + pause(self.asked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_half_an_hour() {
        assert_eq!((pause(0), pause(1)), (TimeDelta::seconds(20), TimeDelta::seconds(30)));
        assert!((1..100).all(|n| pause(n) >= pause(n - 1) && pause(n) <= TimeDelta::minutes(30)));
    }
}
