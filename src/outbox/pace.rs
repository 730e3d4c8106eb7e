//! Telegram's pace: so many messages a second to a chat, a minute to a group, a second in all. Thresholds are not published; these are
//! the documented ones, and a server of one's own has none. Only what is sent or edited counts.

use crate::domain::ids::ChatId;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How fast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Messages a second to one chat, after a short burst.
    pub chat_per_second: f64,
    /// How many may go to one chat at once.
    pub chat_burst: u32,
    /// Messages a minute to one group.
    pub group_per_minute: f64,
    /// Messages a second in all.
    pub overall_per_second: f64,
}

/// Keeps the pace.
#[derive(Debug)]
pub struct Pace {
    rates: Option<Rates>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    overall: Bucket,
    chats: HashMap<ChatId, Bucket>,
    groups: HashMap<ChatId, Window>,
    /// Nothing goes out before then.
    held: Option<Instant>,
    /// Chats that were told to wait lately, and when.
    told: Vec<(ChatId, Instant)>,
}

/// A bucket of tokens, kept as the time at which it is full again (the generic cell rate algorithm).
#[derive(Clone, Copy, Debug, Default)]
struct Bucket(Option<Instant>);

impl Bucket {
    /// Takes a token and gives the instant from which it counts.
    fn take(&mut self, now: Instant, each: Duration, burst: u32) -> Instant {
        let full = self.0.unwrap_or(now).max(now);
        let tolerance = each * burst.saturating_sub(1);
        let from = full.checked_sub(tolerance).unwrap_or(now).max(now);
        self.0 = Some(full + each);
        from
    }
}

/// The instants of a group's last messages: never more than so many in any minute. The first half of them go at once, the rest apart
/// from each other, so that a busy minute does not end in a long silence.
#[derive(Clone, Debug, Default)]
struct Window(VecDeque<Instant>);

const MINUTE: Duration = Duration::from_mins(1);

impl Window {
    /// Takes a place and gives its instant.
    fn take(&mut self, now: Instant, most: usize) -> Instant {
        while self.0.front().is_some_and(|first| *first + MINUTE <= now) {
            self.0.pop_front();
        }
        let mut at = now.max(self.0.back().copied().unwrap_or(now));
        if self.0.len() >= most {
            at = at.max(self.0[self.0.len() - most] + MINUTE);
        } else if let Some(last) = self.0.back().filter(|_| self.0.len() * 2 >= most) {
            at = at.max(*last + MINUTE / u32::try_from(most).unwrap_or(u32::MAX));
        }
        self.0.push_back(at);
        at
    }
}

/// Three different chats within this time, and it is not the chats that are too fast.
const TOGETHER: Duration = Duration::from_secs(2);

impl Pace {
    /// No rates, no waiting: for a server of one's own.
    #[must_use]
    pub fn of(rates: Option<Rates>) -> Self {
        Self { rates, state: Mutex::default() }
    }

    /// Waits until a message to this chat is in time.
    pub async fn wait(&self, chat: ChatId) {
        let now = Instant::now();
        let from = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let held = state.held.filter(|held| *held > now).unwrap_or(now);
            match self.rates {
                None => held,
                Some(rates) => state.reserve(chat, now, rates).max(held),
            }
        };
        if from > now {
            tokio::time::sleep_until(from).await;
        }
    }

    /// A chat was told to wait. Where three were within two seconds, everybody waits.
    pub fn told_to_wait(&self, chat: ChatId, after: Duration) {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.told.retain(|(told, at)| *told != chat && now.duration_since(*at) < TOGETHER);
        state.told.push((chat, now));
        if state.told.len() >= 3 {
            state.held = Some(now + after);
        }
    }
}

impl State {
    fn reserve(&mut self, chat: ChatId, now: Instant, rates: Rates) -> Instant {
        if self.chats.len() > 10_000 {
            self.chats.retain(|_, bucket| bucket.0.is_some_and(|full| full > now));
        }
        // Groups and supergroups have negative numbers.
        let of_chat = if chat.0 < 0 {
            let most = usize::try_from(whole(rates.group_per_minute)).unwrap_or(usize::MAX);
            self.groups.entry(chat).or_default().take(now, most)
        } else {
            let each = Duration::from_secs_f64(1.0 / rates.chat_per_second);
            self.chats.entry(chat).or_default().take(now, each, rates.chat_burst)
        };
        // The chat's turn comes first: who waits for their own chat holds up nobody else.
        let each = Duration::from_secs_f64(1.0 / rates.overall_per_second);
        of_chat.max(self.overall.take(now, each, whole(rates.overall_per_second)))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rates are small and not negative")]
fn whole(rate: f64) -> u32 {
    rate.clamp(1.0, 1_000_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: Rates =
        Rates { chat_per_second: 1.0, chat_burst: 3, group_per_minute: 20.0, overall_per_second: 30.0 };

    async fn after(pace: &Pace, chats: impl IntoIterator<Item = i64>) -> Duration {
        let begun = Instant::now();
        for chat in chats {
            pace.wait(ChatId(chat)).await;
        }
        begun.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn a_chat_bursts_and_then_waits() {
        let pace = Pace::of(Some(RATES));
        assert_eq!(after(&pace, [5, 5, 5]).await.as_millis(), 0);
        assert_eq!(after(&pace, [5, 5]).await.as_secs(), 2);
        assert_eq!(after(&pace, [6]).await.as_millis(), 0, "another chat does not wait");
        assert_eq!(after(&Pace::of(None), [5; 100]).await.as_millis(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn groups_and_the_whole_have_their_own_pace() {
        let pace = Pace::of(Some(RATES));
        assert_eq!(after(&pace, [-5; 10]).await.as_millis(), 0);
        assert_eq!(after(&pace, [-5; 10]).await.as_secs(), 30, "the other half is sent apart");
        assert_eq!(after(&pace, [-5]).await.as_secs(), 30, "twenty in a minute, whichever minute it is");
        let pace = Pace::of(Some(RATES));
        let many = after(&pace, 1..=90).await;
        assert!((1_900..=2_100).contains(&many.as_millis()), "{many:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn one_chat_told_to_wait_holds_up_nobody_else_but_three_do() {
        let pace = Pace::of(None);
        pace.told_to_wait(ChatId(1), Duration::from_secs(9));
        pace.told_to_wait(ChatId(1), Duration::from_secs(9));
        pace.told_to_wait(ChatId(2), Duration::from_secs(9));
        assert_eq!(after(&pace, [7]).await.as_millis(), 0);
        pace.told_to_wait(ChatId(3), Duration::from_secs(9));
        assert!(after(&pace, [7]).await >= Duration::from_secs(9));
    }
}
