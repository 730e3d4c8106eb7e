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

/// Tries of what nobody misses.
const COURTESY_TRIES: u32 = 3;

/// The longest wait between two tries, in milliseconds.
const LONGEST: u64 = 300_000;

impl Patience {
    /// True where an effect that was tried `attempts` times is given up.
    #[must_use]
    pub fn is_over(self, attempts: u32, courtesy: bool, owed_since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let most = if courtesy { COURTESY_TRIES } else { self.tries };
        attempts >= most || now - owed_since > TimeDelta::hours(i64::from(self.hours))
    }
}

/// The wait after the `attempts`th try failed: half a second, doubling up to five minutes, the upper half of it drawn by `random` so
/// that many who failed together do not come back together.
#[must_use]
pub(super) fn wait(attempts: u32, random: u128) -> Duration {
    let whole = 500u64.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(LONGEST);
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
    }

    #[test]
    fn patience_ends_by_count_and_by_time() {
        let then = Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap();
        let patience = Patience { tries: 10, hours: 24 };
        assert!(!patience.is_over(9, false, then, then));
        assert!(patience.is_over(10, false, then, then));
        assert!(patience.is_over(3, true, then, then));
        assert!(patience.is_over(1, false, then, then + TimeDelta::hours(25)));
    }
}
