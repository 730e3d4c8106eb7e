//! Any other provider of short messages with an HTTPS interface: one POST, described by the configuration. It cannot be asked what was
//! sent, so what is unknown stays unknown, and staff are told.

use super::Text;
use crate::clock::Clock;
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::{Kept, NotReady, address, sign};
use serde::Deserialize;

/// `[sms.template]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateAt {
    #[serde(default)]
    pub url: String,
    /// The value of the Authorization header; may be left out.
    #[serde(default)]
    pub authorization: Kept,
    /// "json" or "form": how values are escaped, and what the body is said to be.
    pub kind: BodyKind,
    /// The body, with {mobile}, {text} and {mark} where they belong.
    #[serde(default)]
    pub body: String,
    /// What an answer holds where the message was taken; empty where the status says it all.
    #[serde(default)]
    pub taken: String,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    Json,
    Form,
}

/// The interface, ready to send.
#[derive(Debug)]
pub struct Template {
    line: Line,
    at: TemplateAt,
}

impl Template {
    pub fn open(at: &TemplateAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        address::provider(&at.url, "sms.template.url")?;
        if !at.body.contains("{mobile}") || !at.body.contains("{text}") {
            return Err(NotReady::wrong("sms.template.body", "it must name {mobile} and {text}"));
        }
        let template = Self { line: Line::open("sms_template", clock, manners)?, at: at.clone() };
        template.authorization()?;
        Ok(template)
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn send(&self, text: Text<'_>) -> Result<(), Failure> {
        let body = self.body(text);
        let kind = match self.at.kind {
            BodyKind::Json => "application/json",
            BodyKind::Form => "application/x-www-form-urlencoded",
        };
        let authorization = self.authorization().map_err(|why| Failure::Refused(why.to_string()))?;
        let ask = |http: &reqwest::Client| {
            let request = http.post(&self.at.url).header("content-type", kind).body(body.clone());
            match &authorization {
                Some(secret) => request.header("authorization", secret),
                None => request,
            }
        };
        let read = |answer: Answer| {
            let taken = self.at.taken.is_empty() || String::from_utf8_lossy(&answer.body).contains(&self.at.taken);
            match answer.status.as_u16() {
                200..=299 if taken => Ok(()),
                code @ (200..=299 | 400..=499) => Err(Failure::Refused(format!("status {code}"))),
                code => Err(Failure::Unknown(format!("status {code}"))),
            }
        };
        self.line.call(Again::Unseen, ask, read).await
    }

    /// None where the provider wants none. One that cannot be read is no none: without it nothing is sent.
    fn authorization(&self) -> Result<Option<String>, NotReady> {
        match self.at.authorization.read("sms.template.authorization") {
            Ok(secret) => Ok(Some(secret)),
            Err(NotReady::Missing(_)) if self.at.authorization == Kept::default() => Ok(None),
            Err(why) => Err(why),
        }
    }

    fn body(&self, text: Text<'_>) -> String {
        let escaped = |value: &str| match self.at.kind {
            BodyKind::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            BodyKind::Form => sign::encode(value),
        };
        // The text last: it could hold what looks like another place.
        [("{mobile}", text.mobile.as_str()), ("{mark}", text.mark), ("{text}", text.words)]
            .into_iter()
            .fold(self.at.body.clone(), |body, (place, value)| body.replace(place, &escaped(value)))
    }
}
