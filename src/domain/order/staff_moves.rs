//! What staff do to an order. Who may is checked before, by `Actor`'s rights; here it is checked what the order allows.

use super::{
    By, Claim, Invoice, Move, Order, Parcel, Payment, Refusal, Stage, StageKind, UploadState, VerificationState, What,
};
use crate::domain::document::DocumentKind;
use crate::domain::ids::UserId;
use crate::domain::money::Fen;
use chrono::{DateTime, Utc};

impl Order {
    pub(super) fn staff_move(&mut self, by: By, mv: Move, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
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
            Move::Approve => self.approve(now),
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
            Move::ConfirmPayment { amount, reference } => {
                self.at(&[StageKind::AwaitingPayment])?;
                let due = self.bill.as_ref().map(super::Bill::total).unwrap_or_default();
                self.payment = Some(Payment { amount, reference, at: now, by: user.ok_or(Refusal::NotThere)? });
                self.stage = Stage::AwaitingPaper { since: now, missing: Vec::new(), note: None };
                self.claim = None;
                Ok(vec![What::Paid { amount, due }])
            }
            Move::PassPaper => {
                self.at(&[StageKind::PaperReview])?;
                self.stage = Stage::Making { since: now };
                self.claim = None;
                Ok(vec![What::PaperPassed])
            }
            Move::AskPaper { missing, note } => {
                self.at(&[StageKind::PaperReview])?;
                if missing.is_empty() {
                    return Err(Refusal::NotThere);
                }
                self.stage = Stage::AwaitingPaper { since: now, missing: missing.clone(), note };
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
                self.invoice = Some(Invoice { number: number.clone(), file, at: now });
                Ok(vec![What::InvoiceSent { number: number.as_str().to_owned() }])
            }
            _ => Err(Refusal::NotThere),
        }
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

    fn approve(&mut self, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::PreReview])?;
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
        Ok(vec![What::Returned { documents }])
    }
}
