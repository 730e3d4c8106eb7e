//! Paying by a scanned code or an invoice: attempts opened, asked after, and what a payment means for the order. A payment counts once;
//! one that differs, comes late or comes twice is kept and said, never swallowed. What only invoices have is `charging`'s, what goes back
//! is `refund`'s.

use super::{Bill, Order, Payment, Refusal, Stage, StageKind, What};
use crate::domain::ids::UserId;
use crate::domain::line::Reference;
use crate::domain::money::Fen;
use crate::domain::payment::{Attempt, LINGERS, Oddity, PayWay, Standing};
use chrono::{DateTime, TimeDelta, Utc};

/// The most attempts that one order keeps.
const MOST_ATTEMPTS: usize = 40;

/// Payments that nobody of the staff confirmed are confirmed by the desk.
const DESK: UserId = UserId(0);

impl Order {
    /// What is to be paid, in all.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.bill.as_ref().map(Bill::total).unwrap_or_default()
    }

    #[must_use]
    pub fn attempt(&self, trade: &str) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.trade == trade)
    }

    /// The attempt whose code is still good, where there is one by this way.
    #[must_use]
    pub fn open_attempt(&self, way: PayWay, now: DateTime<Utc>) -> Option<&Attempt> {
        let good =
            |a: &&Attempt| a.way == way && a.is_open() && !a.closing && a.expires > now && a.amount == self.total();
        self.attempts.iter().rev().find(good)
    }

    /// When a provider is next asked after an attempt, or after what goes back: at once where it is open and the order takes no payment
    /// any more. An invoice, which nobody can be asked after, is due when it is over.
    #[must_use]
    pub fn attempt_due(&self) -> Option<(&Attempt, DateTime<Utc>)> {
        let waits = self.stage.kind() == StageKind::AwaitingPayment;
        let at = |a: &Attempt| match a.way.is_invoice() {
            true if waits => a.expires,
            false if waits || a.closing || a.is_refunding() => a.next_at,
            _ => a.opened,
        };
        let asked = |a: &&Attempt| (a.is_open() || a.is_refunding()) && !a.unclear;
        self.attempts.iter().filter(asked).map(|a| (a, at(a))).min_by_key(|(_, at)| *at)
    }

    pub(super) fn open_attempt_by(
        &mut self,
        way: PayWay,
        lasts: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::AwaitingPayment])?;
        if self.open_attempt(way, now).is_some() {
            return Err(Refusal::Already);
        }
        if self.attempts.len() >= MOST_ATTEMPTS || self.total() == Fen(0) {
            return Err(Refusal::Full);
        }
        let trade = format!("{}_{}", self.number.as_str(), self.attempts.len() + 1);
        self.attempts.push(Attempt::begin(trade.clone(), way, self.total(), now, lasts));
        Ok(vec![What::CodeMade { trade, way }])
    }

    /// The provider is being asked after an attempt, or after what goes back; `closing` where it is told to close it as well.
    pub(super) fn ask_after(&mut self, trade: &str, closing: bool, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let attempt = self.attempts.iter_mut().find(|a| a.trade == trade).ok_or(Refusal::NotThere)?;
        if !attempt.is_open() && !attempt.is_refunding() {
            return Err(Refusal::NotThere);
        }
        attempt.asking(closing, now);
        self.version += 1;
        if let Standing::Refunding { since, .. } = attempt.standing {
            return Ok(super::refund::asked_after(attempt, since, now));
        }
        // Two days after its end the provider has still not said: finance must look.
        if now - attempt.expires > TimeDelta::days(2) {
            attempt.unclear = true;
            return Ok(vec![What::PaymentUnclear { trade: trade.to_owned() }]);
        }
        Ok(Vec::new())
    }

    /// How an attempt stands. The first word of a payment counts; every later one changes nothing.
    pub(super) fn attempt_seen(
        &mut self,
        trade: &str,
        standing: Standing,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        let found = self.attempts.iter_mut().find(|a| a.trade == trade).ok_or(Refusal::NotThere)?;
        if matches!(found.standing, Standing::Paid { .. } | Standing::Refunding { .. } | Standing::Refunded) {
            self.version += 1;
            return Ok(Vec::new());
        }
        // Nobody has scanned it, and nobody can any more.
        let over = standing == Standing::NotThere && now >= found.expires + LINGERS;
        found.standing = if over { Standing::Closed } else { standing.clone() };
        let Standing::Paid { amount, transaction } = standing else {
            self.version += 1;
            return Ok(Vec::new());
        };
        Ok(vec![self.received(trade, amount, &transaction, now)])
    }

    /// Money has come in: it pays the order where that is what it waits for, and else is odd.
    pub(super) fn received(&mut self, trade: &str, amount: Fen, transaction: &str, now: DateTime<Utc>) -> What {
        let due = self.total();
        let oddity = match self.stage.kind() {
            StageKind::AwaitingPayment if amount == due => {
                let reference = Reference::parse(transaction).ok();
                self.payment = Some(Payment { amount, reference, at: now, by: DESK, trade: Some(trade.to_owned()) });
                self.stage = Stage::AwaitingPaper { since: now, missing: Vec::new(), note: None };
                self.claim = None;
                return What::Paid { amount, due };
            }
            StageKind::AwaitingPayment => Oddity::Differs,
            StageKind::Withdrawn | StageKind::Rejected => Oddity::Late,
            _ if self.payment.is_some() => Oddity::Double,
            // Not submitted any more: it was changed after the code was made.
            _ => Oddity::Late,
        };
        What::PaidOddly { trade: trade.to_owned(), amount, due, oddity }
    }
}
