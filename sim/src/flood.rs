//! Token buckets for what bots send: per chat, per group, overall. The thresholds are settings, not Telegram's secrets.

use crate::clock::Millis;
use crate::settings::{Limits, Rate};
use crate::world::{ChatKey, UserId};
use std::collections::HashMap;

/// Sweeps idle buckets when there are this many.
const SWEEP: usize = 10_000;
/// A bucket that nobody has used for so long is full again.
const IDLE: Millis = 120_000;

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    at: Millis,
}

/// All buckets of a world.
#[derive(Debug)]
pub(crate) struct Flood {
    limits: Option<Limits>,
    chats: HashMap<(UserId, ChatKey), Bucket>,
    bots: HashMap<UserId, Bucket>,
    sweep_at: usize,
}

impl Flood {
    /// Buckets that hold these limits; `None` lets everything pass.
    pub(crate) fn with(limits: Option<Limits>) -> Self {
        Self { limits, chats: HashMap::new(), bots: HashMap::new(), sweep_at: SWEEP }
    }

    /// Takes the place of so many messages, or says after how many seconds to try again.
    pub(crate) fn take(&mut self, bot: UserId, chat: ChatKey, messages: u32, now: Millis) -> Result<(), u32> {
        let Some(limits) = self.limits else { return Ok(()) };
        if self.chats.len() > self.sweep_at {
            self.chats.retain(|_, bucket| now - bucket.at < IDLE);
            // The next sweep comes when as many again have joined, so that a busy crowd is not swept at every message.
            self.sweep_at = SWEEP.max(self.chats.len() * 2);
        }
        let rate = if chat.is_private() { limits.chat } else { limits.group };
        let own = self.chats.entry((bot, chat)).or_insert_with(|| full(rate, now));
        let all = self.bots.entry(bot).or_insert_with(|| full(limits.overall, now));
        refill(own, rate, now);
        refill(all, limits.overall, now);
        let wanted = f64::from(messages);
        let wait = shortage(own, rate, wanted).max(shortage(all, limits.overall, wanted));
        if wait > 0 {
            return Err(wait);
        }
        own.tokens -= wanted;
        all.tokens -= wanted;
        Ok(())
    }
}

fn full(rate: Rate, now: Millis) -> Bucket {
    Bucket { tokens: f64::from(rate.burst), at: now }
}

fn refill(bucket: &mut Bucket, rate: Rate, now: Millis) {
    let minutes = f64::from(u32::try_from((now - bucket.at).max(0)).unwrap_or(u32::MAX)) / 60_000.0;
    bucket.tokens = (bucket.tokens + minutes * f64::from(rate.per_minute)).min(f64::from(rate.burst));
    bucket.at = now;
}

/// Seconds until the bucket holds what is wanted, rounded up; 0 when it does.
fn shortage(bucket: &Bucket, rate: Rate, wanted: f64) -> u32 {
    let missing = wanted.min(f64::from(rate.burst)) - bucket.tokens;
    if missing <= 1e-9 {
        return 0;
    }
    let seconds = (missing * 60.0 / f64::from(rate.per_minute.max(1))).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive, small whole number")]
    let seconds = seconds.min(86_400.0) as u32;
    seconds.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: ChatKey = ChatKey::Private { bot: 1, person: 2 };
    const GROUP: ChatKey = ChatKey::Shared(-5);

    #[test]
    fn a_burst_passes_and_then_one_a_second() {
        let mut flood = Flood::with(Some(Limits::default()));
        for _ in 0..20 {
            flood.take(1, HOME, 1, 0).unwrap();
        }
        assert_eq!(flood.take(1, HOME, 1, 0), Err(1));
        assert_eq!(flood.take(1, HOME, 1, 1_000), Ok(()));
    }

    #[test]
    fn a_group_takes_twenty_a_minute() {
        let mut flood = Flood::with(Some(Limits::default()));
        for _ in 0..20 {
            flood.take(1, GROUP, 1, 0).unwrap();
        }
        assert_eq!(flood.take(1, GROUP, 1, 0), Err(3));
    }

    #[test]
    fn without_limits_everything_passes() {
        let mut flood = Flood::with(None);
        assert!((0..1_000).all(|_| flood.take(1, GROUP, 1, 0).is_ok()));
    }
}
