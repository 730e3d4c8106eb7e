//! The only place that reads the clock or draws random bits; everything else is handed both.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Tells the time: the machine's, or one that a test sets, standing still or going.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
    /// So much ahead of the machine's.
    Ahead(Arc<Mutex<TimeDelta>>),
}

impl Clock {
    /// A clock that stands still until it is moved on.
    #[must_use]
    pub fn set_to(now: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(Mutex::new(now)))
    }

    /// A clock that goes from there at the machine's pace.
    #[must_use]
    pub fn going_from(now: DateTime<Utc>) -> Self {
        Self::Ahead(Arc::new(Mutex::new(now - machine())))
    }

    /// Now, cut to microseconds: what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => machine(),
            Self::Set(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
            Self::Ahead(by) => machine() + *by.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Moves a set clock on; the machine's own goes by itself.
    pub fn advance(&self, by: TimeDelta) {
        match self {
            Self::System => {}
            Self::Set(now) => *now.lock().unwrap_or_else(PoisonError::into_inner) += by,
            Self::Ahead(ahead) => *ahead.lock().unwrap_or_else(PoisonError::into_inner) += by,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn machine() -> DateTime<Utc> {
    Utc::now()
}

/// Random bits from the operating system.
#[must_use]
pub fn random() -> u128 {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).expect("the operating system has random bits");
    u128::from_be_bytes(bits)
}
