//! The circuit breaker: a provider that fails again and again is left alone for a while, and then tried once. No clock of its own.

use chrono::{DateTime, TimeDelta, Utc};

/// Failures in a row after which a provider is left alone.
const FAILURES: u32 = 5;

/// How long, at first; doubled with each trial that fails.
const FIRST_REST: TimeDelta = TimeDelta::seconds(30);
const LONGEST_REST: TimeDelta = TimeDelta::minutes(10);

/// One provider's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Breaker {
    failures: u32,
    rests: Option<Rest>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rest {
    until: DateTime<Utc>,
    lasts: TimeDelta,
}

impl Breaker {
    /// True where a call may be made. After a rest one call is let through, and the next only when that one has come out.
    pub(super) fn admits(&mut self, now: DateTime<Utc>) -> bool {
        match &mut self.rests {
            None => true,
            Some(rest) if now >= rest.until => {
                rest.until = now + rest.lasts;
                true
            }
            Some(_) => false,
        }
    }

    /// The provider answered, whatever it said.
    pub(super) fn answered(&mut self) {
        *self = Self::default();
    }

    /// The provider did not answer, or not sensibly. True where it is left alone from now on.
    pub(super) fn failed(&mut self, now: DateTime<Utc>) -> bool {
        self.failures = self.failures.saturating_add(1);
        if self.failures < FAILURES {
            return false;
        }
        let was_resting = self.rests.is_some();
        let lasts = self.rests.map_or(FIRST_REST, |rest| (rest.lasts * 2).min(LONGEST_REST));
        self.rests = Some(Rest { until: now + lasts, lasts });
        !was_resting
    }

    /// True where the provider is left alone.
    #[must_use]
    pub(super) fn is_open(&self) -> bool {
        self.rests.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn five_failures_rest_the_provider_and_one_answer_brings_it_back() {
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            assert!(breaker.admits(at(0)) && !breaker.failed(at(0)));
        }
        assert!(breaker.failed(at(0)));
        assert!(!breaker.admits(at(29)));
        assert!(breaker.admits(at(30)), "one trial");
        assert!(!breaker.admits(at(31)), "and no second beside it");
        assert!(!breaker.failed(at(31)), "it rests already");
        assert!(!breaker.admits(at(90)) && breaker.admits(at(91)), "twice as long");
        breaker.answered();
        assert!(breaker.admits(at(92)) && !breaker.is_open());
    }

    proptest! {
        #[test]
        fn no_rest_is_longer_than_ten_minutes(steps in proptest::collection::vec((0i64..2_000, any::<bool>()), 1..60)) {
            let (mut breaker, mut now) = (Breaker::default(), 0);
            for (wait, fails) in steps {
                now += wait;
                if breaker.admits(at(now)) {
                    if fails { breaker.failed(at(now)); } else { breaker.answered(); }
                }
            }
            prop_assert!(breaker.admits(at(now + 600)));
        }
    }
}
