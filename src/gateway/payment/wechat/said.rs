//! What WeChat Pay says: the shapes of its answers and call-backs, and what each of its words means for the desk. Whether it was WeChat
//! that said it is found out beside this.

use crate::domain::money::Fen;
use crate::domain::payment::{Refund, Standing};
use crate::gateway::line::{Answer, Failure};
use serde::Deserialize;
use serde_json::Value;

/// A trade, as it is answered and told.
#[derive(Deserialize)]
pub(super) struct Transaction {
    pub(super) mchid: String,
    pub(super) out_trade_no: String,
    trade_state: String,
    #[serde(default)]
    transaction_id: String,
    #[serde(default)]
    amount: Option<Amount>,
}

#[derive(Deserialize)]
struct Amount {
    total: u64,
    #[serde(default = "yuan")]
    currency: String,
}

fn yuan() -> String {
    "CNY".to_owned()
}

/// A refund, as it is answered and, under the other name of its standing, told.
#[derive(Deserialize)]
pub(super) struct Refunding {
    pub(super) out_trade_no: String,
    pub(super) out_refund_no: String,
    #[serde(alias = "refund_status")]
    status: String,
    /// In call-backs alone.
    #[serde(default)]
    pub(super) mchid: Option<String>,
}

/// A call-back, and what is sealed in it.
#[derive(Deserialize)]
pub(super) struct Envelope {
    #[serde(default)]
    pub(super) event_type: String,
    pub(super) resource: Resource,
}

#[derive(Deserialize)]
pub(super) struct Resource {
    pub(super) algorithm: String,
    pub(super) ciphertext: String,
    #[serde(default)]
    pub(super) associated_data: String,
    pub(super) nonce: String,
}

pub(super) fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// An answer about something that is there.
pub(super) fn found(answer: &Answer) -> Result<&Answer, Failure> {
    if answer.status == 404 { Err(Failure::Refused(code(answer))) } else { Ok(answer) }
}

/// The provider says that it does not know the trade, and not only the address.
pub(super) fn is_not_there(answer: &Answer) -> bool {
    answer.status == 404 && matches!(coded(answer).as_str(), "ORDER_NOT_EXIST" | "ORDERNOTEXIST")
}

/// What the platform signs.
pub(super) fn signed_text(timestamp: &str, nonce: &str, body: &[u8]) -> Vec<u8> {
    [timestamp.as_bytes(), b"\n", nonce.as_bytes(), b"\n", body, b"\n"].concat()
}

/// The error's status and code: words of the provider's that name no person.
pub(super) fn code(answer: &Answer) -> String {
    let code = coded(answer);
    format!("status {} {}", answer.status.as_u16(), if code.is_empty() { "without a code" } else { &code })
}

/// The error's code, of what codes are made of.
pub(super) fn coded(answer: &Answer) -> String {
    let said: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let code = said.as_ref().and_then(|said| said["code"].as_str()).unwrap_or_default();
    // Capitals and nothing else: a digit could be of a telephone's number.
    code.chars().filter(|c| c.is_ascii_uppercase() || *c == '_').take(40).collect()
}

impl Transaction {
    /// None where the state is not documented.
    pub(super) fn standing(&self) -> Option<Standing> {
        Some(match self.trade_state.as_str() {
            "SUCCESS" => {
                let amount = self.amount.as_ref().filter(|amount| amount.currency == "CNY")?;
                Standing::Paid { amount: Fen(amount.total), transaction: self.transaction_id.clone() }
            }
            "NOTPAY" | "USERPAYING" | "PAYERROR" => Standing::Open,
            "CLOSED" | "REVOKED" => Standing::Closed,
            "REFUND" => Standing::Refunded,
            _ => return None,
        })
    }
}

impl Refunding {
    /// The same of a refund.
    pub(super) fn refund(&self) -> Option<Refund> {
        Some(match self.status.as_str() {
            "PROCESSING" => Refund::Underway,
            "SUCCESS" => Refund::Done,
            // The account that it came from takes nothing: the money stays with the provider until somebody sees to it there.
            "CLOSED" | "ABNORMAL" => Refund::Failed,
            _ => return None,
        })
    }
}
