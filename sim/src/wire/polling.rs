//! `getUpdates`: waiting for updates with Telegram's rules on who may wait and what a call confirms.

use super::answer::ApiError;
use super::args::Args;
use crate::clock::Millis;
use crate::line::Line;
use crate::shared::Shared;
use crate::world::UserId;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

const ANOTHER_POLL: &str = "terminated by other getUpdates request; make sure that only one bot instance is running";
/// While an update is held back or delayed, its time is looked for this often.
const GLANCE: Duration = Duration::from_millis(50);
/// An update that waits to be overtaken does so for this long.
const OVERTAKING: Millis = 500;

struct Wish {
    offset: i64,
    limit: usize,
    patience: Duration,
}

/// Answers a poll with the body of the answer.
pub(super) async fn poll(shared: &Arc<Shared>, bot: UserId, args: &Args) -> Result<Vec<u8>, ApiError> {
    let mut wish = Wish {
        offset: args.int("offset"),
        limit: usize::try_from(args.int("limit")).ok().filter(|n| (1..=100).contains(n)).unwrap_or(100),
        patience: Duration::from_secs(args.int("timeout").clamp(0, 50).unsigned_abs()),
    };
    let allowed: Option<Vec<String>> = args.get("allowed_updates").and_then(|text| serde_json::from_str(text).ok());
    let (turn, bell) = arrive(shared, bot, &mut wish, allowed)?;
    let deadline = Instant::now() + wish.patience;
    let began = shared.clock.now();
    loop {
        let ringing = bell.notified();
        tokio::pin!(ringing);
        ringing.as_mut().enable();
        let soon = match look(shared, bot, &wish, turn, began) {
            Glance::Ended(error, pause) => {
                tokio::time::sleep(pause).await;
                return Err(error);
            }
            Glance::Updates(updates) => return Ok(body(&updates)),
            Glance::Nothing { soon } => soon,
        };
        if Instant::now() >= deadline {
            return Ok(body(&[]));
        }
        let until = if soon { deadline.min(Instant::now() + GLANCE) } else { deadline };
        // Whether it rang or the time is up: the next look tells.
        let _rung = timeout_at(until, ringing).await;
    }
}

/// The call arrives: older updates are confirmed, an older poll ends.
fn arrive(
    shared: &Shared,
    bot: UserId,
    wish: &mut Wish,
    allowed: Option<Vec<String>>,
) -> Result<(u64, Arc<tokio::sync::Notify>), ApiError> {
    let now = shared.clock.now();
    let mut state = shared.lock();
    let bell = state.bells.get(&bot).map(Arc::clone);
    let line = state.lines.get_mut(&bot);
    let (Some(line), Some(bell)) = (line, bell) else { return Err(ApiError::plain(401, "Unauthorized")) };
    if line.webhook.is_some() {
        return Err(ApiError::conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        ));
    }
    if let Some(kinds) = allowed {
        line.allow(kinds);
    }
    if shared.settings.slow_repeats {
        slow_down(line, wish, now);
    }
    line.confirm(wish.offset, now);
    line.poll += 1;
    line.ended = None;
    let turn = line.poll;
    bell.notify_waiters();
    drop(state);
    shared.beat();
    Ok((turn, bell))
}

/// The same offset again within moments is a bot that spins.
fn slow_down(line: &mut Line, wish: &mut Wish, now: Millis) {
    let (offset, at) = line.last_call;
    if offset == wish.offset && now - at < 3_000 {
        if now - at < 500 {
            wish.limit = 1;
        }
        if line.pending() > 0 || wish.patience > Duration::ZERO {
            wish.patience = wish.patience.max(Duration::from_secs(3));
        }
    }
    line.last_call = (wish.offset, now);
}

enum Glance {
    Ended(ApiError, Duration),
    Updates(Vec<Bytes>),
    Nothing { soon: bool },
}

fn look(shared: &Shared, bot: UserId, wish: &Wish, turn: u64, began: Millis) -> Glance {
    let now = shared.clock.now();
    let mut state = shared.lock();
    let Some(line) = state.lines.get_mut(&bot) else {
        return Glance::Ended(ApiError::plain(401, "Unauthorized"), Duration::ZERO);
    };
    if let Some(why) = line.ended.filter(|_| line.webhook.is_some()) {
        return Glance::Ended(ApiError::conflict(why), Duration::ZERO);
    }
    if line.poll != turn {
        let soon = now - line.last_conflict < 3_000;
        line.last_conflict = now;
        let pause = if soon { Duration::from_secs(3) } else { Duration::ZERO };
        return Glance::Ended(ApiError::conflict(ANOTHER_POLL), pause);
    }
    if line.held.is_some() && now - began > OVERTAKING {
        line.reveal();
    }
    let updates = line.offer(wish.offset, wish.limit, now);
    if updates.is_empty() {
        return Glance::Nothing { soon: line.pending() > 0 };
    }
    Glance::Updates(updates)
}

fn body(updates: &[Bytes]) -> Vec<u8> {
    let mut out = Vec::with_capacity(32 + updates.iter().map(|u| u.len() + 1).sum::<usize>());
    out.extend_from_slice(b"{\"ok\":true,\"result\":");
    super::json::array(&mut out, updates, |out, update| out.extend_from_slice(update));
    out.push(b'}');
    out
}
