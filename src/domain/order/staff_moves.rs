//! What staff do to an order. Who may is checked before, by `Actor`'s rights; here it is checked what the order allows.

use super::{
    Approval, By, Claim, Decision, Invoice, Move, Note, Order, Parcel, Payment, Refusal, ReturnedItem, Stage,
    StageKind, UploadState, VerificationState, What,
};
use crate::domain::document::DocumentKind;
use crate::domain::ids::UserId;
use crate::domain::money::Fen;
use crate::domain::rules::Rules;
use chrono::{DateTime, Utc};

impl Order {
    pub(super) fn staff_move(
        &mut self,
        by: By,
        mv: Move,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        if let (Some(hold), Some(_)) = (&self.handling.held, Decision::of(&mv)) {
            return Err(Refusal::Held(hold.reason.as_str().to_owned()));
        }
        let user = match by {
            By::Staff(user) => Some(user),
            _ => None,
        };
        match mv {
            Move::Claim { name } => self.claim(user.ok_or(Refusal::NotThere)?, name, now),
            Move::Release => {
                self.claim.take().ok_or(Refusal::NotThere)?;
                Ok(vec![What::Released])
            }
            Move::Approve => self.approve(user.ok_or(Refusal::NotThere)?, rules, now),
            Move::TakeOver { name } => self.take_over(user.ok_or(Refusal::NotThere)?, name, now),
            Move::Return(items) => self.send_back(&items, now),
            Move::Reject(reason) => {
                if !self.stage.kind().may_be_withdrawn() || self.stage == Stage::Draft {
                    return Err(Refusal::Stage(self.stage.kind()));
                }
                self.stage = Stage::Rejected { at: now, reason };
                self.claim = None;
                Ok(vec![What::Rejected])
            }
            Move::LegalVerified => {
                let VerificationState::Sent { by, .. } = self.verification.state else { return Err(Refusal::NotThere) };
                self.at(&[StageKind::Preparing, StageKind::Correcting])?;
                self.verification.state = VerificationState::Verified { by, at: now };
                Ok(vec![What::LegalPersonVerified])
            }
            Move::LegalRefused(reason) => {
                let VerificationState::Sent { by, .. } = self.verification.state else { return Err(Refusal::NotThere) };
                self.at(&[StageKind::Preparing, StageKind::Correcting])?;
                self.verification.state = VerificationState::Refused { by, reason, at: now };
                Ok(vec![What::LegalPersonRefused])
            }
            Move::LegalAgain => {
                self.at(&[StageKind::Preparing, StageKind::Correcting])?;
                if self.verification.tries < rules.verification_tries {
                    return Err(Refusal::Already);
                }
                self.verification.tries = rules.verification_tries.saturating_sub(1);
                Ok(vec![What::LegalPersonMayTryAgain])
            }
            Move::ConfirmPayment { amount, reference } => {
                self.at(&[StageKind::AwaitingPayment])?;
                let due = self.bill.as_ref().map(super::Bill::total).unwrap_or_default();
                let (by, trade) = (user.ok_or(Refusal::NotThere)?, self.trade_of(reference.as_ref()));
                self.payment = Some(Payment { amount, reference, at: now, by, trade });
                self.stage = Stage::AwaitingPaper { since: now, missing: Vec::new(), note: None };
                self.claim = None;
                Ok(vec![What::Paid { amount, due }])
            }
            Move::PassPaper => {
                self.at(&[StageKind::PaperReview])?;
                self.by_another(user, rules)?;
                self.stage = Stage::Making { since: now };
                self.claim = None;
                Ok(vec![What::PaperPassed])
            }
            Move::AskPaper { missing, note } => {
                self.at(&[StageKind::PaperReview])?;
                self.by_another(user, rules)?;
                if missing.is_empty() {
                    return Err(Refusal::NotThere);
                }
                self.stage = Stage::AwaitingPaper { since: now, missing: missing.clone(), note };
                self.claim = None;
                Ok(vec![What::PaperMissing { documents: missing }])
            }
            Move::Make { serials } => {
                self.at(&[StageKind::Making])?;
                if serials.len() != self.certificates.len() {
                    return Err(Refusal::Serials { needed: self.certificates.len() });
                }
                self.serials.clone_from(&serials);
                self.stage = Stage::Made { since: now };
                Ok(vec![What::Made { serials }])
            }
            Move::Ship(waybill) => {
                self.at(&[StageKind::Made])?;
                self.outbound = Some(Parcel { waybill: waybill.clone(), at: now });
                self.stage = Stage::Shipped { since: now };
                self.claim = None;
                Ok(vec![What::Shipped { waybill: waybill.number }])
            }
            Move::Deliver => {
                self.at(&[StageKind::Shipped])?;
                self.stage = Stage::Delivered { at: now };
                Ok(vec![What::Delivered])
            }
            Move::SendInvoice { number, file } => {
                self.at(&[StageKind::Made, StageKind::Shipped, StageKind::Delivered])?;
                self.invoice = Some(Invoice { number: number.clone(), file, at: now, mailed: None, mailing: false });
                self.invoice_draft = None;
                Ok(vec![What::InvoiceSent { number: number.as_str().to_owned() }])
            }
            Move::GiveBack { trade } => self.give_back_by_hand(&trade),
            other => self.handle(user, other, rules, now),
        }
    }

    /// What is no decision on the order itself.
    fn handle(
        &mut self,
        user: Option<UserId>,
        mv: Move,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        let user = user.ok_or(Refusal::NotThere)?;
        match mv {
            Move::Hold(reason) => self.hold(user, reason, now),
            Move::Resume => {
                self.handling.held.take().ok_or(Refusal::NotThere)?;
                Ok(vec![What::Resumed])
            }
            Move::Undo => self.undo(rules, now),
            Move::Note { name, text } => Ok(self.note(Note { by: user, name, at: now, text })),
            Move::Unmask => Ok(vec![What::Unmasked]),
            Move::Look => Ok(vec![What::Looked]),
            Move::ReceivePaper => {
                self.at(&[StageKind::PaperReview])?;
                if self.handling.paper_received.is_some() {
                    return Err(Refusal::Already);
                }
                self.handling.paper_received = Some(now);
                Ok(vec![What::PaperReceived])
            }
            Move::ParcelBack => self.came_back(now),
            _ => Err(Refusal::NotThere),
        }
    }

    fn take_over(&mut self, user: UserId, name: String, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        match self.claim.take() {
            None => self.claim(user, name, now),
            Some(claim) if claim.by == user => {
                self.claim = Some(claim);
                Err(Refusal::Already)
            }
            Some(claim) => {
                self.claim = Some(Claim { by: user, name, at: now });
                Ok(vec![What::TakenOver { from: claim.by }])
            }
        }
    }

    /// Four eyes: the paper is for somebody who did not approve the uploads, where the operator wants it so.
    fn by_another(&self, user: Option<UserId>, rules: &Rules) -> Result<(), Refusal> {
        let approved = self.handling.approvals.iter().any(|approval| Some(approval.by) == user);
        if rules.review.paper_by_another && approved { Err(Refusal::NeedsAnother) } else { Ok(()) }
    }

    fn claim(&mut self, user: UserId, name: String, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        if self.stage.kind().is_final() || self.stage == Stage::Draft {
            return Err(Refusal::Stage(self.stage.kind()));
        }
        match &self.claim {
            Some(claim) if claim.by == user => Err(Refusal::Already),
            Some(claim) => Err(Refusal::Claimed(claim.name.clone())),
            None => {
                self.claim = Some(Claim { by: user, name, at: now });
                Ok(vec![What::Claimed])
            }
        }
    }

    fn approve(&mut self, user: UserId, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::PreReview])?;
        if self.handling.approvals.iter().any(|approval| approval.by == user) {
            return Err(Refusal::NeedsAnother);
        }
        self.handling.approvals.push(Approval { by: user, at: now });
        if u32::try_from(self.handling.approvals.len()).unwrap_or(u32::MAX) < rules.review.approvals {
            self.claim = None;
            return Ok(vec![What::ApprovedOnce]);
        }
        for upload in &mut self.uploads {
            if upload.state == UploadState::Ready {
                upload.state = UploadState::Accepted;
            }
        }
        let free = self.bill.as_ref().is_some_and(|bill| bill.total() == Fen(0));
        // Where nothing is to be paid, nobody waits for money.
        self.stage = if free {
            Stage::AwaitingPaper { since: now, missing: Vec::new(), note: None }
        } else {
            Stage::AwaitingPayment { since: now }
        };
        self.claim = None;
        Ok(vec![What::Approved])
    }

    /// Returned documents are open again; all others that were submitted are accepted and stay so.
    fn send_back(
        &mut self,
        items: &[(DocumentKind, Vec<String>, Option<String>)],
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        let Stage::PreReview { round, .. } = self.stage else { return Err(Refusal::Stage(self.stage.kind())) };
        if items.is_empty() {
            return Err(Refusal::NotThere);
        }
        let documents: Vec<DocumentKind> = items.iter().map(|(document, ..)| *document).collect();
        self.handling.returned =
            items.iter().cloned().map(|(document, reasons, note)| ReturnedItem { document, reasons, note }).collect();
        for upload in &mut self.uploads {
            if !upload.state.may_be_submitted() {
                continue;
            }
            let returned = items.iter().find(|(document, ..)| upload.document == Some(*document));
            upload.state = match returned {
                Some((_, reasons, note)) => UploadState::Returned { reasons: reasons.clone(), note: note.clone() },
                None => UploadState::Accepted,
            };
        }
        self.stage = Stage::Correcting { since: now, round };
        self.claim = None;
        let reasons = items.iter().flat_map(|(_, reasons, _)| reasons).cloned().collect();
        Ok(vec![What::Returned { documents, reasons }])
    }
}
