//! What the services outside bring to an order: how messages came out, how payments by a code stand, where parcels are. Nothing here
//! makes a decision of a person's out of date.

use super::{Order, Refusal, StageKind, What};
use crate::domain::authority::{Act, Enrolment};
use crate::domain::document::FileRef;
use crate::domain::invoice::Difference;
use crate::domain::line::Reference;
use crate::domain::mailing::{MailKind, MailOutcome, Mailing};
use crate::domain::outage::{Call, LastCall, Outage};
use crate::domain::payment::{Charge, Hindrance, PayWay, Refund, Standing};
use crate::domain::proof::ProofStanding;
use crate::domain::rules::Rules;
use crate::domain::texting::{TextKind, TextOutcome, TextTo};
use crate::domain::tracking::{Tracking, Which};
use chrono::{DateTime, TimeDelta, Utc};

/// How long what the authority said of a unit's certificates is good for.
const STALE: TimeDelta = TimeDelta::minutes(15);

/// What a service brings, or is being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceMove {
    /// A short message came out so.
    Texted { to: TextTo, kind: TextKind, outcome: TextOutcome },
    /// An e-mail came out so.
    Mailed { kind: MailKind, outcome: MailOutcome },
    /// The invoice is being mailed.
    MailInvoice,
    /// A PDF that does not agree with the order waits for staff's word.
    DoubtInvoice { number: Reference, file: FileRef, differs: Vec<Difference> },
    /// A provider sent the invoice; what it states beside it differs so.
    InvoiceCame { number: Reference, file: FileRef, states: Vec<Difference> },
    /// A provider sent another invoice for an order that has one; it is not taken.
    OtherInvoice { number: Reference },
    /// What a provider sent as the invoice cannot be read.
    InvoiceUnreadable { number: Reference },
    /// What the authority was told of the certificate at this place came out so.
    Enrolled { act: Act, place: u16, outcome: Enrolment },
    /// The authority is being asked again, where the last time was long ago.
    AskRegister,
    /// The authority has so many certificates of the unit, or did not say.
    RegisterAsked { found: Option<u32> },
    /// A code or an invoice to pay by is wanted.
    MakeCode { way: PayWay },
    /// The payment service is being asked after an attempt, or told to close it.
    AskPayment { trade: String, close: bool },
    /// How an attempt stands.
    PaymentSeen { trade: String, standing: Standing },
    /// The payment service is being told to give back what was paid.
    GiveBack { trade: String },
    /// How a refund stands.
    RefundSeen { trade: String, refund: Refund },
    /// It was refused, or nobody knows.
    NotRefunded { trade: String, refused: bool },
    /// An invoice was paid.
    Charged(Charge),
    /// Somebody wanted to pay an invoice and was not let.
    NotLetPay { trade: String, why: Hindrance },
    /// An invoice that nobody paid is over.
    Lapse { trade: String },
    /// The courier is being asked after a parcel.
    AskCourier { which: Which },
    /// What was heard of a parcel.
    Track { which: Which, number: String, tracking: Box<Tracking> },
    /// The courier was asked to tell of each step of a parcel by itself.
    Watch { which: Which, outcome: Result<(), Outage> },
    /// It has stopped telling of this parcel.
    WatchEnded { which: Which, number: String },
    /// The identity provider has this page for the legal person; none where it opens no session.
    ProofBegun { session: String, page: Option<String> },
    /// The identity provider is being asked after a session.
    AskProof { session: String },
    /// The identity provider's word.
    ProofSeen { session: String, standing: ProofStanding },
    /// The order's stage is told of beside the chat.
    ToldBeside,
    /// A service outside did what it was asked, or did not.
    Called { call: Call, outcome: Result<(), Outage> },
}

impl Order {
    pub(super) fn service_move(
        &mut self,
        mv: ServiceMove,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        match mv {
            ServiceMove::Texted { to, kind, outcome } => {
                self.calls.retain(|last| last.call != Call::Text);
                Ok(vec![What::Texted { to, kind, outcome }])
            }
            ServiceMove::Mailed { kind, outcome } => {
                self.calls.retain(|last| last.call != Call::Mail);
                if let (MailKind::Invoice, Some(invoice)) = (kind, &mut self.invoice) {
                    (invoice.mailed, invoice.mailing) = (Some(Mailing { outcome, at: now }), false);
                }
                Ok(vec![What::Mailed { kind, outcome }])
            }
            ServiceMove::MailInvoice => self.mail_invoice(),
            ServiceMove::DoubtInvoice { number, file, differs } => {
                self.at(&[StageKind::Made, StageKind::Shipped, StageKind::Delivered])?;
                let what = What::InvoiceDoubted { number: number.as_str().to_owned(), differs: differs.clone() };
                self.draft_invoice(number, file, differs);
                Ok(vec![what])
            }
            ServiceMove::InvoiceCame { number, file, states } => self.invoice_came(number, file, states),
            ServiceMove::OtherInvoice { number } => self.other_invoice(&number),
            ServiceMove::InvoiceUnreadable { number } => self.invoice_unreadable(&number),
            ServiceMove::Enrolled { act, place, outcome } => {
                self.calls.retain(|last| last.call != Call::Enrol);
                if (act, outcome) == (Act::Revoke, Enrolment::Done) && !self.revoked.contains(&place) {
                    self.revoked.push(place);
                }
                Ok(vec![What::Enrolled { act, place, outcome }])
            }
            ServiceMove::AskRegister => self.ask_register(now),
            ServiceMove::RegisterAsked { found } => Ok(vec![What::RegisterAsked { found }]),
            ServiceMove::MakeCode { way } => {
                self.open_attempt_by(way, TimeDelta::minutes(rules.services.code_lasts), now)
            }
            ServiceMove::AskPayment { trade, close } => self.ask_after(&trade, close, now),
            ServiceMove::PaymentSeen { trade, standing } => self.attempt_seen(&trade, standing, now),
            ServiceMove::GiveBack { trade } => self.give_back(&trade).map(|_| Vec::new()),
            ServiceMove::RefundSeen { trade, refund } => self.refund_seen(&trade, refund, now),
            ServiceMove::NotRefunded { trade, refused } => self.not_refunded(&trade, refused),
            ServiceMove::Charged(charge) => self.charged(&charge, now),
            ServiceMove::NotLetPay { trade, why } => self.was_not_let_pay(trade, why),
            ServiceMove::Lapse { trade } => self.lapse(&trade),
            ServiceMove::AskCourier { which } => self.ask_courier(which, rules, now),
            ServiceMove::Track { which, number, tracking } => self.track(which, number, *tracking),
            ServiceMove::Watch { which, outcome } => self.watch(which, outcome, now),
            ServiceMove::WatchEnded { which, number } => self.watch_ended(which, &number, now),
            ServiceMove::ProofBegun { session, page: Some(page) } => self.proof_begun(&session, page),
            ServiceMove::ProofBegun { session, page: None } => self.proof_not_begun(&session, now),
            ServiceMove::AskProof { session } => self.ask_proof(&session, now),
            ServiceMove::ProofSeen { session, standing } => self.proof_seen(&session, standing, now),
            ServiceMove::ToldBeside => self.tell_beside(),
            ServiceMove::Called { call, outcome } => self.called(call, outcome),
        }
    }

    /// While certificates are chosen, what the authority said of them goes stale.
    fn ask_register(&mut self, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Draft])?;
        if now - self.register_asked.unwrap_or(self.created_at) < STALE {
            return Err(Refusal::Already);
        }
        self.register_asked = Some(now);
        // Asking is no event: the journal keeps what came of it.
        self.version += 1;
        Ok(Vec::new())
    }

    /// Once for each stage. What becomes of it is an event; that it is tried is none.
    fn tell_beside(&mut self) -> Result<Vec<What>, Refusal> {
        let standing = Some(self.standing());
        if self.told_beside == standing {
            return Err(Refusal::Already);
        }
        self.told_beside = standing;
        self.version += 1;
        Ok(Vec::new())
    }

    /// The journal keeps each change of how a call comes out, however many calls there are in between.
    fn called(&mut self, call: Call, outcome: Result<(), Outage>) -> Result<Vec<What>, Refusal> {
        let (before, why) = (self.calls.iter().find(|last| last.call == call).copied(), outcome.err());
        if before.is_some_and(|last| !last.differs(why)) {
            return Err(Refusal::Already);
        }
        self.calls.retain(|last| last.call != call);
        self.calls.push(LastCall { call, why });
        Ok(vec![match (why, before) {
            (Some(why), _) => What::CalledInVain { call, why },
            (None, Some(_)) => What::CallAnswered { call },
            (None, None) => What::CallDone { call },
        }])
    }
}
