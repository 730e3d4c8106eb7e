//! An authority that keeps the contract of this room.

use super::{Progress, Task};
use crate::clock::Clock;
use crate::domain::authority::Act;
use crate::domain::certificate::{Certificate, CertificateKind, CertificateState};
use crate::domain::line::Serial;
use crate::domain::uscc::Uscc;
use crate::gateway::NotReady;
use crate::gateway::line::{Again, Answer, Count, Failure, Manners};
use crate::gateway::secret::given;
use crate::gateway::signed::{Keys, RemoteAt, Signed};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

/// The most certificates of one unit.
const MOST: usize = 200;
/// The longest holder's name, in characters.
const NAME: usize = 100;

const KEYS: Keys = Keys { provider: "authority", url: "authority.remote.url", secret: "authority.remote.secret" };

/// The interface, ready to be asked.
#[derive(Debug)]
pub struct Remote {
    signed: Signed,
    client: String,
}

#[derive(Deserialize)]
struct Unit {
    uscc: String,
    certificates: Vec<OnFile>,
}

#[derive(Deserialize)]
struct OnFile {
    serial: String,
    kind: CertificateKind,
    holder: String,
    expires_on: Option<NaiveDate>,
    has_seal: bool,
    state: CertificateState,
}

#[derive(Deserialize)]
struct Said {
    key: String,
    result: Progress,
}

impl Remote {
    pub(super) fn open(at: &RemoteAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let signed = Signed::open(KEYS, (&at.url, &at.secret), clock, manners)?;
        Ok(Self { signed, client: given(&at.client, "authority.remote.client")? })
    }

    pub(super) fn count(&self) -> Count {
        self.signed.count()
    }

    pub(super) async fn unit(&self, uscc: &Uscc) -> Result<Vec<Certificate>, Failure> {
        let body = json!({ "client": self.client, "uscc": uscc.as_str() });
        let read = |answer: &Answer| {
            let unit: Unit = answer.json()?;
            if unit.uscc != uscc.as_str() {
                return Err(Failure::Unknown("an answer about another unit".to_owned()));
            }
            if unit.certificates.len() > MOST {
                return Err(Failure::Unknown("more certificates than a unit can have".to_owned()));
            }
            unit.certificates.iter().map(|found| certificate(found, uscc)).collect()
        };
        self.signed.ask(Again::Always, "unit", &body, read).await
    }

    pub(super) async fn tell(&self, task: Task<'_>) -> Result<Progress, Failure> {
        let mut body = json!({
            "client": self.client, "key": task.key, "order": task.order, "uscc": task.uscc.as_str(), "serial": task.serial,
        });
        if let (Act::Issue, Value::Object(fields)) = (task.act, &mut body) {
            fields.insert("kind".to_owned(), json!(task.kind));
            fields.insert("holder".to_owned(), json!(task.holder));
            fields.insert("has_seal".to_owned(), json!(task.has_seal));
        }
        // Repeated by itself only where the authority cannot have seen it.
        match self.heard(Again::Unseen, (task.act.code(), task.key), &body).await? {
            Progress::None => Err(Failure::Unknown("an answer that the contract does not know".to_owned())),
            progress => Ok(progress),
        }
    }

    pub(super) async fn look(&self, key: &str) -> Result<Progress, Failure> {
        let body = json!({ "client": self.client, "key": key });
        self.heard(Again::Always, ("look", key), &body).await
    }

    async fn heard(&self, again: Again, (what, key): (&str, &str), body: &Value) -> Result<Progress, Failure> {
        let read = |answer: &Answer| {
            let said: Said = answer.json()?;
            let other = || Failure::Unknown("an answer about another key".to_owned());
            if said.key == key { Ok(said.result) } else { Err(other()) }
        };
        self.signed.ask(again, what, body, read).await
    }
}

fn certificate(found: &OnFile, uscc: &Uscc) -> Result<Certificate, Failure> {
    let unreadable = || Failure::Unknown("a certificate that cannot be read".to_owned());
    let holder = found.holder.trim().to_owned();
    if holder.is_empty() || holder.chars().count() > NAME || holder.chars().any(char::is_control) {
        return Err(unreadable());
    }
    Ok(Certificate {
        serial: Serial::parse(&found.serial).map_err(|_| unreadable())?,
        uscc: uscc.clone(),
        kind: found.kind,
        holder,
        expires_on: found.expires_on,
        has_seal: found.has_seal,
        state: found.state,
        by_hand: None,
    })
}
