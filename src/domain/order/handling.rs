//! What staff keep about an order beside its stage: who approved, what was decided last and can still be taken back, why it is on
//! hold, notes. Never shown to the applicant as it is.

use super::{Move, Order, Parcel, Refusal, Stage, UploadState, What};
use crate::domain::document::DocumentKind;
use crate::domain::ids::UserId;
use crate::domain::line::Remark;
use crate::domain::rules::Rules;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// The most notes that one order keeps.
const MOST_NOTES: usize = 50;

/// One reviewer's yes to a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub by: UserId,
    pub at: DateTime<Utc>,
}

/// The desk does not go on with the order until it is resumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub by: UserId,
    pub reason: Remark,
    pub at: DateTime<Utc>,
}

/// An internal note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub by: UserId,
    pub name: String,
    pub at: DateTime<Utc>,
    pub text: Remark,
}

/// A document that was returned, the ids of the reasons, and a free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedItem {
    pub document: DocumentKind,
    pub reasons: Vec<String>,
    #[serde(default)]
    pub note: Option<String>,
}

/// A decision of staff's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approve,
    Return,
    Reject,
    Payment,
    PaperPass,
    PaperAsk,
    /// The old certificates are revoked by it, for good.
    Make,
    Ship,
    Deliver,
}

impl Decision {
    /// The decision that a move is, where it is one.
    #[must_use]
    pub fn of(mv: &Move) -> Option<Self> {
        Some(match mv {
            Move::Approve => Self::Approve,
            Move::Return(_) => Self::Return,
            Move::Reject(_) => Self::Reject,
            Move::ConfirmPayment { .. } => Self::Payment,
            Move::PassPaper => Self::PaperPass,
            Move::AskPaper { .. } => Self::PaperAsk,
            Move::Make { .. } => Self::Make,
            Move::Ship(_) => Self::Ship,
            Move::Deliver => Self::Deliver,
            _ => return None,
        })
    }
}

/// The last decision, and how the order stood before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub decision: Decision,
    pub by: UserId,
    pub at: DateTime<Utc>,
    /// The order's last change when it was made: whatever came after builds on it.
    pub changed: i64,
    pub stage: Stage,
    pub uploads: Vec<(u32, UploadState)>,
    pub approvals: Vec<Approval>,
}

/// Staff's side of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handling {
    /// Of the last submission.
    pub approvals: Vec<Approval>,
    pub held: Option<Hold>,
    pub last: Option<Decided>,
    pub notes: Vec<Note>,
    /// What the last return asked for.
    pub returned: Vec<ReturnedItem>,
    /// When the paper lay on the desk.
    pub paper_received: Option<DateTime<Utc>>,
    /// Parcels that came back from the recipient.
    pub came_back: Vec<Parcel>,
    /// When the order was last raised as overdue at its present stage.
    pub raised: Option<DateTime<Utc>>,
}

impl Order {
    /// What a decision would have to restore.
    pub(super) fn before(&self, decision: Decision, by: UserId, now: DateTime<Utc>) -> Decided {
        Decided {
            decision,
            by,
            at: now,
            changed: 0,
            stage: self.stage.clone(),
            uploads: self.uploads.iter().map(|upload| (upload.id, upload.state.clone())).collect(),
            approvals: self.handling.approvals.clone(),
        }
    }

    /// Until when the last decision can be taken back, where it still can.
    #[must_use]
    pub fn undoable_until(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        let last = self.handling.last.as_ref()?;
        let fits = last.changed == self.changed && last.decision != Decision::Make && rules.review.grace_minutes > 0;
        fits.then(|| last.at + Duration::minutes(rules.review.grace_minutes))
    }

    /// The last decision is taken back: the order stands as it stood before it.
    pub(super) fn undo(&mut self, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let last = self.handling.last.clone().ok_or(Refusal::NotThere)?;
        if last.decision == Decision::Make {
            return Err(Refusal::ForGood);
        }
        let until = self.undoable_until(rules).ok_or(Refusal::BuiltUpon)?;
        if now > until {
            return Err(Refusal::TooLate { minutes: rules.review.grace_minutes });
        }
        for (id, state) in last.uploads {
            if let Some(upload) = self.uploads.iter_mut().find(|upload| upload.id == id) {
                upload.state = state;
            }
        }
        match last.decision {
            Decision::Payment => self.payment = None,
            Decision::Ship => self.outbound = None,
            Decision::Return => self.handling.returned.clear(),
            _ => {}
        }
        self.stage = last.stage;
        self.handling.approvals = last.approvals;
        self.handling.last = None;
        self.claim = None;
        Ok(vec![What::Undone { decision: last.decision }])
    }

    pub(super) fn hold(&mut self, by: UserId, reason: Remark, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        if self.stage.kind().is_final() || self.stage == Stage::Draft {
            return Err(Refusal::Stage(self.stage.kind()));
        }
        if self.handling.held.is_some() {
            return Err(Refusal::Already);
        }
        self.handling.held = Some(Hold { by, reason, at: now });
        Ok(vec![What::Held])
    }

    pub(super) fn note(&mut self, note: Note) -> Vec<What> {
        if self.handling.notes.len() >= MOST_NOTES {
            self.handling.notes.remove(0);
        }
        self.handling.notes.push(note);
        vec![What::Noted]
    }

    /// Sent to the wrong place, or not fetched: the parcel is at the desk again and can be shipped anew.
    pub(super) fn came_back(&mut self, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.at(&[super::StageKind::Shipped])?;
        self.handling.came_back.extend(self.outbound.take());
        self.stage = Stage::Made { since: now };
        Ok(vec![What::CameBack])
    }
}
