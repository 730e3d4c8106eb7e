//! What this instance did since it began, counted: updates and how long they took, effects, verdicts on uploads. Names and numbers only;
//! how they are shown is `web`'s.

use super::locked;
use crate::domain::payment::Hindrance;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

/// Seconds up to which a bucket counts; what takes longer is in the last, which has no bound.
pub const BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

/// How an update came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    Answered,
    /// It says nothing to the desk.
    Unread,
    /// It was taken in before.
    Repeated,
    /// It could not be handled, and its writer was told so.
    Failed,
}

impl Arrival {
    pub const ALL: [Self; 4] = [Self::Answered, Self::Unread, Self::Repeated, Self::Failed];

    /// The stable name, for figures.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unread => "unread",
            Self::Repeated => "repeated",
            Self::Failed => "failed",
        }
    }
}

/// How an upload was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Clean,
    Doubtful,
    Refused,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Clean, Self::Doubtful, Self::Refused];

    /// The stable name, for figures.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Doubtful => "doubtful",
            Self::Refused => "refused",
        }
    }
}

/// Durations: how many, how long together, and how many of each bucket's length.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Durations {
    pub count: u64,
    pub seconds: f64,
    /// Of each bound, those that took no longer; not those of the bounds before it as well.
    pub within: [u64; BOUNDS.len()],
}

impl Durations {
    fn add(&mut self, lasted: Duration, times: u64) {
        let seconds = lasted.as_secs_f64();
        self.count += times;
        self.seconds += seconds * f64::from(u32::try_from(times).unwrap_or(u32::MAX));
        if let Some(bucket) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            self.within[bucket] += times;
        }
    }
}

/// Everything counted, as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    pub updates: BTreeMap<Arrival, u64>,
    /// From when updates are handed to the desk until they are committed.
    pub taking_in: Durations,
    /// Each try of an effect, by its kind.
    pub effects: BTreeMap<&'static str, Durations>,
    pub scans: BTreeMap<Verdict, u64>,
    /// Who wanted to pay an invoice, by why they were not let; none where they were.
    pub checkouts: BTreeMap<Option<Hindrance>, u64>,
}

/// The counters.
#[derive(Debug, Default)]
pub struct Tally(Mutex<Counted>);

impl Tally {
    /// The counters as they stand.
    #[must_use]
    pub fn counted(&self) -> Counted {
        locked(&self.0).clone()
    }

    pub(super) fn arrived(&self, how: Arrival, updates: usize) {
        *locked(&self.0).updates.entry(how).or_default() += u64::try_from(updates).unwrap_or(u64::MAX);
    }

    pub(super) fn took_in(&self, updates: usize, lasted: Duration) {
        locked(&self.0).taking_in.add(lasted, u64::try_from(updates).unwrap_or(u64::MAX));
    }

    pub(super) fn judged(&self, verdict: Verdict) {
        *locked(&self.0).scans.entry(verdict).or_default() += 1;
    }

    /// Somebody wanted to pay an invoice, and was let or not.
    pub fn checked_out(&self, why_not: Option<Hindrance>) {
        *locked(&self.0).checkouts.entry(why_not).or_default() += 1;
    }

    /// One try of an effect lasted so long, waiting for its turn at Telegram included.
    pub fn tried(&self, kind: &'static str, lasted: Duration) {
        locked(&self.0).effects.entry(kind).or_default().add(lasted, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_in_the_first_bucket_that_holds_it() {
        let tally = Tally::default();
        tally.took_in(3, Duration::from_millis(10));
        tally.took_in(1, Duration::from_mins(1));
        let taking_in = tally.counted().taking_in;
        assert_eq!((taking_in.count, taking_in.within), (4, [0, 3, 0, 0, 0, 0, 0, 0]));
        assert!((taking_in.seconds - 60.03).abs() < 1e-9);
    }
}
