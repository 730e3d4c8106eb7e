//! Who says that a person is who they claim to be: an identity provider over HTTPS, chosen in `bot.toml`, or nobody, and then a reviewer
//! compares a live video. What its word means for an order is decided elsewhere.
//!
//! The contract, which a provider's interface or a small adapter before it keeps. All bodies are JSON; every request, answer and
//! call-back carries `x-timestamp` (seconds since 1970) and `x-signature`, the lower-case hexadecimal HMAC-SHA256, under the shared
//! secret, of the timestamp, a line feed, and the body's bytes. A timestamp more than five minutes off is not believed.
//!
//! - `POST {url}/start` with `client`, `session` (the desk's own name for it: the same again is the same session), `name`, `id_type`
//!   (as on the forms), `id_number`, `lang` ("zh-CN" or "en"), `expires` (RFC 3339), `return_url`, `callback_url`. Answer 200 with
//!   `session` and `page`, the https address to which the person is sent.
//! - At its end the provider sends the person's browser to `return_url`, which means nothing by itself, and
//! - `POST {callback_url}` with `session` and `result`: "passed" or "failed". 204 is "understood"; anything else is sent again.
//! - `POST {url}/look` with `client` and `session`, where no call-back came. Answer 200 with `session` and `result`: "open", "passed",
//!   "failed" or "unknown".

mod demo;
mod remote;

pub use super::signed::{RemoteAt, signature};
pub use demo::Demo;
pub use remote::Remote;

use super::line::{Count, Failure, Manners};
use super::{CallBack, NotReady, Refused, Trial};
use crate::clock::Clock;
use crate::domain::proof::ProofStanding;
use crate::domain::rules::Lang;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// `[identity]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityAt {
    pub provider: Provider,
    /// Minutes that a session is good for.
    pub minutes: u32,
    pub remote: RemoteAt,
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Nobody: a live video and a reviewer.
    None,
    /// Over HTTPS, by the contract.
    Remote,
    Demo,
}

/// The provider that was chosen.
#[derive(Debug)]
pub enum Identity {
    None,
    Remote(Box<Remote>),
    Demo(Demo),
}

/// Whom a session is for.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub session: &'a str,
    pub name: &'a str,
    /// The kind of the document, in Chinese as on the forms.
    pub id_type: &'a str,
    pub id_number: &'a str,
    pub lang: Lang,
    pub expires: DateTime<Utc>,
    /// Where the person's browser goes at the end.
    pub back: &'a str,
}

/// What a call-back says, once it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub session: String,
    pub standing: ProofStanding,
}

impl Identity {
    /// Opens what the configuration chose; `address` is where the desk's web server is reached from outside.
    pub fn open(at: &IdentityAt, address: Option<&str>, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Remote => Self::Remote(Box::new(Remote::open(&at.remote, address, clock, manners)?)),
            Provider::Demo => Self::Demo(Demo::new(clock)),
        })
    }

    /// True where somebody is asked at all.
    #[must_use]
    pub fn proves(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Opens a session and gives the page for the person. The same session again is the same session.
    pub async fn begin(&self, subject: Subject<'_>) -> Result<String, Failure> {
        match self {
            Self::None => Err(Failure::Refused("no provider is configured".to_owned())),
            Self::Remote(remote) => remote.begin(subject).await,
            Self::Demo(demo) => Ok(demo.begin(subject)),
        }
    }

    /// How a session stands.
    pub async fn look(&self, session: &str) -> Result<ProofStanding, Failure> {
        match self {
            Self::None => Err(Failure::Refused("no provider is configured".to_owned())),
            Self::Remote(remote) => remote.look(session).await,
            Self::Demo(demo) => Ok(demo.look(session)),
        }
    }

    /// Reads a call-back: not a byte of it is believed before its signature is.
    pub fn notified(&self, back: CallBack<'_>) -> Result<Word, Refused> {
        match self {
            Self::Remote(remote) => remote.notified(back),
            Self::None | Self::Demo(_) => Err(Refused::NotServed),
        }
    }

    /// How often it was called, and how that went.
    #[must_use]
    pub fn count(&self) -> Option<Count> {
        match self {
            Self::Remote(remote) => Some(remote.count()),
            Self::None | Self::Demo(_) => None,
        }
    }

    /// Whether the provider can be spoken to with this secret, found out by asking after a session that nobody has.
    pub async fn try_out(&self) -> Result<Trial, Failure> {
        const SEEN: &str = "the provider was asked after a session that nobody has, and the signatures fit, both ways";
        match self {
            Self::None => Ok(Trial::NotChosen),
            Self::Remote(remote) => remote.look("certdesk-check").await.map(|_| Trial::Tried(SEEN.into())),
            Self::Demo(_) => Ok(Trial::DEMO),
        }
    }
}
