//! Payments that a telephone makes by scanning a code: opened, looked up, closed, refunded, and told of by signed call-backs. An
//! enum of the real providers and one for the demo. Amounts are whole fen; what a payment means for an order is decided elsewhere.
//! Telegram Payments stand beside them: what is sent and heard there goes through the bot, and only the token of its provider is here.

mod alipay;
mod demo;
mod telegram;
mod wechat;

pub use alipay::{Alipay, AlipayAt};
pub use demo::Demo;
pub use telegram::{Telegram, TelegramAt};
pub use wechat::{Wechat, WechatAt};

pub use super::CallBack;
use super::line::{Count, Failure, Manners};
use super::{NotReady, Refused, Trial};
use crate::clock::Clock;
use crate::domain::money::Fen;
use crate::domain::payment::{PayWay, Refund, Standing};
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// A trade that is never opened.
const NOBODYS: &str = "certdesk_check";

/// `[payment]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentAt {
    /// The ways offered beside the bank transfer, in this order.
    #[serde(default)]
    pub ways: Vec<PayWay>,
    /// Minutes that a code is good for.
    pub minutes: u32,
    pub wechat: WechatAt,
    pub alipay: AlipayAt,
    #[serde(default)]
    pub telegram: TelegramAt,
}

/// A code to be made.
#[derive(Clone, Copy, Debug)]
pub struct Bill<'a> {
    /// The desk's own number of this attempt; it is the same however often it is sent.
    pub trade: &'a str,
    pub amount: Fen,
    /// What the payer reads: no personal data.
    pub subject: &'a str,
    pub expires: DateTime<Utc>,
}

/// The number of a trade's one refund, and the trade of such a number.
fn refund_number(trade: &str) -> String {
    format!("{trade}_r")
}

fn trade_of_refund(number: &str) -> Option<&str> {
    number.strip_suffix("_r")
}

/// What a call-back says, once it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// How a trade stands.
    Trade { trade: String, standing: Standing },
    /// How the refund of a trade stands.
    Refund { trade: String, refund: Refund },
    /// Something that is none of the desk's: acknowledged, so that it is not told again.
    Other,
}

/// One way to pay.
#[derive(Debug)]
pub enum Payment {
    /// A code is scanned.
    Code(Provider),
    /// An invoice in the chat is paid.
    Invoice(Telegram),
}

/// A provider whose codes are scanned, and that can be asked.
#[derive(Debug)]
pub enum Provider {
    Wechat(Box<Wechat>),
    Alipay(Box<Alipay>),
    Demo(Demo),
}

impl Payment {
    /// Opens a way that the configuration chose.
    pub fn open(way: PayWay, at: &PaymentAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        Ok(match way {
            PayWay::Wechat => Self::Code(Provider::Wechat(Box::new(Wechat::open(&at.wechat, clock, manners)?))),
            PayWay::Alipay => Self::Code(Provider::Alipay(Box::new(Alipay::open(&at.alipay, clock, manners)?))),
            PayWay::Demo => Self::Code(Provider::Demo(Demo::new(clock))),
            PayWay::Telegram => Self::Invoice(Telegram::open(&at.telegram)?),
        })
    }

    /// Reads a call-back, where the way has any.
    pub fn notified(&self, back: CallBack<'_>) -> Result<Notice, Refused> {
        match self {
            Self::Code(provider) => provider.notified(back),
            Self::Invoice(_) => Err(Refused::NotServed),
        }
    }

    /// How often its provider was called, and how that went.
    #[must_use]
    pub fn count(&self) -> Option<Count> {
        match self {
            Self::Code(provider) => provider.count(),
            Self::Invoice(_) => None,
        }
    }
}

impl Provider {
    /// Opens a trade and gives the text of its code. The same trade again is the same trade.
    pub async fn begin(&self, bill: Bill<'_>) -> Result<String, Failure> {
        match self {
            Self::Wechat(wechat) => wechat.begin(bill).await,
            Self::Alipay(alipay) => alipay.begin(bill).await,
            Self::Demo(demo) => Ok(demo.begin(bill)),
        }
    }

    /// How a trade stands.
    pub async fn look(&self, trade: &str) -> Result<Standing, Failure> {
        match self {
            Self::Wechat(wechat) => wechat.look(trade).await,
            Self::Alipay(alipay) => alipay.look(trade).await,
            Self::Demo(demo) => Ok(demo.look(trade)),
        }
    }

    /// Closes a trade that is not paid; closing it again changes nothing.
    pub async fn close(&self, trade: &str) -> Result<(), Failure> {
        match self {
            Self::Wechat(wechat) => wechat.close(trade).await,
            Self::Alipay(alipay) => alipay.close(trade).await,
            Self::Demo(demo) => {
                demo.close(trade);
                Ok(())
            }
        }
    }

    /// Gives back what was paid for a trade, all of it; asking again is the same refund.
    pub async fn refund(&self, trade: &str, amount: Fen) -> Result<Refund, Failure> {
        match self {
            Self::Wechat(wechat) => wechat.refund(trade, amount).await,
            Self::Alipay(alipay) => alipay.refund(trade, amount).await,
            Self::Demo(demo) => {
                demo.refund(trade);
                Ok(Refund::Done)
            }
        }
    }

    /// How the refund of a trade stands.
    pub async fn refunded(&self, trade: &str) -> Result<Refund, Failure> {
        match self {
            Self::Wechat(wechat) => wechat.refunded(trade).await,
            Self::Alipay(alipay) => alipay.refunded(trade).await,
            Self::Demo(demo) => Ok(demo.refunded(trade)),
        }
    }

    /// Reads a call-back: not a byte of it is believed before its signature is.
    pub fn notified(&self, back: CallBack<'_>) -> Result<Notice, Refused> {
        match self {
            Self::Wechat(wechat) => wechat.notified(back),
            Self::Alipay(alipay) => alipay.notified(back),
            Self::Demo(_) => Err(Refused::NotServed),
        }
    }

    fn count(&self) -> Option<Count> {
        match self {
            Self::Wechat(wechat) => Some(wechat.count()),
            Self::Alipay(alipay) => Some(alipay.count()),
            Self::Demo(_) => None,
        }
    }

    /// Whether the provider can be spoken to with these credentials, found out by looking up a trade that nobody has.
    pub async fn try_out(&self) -> Result<Trial, Failure> {
        match self {
            Self::Wechat(wechat) => wechat.try_out(NOBODYS).await,
            Self::Alipay(alipay) => alipay.try_out(NOBODYS).await,
            Self::Demo(_) => Ok(Trial::DEMO),
        }
    }
}
