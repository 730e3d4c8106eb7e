//! WeChat Pay (微信支付) v3, Native: requests signed with the merchant's key, answers and call-backs verified with the platform's,
//! the call-back's content opened with the key of API v3.

mod said;

use super::{Bill, CallBack, Notice, refund_number, trade_of_refund};
use crate::clock::Clock;
use crate::domain::calendar;
use crate::domain::money::Fen;
use crate::domain::payment::{Refund, Standing};
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Refused, Trial, address, sign};
use said::{Envelope, Refunding, Resource, Transaction, code, found, header, is_not_there, signed_text};
use serde::Deserialize;
use serde_json::json;

/// `[payment.wechat]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatAt {
    pub url: String,
    #[serde(default)]
    pub appid: String,
    #[serde(default)]
    pub mchid: String,
    /// The serial number of the merchant's certificate, and its private key (`apiclient_key.pem`).
    #[serde(default)]
    pub serial: String,
    #[serde(default)]
    pub private_key: Kept,
    /// The platform's public key and its id (`PUB_KEY_ID_…`).
    #[serde(default)]
    pub platform_id: String,
    #[serde(default)]
    pub platform_key: Kept,
    /// 32 characters.
    #[serde(default)]
    pub api_v3_key: Kept,
    /// Where this desk's web server is reached from outside.
    #[serde(default)]
    pub callback: String,
}

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Wechat {
    line: Line,
    url: String,
    appid: String,
    mchid: String,
    serial: String,
    signer: sign::Signer,
    platform_id: String,
    platform: sign::Verifier,
    api_v3_key: Kept,
    callback: String,
}

/// What is seen when WeChat is asked after a trade that nobody has.
const BOTH_SIGNED: &str = "WeChat Pay was asked after a trade that nobody has, and the signatures fit, both ways; api_v3_key is for its \
    call-backs and was not tried";
const ONE_SIGNED: &str = "WeChat Pay was asked after a trade that nobody has, and takes the merchant's signature; it did not sign that \
    answer, so platform_key was not tried, nor was api_v3_key";

/// Seconds that a signature is good for.
const WINDOW: u64 = 300;

impl Wechat {
    pub fn open(at: &WechatAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let private = at.private_key.read("payment.wechat.private_key")?;
        let platform = at.platform_key.read("payment.wechat.platform_key")?;
        if at.api_v3_key.read("payment.wechat.api_v3_key")?.len() != 32 {
            return Err(NotReady::wrong("payment.wechat.api_v3_key", "it has 32 characters"));
        }
        Ok(Self {
            line: Line::open("wechat", clock, manners)?,
            url: address::provider(&at.url, "payment.wechat.url")?.trim_end_matches('/').to_owned(),
            appid: given(&at.appid, "payment.wechat.appid")?,
            mchid: given(&at.mchid, "payment.wechat.mchid")?,
            serial: given(&at.serial, "payment.wechat.serial")?,
            signer: sign::Signer::read(&private)
                .ok_or_else(|| NotReady::wrong("payment.wechat.private_key", "not a private RSA key"))?,
            platform_id: given(&at.platform_id, "payment.wechat.platform_id")?,
            platform: sign::Verifier::read(&platform)
                .ok_or_else(|| NotReady::wrong("payment.wechat.platform_key", "not a public RSA key"))?,
            api_v3_key: at.api_v3_key.clone(),
            callback: address::outside(&at.callback, "payment.wechat.callback")?,
        })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn begin(&self, bill: Bill<'_>) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Code {
            code_url: String,
        }
        let expires = calendar::local(bill.expires).to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
        let body = json!({
            "appid": self.appid, "mchid": self.mchid, "description": bill.subject, "out_trade_no": bill.trade,
            "time_expire": expires, "notify_url": self.notify_url(),
            "amount": { "total": bill.amount.0, "currency": "CNY" },
        });
        let read = |answer: &Answer| found(self.believed(answer)?)?.json::<Code>().map(|code| code.code_url);
        self.call("POST", "/v3/pay/transactions/native", &body.to_string(), read).await
    }

    pub(super) async fn look(&self, trade: &str) -> Result<Standing, Failure> {
        let path = self.trade_at(trade);
        let read = |answer: &Answer| {
            let answer = self.believed(answer)?;
            if is_not_there(answer) {
                return Ok(Standing::NotThere);
            }
            let found: Transaction = found(answer)?.json()?;
            if found.out_trade_no != trade || found.mchid != self.mchid {
                return Err(Failure::Unknown("an answer about another trade".to_owned()));
            }
            found.standing().ok_or_else(|| Failure::Unknown("a state that is not documented".to_owned()))
        };
        self.call("GET", &path, "", read).await
    }

    fn trade_at(&self, trade: &str) -> String {
        format!("/v3/pay/transactions/out-trade-no/{}?mchid={}", sign::encode(trade), sign::encode(&self.mchid))
    }

    /// Asks after a trade that nobody has. That WeChat says so shows that it takes the merchant's signature; its own stands on that
    /// answer or not.
    pub(super) async fn try_out(&self, trade: &str) -> Result<Trial, Failure> {
        let read = |answer: &Answer| {
            let claims = answer.headers.contains_key("wechatpay-signature");
            match (is_not_there(answer), answer.status.as_u16()) {
                (true, _) if self.has_signed(answer) => Ok(Trial::Tried(BOTH_SIGNED.into())),
                (true, _) if claims => Err(Failure::Unknown("a signature that does not fit platform_key".to_owned())),
                (true, _) => Ok(Trial::Tried(ONE_SIGNED.into())),
                (false, 404) => Err(Failure::Refused(code(answer))),
                (false, _) => Err(Failure::Unknown(format!("an answer about no trade, {}", code(answer)))),
            }
        };
        self.call("GET", &self.trade_at(trade), "", read).await
    }

    pub(super) async fn close(&self, trade: &str) -> Result<(), Failure> {
        let path = format!("/v3/pay/transactions/out-trade-no/{}/close", sign::encode(trade));
        // 204 without a body, and signed all the same.
        let read = |answer: &Answer| {
            let answer = self.believed(answer)?;
            if is_not_there(answer) { Ok(()) } else { found(answer).map(|_| ()) }
        };
        self.call("POST", &path, &json!({ "mchid": self.mchid }).to_string(), read).await
    }

    pub(super) async fn refund(&self, trade: &str, amount: Fen) -> Result<Refund, Failure> {
        let body = json!({
            "out_trade_no": trade, "out_refund_no": refund_number(trade), "notify_url": self.notify_url(),
            "amount": { "refund": amount.0, "total": amount.0, "currency": "CNY" },
        });
        let read = |answer: &Answer| self.refund_in(answer, trade);
        self.call("POST", "/v3/refund/domestic/refunds", &body.to_string(), read).await
    }

    pub(super) async fn refunded(&self, trade: &str) -> Result<Refund, Failure> {
        let path = format!("/v3/refund/domestic/refunds/{}", sign::encode(&refund_number(trade)));
        self.call("GET", &path, "", |answer| self.refund_in(answer, trade)).await
    }

    /// How this trade's refund stands by an answer.
    fn refund_in(&self, answer: &Answer, trade: &str) -> Result<Refund, Failure> {
        let said: Refunding = found(self.believed(answer)?)?.json()?;
        if said.out_trade_no != trade || said.out_refund_no != refund_number(trade) {
            return Err(Failure::Unknown("an answer about another refund".to_owned()));
        }
        said.refund().ok_or_else(|| Failure::Unknown("a state that is not documented".to_owned()))
    }

    pub(super) fn notified(&self, back: CallBack<'_>) -> Result<Notice, Refused> {
        let header = |name: &str| (back.header)(name).ok_or(Refused::Signature);
        let (serial, timestamp) = (header("wechatpay-serial")?, header("wechatpay-timestamp")?);
        let (nonce, signed) = (header("wechatpay-nonce")?, header("wechatpay-signature")?);
        let seconds: i64 = timestamp.parse().map_err(|_| Refused::Stale)?;
        if back.now.timestamp().abs_diff(seconds) >= WINDOW {
            return Err(Refused::Stale);
        }
        if serial != self.platform_id || !self.platform.verifies(&signed_text(&timestamp, &nonce, back.body), &signed) {
            return Err(Refused::Signature);
        }
        let envelope: Envelope = serde_json::from_slice(back.body).map_err(|_| Refused::Unreadable)?;
        match envelope.event_type.split('.').next() {
            Some("TRANSACTION") => {
                let found: Transaction = self.opened(&envelope.resource).ok_or(Refused::Unreadable)?;
                self.is_mine(&found.mchid)?;
                let standing = found.standing().ok_or(Refused::Unreadable)?;
                Ok(Notice::Trade { trade: found.out_trade_no, standing })
            }
            Some("REFUND") => {
                let found: Refunding = self.opened(&envelope.resource).ok_or(Refused::Unreadable)?;
                self.is_mine(found.mchid.as_deref().unwrap_or_default())?;
                let refund = found.refund().ok_or(Refused::Unreadable)?;
                // One that somebody made in the provider's console has a number of its own, and may be of a part.
                let ours = trade_of_refund(&found.out_refund_no) == Some(&found.out_trade_no);
                Ok(if ours { Notice::Refund { trade: found.out_trade_no, refund } } else { Notice::Other })
            }
            _ => Ok(Notice::Other),
        }
    }

    fn is_mine(&self, mchid: &str) -> Result<(), Refused> {
        if mchid == self.mchid { Ok(()) } else { Err(Refused::Signature) }
    }

    fn notify_url(&self) -> String {
        format!("{}/callbacks/payment/wechat", self.callback)
    }

    fn opened<T: serde::de::DeserializeOwned>(&self, resource: &Resource) -> Option<T> {
        if resource.algorithm != "AEAD_AES_256_GCM" {
            return None;
        }
        let key = self.api_v3_key.read("payment.wechat.api_v3_key").ok()?;
        let closed = sign::from_base64(&resource.ciphertext)?;
        let (nonce, associated) = (resource.nonce.as_bytes(), resource.associated_data.as_bytes());
        let clear = sign::open_aes_256_gcm(key.as_bytes(), nonce, associated, &closed)?;
        serde_json::from_slice(&clear).ok()
    }

    /// Everything here may be said again: a trade, its closing and its refund are known by the desk's own numbers.
    async fn call<T>(
        &self,
        method: &'static str,
        path: &str,
        body: &str,
        read: impl Fn(&Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let address = format!("{}{path}", self.url);
        let ask = |http: &reqwest::Client| {
            let request = if method == "GET" { http.get(&address) } else { http.post(&address).body(body.to_owned()) };
            request
                .header("authorization", self.authorization(method, path, body))
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .header("user-agent", "certdesk")
        };
        let heard = |answer: Answer| match answer.status.as_u16() {
            200..=299 | 404 => read(&answer),
            500.. => Err(Failure::Unknown(code(&answer))),
            _ => Err(Failure::Refused(code(&answer))),
        };
        self.line.call(Again::Always, ask, heard).await
    }

    fn authorization(&self, method: &str, path: &str, body: &str) -> String {
        let timestamp = self.line.clock().now().timestamp();
        let nonce = format!("{:032X}", crate::clock::random());
        let signed = self.signer.sign(format!("{method}\n{path}\n{timestamp}\n{nonce}\n{body}\n").as_bytes());
        format!(
            "WECHATPAY2-SHA256-RSA2048 mchid=\"{}\",nonce_str=\"{nonce}\",timestamp=\"{timestamp}\",serial_no=\"{}\",signature=\"{signed}\"",
            self.mchid, self.serial
        )
    }

    /// An answer with the platform's signature on it, made a moment ago; another one says nothing.
    fn believed<'a>(&self, answer: &'a Answer) -> Result<&'a Answer, Failure> {
        let now = self.line.clock().now().timestamp();
        let fresh = header(answer, "wechatpay-timestamp").parse::<i64>().is_ok_and(|then| now.abs_diff(then) < WINDOW);
        match (self.has_signed(answer), fresh) {
            (true, true) => Ok(answer),
            (true, false) => Err(Failure::Unknown("an answer of another time".to_owned())),
            (false, _) => Err(Failure::Unknown("an answer without a valid signature".to_owned())),
        }
    }

    /// Whether the platform's signature is on an answer, by the key that the desk was given.
    fn has_signed(&self, answer: &Answer) -> bool {
        let header = |name: &str| header(answer, name);
        let text = signed_text(header("wechatpay-timestamp"), header("wechatpay-nonce"), &answer.body);
        header("wechatpay-serial") == self.platform_id && self.platform.verifies(&text, header("wechatpay-signature"))
    }
}
