//! Alipay (支付宝), precreate: every request signed with RSA2 over its sorted fields, every answer and call-back verified with
//! Alipay's key before it is read.

use super::{Bill, CallBack, Notice, refund_number};
use crate::clock::Clock;
use crate::domain::calendar;
use crate::domain::money::Fen;
use crate::domain::payment::{Refund, Standing};
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Refused, Trial, address, sign};
use chrono::{NaiveDateTime, TimeDelta};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// `[payment.alipay]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlipayAt {
    pub url: String,
    #[serde(default)]
    pub app_id: String,
    /// The application's private key, and Alipay's public one: PEM, or the bare Base64 that its console gives.
    #[serde(default)]
    pub private_key: Kept,
    #[serde(default)]
    pub alipay_key: Kept,
    /// Where this desk's web server is reached from outside.
    #[serde(default)]
    pub callback: String,
}

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Alipay {
    line: Line,
    url: String,
    app_id: String,
    signer: sign::Signer,
    alipay: sign::Verifier,
    callback: String,
}

/// How Alipay writes times.
const TIMES: &str = "%Y-%m-%d %H:%M:%S";

/// Alipay repeats a call-back for a day and an hour; older ones are nobody's.
const WINDOW: TimeDelta = TimeDelta::hours(26);

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    code: String,
    #[serde(default)]
    sub_code: String,
    #[serde(default)]
    out_trade_no: String,
    #[serde(default)]
    trade_no: String,
    #[serde(default)]
    qr_code: String,
    #[serde(default)]
    trade_status: String,
    #[serde(default)]
    total_amount: Value,
    #[serde(default)]
    fund_change: String,
    #[serde(default)]
    out_request_no: String,
    #[serde(default)]
    refund_status: String,
}

impl Alipay {
    pub fn open(at: &AlipayAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let private = at.private_key.read("payment.alipay.private_key")?;
        let public = at.alipay_key.read("payment.alipay.alipay_key")?;
        Ok(Self {
            line: Line::open("alipay", clock, manners)?,
            url: address::provider(&at.url, "payment.alipay.url")?,
            app_id: given(&at.app_id, "payment.alipay.app_id")?,
            signer: sign::Signer::read(&private)
                .ok_or_else(|| NotReady::wrong("payment.alipay.private_key", "not a private RSA key"))?,
            alipay: sign::Verifier::read(&public)
                .ok_or_else(|| NotReady::wrong("payment.alipay.alipay_key", "not a public RSA key"))?,
            callback: address::outside(&at.callback, "payment.alipay.callback")?,
        })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn begin(&self, bill: Bill<'_>) -> Result<String, Failure> {
        let expires = calendar::local(bill.expires).format(TIMES).to_string();
        let content = json!({
            "out_trade_no": bill.trade, "total_amount": bill.amount.to_string(), "subject": bill.subject, "time_expire": expires,
        });
        let said = self.call("alipay.trade.precreate", &content).await?.done()?;
        if said.out_trade_no != bill.trade || said.qr_code.is_empty() {
            return Err(Failure::Unknown("an answer about another trade".to_owned()));
        }
        Ok(said.qr_code)
    }

    pub(super) async fn look(&self, trade: &str) -> Result<Standing, Failure> {
        let said = self.call("alipay.trade.query", &json!({ "out_trade_no": trade })).await?;
        // Before the code is scanned there is no trade yet.
        if said.sub_code == "ACQ.TRADE_NOT_EXIST" {
            return Ok(Standing::NotThere);
        }
        let said = said.done()?;
        if said.out_trade_no != trade {
            return Err(Failure::Unknown("an answer about another trade".to_owned()));
        }
        let amount = said.total_amount.as_str().map_or_else(|| said.total_amount.to_string(), str::to_owned);
        standing(&said.trade_status, &amount, &said.trade_no)
            .ok_or_else(|| Failure::Unknown("a state that is not documented".to_owned()))
    }

    /// Asks after a trade that nobody has.
    pub(super) async fn try_out(&self, trade: &str) -> Result<Trial, Failure> {
        self.look(trade).await?;
        Ok(Trial::Tried("Alipay was asked after a trade that nobody has, and the signatures fit, both ways".into()))
    }

    pub(super) async fn close(&self, trade: &str) -> Result<(), Failure> {
        let said = self.call("alipay.trade.close", &json!({ "out_trade_no": trade })).await?;
        match said.sub_code.as_str() {
            // Nobody has scanned it, so there is nothing to close. It can still be scanned and paid, until its time is over.
            "ACQ.TRADE_NOT_EXIST" => Ok(()),
            _ => said.done().map(|_| ()),
        }
    }

    pub(super) async fn refund(&self, trade: &str, amount: Fen) -> Result<Refund, Failure> {
        let content = json!({
            "out_trade_no": trade, "refund_amount": amount.to_string(), "out_request_no": refund_number(trade),
        });
        let said = self.call("alipay.trade.refund", &content).await?.done()?;
        if said.out_trade_no != trade {
            return Err(Failure::Unknown("an answer about another trade".to_owned()));
        }
        // Without it the money has not moved, or had moved before: its own question says which.
        Ok(if said.fund_change == "Y" { Refund::Done } else { Refund::Underway })
    }

    pub(super) async fn refunded(&self, trade: &str) -> Result<Refund, Failure> {
        let number = refund_number(trade);
        let content = json!({ "out_trade_no": trade, "out_request_no": number });
        let said = self.call("alipay.trade.fastpay.refund.query", &content).await?.done()?;
        match said.refund_status.as_str() {
            "REFUND_SUCCESS" if said.out_trade_no == trade && said.out_request_no == number => Ok(Refund::Done),
            "REFUND_SUCCESS" => Err(Failure::Unknown("an answer about another refund".to_owned())),
            // Not there, or not there yet: it does not tell one from the other.
            _ => Ok(Refund::Underway),
        }
    }

    pub(super) fn notified(&self, back: CallBack<'_>) -> Result<Notice, Refused> {
        let text = std::str::from_utf8(back.body).map_err(|_| Refused::Unreadable)?;
        let fields = sign::form_pairs(text).ok_or(Refused::Unreadable)?;
        let field = |name: &str| fields.get(name).map(String::as_str).ok_or(Refused::Unreadable);
        let signed = fields.get("sign").ok_or(Refused::Signature)?;
        // Its page signs every field but these two, its own libraries leave out what is empty: either counts, if the signature is right.
        let unsigned = || fields.iter().filter(|(key, _)| *key != "sign" && *key != "sign_type");
        let verifies = |text: String| self.alipay.verifies(text.as_bytes(), signed);
        let believed =
            verifies(joined(unsigned())) || verifies(joined(unsigned().filter(|(_, value)| !value.is_empty())));
        if !believed || field("app_id")? != self.app_id {
            return Err(Refused::Signature);
        }
        let sent = NaiveDateTime::parse_from_str(field("notify_time")?, TIMES).map_err(|_| Refused::Unreadable)?;
        let sent = calendar::from_local(sent).ok_or(Refused::Unreadable)?;
        if (back.now - sent).abs() > WINDOW {
            return Err(Refused::Stale);
        }
        let (status, amount) = (field("trade_status")?, field("total_amount")?);
        let standing = standing(status, amount, field("trade_no")?).ok_or(Refused::Unreadable)?;
        Ok(Notice::Trade { trade: field("out_trade_no")?.to_owned(), standing })
    }

    /// Everything here may be said again: a trade, its closing and its refund are known by the desk's own numbers.
    async fn call(&self, method: &str, content: &Value) -> Result<Said, Failure> {
        let content = content.to_string();
        let ask = |http: &reqwest::Client| {
            let kind = "application/x-www-form-urlencoded;charset=utf-8";
            http.post(&self.url).header("content-type", kind).body(self.request(method, &content))
        };
        self.line.call(Again::Always, ask, |answer| self.believed(method, &answer)?.open()).await
    }

    /// What an answer says, once Alipay's signature on it was seen.
    fn believed(&self, method: &str, answer: &Answer) -> Result<Said, Failure> {
        let parts: HashMap<String, Box<RawValue>> = answer.json()?;
        let node = parts.get(&format!("{}_response", method.replace('.', "_"))).or_else(|| parts.get("error_response"));
        let signed: Option<String> = parts.get("sign").and_then(|raw| serde_json::from_str(raw.get()).ok());
        // The signature covers the very text of the node.
        let believed = node.zip(signed).filter(|(node, signed)| self.alipay.verifies(node.get().as_bytes(), signed));
        let Some((node, _)) = believed else {
            return Err(Failure::Unknown("an answer without a valid signature".to_owned()));
        };
        serde_json::from_str(node.get()).map_err(|_| Failure::Unknown("an answer that cannot be read".to_owned()))
    }

    /// The body of a request, with its time and its signature.
    fn request(&self, method: &str, content: &str) -> String {
        let now = calendar::local(self.line.clock().now()).format(TIMES).to_string();
        let notify = format!("{}/callbacks/payment/alipay", self.callback);
        let mut fields: BTreeMap<String, String> = [
            ("app_id", self.app_id.as_str()),
            ("biz_content", content),
            ("charset", "utf-8"),
            ("format", "JSON"),
            ("method", method),
            ("notify_url", &notify),
            ("sign_type", "RSA2"),
            ("timestamp", &now),
            ("version", "1.0"),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
        let signed = self.signer.sign(joined(fields.iter()).as_bytes());
        fields.insert("sign".to_owned(), signed);
        sign::form(fields.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }
}

/// `a=1&b=2`, sorted, values as they are: what is signed.
fn joined<'a>(fields: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    fields.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

fn standing(status: &str, amount: &str, transaction: &str) -> Option<Standing> {
    Some(match status {
        "WAIT_BUYER_PAY" => Standing::Open,
        "TRADE_SUCCESS" | "TRADE_FINISHED" => {
            Standing::Paid { amount: Fen::parse_yuan(amount)?, transaction: transaction.to_owned() }
        }
        "TRADE_CLOSED" => Standing::Closed,
        _ => return None,
    })
}

impl Said {
    /// The service itself fails: whether it did anything is open, and it is no answer to anything.
    fn open(self) -> Result<Self, Failure> {
        let failed = matches!(self.code.as_str(), "20000" | "") || self.sub_code.ends_with("SYSTEM_ERROR");
        if failed { Err(Failure::Unknown(self.codes())) } else { Ok(self) }
    }

    /// Words of the provider's that name no person: five digits, and letters. Other digits could be of a telephone's number.
    fn codes(&self) -> String {
        let is_code = self.code.len() == 5 && self.code.chars().all(|c| c.is_ascii_digit());
        let of_code = |c: &char| c.is_ascii_alphabetic() || "._-".contains(*c);
        let sub_code: String = self.sub_code.chars().filter(of_code).take(60).collect();
        format!("{} {sub_code}", if is_code { &self.code } else { "no code" })
    }

    /// What was asked for was done, or what the code says of it.
    fn done(self) -> Result<Self, Failure> {
        if self.code == "10000" { Ok(self) } else { Err(Failure::Refused(self.codes())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_code_nothing_is_repeated_that_could_be_a_number_of_somebodys() {
        for (said, codes) in [
            (json!({ "code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST" }), "40004 ACQ.TRADE_NOT_EXIST"),
            (json!({ "code": "40002", "sub_code": "isv.invalid-signature" }), "40002 isv.invalid-signature"),
            (json!({ "code": "13900139000", "sub_code": "梁法人 13900139000 11010519491231002X" }), "no code X"),
        ] {
            assert_eq!(serde_json::from_value::<Said>(said).unwrap().codes(), codes);
        }
    }
}
