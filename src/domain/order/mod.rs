//! An order: everything that is known of one re-issue, and the pure, typed machine that moves it from stage to stage.
//! A move gives a new order and the events for the journal, or a refusal; it never loses what was entered.

mod answers;
mod charging;
mod due;
mod event;
mod handling;
mod invoicing;
mod legal_moves;
mod moves;
mod parcels;
mod pay;
mod proof_moves;
mod refund;
mod service_moves;
mod staff_moves;
mod stage;
mod upload;
mod upload_moves;
mod verification;

pub use answers::{Answer, Answers, InvoiceChoice, Question, Section, Wrong};
pub use due::{Deadline, Reminders};
pub use event::{By, Event, What};
pub use handling::{Approval, Decided, Decision, Handling, Hold, Note, ReturnedItem};
pub use moves::{Move, Refusal};
pub use parcels::Tracked;
pub use service_moves::ServiceMove;
pub use stage::{Stage, StageKind};
pub use upload::{CopyMarks, Finding, FormPage, KeptBeside, Severity, SmallCopy, Upload, UploadState};
pub use verification::{IN_BROWSER, Verification, VerificationState};

use super::certificate::Certificate;
use super::document::{DocumentKind, FileRef};
use super::ids::{AccountId, UserId};
use super::invoice::InvoiceDraft;
use super::line::{Reference, Remark};
use super::mailing::Mailing;
use super::money::Fen;
use super::order_number::OrderNumber;
use super::outage::LastCall;
use super::parcel::Waybill;
use super::payment::{Attempt, Hindrance};
use super::rules::{Project, Rules};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a certificate is re-issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    Lost,
    Damaged,
    PasswordForgotten,
    Other,
}

impl Ground {
    pub const ALL: [Self; 4] = [Self::Lost, Self::Damaged, Self::PasswordForgotten, Self::Other];
}

/// The agreement's version that was read and agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub version: String,
    pub at: DateTime<Utc>,
    pub by: UserId,
}

/// What is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    pub certificates: u32,
    pub certificate_fee: Fen,
    pub seals: u32,
    pub seal_fee: Fen,
    /// What the project asks for the order itself, whatever is in it.
    #[serde(default)]
    pub order_fee: Fen,
}

impl Bill {
    /// What re-issuing these certificates costs under a project.
    #[must_use]
    pub fn of(certificates: &[Certificate], project: &Project) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            certificates: count(certificates.len()),
            certificate_fee: project.certificate_fee,
            seals: count(certificates.iter().filter(|c| c.has_seal).count()),
            seal_fee: project.seal_fee,
            order_fee: project.order_fee,
        }
    }

    #[must_use]
    pub fn total(&self) -> Fen {
        let certificates = Fen(u64::from(self.certificates) * self.certificate_fee.0);
        let seals = Fen(u64::from(self.seals) * self.seal_fee.0);
        [certificates, seals, self.order_fee].into_iter().sum()
    }
}

/// What was paid: confirmed by finance, or by the desk itself (number 0) where a payment service said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub amount: Fen,
    pub reference: Option<Reference>,
    pub at: DateTime<Utc>,
    pub by: UserId,
    /// The attempt that it came by, as far as the desk knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<String>,
}

/// A parcel that is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub waybill: Waybill,
    pub at: DateTime<Utc>,
}

/// An invoice that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub number: Reference,
    pub file: Option<FileRef>,
    pub at: DateTime<Utc>,
    /// How its last mailing came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailed: Option<Mailing>,
    /// It is being mailed, and how that comes out is not known yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mailing: bool,
}

/// Who is working on the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub by: UserId,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// One order. `version` counts its changes; who decides on it names the version that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub number: OrderNumber,
    pub account: AccountId,
    pub version: i64,
    /// The version at the last change that a decision must have seen: who has claimed the order is none.
    #[serde(default)]
    pub changed: i64,
    pub stage: Stage,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[serde(default)]
    pub consent: Option<Consent>,
    #[serde(default)]
    pub project: Option<String>,
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    #[serde(default)]
    pub ground: Option<Ground>,
    /// What the ground is in the applicant's own words, where it is another one.
    #[serde(default)]
    pub ground_note: Option<Remark>,
    /// When the applicant confirmed that the old certificates are revoked for good.
    #[serde(default)]
    pub warned_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub answers: Answers,
    /// Questions that were put off; they are asked last.
    #[serde(default)]
    pub later: Vec<Question>,
    /// What the unit's last order answered, to be offered with one tap.
    #[serde(default)]
    pub offered: Answers,
    /// Counts the printings; a form with an older number is void. 0 before the first.
    #[serde(default)]
    pub revision: u32,
    #[serde(default)]
    pub verification: Verification,
    #[serde(default)]
    pub uploads: Vec<Upload>,
    #[serde(default)]
    pub bill: Option<Bill>,
    #[serde(default)]
    pub receipt: Option<FileRef>,
    #[serde(default)]
    pub payment: Option<Payment>,
    /// Attempts to pay by a code or an invoice, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// Who was not let pay which of them, and why; each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_let_pay: Vec<(String, Hindrance)>,
    /// Of the paper originals; the last one counts.
    #[serde(default)]
    pub inbound: Vec<Parcel>,
    #[serde(default)]
    pub outbound: Option<Parcel>,
    /// What the couriers said of the parcels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracked: Vec<Tracked>,
    #[serde(default)]
    pub serials: Vec<String>,
    /// The places, from 0, of the old certificates that the authority's own system says it has revoked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revoked: Vec<u16>,
    #[serde(default)]
    pub invoice: Option<Invoice>,
    /// Numbers of other invoices that a provider sent for it; none of them was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_invoices: Vec<Reference>,
    /// A PDF that staff were warned of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_draft: Option<InvoiceDraft>,
    /// When the authority was last asked for the unit's certificates, after the order was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_asked: Option<DateTime<Utc>>,
    /// The stage that was told of beside the chat, and since when the order stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_beside: Option<(StageKind, DateTime<Utc>)>,
    /// How each service outside last did what it was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<LastCall>,
    #[serde(default)]
    pub claim: Option<Claim>,
    #[serde(default)]
    pub handling: Handling,
    #[serde(default)]
    pub reminders: Reminders,
    /// When something next falls due without anybody doing anything.
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
}

/// What an order still lacks before its details are asked for, in the order of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Agreement,
    Project,
    Certificates,
    Ground,
    GroundNote,
    Warning,
}

impl Order {
    /// A draft without anything in it yet.
    #[must_use]
    pub fn draft(number: OrderNumber, account: AccountId, now: DateTime<Utc>) -> Self {
        Self {
            number,
            account,
            version: 0,
            changed: 0,
            stage: Stage::Draft,
            created_at: now,
            updated_at: now,
            consent: None,
            project: None,
            certificates: Vec::new(),
            ground: None,
            ground_note: None,
            warned_at: None,
            answers: Answers::default(),
            later: Vec::new(),
            offered: Answers::default(),
            revision: 0,
            verification: Verification::default(),
            uploads: Vec::new(),
            bill: None,
            receipt: None,
            payment: None,
            attempts: Vec::new(),
            not_let_pay: Vec::new(),
            inbound: Vec::new(),
            outbound: None,
            tracked: Vec::new(),
            serials: Vec::new(),
            revoked: Vec::new(),
            invoice: None,
            other_invoices: Vec::new(),
            invoice_draft: None,
            register_asked: None,
            told_beside: None,
            calls: Vec::new(),
            claim: None,
            handling: Handling::default(),
            reminders: Reminders::default(),
            due_at: None,
        }
    }

    /// The stage that the order is at, and since when: another one each time that it comes there.
    #[must_use]
    pub fn standing(&self) -> (StageKind, DateTime<Utc>) {
        (self.stage.kind(), self.stage.since().unwrap_or(self.created_at))
    }

    /// The question that is asked next: the first without an answer that was not put off.
    #[must_use]
    pub fn next_question(&self) -> Option<Question> {
        self.answers.asked().find(|q| self.answers.get(*q).is_none() && !self.later.contains(q))
    }

    /// The documents that the order's project asks for; all of them while it has none.
    #[must_use]
    pub fn documents<'a>(&self, rules: &'a Rules) -> &'a [DocumentKind] {
        self.project.as_deref().and_then(|id| rules.project(id)).map_or(&DocumentKind::ALL, |p| &p.documents)
    }

    /// The first thing that is open before the details; a consent to an older agreement is none.
    #[must_use]
    pub fn first_open(&self, rules: &Rules) -> Option<Step> {
        let agreed = self.consent.as_ref().is_some_and(|c| c.version == rules.agreement_version);
        [
            (!agreed, Step::Agreement),
            (self.project.as_deref().and_then(|id| rules.project(id)).is_none(), Step::Project),
            (self.certificates.is_empty(), Step::Certificates),
            (self.ground.is_none(), Step::Ground),
            (self.ground == Some(Ground::Other) && self.ground_note.is_none(), Step::GroundNote),
            (self.warned_at.is_none(), Step::Warning),
        ]
        .into_iter()
        .find_map(|(open, step)| open.then_some(step))
    }

    /// The newest upload of a document that still counts.
    #[must_use]
    pub fn current_upload(&self, document: DocumentKind) -> Option<&Upload> {
        self.uploads.iter().rev().find(|u| u.document == Some(document) && u.state.counts())
    }

    /// How many pages a document has, as far as it is known: a long form has several, which come one by one.
    #[must_use]
    pub fn pages(&self, document: DocumentKind) -> usize {
        let current = self.uploads.iter().filter(|u| u.document == Some(document) && u.state.counts());
        current.filter_map(|upload| upload.page).map(|page| usize::from(page.of)).max().unwrap_or(1)
    }

    /// The pages of a form that are not there while others of it are.
    #[must_use]
    pub fn missing_pages(&self, document: DocumentKind) -> Vec<usize> {
        let current = self.current_uploads(document);
        if current.is_empty() || current.len() >= self.pages(document) {
            return Vec::new();
        }
        let there = |n: usize| current.iter().any(|u| u.page.is_some_and(|page| usize::from(page.number) == n));
        (1..=self.pages(document)).filter(|n| !there(*n)).collect()
    }

    /// All that counts for a document: of a card its two sides, of a form its pages, of anything else the newest.
    #[must_use]
    pub fn current_uploads(&self, document: DocumentKind) -> Vec<&Upload> {
        let mut current: Vec<&Upload> =
            self.uploads.iter().rev().filter(|u| u.document == Some(document) && u.state.counts()).collect();
        current.truncate(document.sides().max(self.pages(document)));
        current.reverse();
        current
    }

    #[must_use]
    pub fn upload(&self, id: u32) -> Option<&Upload> {
        self.uploads.iter().find(|u| u.id == id)
    }

    /// The documents that still stand between the order and its submission.
    #[must_use]
    pub fn missing(&self, rules: &Rules) -> Vec<DocumentKind> {
        let lacks = |d: &&DocumentKind| {
            let ready = self.current_uploads(**d).iter().filter(|u| u.state.may_be_submitted()).count();
            ready < self.pages(**d) || !self.current_upload(**d).is_some_and(|u| u.state.may_be_submitted())
        };
        self.documents(rules).iter().filter(lacks).copied().collect()
    }
}
