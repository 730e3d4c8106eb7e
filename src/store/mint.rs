//! Ids that sort in the order in which they were made, within one process, even where the clock stands still or goes back.

use crate::domain::ids::{AccountId, EffectId};
use chrono::{DateTime, Utc};
use std::sync::Mutex;

/// The last id of a millisecond that keeps its order.
const FULL: u32 = 0xfff;

/// Makes ids. One for a process.
#[derive(Debug, Default)]
pub struct Mint {
    last: Mutex<(u64, u32)>,
}

impl Mint {
    /// A mint whose ids sort after one that is there already, made by whatever clock.
    #[must_use]
    pub fn after(latest: Option<&EffectId>) -> Self {
        let millis = latest.and_then(|id| u64::from_str_radix(id.as_str().get(..12)?, 16).ok());
        Self { last: Mutex::new((millis.unwrap_or(0), FULL)) }
    }

    /// An effect's id: later ones sort after earlier ones. `random` need only differ from id to id.
    pub fn effect(&self, now: DateTime<Utc>, random: u128) -> EffectId {
        let (millis, count) = self.tick(now);
        EffectId::make(millis, Self::bits(count, random))
    }

    /// An account's id.
    pub fn account(&self, now: DateTime<Utc>, random: u128) -> AccountId {
        let (millis, count) = self.tick(now);
        AccountId::make(millis, Self::bits(count, random))
    }

    fn tick(&self, now: DateTime<Utc>) -> (u64, u32) {
        let now = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // UUIDv7 has 12 bits for a counter: past 4,096 ids in one millisecond the millisecond itself is counted on.
        *last = if now > last.0 {
            (now, 0)
        } else if last.1 >= FULL {
            (last.0 + 1, 0)
        } else {
            (last.0, last.1 + 1)
        };
        *last
    }

    /// The counter goes where UUIDv7 has the 12 bits after its version; the rest is random.
    fn bits(count: u32, random: u128) -> [u8; 10] {
        let mut bits = [0; 10];
        bits.copy_from_slice(&random.to_be_bytes()[..10]);
        let [_, _, high, low] = count.to_be_bytes();
        bits[0] = high;
        bits[1] = low;
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn ten_thousand_ids_of_one_instant_keep_their_order() {
        let (mint, now) = (Mint::default(), Utc.with_ymd_and_hms(2026, 11, 22, 8, 0, 0).unwrap());
        let ids: Vec<EffectId> = (0..10_000u128).map(|n| mint.effect(now, u128::MAX - n)).collect();
        assert!(ids.is_sorted());
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        let next = Mint::after(ids.last());
        assert!(ids.iter().all(|id| *id < next.effect(now, 0)), "another process goes on where this one ended");
        let back = mint.effect(now - chrono::Duration::hours(1), 0);
        assert!(ids.iter().all(|id| *id < back));
    }
}
