//! A provider that keeps the contract of this room: requests signed, answers and call-backs believed only with their signature on them.
//! The person's name and number go to the provider and nowhere else.

use super::{Subject, Word};
use crate::clock::Clock;
use crate::domain::proof::ProofStanding;
use crate::gateway::line::{Again, Answer, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{CallBack, Kept, NotReady, Refused, sign};
use chrono::SecondsFormat;
use serde::Deserialize;
use serde_json::json;

/// Seconds that a signature is good for.
const WINDOW: i64 = 300;

/// The fewest characters of the shared secret.
const SECRET: usize = 32;

/// `[identity.remote]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoteAt {
    #[serde(default)]
    pub url: String,
    /// Who the desk is at the provider.
    #[serde(default)]
    pub client: String,
    #[serde(default)]
    pub secret: Kept,
}

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Remote {
    line: Line,
    url: String,
    client: String,
    secret: Kept,
    callback: String,
}

#[derive(Deserialize)]
struct Begun {
    session: String,
    page: String,
}

#[derive(Deserialize)]
struct Said {
    session: String,
    result: Outcome,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Open,
    Unknown,
    Passed,
    Failed,
}

/// What stands in `x-signature`.
#[must_use]
pub fn signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let text = [timestamp.as_bytes(), b"\n", body].concat();
    hex::encode(sign::hmac_sha256(secret.as_bytes(), &text))
}

impl Remote {
    pub fn open(at: &RemoteAt, address: Option<&str>, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let url = given(&at.url, "identity.remote.url")?.trim_end_matches('/').to_owned();
        if !is_private(&url) {
            return Err(NotReady::wrong("identity.remote.url", "it must begin with https://"));
        }
        if at.secret.read("identity.remote.secret")?.len() < SECRET {
            return Err(NotReady::wrong("identity.remote.secret", "it must have 32 characters at least"));
        }
        let address = address.ok_or(NotReady::Missing("web.address"))?;
        Ok(Self {
            line: Line::open("identity", clock, manners)?,
            url,
            client: given(&at.client, "identity.remote.client")?,
            secret: at.secret.clone(),
            callback: format!("{address}/callbacks/identity"),
        })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    pub(super) async fn begin(&self, subject: Subject<'_>) -> Result<String, Failure> {
        let body = json!({
            "client": self.client, "session": subject.session, "name": subject.name, "id_type": subject.id_type,
            "id_number": subject.id_number, "lang": subject.lang.tag(), "return_url": subject.back,
            "expires": subject.expires.to_rfc3339_opts(SecondsFormat::Secs, true), "callback_url": self.callback,
        });
        let begun: Begun = self.ask("start", &body.to_string()).await?.json()?;
        if begun.session != subject.session {
            return Err(Failure::Unknown("an answer about another session".to_owned()));
        }
        if !is_private(&begun.page) {
            return Err(Failure::Refused("a page without https".to_owned()));
        }
        Ok(begun.page)
    }

    pub(super) async fn look(&self, session: &str) -> Result<ProofStanding, Failure> {
        let body = json!({ "client": self.client, "session": session });
        let said: Said = self.ask("look", &body.to_string()).await?.json()?;
        if said.session != session {
            return Err(Failure::Unknown("an answer about another session".to_owned()));
        }
        Ok(said.result.standing())
    }

    pub(super) fn notified(&self, back: CallBack<'_>) -> Result<Word, Refused> {
        let header = |name: &str| (back.header)(name).ok_or(Refused::Signature);
        let (timestamp, signed) = (header("x-timestamp")?, header("x-signature")?);
        let secret = self.secret.read("identity.remote.secret").map_err(|_| Refused::NotServed)?;
        if !sign::same(signature(&secret, &timestamp, back.body).as_bytes(), signed.as_bytes()) {
            return Err(Refused::Signature);
        }
        let seconds: i64 = timestamp.parse().map_err(|_| Refused::Stale)?;
        if back.now.timestamp().abs_diff(seconds) > WINDOW.unsigned_abs() {
            return Err(Refused::Stale);
        }
        let said: Said = serde_json::from_slice(back.body).map_err(|_| Refused::Unreadable)?;
        match said.result {
            // A call-back is about an end.
            Outcome::Open | Outcome::Unknown => Err(Refused::Unreadable),
            ended => Ok(Word { session: said.session, standing: ended.standing() }),
        }
    }

    /// Both questions may be put again: a session is known by the desk's own name for it.
    async fn ask(&self, what: &str, body: &str) -> Result<Answer, Failure> {
        let secret = self.secret.read("identity.remote.secret").map_err(|error| Failure::Refused(error.to_string()))?;
        let address = format!("{}/{what}", self.url);
        let ask = |http: &reqwest::Client| {
            let timestamp = self.line.clock().now().timestamp().to_string();
            let signed = signature(&secret, &timestamp, body.as_bytes());
            http.post(&address)
                .header("content-type", "application/json")
                .header("x-timestamp", timestamp)
                .header("x-signature", signed)
                .body(body.to_owned())
        };
        let answer = self.line.call(Again::Always, ask).await?;
        match answer.status.as_u16() {
            200 => self.believed(&secret, answer),
            code @ 400..=499 => Err(Failure::Refused(format!("status {code}"))),
            code => Err(Failure::Unknown(format!("status {code}"))),
        }
    }

    /// An answer with the signature on it, made just now; another one says nothing.
    fn believed(&self, secret: &str, answer: Answer) -> Result<Answer, Failure> {
        let header = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (timestamp, signed) = (header("x-timestamp"), header("x-signature"));
        let now = self.line.clock().now().timestamp();
        let fresh = timestamp.parse::<i64>().is_ok_and(|at| now.abs_diff(at) <= WINDOW.unsigned_abs());
        if fresh && sign::same(signature(secret, timestamp, &answer.body).as_bytes(), signed.as_bytes()) {
            Ok(answer)
        } else {
            Err(Failure::Unknown("an answer without a valid signature".to_owned()))
        }
    }
}

impl Outcome {
    fn standing(self) -> ProofStanding {
        match self {
            // One that the provider has forgotten comes to its end by the desk's own time.
            Self::Open | Self::Unknown => ProofStanding::Open,
            Self::Passed => ProofStanding::Passed,
            Self::Failed => ProofStanding::Failed,
        }
    }
}

/// True for https, and for plain http within this machine.
fn is_private(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}
