//! Invoices that a provider sends by itself, the finance department's system or an electronic-invoice platform with a small adapter before
//! it, chosen in `bot.toml`; with none, staff send them in the group. What becomes of one is decided elsewhere.
//!
//! The contract. The provider calls `POST https://DESK/callbacks/invoice`, in JSON, signed as `signed` says, with `client` (the provider's
//! name for the desk), `order` (the desk's number, eight digits), `invoice` (twenty digits), `amount` (in fen), `title` (the buyer's) and
//! `pdf` (the file in Base64; the whole body has 4 MiB at most). The answer is JSON, signed likewise, with `order`, `invoice` and `result`:
//!
//! - 200 "taken": kept, read by the desk and sent where its text agrees with the order; the same again is the same once.
//! - 200 "differs": kept, but the amount or the title is not the order's; finance are told, and nothing is sent unless they say so.
//! - 404 "`unknown_order`"; 409 "`not_now`": its certificate is not made yet, or it was ended; 409 "`other_pdf`": the invoice is there already
//!   with another PDF; 409 "`other_invoice`": another invoice was sent already; 422 "`no_pdf`". Nothing was kept or changed.
//!
//! Without a body: 401 is an unsigned or stale call, 400 one that cannot be read, 413 one that is too large, 503 "try again later, nothing
//! was changed".

use super::secret::given;
use super::signed::{is_strong, signature, vouched};
use super::{CallBack, Kept, NotReady, Refused, Trial, sign};
use crate::domain::line::Reference;
use crate::domain::money::Fen;
use crate::domain::order_number::OrderNumber;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The most bytes of a call.
pub const MOST: usize = 4 << 20;

/// The longest title, in characters.
const TITLE: usize = 200;

const SECRET: &str = "invoice.remote.secret";

/// `[invoice]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceAt {
    pub provider: Provider,
    pub remote: RemoteAt,
}

/// Who sends invoices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Staff, in the group.
    None,
    /// A provider as well, by the contract.
    Remote,
}

/// `[invoice.remote]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoteAt {
    #[serde(default)]
    pub client: String,
    #[serde(default)]
    pub secret: Kept,
}

/// The provider that was chosen.
#[derive(Debug)]
pub enum Invoicing {
    None,
    Remote(Remote),
}

/// A provider that keeps the contract of this file.
#[derive(Debug)]
pub struct Remote {
    client: String,
    secret: Kept,
}

/// An invoice as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub order: OrderNumber,
    pub number: Reference,
    pub amount: Fen,
    pub title: String,
    pub pdf: Bytes,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    Taken,
    Differs,
    UnknownOrder,
    NotNow,
    OtherPdf,
    OtherInvoice,
    NoPdf,
}

/// An answer with its signature.
#[derive(Clone, Debug)]
pub struct Answer {
    pub timestamp: String,
    pub signature: String,
    pub body: String,
}

#[derive(Deserialize)]
struct Said {
    client: String,
    order: String,
    invoice: String,
    amount: u64,
    title: String,
    pdf: String,
}

impl Invoicing {
    /// Opens what the configuration chose.
    pub fn open(at: &InvoiceAt) -> Result<Self, NotReady> {
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Remote => {
                is_strong(&at.remote.secret, SECRET)?;
                let client = given(&at.remote.client, "invoice.remote.client")?;
                Self::Remote(Remote { client, secret: at.remote.secret.clone() })
            }
        })
    }

    /// It speaks to the desk and is never spoken to.
    #[must_use]
    pub fn try_out(&self) -> Trial {
        match self {
            Self::None => Trial::NotChosen,
            Self::Remote(_) => {
                Trial::NotTryable("its provider calls the desk and is not called; the secret shows with its first call")
            }
        }
    }

    /// Reads a call: not a byte of it is believed before its signature is.
    pub fn notified(&self, back: CallBack<'_>) -> Result<Sent, Refused> {
        let Self::Remote(remote) = self else { return Err(Refused::NotServed) };
        vouched(&remote.secret, SECRET, back)?;
        let said: Said = serde_json::from_slice(back.body).map_err(|_| Refused::Unreadable)?;
        if said.client != remote.client {
            return Err(Refused::Signature);
        }
        said.read().ok_or(Refused::Unreadable)
    }

    /// An answer, signed now.
    pub fn answer(&self, now: DateTime<Utc>, sent: &Sent, result: Reception) -> Result<Answer, Refused> {
        let Self::Remote(remote) = self else { return Err(Refused::NotServed) };
        let secret = remote.secret.read(SECRET).map_err(|_| Refused::NotServed)?;
        let body =
            serde_json::json!({ "order": sent.order.as_str(), "invoice": sent.number.as_str(), "result": result });
        let (timestamp, body) = (now.timestamp().to_string(), body.to_string());
        Ok(Answer { signature: signature(&secret, &timestamp, body.as_bytes()), timestamp, body })
    }
}

impl Said {
    fn read(self) -> Option<Sent> {
        let is_number = self.invoice.len() == 20 && self.invoice.bytes().all(|b| b.is_ascii_digit());
        let is_title = self.title.chars().count() <= TITLE && !self.title.chars().any(char::is_control);
        Some(Sent {
            order: OrderNumber::parse(&self.order).ok()?,
            number: Reference::parse(&self.invoice).ok().filter(|_| is_number && is_title)?,
            amount: Fen(self.amount),
            title: self.title,
            pdf: Bytes::from(sign::from_base64(&self.pdf)?),
        })
    }
}
