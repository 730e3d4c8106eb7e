//! Switches that break things on purpose: what the next calls of a method meet, and what happens to updates on their way.

use crate::clock::Millis;
use crate::line::{Line, Queued};
use crate::world::UserId;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// What goes wrong with a call.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Fault {
    /// Refused with this code and description; nothing happens.
    Error {
        /// HTTP status and `error_code`.
        code: u16,
        /// The whole description.
        description: String,
    },
    /// 429 with `retry_after`; nothing happens.
    TooMany {
        /// Seconds.
        retry_after: u32,
    },
    /// The connection is cut before anything happens.
    CutBefore,
    /// The call takes effect, and the connection is cut instead of an answer.
    CutAfter,
    /// The call takes effect, and its answer is kept until `release`.
    Hold,
}

/// A fault and what it is for. Applies to the next `times` calls that fit.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CallFault {
    /// The method, in any case; `None` for any but `getUpdates`.
    #[serde(default)]
    pub method: Option<String>,
    /// The bot; `None` for any.
    #[serde(default)]
    pub bot: Option<UserId>,
    /// The `chat_id` of the call; `None` for any.
    #[serde(default)]
    pub chat: Option<i64>,
    /// How many calls.
    #[serde(default = "once")]
    pub times: u32,
    /// What goes wrong.
    pub fault: Fault,
}

/// What happens to updates on their way to a bot.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UpdateFault {
    /// The bot; `None` for any.
    #[serde(default)]
    pub bot: Option<UserId>,
    /// How many updates.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to each.
    pub trouble: UpdateTrouble,
}

/// Trouble on the way.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateTrouble {
    /// Offered only after so many milliseconds.
    Delayed(i64),
    /// Comes so many more times with the same `update_id` although it was confirmed.
    Repeated(u32),
    /// The next update overtakes it.
    Reordered,
}

fn once() -> u32 {
    1
}

/// All armed faults.
#[derive(Debug)]
pub struct Faults {
    calls: Mutex<Vec<CallFault>>,
    updates: Mutex<Vec<UpdateFault>>,
    released: watch::Sender<u64>,
}

impl Default for Faults {
    fn default() -> Self {
        Self { calls: Mutex::default(), updates: Mutex::default(), released: watch::channel(0).0 }
    }
}

impl Faults {
    /// Arms a fault for calls.
    pub fn arm(&self, fault: CallFault) {
        lock(&self.calls).push(fault);
    }

    /// Arms a fault for updates.
    pub fn arm_updates(&self, fault: UpdateFault) {
        lock(&self.updates).push(fault);
    }

    /// Disarms everything that has not happened yet.
    pub fn clear(&self) {
        lock(&self.calls).clear();
        lock(&self.updates).clear();
    }

    /// What is still armed.
    pub fn armed(&self) -> (Vec<CallFault>, Vec<UpdateFault>) {
        (lock(&self.calls).clone(), lock(&self.updates).clone())
    }

    /// Lets every held answer go.
    pub fn release(&self) {
        self.released.send_modify(|count| *count += 1);
    }

    pub(crate) fn releases(&self) -> watch::Receiver<u64> {
        self.released.subscribe()
    }

    /// What this call meets, used up by asking.
    pub(crate) fn meet(&self, bot: UserId, method: &str, chat: Option<i64>) -> Option<Fault> {
        let mut calls = lock(&self.calls);
        if calls.is_empty() {
            return None;
        }
        let at = calls.iter().position(|armed| {
            armed.bot.is_none_or(|b| b == bot)
                && armed.chat.is_none_or(|c| Some(c) == chat)
                && armed.method.as_ref().map_or(method != "getUpdates", |m| m.eq_ignore_ascii_case(method))
        })?;
        let armed = calls.get_mut(at)?;
        let fault = armed.fault.clone();
        armed.times = armed.times.saturating_sub(1);
        if armed.times == 0 {
            calls.remove(at);
        }
        Some(fault)
    }

    /// Puts an update into its line, through whatever trouble is armed.
    pub(crate) fn queue_update(&self, bot: UserId, line: &mut Line, mut queued: Queued, body: Vec<u8>, now: Millis) {
        match self.trouble(bot) {
            Some(UpdateTrouble::Reordered) if line.held.is_none() => {
                line.held = Some((queued, body));
                return;
            }
            Some(UpdateTrouble::Delayed(millis)) => queued.visible = now + millis,
            Some(UpdateTrouble::Repeated(times)) => queued.repeats = times,
            Some(UpdateTrouble::Reordered) | None => {}
        }
        line.push(queued, &body);
        if let Some((queued, body)) = line.held.take() {
            line.push(queued, &body);
        }
    }

    fn trouble(&self, bot: UserId) -> Option<UpdateTrouble> {
        let mut updates = lock(&self.updates);
        let at = updates.iter().position(|armed| armed.bot.is_none_or(|b| b == bot))?;
        let armed = updates.get_mut(at)?;
        let trouble = armed.trouble;
        armed.times = armed.times.saturating_sub(1);
        if armed.times == 0 {
            updates.remove(at);
        }
        Some(trouble)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
