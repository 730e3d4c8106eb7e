//! What failed is tried again: Telegram's so often, a service's so long. Who waits long for a service rests, and holds up nobody.

use super::{Outbox, backoff};
use crate::conversation::Happening;
use crate::domain::effect::Effect;
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::{Call, Outage};
use crate::gateway;
use crate::store::{Due, EffectState};
use std::time::Duration;

/// What a service outside is asked to do until it is done, and for which order.
fn asked_outside(effect: &Effect) -> Option<(&OrderNumber, Call)> {
    match effect {
        Effect::Text { order, .. } => Some((order, Call::Text)),
        Effect::Mail { order, .. } => Some((order, Call::Mail)),
        Effect::Enrol { order, .. } => Some((order, Call::Enrol)),
        Effect::PayBack { order, .. } => Some((order, Call::PayBack)),
        _ => None,
    }
}

/// True where an effect that waits so long leaves its lane meanwhile.
pub(super) fn rests(effect: &Effect, wait: Duration) -> bool {
    wait > backoff::SHORT && asked_outside(effect).is_some()
}

/// How long is waited at least. Whether a short message went out does not show at the provider's at once, and who asks too early sends it
/// twice.
pub(super) fn least(effect: &Effect, failure: &gateway::Failure) -> Duration {
    match (effect, failure) {
        (Effect::Text { .. }, gateway::Failure::Unknown(_)) => Duration::from_mins(1),
        _ => Duration::ZERO,
    }
}

impl Outbox {
    /// Staff read on the order's timeline that a service does not do what it is asked, long before it is given up.
    pub(super) async fn note_outage(&self, due: &Due, failure: &gateway::Failure) {
        let Some((order, call)) = asked_outside(&due.effect).filter(|_| due.attempts == 0) else { return };
        let happening = Happening::Called { order: order.clone(), call, outcome: Err(Outage::from(failure)) };
        if let Err(error) = self.desk.hear(happening).await {
            tracing::warn!(%error, "a failed call could not be written down");
        }
    }

    /// Counts a failed try. Gives the wait before the next, at least this long, or ends the effect.
    pub(super) async fn again(&self, due: &mut Due, error: String, least: Duration) -> Option<Duration> {
        due.attempts = due.attempts.saturating_add(1);
        let now = self.desk.clock().now();
        let outside = asked_outside(&due.effect).is_some();
        let over = if outside {
            self.endurance.is_over(due.created_at, now)
        } else {
            self.patience.is_over(due.attempts, due.effect.is_courtesy(), due.created_at, now)
        };
        if over {
            self.give_up(due, error).await;
            return None;
        }
        let wait = if outside { backoff::wait_outside } else { backoff::wait };
        let wait = wait(due.attempts, crate::clock::random()).max(least);
        tracing::warn!(error, "an effect failed and is tried again");
        let next = now + chrono::TimeDelta::from_std(wait).unwrap_or_default();
        if let Err(error) = self.desk.put_off(&due.id, due.attempts, next, &error).await {
            tracing::warn!(%error, "a failed try could not be written down");
        }
        Some(wait)
    }

    async fn give_up(&self, due: &Due, error: String) {
        let reason = Some(crate::conversation::Unreachable::GaveUp);
        self.end(due, EffectState::GivenUp, reason, error).await;
    }
}
