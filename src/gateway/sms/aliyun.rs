//! Aliyun's SMS (阿里云短信, dysmsapi): `SendSms` and `QuerySendDetails`, signed with ACS3-HMAC-SHA256.

use super::{Before, Text};
use crate::clock::Clock;
use crate::domain::calendar;
use crate::domain::mobile::Mobile;
use crate::domain::texting::TextKind;
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Trial, address, sign};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

/// `[sms.aliyun]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AliyunAt {
    pub url: String,
    #[serde(default)]
    pub key_id: String,
    #[serde(default)]
    pub key_secret: Kept,
    /// The signature that was filed, and the templates: `number` and `waybill` are what they may name.
    #[serde(default)]
    pub sign_name: String,
    #[serde(default)]
    pub shipped: String,
    #[serde(default)]
    pub notice: String,
}

/// The interface, ready to send.
#[derive(Debug)]
pub struct Aliyun {
    line: Line,
    url: reqwest::Url,
    at: AliyunAt,
}

/// Details on a page, and how many pages of a day and days are looked through: Aliyun keeps a month.
const PAGE: u64 = 50;
const MOST_PAGES: u64 = 10;
const MOST_DAYS: TimeDelta = TimeDelta::days(30);

/// What the signature covers beside the query.
struct Head<'a> {
    host: &'a str,
    action: &'a str,
    version: &'a str,
    date: &'a str,
    nonce: &'a str,
}

const URL: &str = "sms.aliyun.url";

impl Aliyun {
    pub fn open(at: &AliyunAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        at.key_secret.read("sms.aliyun.key_secret")?;
        for (value, key) in [
            (&at.key_id, "sms.aliyun.key_id"),
            (&at.sign_name, "sms.aliyun.sign_name"),
            (&at.shipped, "sms.aliyun.shipped"),
            (&at.notice, "sms.aliyun.notice"),
        ] {
            given(value, key)?;
        }
        let url = address::provider(&at.url, URL)?.parse().map_err(|_| NotReady::wrong(URL, "no address"))?;
        Ok(Self { line: Line::open("aliyun_sms", clock, manners)?, url, at: at.clone() })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn send(&self, text: Text<'_>) -> Result<(), Failure> {
        let (template, fills) = match text.kind {
            TextKind::Shipped => (&self.at.shipped, json!({ "number": text.number, "waybill": text.waybill })),
            TextKind::Notice => (&self.at.notice, json!({ "number": text.number })),
        };
        let query = [
            ("OutId", text.mark),
            ("PhoneNumbers", text.mobile.as_str()),
            ("SignName", &self.at.sign_name),
            ("TemplateCode", template),
            ("TemplateParam", &fills.to_string()),
        ];
        self.call("SendSms", &query, Again::Unseen).await.map(|_| ())
    }

    /// Looks a message up by its mark: on each day on which it may have gone out, the newest first. What was sent just before midnight, or
    /// just after it, is found on its own day.
    pub(super) async fn sent(&self, text: Text<'_>, since: DateTime<Utc>) -> Result<Before, Failure> {
        let today = calendar::local(self.line.clock().now()).date_naive();
        let first = calendar::local(since).date_naive().min(today);
        let mut whole = today - first < MOST_DAYS;
        let days = std::iter::successors(Some(today), NaiveDate::pred_opt);
        for day in days.take_while(|day| *day >= first && today - *day < MOST_DAYS) {
            match self.sent_on(text, day).await? {
                Before::NotSent => {}
                Before::Untold => whole = false,
                Before::Sent => return Ok(Before::Sent),
            }
        }
        Ok(if whole { Before::NotSent } else { Before::Untold })
    }

    /// The same on one day, page by page.
    async fn sent_on(&self, text: Text<'_>, day: NaiveDate) -> Result<Before, Failure> {
        let (day, size) = (day.format("%Y%m%d").to_string(), PAGE.to_string());
        for page in 1..=MOST_PAGES {
            let page_number = page.to_string();
            let query = [
                ("CurrentPage", page_number.as_str()),
                ("PageSize", &size),
                ("PhoneNumber", text.mobile.as_str()),
                ("SendDate", &day),
            ];
            let said = self.call("QuerySendDetails", &query, Again::Always).await?;
            let Some(found) = said["SmsSendDetailDTOs"]["SmsSendDetailDTO"].as_array() else {
                return Err(Failure::Unknown("an answer that cannot be read".to_owned()));
            };
            // 2 is the state of a message that failed: it may be sent again.
            let is_it = |one: &Value| one["OutId"].as_str() == Some(text.mark) && one["SendStatus"].as_i64() != Some(2);
            if found.iter().any(is_it) {
                return Ok(Before::Sent);
            }
            if found.is_empty() || total(&said) <= page * PAGE {
                return Ok(Before::NotSent);
            }
        }
        Ok(Before::Untold)
    }

    /// Asks what a number of nobody's was sent.
    pub(super) async fn try_out(&self, now: DateTime<Utc>) -> Result<Trial, Failure> {
        let mobile = Mobile::parse("13000000000").map_err(|_| Failure::Refused("no such number".to_owned()))?;
        let text = Text {
            mobile: &mobile,
            kind: TextKind::Notice,
            mark: "certdesk-check",
            number: "",
            waybill: "",
            words: "",
        };
        self.sent(text, now).await?;
        Ok(Trial::Tried(
            "Aliyun was asked what was sent before, and takes the key; nothing was sent, so that it takes sign_name and the \
             templates was not seen"
                .into(),
        ))
    }

    async fn call(&self, action: &str, query: &[(&str, &str)], again: Again) -> Result<Value, Failure> {
        let secret =
            self.at.key_secret.read("sms.aliyun.key_secret").map_err(|why| Failure::Refused(why.to_string()))?;
        let query = sign::form(query.iter().copied());
        let host = match (self.url.host_str().unwrap_or_default(), self.url.port()) {
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        };
        let ask = |http: &reqwest::Client| {
            let date = self.line.clock().now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let nonce = format!("{:032x}", crate::clock::random());
            let head = Head { host: &host, action, version: "2017-05-25", date: &date, nonce: &nonce };
            let mut url = self.url.clone();
            url.set_path("/");
            url.set_query(Some(&query));
            let request = http.post(url).header("authorization", head.authorization(&query, &self.at.key_id, &secret));
            head.pairs().into_iter().skip(1).fold(request, |request, (name, value)| request.header(name, value))
        };
        self.line.call(again, ask, |answer| said(&answer)).await
    }
}

/// How many details there are in all; the interface writes it as a text.
fn total(said: &Value) -> u64 {
    let total = &said["TotalCount"];
    total.as_u64().or_else(|| total.as_str()?.parse().ok()).unwrap_or_default()
}

/// The code as it may stand in the log: `isv.DAY_LIMIT_CONTROL` or `SignatureDoesNotMatch`. What has another shape may be anything, a
/// number or a name, and is not repeated.
fn code(said: &Value) -> Option<&str> {
    let code = said["Code"].as_str().filter(|code| code.len() <= 60)?;
    let (first, rest) = code.split_once('.').unwrap_or((code, ""));
    let business = matches!(first, "isv" | "isp") && rest.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let named = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let common = first.starts_with(|c: char| c.is_ascii_uppercase()) && named(first) && rest.split('.').all(named);
    (business || common).then_some(code)
}

/// What an answer says, or what its code means.
fn said(answer: &Answer) -> Result<Value, Failure> {
    let said: Value = answer.json()?;
    let code = code(&said).unwrap_or("a code that is not documented").to_owned();
    match code.as_str() {
        "OK" => Ok(said),
        "isv.BUSINESS_LIMIT_CONTROL" => Err(Failure::Busy(code)),
        other if other.starts_with("Throttling") => Err(Failure::Busy(code)),
        other if other.starts_with("isv.") => Err(Failure::Refused(code)),
        other
            if other.starts_with("Signature") || other.starts_with("InvalidAccessKey") || other == "Forbidden.RAM" =>
        {
            Err(Failure::Refused(code))
        }
        _ => Err(Failure::Unknown(code)),
    }
}

/// Nothing is sent in the body.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

impl<'a> Head<'a> {
    /// The signed headers, in order; the host's is the client's own.
    fn pairs(&self) -> [(&'static str, &'a str); 6] {
        [
            ("host", self.host),
            ("x-acs-action", self.action),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", self.date),
            ("x-acs-signature-nonce", self.nonce),
            ("x-acs-version", self.version),
        ]
    }

    fn signature(&self, query: &str, secret: &str) -> String {
        let pairs = self.pairs();
        let headers = pairs.map(|(name, value)| format!("{name}:{value}\n")).concat();
        let canonical = format!("POST\n/\n{query}\n{headers}\n{}\n{EMPTY}", names(&pairs));
        let text = format!("ACS3-HMAC-SHA256\n{}", sign::sha256_hex(canonical));
        hex::encode(sign::hmac_sha256(secret.as_bytes(), text.as_bytes()))
    }

    fn authorization(&self, query: &str, key: &str, secret: &str) -> String {
        let (names, signature) = (names(&self.pairs()), self.signature(query, secret));
        format!("ACS3-HMAC-SHA256 Credential={key},SignedHeaders={names},Signature={signature}")
    }
}

fn names(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_signed_as_published() {
        let query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai";
        for (date, nonce, signature) in [
            (
                "2023-10-26T10:22:32Z",
                "3156853299f313e23d1673dc12e1703d",
                "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
            ),
            (
                "2023-10-26T09:01:01Z",
                "d410180a5abf7fe235dd9b74aca91fc0",
                "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804",
            ),
        ] {
            let head = Head {
                host: "ecs.cn-shanghai.aliyuncs.com",
                action: "RunInstances",
                version: "2014-05-26",
                date,
                nonce,
            };
            assert_eq!(head.signature(query, "YourAccessKeySecret"), signature, "{date}");
        }
    }
}
