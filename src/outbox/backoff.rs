//! How long to wait before another try, and when to stop trying.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// When to stop trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Tries after which an effect is given up.
    pub tries: u32,
    /// Hours after which an effect is given up.
    pub hours: u32,
}

/// How long the services outside are tried: by time alone, since an outage does not end the sooner for being asked more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endurance {
    /// Hours after which it is given up.
    pub hours: u32,
}

impl Default for Endurance {
    fn default() -> Self {
        Self { hours: 24 }
    }
}

/// Tries of what nobody misses.
const COURTESY_TRIES: u32 = 3;

/// The longest waits between two tries, in milliseconds: of Telegram, and of a service outside.
const LONGEST: u64 = 300_000;
const LONGEST_OUTSIDE: u64 = 1_800_000;

/// What waits longer than this for a service outside makes room for others meanwhile.
pub(super) const SHORT: Duration = Duration::from_secs(1);

impl Patience {
    /// True where an effect that was tried `attempts` times is given up.
    #[must_use]
    pub fn is_over(self, attempts: u32, courtesy: bool, owed_since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let most = if courtesy { COURTESY_TRIES } else { self.tries };
        attempts >= most || now - owed_since > TimeDelta::hours(i64::from(self.hours))
    }
}

impl Endurance {
    /// True where what has been owed since then is given up.
    #[must_use]
    pub fn is_over(self, owed_since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now - owed_since > TimeDelta::hours(i64::from(self.hours))
    }
}

/// The wait after the `attempts`th try failed: half a second, doubling up to five minutes, the upper half of it drawn by `random` so
/// that many who failed together do not come back together.
#[must_use]
pub(super) fn wait(attempts: u32, random: u128) -> Duration {
    doubling(attempts, LONGEST, random)
}

/// The same for a service outside, up to half an hour.
#[must_use]
pub(super) fn wait_outside(attempts: u32, random: u128) -> Duration {
    doubling(attempts, LONGEST_OUTSIDE, random)
}

fn doubling(attempts: u32, longest: u64, random: u128) -> Duration {
    let whole = 500u64.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(longest);
    let drawn = u64::try_from(random % u128::from(whole / 2 + 1)).unwrap_or(0);
    Duration::from_millis(whole / 2 + drawn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn waits_grow_and_stay_within_bounds() {
        assert_eq!(wait(1, 0), Duration::from_millis(250));
        assert_eq!(wait(1, 250), Duration::from_millis(500));
        for attempts in 1..100 {
            let (least, most) = (wait(attempts, 0), wait(attempts, u128::from(u64::MAX)));
            assert!(least <= most && most <= Duration::from_mins(5), "{attempts}");
        }
        assert!(wait(12, 0) >= Duration::from_mins(2));
        for attempts in 1..100 {
            let (least, most) = (wait_outside(attempts, 0), wait_outside(attempts, u128::from(u64::MAX)));
            assert!(least >= wait(attempts, 0) && most <= Duration::from_mins(30), "{attempts}");
        }
        assert!(wait_outside(13, 0) >= Duration::from_mins(15));
    }

    #[test]
    fn patience_ends_by_count_and_by_time() {
        let then = Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap();
        let patience = Patience { tries: 10, hours: 24 };
        assert!(!patience.is_over(9, false, then, then));
        assert!(patience.is_over(10, false, then, then));
        assert!(patience.is_over(3, true, then, then));
        assert!(patience.is_over(1, false, then, then + TimeDelta::hours(25)));
        let endurance = Endurance::default();
        assert!(!endurance.is_over(then, then + TimeDelta::hours(24)));
        assert!(endurance.is_over(then, then + TimeDelta::hours(25)));
    }
}
