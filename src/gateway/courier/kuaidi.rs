//! Kuaidi100 (快递100): the query signed with MD5, the subscription, and its signed call-back. Codes as in its documents; a number is
//! never asked for twice within half an hour, which is for the caller to keep to: here nothing is repeated that was seen.

use super::{Following, Pushed, Question, instant, silence};
use crate::clock::Clock;
use crate::domain::parcel::Carrier;
use crate::domain::tracking::{Milestone, Sighting, Silence, Step};
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Refused, Trial, address, sign};
use serde::Deserialize;

/// `[courier.kuaidi100]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KuaidiAt {
    /// The server of queries and subscriptions, and the one that tells a carrier from a number.
    pub url: String,
    pub detect_url: String,
    #[serde(default)]
    pub customer: String,
    #[serde(default)]
    pub key: Kept,
    /// What call-backs are signed with; any text.
    #[serde(default)]
    pub salt: Kept,
    /// Where this desk's web server is reached from outside; empty for no subscription.
    #[serde(default)]
    pub callback: String,
}

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Kuaidi {
    line: Line,
    url: String,
    detect_url: String,
    customer: String,
    key: Kept,
    salt: Option<String>,
    callback: String,
}

/// The answer to a query, and the last result in a call-back.
#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default)]
    result: Option<bool>,
    #[serde(default, rename = "returnCode")]
    code: String,
    #[serde(default)]
    nu: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    data: Vec<Scan>,
}

#[derive(Debug, Deserialize)]
struct Scan {
    #[serde(default)]
    time: String,
    #[serde(default)]
    ftime: String,
    #[serde(default)]
    context: String,
    #[serde(default, rename = "statusCode")]
    code: Option<String>,
}

#[derive(Deserialize)]
struct CallBack {
    #[serde(default)]
    status: String,
    #[serde(rename = "lastResult")]
    last: Said,
}

impl Kuaidi {
    pub fn open(at: &KuaidiAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        at.key.read("courier.kuaidi100.key")?;
        let (callback, salt) = if at.callback.trim().is_empty() {
            (String::new(), None)
        } else {
            let callback = address::outside(&at.callback, "courier.kuaidi100.callback")?;
            (callback, Some(at.salt.read("courier.kuaidi100.salt")?))
        };
        Ok(Self {
            line: Line::open("kuaidi100", clock, manners)?,
            url: address::provider(&at.url, "courier.kuaidi100.url")?.trim_end_matches('/').to_owned(),
            detect_url: address::provider(&at.detect_url, "courier.kuaidi100.detect_url")?,
            customer: given(&at.customer, "courier.kuaidi100.customer")?,
            key: at.key.clone(),
            salt,
            callback,
        })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn ask(&self, question: Question<'_>) -> Result<Sighting, Silence> {
        self.asked(question).await.map_err(|failure| silence(&failure))?
    }

    pub(super) async fn try_out(&self, question: Question<'_>) -> Result<Trial, Failure> {
        match self.asked(question).await? {
            Ok(_) | Err(Silence::NoRecord | Silence::WrongDigits) => Ok(Trial::Tried(
                "Kuaidi100 was asked after a number that nobody has, and takes the customer and the key; a subscription was not tried"
                    .into(),
            )),
            Err(_) => Err(Failure::Unknown("an answer about another parcel".to_owned())),
        }
    }

    /// What it says of a parcel, good or bad; a failure where it says nothing of it.
    async fn asked(&self, question: Question<'_>) -> Result<Result<Sighting, Silence>, Failure> {
        let com = self.carrier(question).await?;
        let mut param = serde_json::json!({ "com": com, "num": question.waybill.number, "resultv2": "4", "show": "0", "order": "desc" });
        if let Some(digits) = question.digits {
            param["phone"] = digits.into();
        }
        let (param, key) = (param.to_string(), self.secret()?);
        let signed = signature(&param, &key, &self.customer);
        let body = sign::form([("customer", self.customer.as_str()), ("sign", &signed), ("param", &param)]);
        self.post("/poll/query.do", &body, |said| said.of_parcel(&question.waybill.number)).await
    }

    pub(super) async fn subscribe(&self, question: Question<'_>, mark: &str) -> Result<Following, Failure> {
        let Some(salt) = self.salt_for(mark) else { return Ok(Following::NotOffered) };
        let key = self.secret()?;
        let mut parameters = serde_json::json!({
            "callbackurl": format!("{}/callbacks/courier/{mark}", self.callback), "salt": salt, "resultv2": "4",
        });
        if let Some(digits) = question.digits {
            parameters["phone"] = digits.into();
        }
        let mut param = serde_json::json!({ "number": question.waybill.number, "key": key });
        match code(question.waybill.carrier) {
            Some(com) => param["company"] = com.into(),
            None => parameters["autoCom"] = "1".into(),
        }
        param["parameters"] = parameters;
        let body = sign::form([("schema", "json"), ("param", &param.to_string())]);
        self.post("/poll", &body, Said::of_subscription).await
    }

    pub(super) fn pushed(&self, mark: &str, body: &[u8]) -> Result<Pushed, Refused> {
        let salt = self.salt_for(mark).ok_or(Refused::NotServed)?;
        let pairs = std::str::from_utf8(body).ok().and_then(sign::form_pairs).ok_or(Refused::Unreadable)?;
        let (param, signed) = pairs.get("param").zip(pairs.get("sign")).ok_or(Refused::Unreadable)?;
        let ours = hex::encode_upper(sign::md5(format!("{param}{salt}")));
        if !sign::same(ours.as_bytes(), signed.as_bytes()) {
            return Err(Refused::Signature);
        }
        let said: CallBack = serde_json::from_str(param).map_err(|_| Refused::Unreadable)?;
        // Whatever it says of its own watching, what counts is what it has of the parcel. It stops where it takes the parcel to have
        // arrived (shutdown), and where nothing was heard of it for days (abort).
        let (answer, ended) = (said.last.sighting(), matches!(said.status.as_str(), "shutdown" | "abort"));
        Ok(Pushed { number: said.last.nu, answer, ended })
    }

    /// Each parcel's call-backs are signed with a salt of their own: what was sent for one counts for no other.
    fn salt_for(&self, mark: &str) -> Option<String> {
        let salt = self.salt.as_ref()?;
        Some(hex::encode(&sign::hmac_sha256(salt.as_bytes(), mark.as_bytes())[..16]))
    }

    fn secret(&self) -> Result<String, Failure> {
        self.key.read("courier.kuaidi100.key").map_err(|why| Failure::Refused(why.to_string()))
    }

    /// The carrier's code; where the number does not tell, the provider does.
    async fn carrier(&self, question: Question<'_>) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Guess {
            #[serde(rename = "comCode")]
            code: String,
        }
        if let Some(code) = code(question.waybill.carrier) {
            return Ok(code.to_owned());
        }
        let query = sign::form([("num", question.waybill.number.as_str()), ("key", &self.secret()?)]);
        let address = format!("{}?{query}", self.detect_url);
        let read = |answer: Answer| {
            let guesses: Vec<Guess> = answer.json()?;
            guesses.into_iter().next().map(|guess| guess.code).ok_or_else(|| Failure::Unknown("no carrier".to_owned()))
        };
        self.line.call(Again::Always, |http| http.get(&address), read).await
    }

    async fn post<T>(&self, path: &str, body: &str, read: impl Fn(&Said) -> Result<T, Failure>) -> Result<T, Failure> {
        let address = format!("{}{path}", self.url);
        let kind = "application/x-www-form-urlencoded;charset=UTF-8";
        let ask = |http: &reqwest::Client| http.post(&address).header("content-type", kind).body(body.to_owned());
        self.line.call(Again::Unconnected, ask, |answer| read(&answer.json()?)).await
    }
}

/// The signature of a query.
#[must_use]
fn signature(param: &str, key: &str, customer: &str) -> String {
    hex::encode_upper(sign::md5(format!("{param}{key}{customer}")))
}

impl Said {
    /// The answer to a query.
    fn of_parcel(&self, number: &str) -> Result<Result<Sighting, Silence>, Failure> {
        let failed =
            self.result == Some(false) || (self.data.is_empty() && !self.code.is_empty() && self.code != "200");
        // An answer about another parcel says nothing of this one, however well it is meant; the provider is there all the same.
        if !failed && !self.nu.is_empty() && !self.nu.eq_ignore_ascii_case(number) {
            return Ok(Err(Silence::NoAnswer));
        }
        let heard = if failed { Err(refusal(&self.code)) } else { self.sighting() };
        match heard {
            Err(Silence::Refused) => Err(Failure::Refused(self.told_code())),
            Err(Silence::NoAnswer) => Err(Failure::Unknown(self.told_code())),
            heard => Ok(heard),
        }
    }

    /// The answer to a subscription: whether there will be call-backs.
    fn of_subscription(&self) -> Result<Following, Failure> {
        match self.code.as_str() {
            // A subscription that is there already is one.
            "200" | "501" => Ok(Following::Followed),
            // Carriers that it does not follow, or does not know: they are asked after.
            "701" | "702" => Ok(Following::NotThisCarrier),
            "600" | "601" | "700" => Err(Failure::Refused(self.told_code())),
            _ => Err(Failure::Unknown(self.told_code())),
        }
    }

    /// The code for the log: digits, and no words of anybody's.
    fn told_code(&self) -> String {
        let digits: String = self.code.chars().filter(char::is_ascii_digit).take(8).collect();
        if digits.is_empty() { "an answer that says nothing".to_owned() } else { format!("code {digits}") }
    }

    /// The steps, as far as they can be read. An answer with steps of which none can be read is no answer.
    fn sighting(&self) -> Result<Sighting, Silence> {
        // Something that says neither what it is about nor what is wrong is no answer.
        if self.nu.is_empty() && self.code.is_empty() {
            return Err(Silence::NoAnswer);
        }
        let mut steps = Vec::new();
        for (nth, told) in self.data.iter().enumerate() {
            let Some(at) = instant(&told.ftime).or_else(|| instant(&told.time)) else { continue };
            // The newest comes first; its own code may be missing where the parcel's state is given.
            let newest = (nth == 0).then_some(self.state.as_str());
            let said = told.code.as_deref().filter(|code| !code.is_empty()).or(newest).unwrap_or("0");
            steps.push(Step::told(at, milestone(said), &told.context));
        }
        if steps.is_empty() {
            Err(if self.data.is_empty() { Silence::NoRecord } else { Silence::NoAnswer })
        } else {
            Ok(Sighting { steps })
        }
    }
}

/// A code of its own for each carrier; `None` where the number must tell.
fn code(carrier: Carrier) -> Option<&'static str> {
    Some(match carrier {
        Carrier::Sf => "shunfeng",
        Carrier::Ems => "ems",
        Carrier::Jd => "jd",
        Carrier::Zto => "zhongtong",
        Carrier::Yto => "yuantong",
        Carrier::Sto => "shentong",
        Carrier::Yunda => "yunda",
        Carrier::Jt => "jtexpress",
        Carrier::Other => return None,
    })
}

fn milestone(code: &str) -> Milestone {
    match code {
        "101" | "102" => Milestone::Announced,
        "1" | "103" => Milestone::Collected,
        "5" => Milestone::OutForDelivery,
        "501" => Milestone::ToBeFetched,
        "3" | "301" | "302" | "303" | "304" => Milestone::Delivered,
        "4" => Milestone::Returned,
        "6" => Milestone::Returning,
        "14" => Milestone::Refused,
        "13" | "401" => Milestone::Trouble,
        // 疑难, and its finer codes.
        code if code == "2" || (code.len() == 3 && code.starts_with('2')) => Milestone::Trouble,
        _ => Milestone::OnTheWay,
    }
}

fn refusal(code: &str) -> Silence {
    match code {
        "408" => Silence::WrongDigits,
        "500" => Silence::NoRecord,
        "400" | "503" | "601" => Silence::Refused,
        _ => Silence::NoAnswer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_signed_as_published() {
        let param = r#"{"com":"shunfeng","num":"SF1234567890123","phone":"5678"}"#;
        assert_eq!(signature(param, "KEY", "CUSTOMER"), "BE3AB7248549A9EFAD5FBDA340B56D20");
    }

    #[test]
    fn every_documented_code_means_something() {
        for (codes, means) in [
            (&["101", "102"][..], Milestone::Announced),
            (&["1", "103"], Milestone::Collected),
            // On its way, changed hands, waiting for the customs, with them, past them; the finer codes of the same.
            (&["0", "7", "10", "11", "12", "1001", "1002", "1003"], Milestone::OnTheWay),
            (&["5"], Milestone::OutForDelivery),
            (&["501"], Milestone::ToBeFetched),
            (&["3", "301", "302", "303", "304"], Milestone::Delivered),
            (&["4"], Milestone::Returned),
            (&["6"], Milestone::Returning),
            (&["14"], Milestone::Refused),
            (&["2", "201", "205", "13", "401"], Milestone::Trouble),
        ] {
            for code in codes {
                assert_eq!(milestone(code), means, "{code}");
            }
        }
    }
}
