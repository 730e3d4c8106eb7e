//! The only place that reads the clock or draws random bits; everything else is handed both.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Tells the time: the machine's, or one that a test sets, standing still or going.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Set(Arc<watch::Sender<DateTime<Utc>>>),
    /// So much ahead of the machine's.
    Ahead(Arc<watch::Sender<TimeDelta>>),
}

impl Clock {
    /// A clock that stands still until it is moved on.
    #[must_use]
    pub fn set_to(now: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(watch::Sender::new(now)))
    }

    /// A clock that goes from there at the machine's pace.
    #[must_use]
    pub fn going_from(now: DateTime<Utc>) -> Self {
        Self::Ahead(Arc::new(watch::Sender::new(now - machine())))
    }

    /// Now, cut to microseconds: what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => machine(),
            Self::Set(now) => *now.borrow(),
            Self::Ahead(by) => machine() + *by.borrow(),
        };
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Moves a set clock on; the machine's own goes by itself.
    pub fn advance(&self, by: TimeDelta) {
        match self {
            Self::System => {}
            Self::Set(now) => now.send_modify(|now| *now += by),
            Self::Ahead(ahead) => ahead.send_modify(|ahead| *ahead += by),
        }
    }

    /// Waits until it is so late by this clock, however it gets there.
    pub async fn until(&self, then: DateTime<Utc>) {
        match self {
            Self::System => self.goes_to(then).await,
            Self::Set(set) => {
                let mut moved = set.subscribe();
                // Whoever waits holds the clock, so it cannot be gone.
                let _late = moved.wait_for(|now| *now >= then).await;
            }
            Self::Ahead(ahead) => {
                let mut moved = ahead.subscribe();
                while self.now() < then {
                    tokio::select! {
                        () = self.goes_to(then) => {}
                        _ = moved.changed() => {}
                    }
                }
            }
        }
    }

    /// Waits as long as it takes a clock that goes. A machine that slept meanwhile finds out within a minute.
    async fn goes_to(&self, then: DateTime<Utc>) {
        while let Ok(left) = (then - self.now()).to_std()
            && !left.is_zero()
        {
            tokio::time::sleep(left.min(Duration::from_mins(1))).await;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_is_woken_when_the_clock_is_moved_on() {
        let noon: DateTime<Utc> = "2026-11-22T04:00:00Z".parse().unwrap();
        for clock in [Clock::set_to(noon), Clock::going_from(noon)] {
            let waits = tokio::spawn({
                let clock = clock.clone();
                async move { clock.until(noon + TimeDelta::hours(1)).await }
            });
            clock.advance(TimeDelta::minutes(30));
            tokio::task::yield_now().await;
            assert!(!waits.is_finished());
            clock.advance(TimeDelta::minutes(31));
            tokio::time::timeout(Duration::from_mins(1), waits).await.expect("it is late enough").unwrap();
            clock.until(noon).await;
        }
        Clock::System.until(Clock::System.now() + TimeDelta::milliseconds(2)).await;
    }
}
