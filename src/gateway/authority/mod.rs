//! The certificate authority's own interface, chosen in `bot.toml`; with none, the register that staff import is the source, and what
//! was made is told to the authority by hand. When it is asked, and what its word means for an order, is decided elsewhere.
//!
//! The contract, which the authority's system or a small adapter before it keeps. All bodies are JSON, signed as `signed` says, both
//! ways. `client` is the desk's name at the authority.
//!
//! - `POST {url}/unit` with `client`, `uscc`. Answer 200 with `uscc` and `certificates`, at most 200 of `serial`, `kind` (`unit`,
//!   `legal_person`, `staff`), `holder`, `expires_on` ("2027-01-31" or null), `has_seal`, `state` ("valid", "revoked").
//! - `POST {url}/issue` with `client`, `key`, `order`, `uscc`, `kind`, `holder`, `has_seal`, `serial`: the certificate that was made, which
//!   counts from now on.
//! - `POST {url}/revoke` with `client`, `key`, `order`, `uscc`, `serial`: the one that it replaces, which counts no more.
//! - Both are answered 200 with `key` and `result`: "done", or "pending" where it takes its time. `key` makes them idempotent: what was
//!   done under a key is not done again, and is answered "done". What is refused (422 it cannot be, 404 there is no such certificate, 409
//!   the key was used for something else) was not done, and leaves no trace of its key.
//! - `POST {url}/look` with `client`, `key`. Answer 200 with `key` and `result`: "done", "pending" or "none".
//! - 401 is an unsigned or stale request, 429 "later, nothing was done". Any other answer says nothing of what was done: the desk asks
//!   `look`, and only on "none" says it again.

mod remote;

pub use super::signed::{RemoteAt, signature};
pub use remote::Remote;

use super::line::{Count, Failure, Manners};
use super::{NotReady, Trial};
use crate::clock::Clock;
use crate::domain::authority::Act;
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::uscc::Uscc;
use serde::Deserialize;

/// `[authority]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityAt {
    pub provider: Provider,
    pub remote: RemoteAt,
    /// What the demo's own authority has on file; no file names it.
    #[serde(skip)]
    pub demo: Vec<Certificate>,
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Nobody: the imported register.
    None,
    /// Over HTTPS, by the contract.
    Remote,
    Demo,
}

/// The interface that was chosen.
#[derive(Debug)]
pub enum Authority {
    None,
    Remote(Box<Remote>),
    /// Does everything at once, and knows the demo's certificates.
    Demo(Vec<Certificate>),
}

/// One thing that the authority is told.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    pub act: Act,
    /// The same however often it is told.
    pub key: &'a str,
    pub order: &'a str,
    pub uscc: &'a Uscc,
    pub kind: CertificateKind,
    pub holder: &'a str,
    pub has_seal: bool,
    /// Of the new certificate, or of the old one.
    pub serial: &'a str,
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    Done,
    Pending,
    /// The authority has not heard of it, or has not done it.
    None,
}

impl Authority {
    /// Opens what the configuration chose.
    pub fn open(at: &AuthorityAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Remote => Self::Remote(Box::new(Remote::open(&at.remote, clock, manners)?)),
            Provider::Demo => Self::Demo(at.demo.clone()),
        })
    }

    /// True where there is one to speak to.
    #[must_use]
    pub fn answers(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// A unit's certificates, as the authority has them.
    pub async fn unit(&self, uscc: &Uscc) -> Result<Vec<Certificate>, Failure> {
        match self {
            Self::None => Err(nobody()),
            Self::Remote(remote) => remote.unit(uscc).await,
            Self::Demo(known) => Ok(known.iter().filter(|known| known.uscc == *uscc).cloned().collect()),
        }
    }

    /// Tells it once.
    pub async fn tell(&self, task: Task<'_>) -> Result<Progress, Failure> {
        match self {
            Self::None => Err(nobody()),
            Self::Remote(remote) => remote.tell(task).await,
            Self::Demo(_) => Ok(Progress::Done),
        }
    }

    /// How far what was told under a key has come.
    pub async fn look(&self, key: &str) -> Result<Progress, Failure> {
        match self {
            Self::None => Err(nobody()),
            Self::Remote(remote) => remote.look(key).await,
            Self::Demo(_) => Ok(Progress::None),
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

    /// Whether it can be spoken to with this secret, found out by asking after a key that nobody uses.
    pub async fn try_out(&self) -> Result<Trial, Failure> {
        const SEEN: &str = "it was asked after a key that nobody uses, and the signatures fit, both ways";
        match self {
            Self::None => Ok(Trial::NotChosen),
            Self::Remote(remote) => remote.look("certdesk-check").await.map(|_| Trial::Tried(SEEN.into())),
            Self::Demo(_) => Ok(Trial::DEMO),
        }
    }
}

fn nobody() -> Failure {
    Failure::Refused("no interface is configured".to_owned())
}
