//! What falls due on an order that nobody moves: gentle reminders, the notice before it is closed, its closing. Worked out from the
//! order and the operator's rules alone; the instant of the next one is kept on the order, where the desk's sweep finds it.

use super::{Order, Refusal, Stage, StageKind, What};
use crate::domain::calendar::{Due, days_after, local, start_of, working_days_after};
use crate::domain::rules::Rules;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// What the order's people were told without having asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminders {
    /// When a person last did something, or the stage changed; none on orders of the first release.
    #[serde(default)]
    pub since: Option<DateTime<Utc>>,
    /// How many of the stage's reminders are past.
    #[serde(default)]
    pub told: u32,
    /// When it was announced that the order will be closed.
    #[serde(default)]
    pub noticed: Option<DateTime<Utc>>,
    /// The applicant wants no reminders of this order. The notice before its closing comes all the same.
    #[serde(default)]
    pub silenced: bool,
}

/// What falls due next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The applicant is reminded of what they can do now.
    Reminder,
    /// The applicant is told that the order will be closed.
    Notice,
    /// The order is closed.
    Closing,
    /// A claim ends by itself.
    ClaimExpiry,
    /// Staff are late.
    Overdue,
}

impl Order {
    /// What falls due next, and when.
    #[must_use]
    pub fn deadline(&self, rules: &Rules) -> Option<(DateTime<Utc>, Deadline)> {
        let reminder = self.next_reminder(rules).map(|at| (at, Deadline::Reminder));
        let closing = self.closes_at(rules).map(|at| match self.reminders.noticed {
            Some(_) => (at, Deadline::Closing),
            None => (days_after(self.quiet_since(), notice_after(rules), rules.reminders.hour), Deadline::Notice),
        });
        let expiry = self.claim_expires_at(rules).map(|at| (at, Deadline::ClaimExpiry));
        let overdue = self.raised_at(rules).map(|at| (at, Deadline::Overdue));
        [reminder, closing, expiry, overdue].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// When the order is closed where nobody does anything: only what waits for the applicant, before payment.
    #[must_use]
    pub fn closes_at(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        let waits = match self.stage.kind() {
            StageKind::Draft | StageKind::Preparing | StageKind::Correcting => true,
            // A receipt waits for finance.
            StageKind::AwaitingPayment => self.receipt.is_none(),
            _ => false,
        };
        let reminders = &rules.reminders;
        if !waits || reminders.close_days == 0 {
            return None;
        }
        let planned = days_after(self.quiet_since(), reminders.close_days, reminders.hour);
        // A desk that was away for weeks gives notice first, and then as much time as was promised.
        let promised = self.reminders.noticed.map(|at| days_after(at, reminders.notice_days, reminders.hour));
        Some(promised.map_or(planned, |promised| promised.max(planned)))
    }

    /// When the claim ends by itself.
    #[must_use]
    pub fn claim_expires_at(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        let minutes = rules.review.claim_minutes;
        self.claim.as_ref().filter(|_| minutes > 0).map(|claim| claim.at + Duration::minutes(minutes))
    }

    /// The day by which staff are to have dealt with the order at its present stage.
    #[must_use]
    pub fn staff_due(&self, rules: &Rules) -> Option<Due> {
        let days = &rules.review.days;
        let days = match self.stage.kind() {
            StageKind::PreReview => days.pre_review,
            // Without a receipt it is the applicant who is late.
            StageKind::AwaitingPayment if self.receipt.is_some() => days.payment,
            StageKind::PaperReview => days.paper_review,
            StageKind::Making => days.making,
            StageKind::Made => days.shipping,
            _ => 0,
        };
        let since = self.stage.since().filter(|_| days > 0 && self.handling.held.is_none())?;
        Some(working_days_after(since, days))
    }

    /// True where staff have let the day go by.
    #[must_use]
    pub fn is_overdue(&self, rules: &Rules, now: DateTime<Utc>) -> bool {
        self.staff_due(rules).is_some_and(|due| local(now).date_naive() > due.on)
    }

    /// On the working day after the last day, and on each working day after that until it is dealt with.
    fn raised_at(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        let due = self.staff_due(rules)?;
        let after = match self.handling.raised {
            Some(raised) if Some(raised) >= self.stage.since() => raised,
            _ => start_of(due.on),
        };
        Some(days_after(start_of(working_days_after(after, 1).on), 0, rules.review.hour))
    }

    fn next_reminder(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        if self.reminders.silenced {
            return None;
        }
        let days = *self.reminder_days(rules).get(usize::try_from(self.reminders.told).ok()?)?;
        Some(days_after(self.quiet_since(), days, rules.reminders.hour))
    }

    /// After how many days without anything the applicant is reminded at this stage.
    fn reminder_days<'r>(&self, rules: &'r Rules) -> &'r [u32] {
        let reminders = &rules.reminders;
        match self.stage.kind() {
            StageKind::Draft | StageKind::Preparing | StageKind::Correcting => &reminders.unfinished_days,
            StageKind::AwaitingPayment if self.receipt.is_none() => &reminders.payment_days,
            StageKind::AwaitingPaper => &reminders.paper_days,
            _ => &[],
        }
    }

    fn quiet_since(&self) -> DateTime<Utc> {
        self.reminders.since.unwrap_or(self.updated_at)
    }

    /// Something fell due.
    pub(super) fn fall_due(&mut self, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let Some((_, deadline)) = self.deadline(rules).filter(|(at, _)| *at <= now) else {
            return Err(Refusal::NotThere);
        };
        Ok(vec![match deadline {
            Deadline::Reminder => {
                // Those that were missed meanwhile are not made up for: one is enough.
                let (since, hour) = (self.quiet_since(), rules.reminders.hour);
                let past = self.reminder_days(rules).iter().filter(|days| days_after(since, **days, hour) <= now);
                self.reminders.told = u32::try_from(past.count()).unwrap_or(u32::MAX);
                What::Reminded
            }
            Deadline::Notice => {
                self.reminders.noticed = Some(now);
                What::ClosingAnnounced
            }
            Deadline::Closing => {
                self.stage = Stage::Withdrawn { at: now };
                self.claim = None;
                What::Closed
            }
            Deadline::ClaimExpiry => {
                self.claim = None;
                What::ClaimExpired
            }
            Deadline::Overdue => {
                self.handling.raised = Some(now);
                What::Raised
            }
        }])
    }

    /// After every move: who has done something is left alone for a while, and the order knows when it is next looked at.
    pub(super) fn reckon(&mut self, by_person: bool, before: StageKind, rules: &Rules, now: DateTime<Utc>) {
        if by_person || self.stage.kind() != before {
            self.reminders = Reminders { since: Some(now), silenced: self.reminders.silenced, ..Reminders::default() };
        }
        let parcel = self.parcel_due(rules).map(|(.., at)| at);
        let attempt = self.attempt_due().map(|(_, at)| at);
        let others = [parcel, attempt, self.proof_due()].into_iter().flatten();
        self.due_at = self.deadline(rules).map(|(at, _)| at).into_iter().chain(others).min();
    }
}

fn notice_after(rules: &Rules) -> u32 {
    rules.reminders.close_days.saturating_sub(rules.reminders.notice_days)
}
