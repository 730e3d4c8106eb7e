//! Payments by a scanned code or by an invoice in the chat: the ways, the attempts that an order keeps, and how each stands. Which of
//! them pays the order, and what finance is told, is decided by the order; calling the provider is not the domain's.

use super::ids::UserId;
use super::money::Fen;
use super::rules::Lang;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A way to pay that is confirmed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayWay {
    Wechat,
    Alipay,
    Demo,
    /// An invoice of Telegram Payments.
    Telegram,
}

impl PayWay {
    /// The stable name, for message ids and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::Demo => "demo",
            Self::Telegram => "telegram",
        }
    }

    /// True where an invoice in the chat is paid and no code is scanned. Nobody can be asked how it stands, told to close it or to give
    /// the money back: Telegram asks before each payment and tells of it afterwards, and that is all it does.
    #[must_use]
    pub fn is_invoice(self) -> bool {
        self == Self::Telegram
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
    /// What was paid is on its way back; the provider is asked until it says that it is there.
    Refunding {
        amount: Fen,
        transaction: String,
        since: DateTime<Utc>,
    },
    Refunded,
}

/// How a refund stands with its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refund {
    /// Taken on, and not there yet.
    Underway,
    Done,
    /// The provider has ended it without giving anything back.
    Failed,
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
    /// It is no yuan; finance must see what it is worth.
    Currency,
}

/// One attempt to pay an order by a code or an invoice.
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
    /// The payments of an invoice that were told of: one invoice may be paid more than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<String>,
    /// The provider is being told to give back what was paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returning: bool,
    /// The provider did not give it back, and the applicant knows that finance see to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stuck: bool,
}

/// An amount as Telegram tells it: whole smallest units of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub units: u64,
    /// Three letters.
    pub currency: String,
}

impl Sum {
    /// The smallest unit of CNY is the fen; `None` where it is another currency.
    #[must_use]
    pub fn fen(&self) -> Option<Fen> {
        (self.currency == "CNY").then_some(Fen(self.units))
    }
}

/// Telegram asks whether somebody may pay an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// What the answer names.
    pub query: String,
    pub payer: UserId,
    /// What the payer's client is set to.
    pub lang: Lang,
    /// The attempt that the invoice says it is.
    pub trade: String,
    pub sum: Sum,
}

/// Telegram tells that an invoice was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The attempt that the invoice says it is.
    pub trade: String,
    pub sum: Sum,
    /// The payment's number at Telegram, and at the provider that has the money.
    pub telegram: String,
    pub provider: String,
}

impl Charge {
    /// The number by which finance find the money: the provider's, where it gave one.
    #[must_use]
    pub fn reference(&self) -> &str {
        if self.provider.is_empty() { &self.telegram } else { &self.provider }
    }
}

/// Why somebody may not pay now. Nothing was taken from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// Not a chat of the unit's whose order it is.
    Stranger,
    /// No such invoice.
    NotThere,
    /// The order is paid.
    Paid,
    /// The order takes no payment now, or not any more.
    NotAwaited,
    Expired,
    /// Another amount is due by now.
    Changed,
    /// A colleague is paying the same invoice at this moment.
    Busy,
    /// It could not be found out in time: nobody pays unchecked.
    Unchecked,
    /// Whatever was found out, Telegram was not told in time.
    Unanswered,
}

impl Hindrance {
    pub const ALL: [Self; 9] = [
        Self::Stranger,
        Self::NotThere,
        Self::Paid,
        Self::NotAwaited,
        Self::Expired,
        Self::Changed,
        Self::Busy,
        Self::Unchecked,
        Self::Unanswered,
    ];

    /// The stable name, for message ids and figures.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::NotThere => "not-there",
            Self::Paid => "paid",
            Self::NotAwaited => "not-awaited",
            Self::Expired => "expired",
            Self::Changed => "changed",
            Self::Busy => "busy",
            Self::Unchecked => "unchecked",
            Self::Unanswered => "unanswered",
        }
    }
}

/// How long to wait before asking again: a call-back usually comes first.
#[must_use]
pub fn pause(asked: u32) -> TimeDelta {
    (0..asked.min(12)).fold(TimeDelta::seconds(20), |wait, _| (wait * 3 / 2).min(TimeDelta::minutes(30)))
}

/// The same for a refund: banks take hours, some of them days.
#[must_use]
pub fn refund_pause(asked: u32) -> TimeDelta {
    (0..asked.min(12)).fold(TimeDelta::minutes(1), |wait, _| (wait * 2).min(TimeDelta::hours(6)))
}

/// So long after its end a provider that has never heard of a code may still hear of it: who has scanned it is paying.
pub const LINGERS: TimeDelta = TimeDelta::minutes(10);

impl Attempt {
    /// A code that was just made.
    #[must_use]
    pub fn begin(trade: String, way: PayWay, amount: Fen, now: DateTime<Utc>, lasts: TimeDelta) -> Self {
        let (expires, next_at) = (now + lasts, now + pause(0));
        let standing = Standing::NotThere;
        Self {
            trade,
            way,
            amount,
            opened: now,
            expires,
            standing,
            asked: 0,
            next_at,
            closing: false,
            unclear: false,
            charges: Vec::new(),
            returning: false,
            stuck: false,
        }
    }

    /// True while it may still be paid.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::NotThere | Standing::Open)
    }

    /// True while what was paid is on its way back.
    #[must_use]
    pub fn is_refunding(&self) -> bool {
        matches!(self.standing, Standing::Refunding { .. })
    }

    /// What was paid and has not arrived back.
    #[must_use]
    pub fn received(&self) -> Option<Fen> {
        match self.standing {
            Standing::Paid { amount, .. } | Standing::Refunding { amount, .. } => Some(amount),
            _ => None,
        }
    }

    /// The provider is being asked.
    pub fn asking(&mut self, closing: bool, now: DateTime<Utc>) {
        self.closing |= closing;
        self.asked = self.asked.saturating_add(1);
        self.next_at = now + if self.is_refunding() { refund_pause(self.asked) } else { pause(self.asked) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_half_an_hour() {
        assert_eq!((pause(0), pause(1)), (TimeDelta::seconds(20), TimeDelta::seconds(30)));
        assert!((1..100).all(|n| pause(n) >= pause(n - 1) && pause(n) <= TimeDelta::minutes(30)));
        assert_eq!(refund_pause(0), TimeDelta::minutes(1));
        assert!((1..100).all(|n| refund_pause(n) >= refund_pause(n - 1) && refund_pause(n) <= TimeDelta::hours(6)));
    }
}
