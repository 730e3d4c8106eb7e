//! Calls in JSON to a provider that shares a secret with the desk: requests are signed, and answers and call-backs are believed only with a
//! signature of just now on them. What they say is not known here.
//!
//! Every request, answer and call-back carries `x-timestamp` (seconds since 1970) and `x-signature`, the lower-case hexadecimal
//! HMAC-SHA256, under the shared secret, of the timestamp, a line feed, and the body's bytes. A timestamp more than five minutes off is
//! not believed.

use super::line::{Again, Answer, Count, Failure, Line, Manners};
use super::{CallBack, Kept, NotReady, Refused, address, sign};
use crate::clock::Clock;
use serde::Deserialize;

/// Seconds that a signature is good for.
const WINDOW: i64 = 300;

/// The fewest characters of the shared secret.
const SECRET: usize = 32;

/// What stands in `x-signature`.
#[must_use]
pub fn signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let text = [timestamp.as_bytes(), b"\n", body].concat();
    hex::encode(sign::hmac_sha256(secret.as_bytes(), &text))
}

/// `[authority.remote]` and `[identity.remote]`.
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

/// The keys of the configuration that a provider's address and secret stand under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keys {
    pub(super) provider: &'static str,
    pub(super) url: &'static str,
    pub(super) secret: &'static str,
}

/// The way to one provider.
#[derive(Debug)]
pub(super) struct Signed {
    line: Line,
    keys: Keys,
    url: String,
    secret: Kept,
}

impl Signed {
    pub(super) fn open(
        keys: Keys,
        (url, secret): (&str, &Kept),
        clock: Clock,
        manners: Manners,
    ) -> Result<Self, NotReady> {
        let url = address::provider(url, keys.url)?.trim_end_matches('/').to_owned();
        is_strong(secret, keys.secret)?;
        Ok(Self { line: Line::open(keys.provider, clock, manners)?, keys, url, secret: secret.clone() })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    /// Asks, and gives what `read` makes of the answer, once it is believed.
    pub(super) async fn ask<T>(
        &self,
        again: Again,
        what: &str,
        body: &serde_json::Value,
        read: impl Fn(&Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let secret = self.secret.read(self.keys.secret).map_err(|error| Failure::Refused(error.to_string()))?;
        let address = format!("{}/{what}", self.url);
        let body = body.to_string();
        let ask = |http: &reqwest::Client| {
            let timestamp = self.line.clock().now().timestamp().to_string();
            let signed = signature(&secret, &timestamp, body.as_bytes());
            http.post(&address)
                .header("content-type", "application/json")
                .header("x-timestamp", timestamp)
                .header("x-signature", signed)
                .body(body.clone())
        };
        let heard = |answer: Answer| match answer.status.as_u16() {
            200 => read(self.believed(&secret, &answer)?),
            code @ 400..=499 => Err(Failure::Refused(format!("status {code}"))),
            code => Err(Failure::Unknown(format!("status {code}"))),
        };
        self.line.call(again, ask, heard).await
    }

    /// An answer with the signature on it, made just now; another one says nothing.
    fn believed<'a>(&self, secret: &str, answer: &'a Answer) -> Result<&'a Answer, Failure> {
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

    /// Whether a call-back is the provider's, and of just now. Not a byte of it is read before.
    pub(super) fn vouches(&self, back: CallBack<'_>) -> Result<(), Refused> {
        vouched(&self.secret, self.keys.secret, back)
    }
}

/// Whether a call-back is signed with the secret that stands under this key, and of just now. Not a byte of it is read before.
pub(super) fn vouched(secret: &Kept, key: &'static str, back: CallBack<'_>) -> Result<(), Refused> {
    let header = |name: &str| (back.header)(name).ok_or(Refused::Signature);
    let (timestamp, signed) = (header("x-timestamp")?, header("x-signature")?);
    let secret = secret.read(key).map_err(|_| Refused::NotServed)?;
    if !sign::same(signature(&secret, &timestamp, back.body).as_bytes(), signed.as_bytes()) {
        return Err(Refused::Signature);
    }
    let seconds: i64 = timestamp.parse().map_err(|_| Refused::Stale)?;
    if back.now.timestamp().abs_diff(seconds) > WINDOW.unsigned_abs() {
        return Err(Refused::Stale);
    }
    Ok(())
}

/// Whether the secret that stands under this key is long enough.
pub(super) fn is_strong(secret: &Kept, key: &'static str) -> Result<(), NotReady> {
    if secret.read(key)?.len() < SECRET {
        return Err(NotReady::wrong(key, "it must have 32 characters at least"));
    }
    Ok(())
}
