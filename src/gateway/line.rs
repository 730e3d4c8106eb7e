//! The way out to one provider: time-outs, a bound on what is read, retries where they are safe, a circuit breaker, and a tally.
//! What a provider's words mean is not known here.

use super::breaker::Breaker;
use crate::clock::Clock;
use crate::domain::outage::Outage;
use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The most bytes of an answer that are read.
const MOST: usize = 1 << 20;

/// Why a call did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The provider understood and said no; it would say so again.
    #[error("refused: {0}")]
    Refused(String),
    /// Nothing was done, and later it may be: too busy, over its rate.
    #[error("busy: {0}")]
    Busy(String),
    /// Nothing was done: there was no connection, or the breaker holds.
    #[error("away: {0}")]
    Away(String),
    /// It may have been done or not: to be found out by asking, never by repeating.
    #[error("unknown: {0}")]
    Unknown(String),
}

impl Failure {
    /// The stable name, for figures and the order's timeline.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Busy(_) => "busy",
            Self::Away(_) => "away",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl From<&Failure> for Outage {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Refused(_) => Self::Refused,
            Failure::Busy(_) => Self::Busy,
            Failure::Away(_) => Self::Away,
            Failure::Unknown(_) => Self::Unknown,
        }
    }
}

/// When a call may be made again by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Only where there was no connection: who asks too often is locked out.
    Unconnected,
    /// Only where the provider cannot have seen it.
    Unseen,
    /// Always: it asks, or says the same thing once more.
    Always,
}

/// How long is waited, and how often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    pub connect: Duration,
    pub whole: Duration,
    pub tries: u32,
    /// Before the second try; doubled each time, the upper half of it drawn.
    pub wait: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        let (connect, whole) = (Duration::from_secs(5), Duration::from_secs(15));
        Self { connect, whole, tries: 3, wait: Duration::from_millis(400) }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON. An answer that cannot be read says nothing about what was done.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body)
            .map_err(|_| Failure::Unknown(format!("an answer that cannot be read (status {})", self.status.as_u16())))
    }
}

/// Calls made, and how they came out.
#[derive(Debug, Default)]
struct Tally {
    calls: AtomicU64,
    millis: AtomicU64,
    refused: AtomicU64,
    busy: AtomicU64,
    away: AtomicU64,
    unknown: AtomicU64,
}

impl Tally {
    fn of(&self, failure: &Failure) -> &AtomicU64 {
        match failure {
            Failure::Refused(_) => &self.refused,
            Failure::Busy(_) => &self.busy,
            Failure::Away(_) => &self.away,
            Failure::Unknown(_) => &self.unknown,
        }
    }
}

/// A tally as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub provider: &'static str,
    pub calls: u64,
    pub millis: u64,
    pub refused: u64,
    pub busy: u64,
    pub away: u64,
    pub unknown: u64,
    /// The breaker holds calls back.
    pub resting: bool,
}

impl Count {
    /// Calls that came to nothing, by why, under the names of `Failure::code`.
    #[must_use]
    pub fn failures(&self) -> [(&'static str, u64); 4] {
        [("refused", self.refused), ("busy", self.busy), ("away", self.away), ("unknown", self.unknown)]
    }
}

/// The way out to one provider.
#[derive(Clone, Debug)]
pub struct Line {
    provider: &'static str,
    http: Client,
    clock: Clock,
    manners: Manners,
    breaker: Arc<Mutex<Breaker>>,
    tally: Arc<Tally>,
}

impl Line {
    /// Opens a line. Redirections are not followed: a signed request is for one address.
    pub fn open(provider: &'static str, clock: Clock, manners: Manners) -> Result<Self, super::NotReady> {
        let http = Client::builder()
            .connect_timeout(manners.connect)
            .timeout(manners.whole)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|_| super::NotReady::wrong(provider, "no HTTP client can be made"))?;
        Ok(Self { provider, http, clock, manners, breaker: Arc::default(), tally: Arc::default() })
    }

    #[must_use]
    pub fn http(&self) -> &Client {
        &self.http
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn manners(&self) -> Manners {
        self.manners
    }

    /// The tally as it stands.
    #[must_use]
    pub fn count(&self) -> Count {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Count {
            provider: self.provider,
            calls: read(&self.tally.calls),
            millis: read(&self.tally.millis),
            refused: read(&self.tally.refused),
            busy: read(&self.tally.busy),
            away: read(&self.tally.away),
            unknown: read(&self.tally.unknown),
            resting: self.breaker().is_open(),
        }
    }

    /// Makes a call and reads its answer. `ask` builds it anew for each try, so that time stamps and nonces are fresh. What `read`
    /// makes nothing of has come to nothing, for the tally and the breaker; it is not asked for again at once, since it was answered.
    pub async fn call<T>(
        &self,
        again: Again,
        ask: impl Fn(&Client) -> RequestBuilder,
        read: impl Fn(Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (ask, read) = (&ask, &read);
        let once = || async move { self.once(ask(&self.http)).await.map(read) };
        self.repeated(again, once, |said: &Result<T, Failure>| said.as_ref().err()).await?
    }

    /// Tries something until it comes out or is not worth another try. For what is spoken in another language than HTTP.
    pub async fn tried<T, F>(&self, again: Again, once: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.repeated(again, once, |_| None).await
    }

    /// `wrong` is what was wrong with something that came.
    async fn repeated<T, F>(
        &self,
        again: Again,
        once: impl Fn() -> F,
        wrong: impl Fn(&T) -> Option<&Failure>,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let mut tried = 0;
        loop {
            if !self.breaker().admits(self.clock.now()) {
                return Err(Failure::Away(format!("{} is left alone for a while", self.provider)));
            }
            let begun = tokio::time::Instant::now();
            let outcome = once().await;
            self.note(outcome.as_ref().map_or_else(Some, &wrong), begun.elapsed());
            tried += 1;
            let worth_it = match &outcome {
                Ok(_) | Err(Failure::Refused(_)) => false,
                Err(Failure::Away(_)) => true,
                Err(Failure::Busy(_)) => again != Again::Unconnected,
                Err(Failure::Unknown(_)) => again == Again::Always,
            };
            if !worth_it || tried >= self.manners.tries {
                return outcome;
            }
            tokio::time::sleep(jittered(self.manners.wait * 2u32.pow((tried - 1).min(10)), crate::clock::random()))
                .await;
        }
    }

    async fn once(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        let mut response = request.send().await.map_err(|error| unsent(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = BytesMut::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() <= MOST => body.extend_from_slice(&chunk),
                Ok(Some(_)) => return Err(Failure::Unknown("an answer without end".to_owned())),
                Ok(None) => break,
                Err(_) => return Err(Failure::Unknown("an answer that broke off".to_owned())),
            }
        }
        match status.as_u16() {
            429 => Err(Failure::Busy("status 429".to_owned())),
            code @ (502..=504) => Err(Failure::Unknown(format!("status {code}"))),
            _ => Ok(Answer { status, headers, body: body.freeze() }),
        }
    }

    fn note(&self, failure: Option<&Failure>, lasted: Duration) {
        self.tally.calls.fetch_add(1, Ordering::Relaxed);
        self.tally.millis.fetch_add(u64::try_from(lasted.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        let Some(failure) = failure else { return self.breaker().answered() };
        self.tally.of(failure).fetch_add(1, Ordering::Relaxed);
        tracing::warn!(provider = self.provider, %failure, "a call came to nothing");
        // A provider that says no is there.
        if matches!(failure, Failure::Refused(_)) {
            return self.breaker().answered();
        }
        if self.breaker().failed(self.clock.now()) {
            tracing::error!(provider = self.provider, "failed again and again, and is left alone for a while");
        }
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The upper half of a wait is drawn, so that many who failed together do not come back together.
fn jittered(whole: Duration, random: u128) -> Duration {
    let half = whole / 2;
    let share = u32::try_from(random % 1_001).unwrap_or(0);
    half + half * share / 1_000
}

/// Errors of the client, without the address: it may hold a key or a number.
fn unsent(error: &reqwest::Error) -> Failure {
    if error.is_connect() {
        Failure::Away("no connection".to_owned())
    } else if error.is_timeout() {
        Failure::Unknown("no answer in time".to_owned())
    } else if error.is_builder() {
        Failure::Refused("the request cannot be made".to_owned())
    } else {
        Failure::Unknown("the connection broke".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_stay_between_half_and_whole() {
        let whole = Duration::from_millis(400);
        for random in [0, 1, 500, 1_000, u128::MAX] {
            let wait = jittered(whole, random);
            assert!(wait >= whole / 2 && wait <= whole, "{random}: {wait:?}");
        }
    }
}
