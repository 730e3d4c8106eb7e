//! A proof of the legal person by an identity provider: the session that was opened there, and how it stands. Which of it counts for an
//! order is `order`'s; speaking to the provider is `gateway`'s.

use super::order_number::OrderNumber;
use super::payment::pause;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long after its end a session is still asked after: what was done in the last second is told a little later.
const GRACE: TimeDelta = TimeDelta::minutes(2);

/// How a session stands with its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofStanding {
    /// The provider does not know it, or the person has not finished.
    Open,
    /// It is the person who was named.
    Passed,
    /// It is not, or nobody could be made out.
    Failed,
}

/// A session at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofSession {
    /// The desk's own name for it: drawn anew each time, so that an old call-back fits nothing.
    pub id: String,
    /// The provider's page for this person; none until the provider has answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    pub until: DateTime<Utc>,
    /// How often the provider was asked after it, and when it is asked next.
    #[serde(default)]
    pub asked: u32,
    pub next_at: DateTime<Utc>,
}

impl ProofSession {
    /// A name for one: the order's number leads a call-back to its order, the rest is drawn, so that an old name fits nothing.
    #[must_use]
    pub fn name(order: &OrderNumber, drawn: u128) -> String {
        format!("{}-{drawn:032x}", order.as_str())
    }

    /// The order that a session belongs to, by its name.
    #[must_use]
    pub fn order_of(name: &str) -> Option<OrderNumber> {
        name.split('-').next().and_then(|number| OrderNumber::parse(number).ok())
    }

    /// One that was just asked for.
    #[must_use]
    pub fn begin(id: String, now: DateTime<Utc>, lasts: TimeDelta) -> Self {
        Self { id, page: None, until: now + lasts, asked: 0, next_at: now + pause(0) }
    }

    /// The provider is being asked.
    pub fn asking(&mut self, now: DateTime<Utc>) {
        self.asked = self.asked.saturating_add(1);
        // Once more when it is over, to let go of it.
        self.next_at = (now + pause(self.asked)).min(self.until + GRACE + TimeDelta::seconds(1));
    }

    /// True where it is too late for it to come out any more.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        now > self.until + GRACE
    }
}
