//! SF Express (顺丰) by its own open platform: the route query, with the three digests that its console offers. Other carriers'
//! numbers are none of its business.

use super::{Question, instant, silence};
use crate::clock::Clock;
use crate::domain::parcel::Carrier;
use crate::domain::tracking::{Milestone, Sighting, Silence, Step};
use crate::gateway::line::{Again, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Trial, address, sign};
use serde::Deserialize;

/// `[courier.sf]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SfAt {
    pub url: String,
    #[serde(default)]
    pub partner: String,
    #[serde(default)]
    pub check_word: Kept,
    pub digest: DigestMode,
}

/// How requests are signed, as chosen in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestMode {
    /// MD5 over the URL-encoded text.
    Standard,
    /// MD5 over the text.
    Simple,
    Sm3,
}

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Sf {
    line: Line,
    url: String,
    partner: String,
    check_word: Kept,
    digest: DigestMode,
}

#[derive(Deserialize)]
struct Outer {
    #[serde(default, rename = "apiResultCode")]
    code: String,
    /// JSON in a text.
    #[serde(default, rename = "apiResultData")]
    data: Option<String>,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(default)]
    success: bool,
    #[serde(default, rename = "errorCode")]
    code: String,
    #[serde(default, rename = "msgData")]
    data: Option<Routes>,
}

#[derive(Deserialize)]
struct Routes {
    #[serde(default, rename = "routeResps")]
    parcels: Vec<Parcel>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parcel {
    #[serde(default)]
    mail_no: String,
    #[serde(default)]
    routes: Vec<Route>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Route {
    #[serde(default)]
    accept_time: String,
    #[serde(default)]
    remark: String,
    #[serde(default)]
    op_code: String,
    #[serde(default)]
    first_status_name: Option<String>,
}

impl Sf {
    pub fn open(at: &SfAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        at.check_word.read("courier.sf.check_word")?;
        Ok(Self {
            line: Line::open("sf", clock, manners)?,
            url: address::provider(&at.url, "courier.sf.url")?,
            partner: given(&at.partner, "courier.sf.partner")?,
            check_word: at.check_word.clone(),
            digest: at.digest,
        })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn ask(&self, question: Question<'_>) -> Result<Sighting, Silence> {
        if question.waybill.carrier != Carrier::Sf {
            return Err(Silence::NotFollowed);
        }
        let inner = self.asked(question).await.map_err(|failure| silence(&failure))?;
        let parcels = inner.data.map(|data| data.parcels).unwrap_or_default();
        // An answer about another parcel says nothing of this one, however well it is meant.
        if !parcels.is_empty() && parcels.iter().all(|parcel| parcel.mail_no != question.waybill.number) {
            return Err(Silence::NoAnswer);
        }
        let ours = parcels.into_iter().find(|parcel| parcel.mail_no == question.waybill.number);
        let steps: Vec<Step> = ours.iter().flat_map(|parcel| &parcel.routes).filter_map(Route::step).collect();
        if steps.is_empty() { Err(Silence::NoRecord) } else { Ok(Sighting { steps }) }
    }

    pub(super) async fn try_out(&self, question: Question<'_>) -> Result<Trial, Failure> {
        self.asked(question).await?;
        Ok(Trial::Tried(
            "SF Express was asked after a number that nobody has, and takes the partner and the digest".into(),
        ))
    }

    async fn asked(&self, question: Question<'_>) -> Result<Inner, Failure> {
        let data = serde_json::json!({
            "language": "zh-CN", "trackingType": "1", "trackingNumber": [question.waybill.number], "methodType": "1",
            "checkPhoneNo": question.digits.unwrap_or_default(),
        })
        .to_string();
        let word = self.check_word.read("courier.sf.check_word").map_err(|why| Failure::Refused(why.to_string()))?;
        let ask = |http: &reqwest::Client| {
            let timestamp = self.line.clock().now().timestamp_millis().to_string();
            let request =
                uuid::Builder::from_random_bytes(crate::clock::random().to_be_bytes()).into_uuid().to_string();
            let body = sign::form([
                ("partnerID", self.partner.as_str()),
                ("requestID", &request),
                ("serviceCode", "EXP_RECE_SEARCH_ROUTES"),
                ("timestamp", &timestamp),
                ("msgDigest", &digest(self.digest, &data, &timestamp, &word)),
                ("msgData", &data),
            ]);
            http.post(&self.url).header("content-type", "application/x-www-form-urlencoded;charset=UTF-8").body(body)
        };
        self.line.call(Again::Unconnected, ask, |answer| answer.json::<Outer>()?.inner()).await
    }
}

impl Outer {
    /// What the answer holds, or what its codes mean.
    fn inner(self) -> Result<Inner, Failure> {
        match self.code.as_str() {
            "A1000" => {}
            // No permission, or a signature that does not fit: no other question will do better.
            code @ ("A1001" | "A1002" | "A1003" | "A1004" | "A1006") => {
                return Err(Failure::Refused(format!("code {code}")));
            }
            "A1005" => return Err(Failure::Busy("code A1005".to_owned())),
            _ => return Err(Failure::Unknown("a code that is not documented".to_owned())),
        }
        let inner: Option<Inner> = self.data.and_then(|text| serde_json::from_str(&text).ok());
        inner
            .filter(|inner| inner.success && inner.code == "S0000")
            .ok_or_else(|| Failure::Unknown("an answer that cannot be read".to_owned()))
    }
}

/// The digest of a request.
#[must_use]
fn digest(mode: DigestMode, data: &str, timestamp: &str, word: &str) -> String {
    let text = format!("{data}{timestamp}{word}");
    match mode {
        DigestMode::Standard => sign::base64(sign::md5(sign::encode_as_java(&text))),
        DigestMode::Simple => sign::base64(sign::md5(text)),
        DigestMode::Sm3 => hex::encode(sign::sm3(text)),
    }
}

impl Route {
    fn step(&self) -> Option<Step> {
        let milestone = self.first_status_name.as_deref().and_then(named).unwrap_or_else(|| coded(&self.op_code));
        instant(&self.accept_time).map(|at| Step::told(at, milestone, &self.remark))
    }
}

/// The status in words, where it decides.
fn named(status: &str) -> Option<Milestone> {
    Some(match status.trim() {
        "已揽收" | "已收件" => Milestone::Collected,
        "运送中" | "运输中" => Milestone::OnTheWay,
        "派送中" | "派件中" => Milestone::OutForDelivery,
        "待取件" => Milestone::ToBeFetched,
        "已签收" => Milestone::Delivered,
        "派送异常" | "派件异常" => Milestone::Failed,
        "退回中" | "已退回" => Milestone::Returning,
        _ => return None,
    })
}

fn coded(op: &str) -> Milestone {
    match op {
        "50" | "54" => Milestone::Collected,
        "44" => Milestone::OutForDelivery,
        "33" | "70" => Milestone::Failed,
        "80" | "8000" => Milestone::Delivered,
        "123" | "130" | "607" => Milestone::ToBeFetched,
        "648" => Milestone::Returning,
        _ => Milestone::OnTheWay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_operation_and_status_means_something() {
        for (codes, means) in [
            (&["50", "54"][..], Milestone::Collected),
            (&["30", "31", "3036", "99"], Milestone::OnTheWay),
            (&["44"], Milestone::OutForDelivery),
            (&["33", "70"], Milestone::Failed),
            (&["80", "8000"], Milestone::Delivered),
            (&["130", "123", "607"], Milestone::ToBeFetched),
            (&["648"], Milestone::Returning),
        ] {
            for code in codes {
                assert_eq!(coded(code), means, "{code}");
            }
        }
        for (status, means) in [
            ("已揽收", Milestone::Collected),
            ("运送中", Milestone::OnTheWay),
            ("派送中", Milestone::OutForDelivery),
            ("待取件", Milestone::ToBeFetched),
            ("已签收", Milestone::Delivered),
            ("派送异常", Milestone::Failed),
            ("退回中", Milestone::Returning),
        ] {
            assert_eq!(named(status), Some(means), "{status}");
        }
        assert_eq!(named("别的"), None, "then the operation tells");
    }

    #[test]
    fn the_three_digests_are_the_published_ones() {
        let data = r#"{"language":"zh-CN","orderId":"QIAO-20200618-004"}"#;
        let of = |mode| digest(mode, data, "12312334453453", "fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci");
        assert_eq!(of(DigestMode::Standard), "IIKJtuLVzoFTu4kHI8M8vA==");
        assert_eq!(of(DigestMode::Simple), "OwYXm3XG9fjHK7A+/t7Ckw==");
        assert_eq!(of(DigestMode::Sm3), "b05d21124eb6aedb3c6c99b1a37f9fc9a23a9898cb6a4b5df00d4402bda9081f");
    }
}
