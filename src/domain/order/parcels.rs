//! An order's parcels as they are followed: which one, until when, and what the journal keeps of it.

use super::{Order, Parcel, Refusal, Stage, StageKind, What};
use crate::domain::mobile::Mobile;
use crate::domain::outage::Outage;
use crate::domain::parcel::Waybill;
use crate::domain::rules::Rules;
use crate::domain::tracking::{Tracking, Which};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is known of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    pub which: Which,
    pub number: String,
    #[serde(flatten)]
    pub tracking: Tracking,
}

impl Order {
    /// The parcel that counts.
    #[must_use]
    pub fn parcel(&self, which: Which) -> Option<&Parcel> {
        match which {
            Which::Inbound => self.inbound.last(),
            Which::Outbound => self.outbound.as_ref(),
        }
    }

    /// The last four digits of the mobile that the courier knows: of who posted the paper, or of who receives the certificate.
    #[must_use]
    pub fn parcel_digits(&self, which: Which) -> Option<&str> {
        let mobile = match which {
            Which::Inbound => self.answers.agent_mobile(),
            Which::Outbound => self.answers.recipient_mobile(),
        };
        mobile.map(Mobile::last_four)
    }

    /// True where another order's parcel is this one: the same number, and the same unit's or to be asked for with the same digits.
    /// Whoever else types a number in learns no more of its parcel than the courier tells them.
    #[must_use]
    pub fn shares_parcel(&self, other: &Self, which: Which, number: &str) -> bool {
        let has = |order: &Self| order.parcel(which).is_some_and(|parcel| parcel.waybill.number == number);
        let digits = self.parcel_digits(which);
        let known = self.account == other.account || digits.is_some() && digits == other.parcel_digits(which);
        self.number != other.number && known && has(self) && has(other)
    }

    /// What is known of the parcel that counts.
    #[must_use]
    pub fn tracking(&self, which: Which) -> Tracking {
        let number = self.parcel(which).map(|parcel| parcel.waybill.number.as_str());
        let found = self.tracked.iter().find(|t| t.which == which && Some(t.number.as_str()) == number);
        found.map(|t| t.tracking.clone()).unwrap_or_default()
    }

    /// The parcel that somebody waits for, and when its courier is to be asked; none where the desk follows no parcels.
    #[must_use]
    pub fn parcel_due(&self, rules: &Rules) -> Option<(Which, &Parcel, DateTime<Utc>)> {
        rules.least()?;
        let which = match self.stage.kind() {
            StageKind::PaperReview => Which::Inbound,
            StageKind::Shipped => Which::Outbound,
            _ => return None,
        };
        let parcel = self.parcel(which)?;
        self.tracking(which).due(parcel.at).map(|at| (which, parcel, at))
    }

    /// The paper is on its way. At the desk already, it is a correction of the last number; sent for again, it is another parcel.
    pub(super) fn post_paper(&mut self, waybill: Waybill, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let correcting = self.stage.kind() == StageKind::PaperReview;
        let known = self.inbound.iter().any(|p| p.waybill.number == waybill.number);
        let last = self.inbound.last_mut().filter(|p| p.waybill.number == waybill.number);
        match last.filter(|p| correcting && p.waybill != waybill) {
            Some(last) => {
                last.waybill.carrier = waybill.carrier;
                // What was said of it under another carrier's name was said of another parcel, or of none.
                self.tracked.retain(|tracked| tracked.which != Which::Inbound);
            }
            None if known => return Err(Refusal::Already),
            None => self.inbound.push(Parcel { waybill: waybill.clone(), at: now }),
        }
        self.stage = Stage::PaperReview { since: now };
        Ok(vec![What::PaperPosted { waybill: waybill.number }])
    }

    /// The courier is being asked.
    pub(super) fn ask_courier(
        &mut self,
        which: Which,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        let due = self.parcel_due(rules).filter(|(due, _, at)| *due == which && *at <= now);
        let (_, parcel, _) = due.ok_or(Refusal::NotThere)?;
        let number = parcel.waybill.number.clone();
        let mut tracking = self.tracking(which);
        tracking.asking(now, rules.least().ok_or(Refusal::NotThere)?);
        self.keep(which, number, tracking);
        // Asking is no event: the journal keeps what came of it.
        self.version += 1;
        Ok(Vec::new())
    }

    /// What was heard of a parcel is kept; the journal gets what is new in it.
    pub(super) fn track(&mut self, which: Which, number: String, tracking: Tracking) -> Result<Vec<What>, Refusal> {
        if self.parcel(which).is_none_or(|parcel| parcel.waybill.number != number) {
            return Err(Refusal::NotThere);
        }
        let before = self.tracking(which);
        let mut whats = Vec::new();
        if let Some(step) = tracking.latest().filter(|_| tracking.steps.iter().any(|step| !before.steps.contains(step)))
        {
            whats.push(What::Tracked { which, milestone: step.milestone });
        }
        let raised = tracking.raised.iter().filter(|alarm| !before.raised.contains(alarm));
        whats.extend(raised.map(|alarm| What::ParcelAlarm { which, alarm: *alarm }));
        self.keep(which, number, tracking);
        if whats.is_empty() {
            self.version += 1;
        }
        Ok(whats)
    }

    /// The courier was asked to tell of each step by itself. What it does not serve it is not asked again.
    pub(super) fn watch(
        &mut self,
        which: Which,
        outcome: Result<(), Outage>,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        let number = self.parcel(which).ok_or(Refusal::NotThere)?.waybill.number.clone();
        let mut tracking = self.tracking(which);
        tracking.watch.ask(outcome.is_err_and(|why| why != Outage::NotServed), now);
        self.keep(which, number, tracking);
        // What came of the call is an event of its own.
        self.version += 1;
        Ok(Vec::new())
    }

    /// The courier tells of it no more, and may be asked to once again.
    pub(super) fn watch_ended(&mut self, which: Which, number: &str, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let mut tracking = self.tracking(which);
        let ours = self.parcel(which).is_some_and(|parcel| parcel.waybill.number == number);
        if !ours || tracking.closed || !tracking.watch.end(now) {
            return Err(Refusal::Already);
        }
        self.keep(which, number.to_owned(), tracking);
        self.version += 1;
        Ok(Vec::new())
    }

    fn keep(&mut self, which: Which, number: String, tracking: Tracking) {
        // One for each parcel: of a number that was corrected nothing is kept.
        self.tracked.retain(|t| t.which != which);
        self.tracked.push(Tracked { which, number, tracking });
    }
}
