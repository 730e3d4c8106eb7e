//! A provider that keeps the contract of this room: requests signed, answers and call-backs believed only with their signature on them.
//! The person's name and number go to the provider and nowhere else.

use super::{Subject, Word};
use crate::clock::Clock;
use crate::domain::proof::ProofStanding;
use crate::gateway::address::is_private;
use crate::gateway::line::{Again, Answer, Count, Failure, Manners};
use crate::gateway::secret::given;
use crate::gateway::signed::{Keys, RemoteAt, Signed};
use crate::gateway::{CallBack, NotReady, Refused};
use chrono::SecondsFormat;
use serde::Deserialize;
use serde_json::json;

const KEYS: Keys = Keys { provider: "identity", url: "identity.remote.url", secret: "identity.remote.secret" };

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Remote {
    signed: Signed,
    client: String,
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

impl Remote {
    pub fn open(at: &RemoteAt, address: Option<&str>, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let signed = Signed::open(KEYS, (&at.url, &at.secret), clock, manners)?;
        let address = address.ok_or(NotReady::Missing("web.address"))?;
        Ok(Self {
            signed,
            client: given(&at.client, "identity.remote.client")?,
            callback: format!("{address}/callbacks/identity"),
        })
    }

    pub(super) fn count(&self) -> Count {
        self.signed.count()
    }

    /// Both questions may be put again: a session is known by the desk's own name for it.
    pub(super) async fn begin(&self, subject: Subject<'_>) -> Result<String, Failure> {
        let body = json!({
            "client": self.client, "session": subject.session, "name": subject.name, "id_type": subject.id_type,
            "id_number": subject.id_number, "lang": subject.lang.tag(), "return_url": subject.back,
            "expires": subject.expires.to_rfc3339_opts(SecondsFormat::Secs, true), "callback_url": self.callback,
        });
        let read = |answer: &Answer| {
            let begun: Begun = answer.json()?;
            if begun.session != subject.session {
                return Err(Failure::Unknown("an answer about another session".to_owned()));
            }
            if !is_private(&begun.page) {
                return Err(Failure::Refused("a page without https".to_owned()));
            }
            Ok(begun.page)
        };
        self.signed.ask(Again::Always, "start", &body, read).await
    }

    pub(super) async fn look(&self, session: &str) -> Result<ProofStanding, Failure> {
        let body = json!({ "client": self.client, "session": session });
        let read = |answer: &Answer| {
            let said: Said = answer.json()?;
            if said.session != session {
                return Err(Failure::Unknown("an answer about another session".to_owned()));
            }
            Ok(said.result.standing())
        };
        self.signed.ask(Again::Always, "look", &body, read).await
    }

    pub(super) fn notified(&self, back: CallBack<'_>) -> Result<Word, Refused> {
        self.signed.vouches(back)?;
        let said: Said = serde_json::from_slice(back.body).map_err(|_| Refused::Unreadable)?;
        match said.result {
            // A call-back is about an end.
            Outcome::Open | Outcome::Unknown => Err(Refused::Unreadable),
            ended => Ok(Word { session: said.session, standing: ended.standing() }),
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
