//! What was paid and goes back: told to the provider once at a time, asked after until it is there, stated where it is not. Never the
//! order's own payment while the order stands.

use super::{Order, Refusal, StageKind, What};
use crate::domain::line::Reference;
use crate::domain::money::Fen;
use crate::domain::outage::Call;
use crate::domain::payment::{Attempt, Refund, Standing, refund_pause};
use chrono::{DateTime, TimeDelta, Utc};

/// So long a refund may take before finance must look.
const LONGEST: TimeDelta = TimeDelta::days(10);

/// A refund is being asked after.
pub(super) fn asked_after(attempt: &mut Attempt, since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<What> {
    if now - since <= LONGEST {
        return Vec::new();
    }
    attempt.unclear = true;
    vec![What::RefundUnclear { trade: attempt.trade.clone() }]
}

impl Order {
    /// True for the attempt that pays this order, while the order stands.
    #[must_use]
    pub fn is_own_payment(&self, attempt: &Attempt) -> bool {
        if matches!(self.stage.kind(), StageKind::Withdrawn | StageKind::Rejected) {
            return false;
        }
        let Some(payment) = &self.payment else { return false };
        match (&payment.trade, &attempt.standing) {
            (Some(trade), _) => *trade == attempt.trade,
            // Paid before it was kept by what.
            (None, Standing::Paid { transaction, .. } | Standing::Refunding { transaction, .. }) => {
                payment.reference.as_ref().is_some_and(|reference| reference.as_str() == transaction)
            }
            _ => false,
        }
    }

    /// Whether what was paid by an attempt can be told to go back: how much it is, or why not.
    pub fn may_go_back(&self, trade: &str) -> Result<Fen, Refusal> {
        let attempt = self.attempt(trade).filter(|a| !a.way.is_invoice()).ok_or(Refusal::NotThere)?;
        if attempt.returning || attempt.standing == Standing::Refunded {
            return Err(Refusal::Already);
        }
        if self.is_own_payment(attempt) {
            return Err(Refusal::OwnPayment);
        }
        match attempt.standing {
            Standing::Paid { amount, .. } => Ok(amount),
            // Nobody knows what became of it: to say it again is the same refund.
            Standing::Refunding { amount, .. } if attempt.unclear => Ok(amount),
            Standing::Refunding { .. } => Err(Refusal::Already),
            _ => Err(Refusal::NotThere),
        }
    }

    /// The provider is being told to give back what was paid.
    pub(super) fn give_back(&mut self, trade: &str) -> Result<Fen, Refusal> {
        let amount = self.may_go_back(trade)?;
        let attempt = self.attempts.iter_mut().find(|a| a.trade == trade).ok_or(Refusal::NotThere)?;
        if let Standing::Refunding { transaction, .. } = &attempt.standing {
            attempt.standing = Standing::Paid { amount, transaction: transaction.clone() };
        }
        (attempt.returning, attempt.unclear) = (true, false);
        self.version += 1;
        Ok(amount)
    }

    /// One of staff wants it.
    pub(super) fn give_back_by_hand(&mut self, trade: &str) -> Result<Vec<What>, Refusal> {
        let amount = self.give_back(trade)?;
        Ok(vec![What::GiveBackAsked { trade: trade.to_owned(), amount }])
    }

    /// How a refund stands. What is known already changes nothing.
    pub(super) fn refund_seen(
        &mut self,
        trade: &str,
        refund: Refund,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        if refund == Refund::Failed {
            return self.not_refunded(trade, true);
        }
        let found = self.attempts.iter_mut().find(|a| a.trade == trade).ok_or(Refusal::NotThere)?;
        let (Standing::Paid { amount, transaction } | Standing::Refunding { amount, transaction, .. }) =
            found.standing.clone()
        else {
            return Err(Refusal::Already);
        };
        if found.is_refunding() && refund == Refund::Underway {
            return Err(Refusal::Already);
        }
        (found.returning, found.unclear, found.asked) = (false, false, 0);
        self.calls.retain(|last| !matches!(last.call, Call::PayBack | Call::RefundLook));
        let trade = trade.to_owned();
        if refund == Refund::Done {
            found.standing = Standing::Refunded;
            return Ok(vec![What::Refunded { trade }]);
        }
        found.standing = Standing::Refunding { amount, transaction, since: now };
        found.next_at = now + refund_pause(0);
        Ok(vec![What::RefundUnderway { trade, amount }])
    }

    /// The provider would not give it back, or nobody knows whether it has.
    pub(super) fn not_refunded(&mut self, trade: &str, refused: bool) -> Result<Vec<What>, Refusal> {
        let found = self.attempts.iter_mut().find(|a| a.trade == trade).ok_or(Refusal::NotThere)?;
        match &found.standing {
            // An end that was told before, and is told again.
            Standing::Paid { .. } if !found.returning => return Err(Refusal::Already),
            Standing::Paid { .. } => {}
            Standing::Refunding { amount, transaction, .. } => {
                found.standing = Standing::Paid { amount: *amount, transaction: transaction.clone() };
            }
            _ => return Err(Refusal::Already),
        }
        (found.returning, found.unclear, found.stuck) = (false, false, true);
        self.calls.retain(|last| !matches!(last.call, Call::PayBack | Call::RefundLook));
        Ok(vec![What::NotRefunded { trade: trade.to_owned(), refused }])
    }

    /// The attempt that finance mean who confirm a payment: the one of this number at the provider; without any, the last that came in
    /// and is not going back.
    pub(super) fn trade_of(&self, reference: Option<&Reference>) -> Option<String> {
        let meant = |a: &&Attempt| match &a.standing {
            Standing::Paid { transaction, .. } => {
                !a.returning && reference.is_none_or(|reference| reference.as_str() == transaction)
            }
            _ => false,
        };
        self.attempts.iter().rev().find(meant).map(|attempt| attempt.trade.clone())
    }
}
