//! What happened to an order, as the journal keeps it. Versioned data with stable names; no personal data, ids only.

use super::Decision;
use crate::domain::authority::{Act, Enrolment};
use crate::domain::document::DocumentKind;
use crate::domain::ids::UserId;
use crate::domain::invoice::Difference;
use crate::domain::mailing::{MailKind, MailOutcome};
use crate::domain::money::Fen;
use crate::domain::outage::{Call, Outage};
use crate::domain::payment::{Hindrance, Oddity, PayWay};
use crate::domain::texting::{TextKind, TextOutcome, TextTo};
use crate::domain::tracking::{Alarm, Milestone, Which};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", content = "id", rename_all = "snake_case")]
pub enum By {
    Applicant(UserId),
    LegalPerson(UserId),
    Staff(UserId),
    /// The desk itself.
    Desk,
}

/// One entry of an order's journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub by: By,
    /// The order's version after it.
    pub version: i64,
    #[serde(flatten)]
    pub what: What,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    Opened,
    Agreed {
        /// Not `version` when stored: that is the order's, in the same object.
        #[serde(rename = "agreement")]
        version: String,
    },
    ProjectChosen {
        project: String,
    },
    CertificatesChosen {
        serials: Vec<String>,
    },
    GroundGiven,
    RevocationAccepted,
    Confirmed {
        revision: u32,
        total: Fen,
    },
    /// Details changed after the forms were printed: these are void.
    Amended {
        revision: u32,
    },
    LegalPersonOpened,
    LegalPersonConsented,
    LegalPersonSent,
    LegalPersonVerified,
    LegalPersonRefused,
    LegalPersonDeclined,
    /// A reviewer gave one more try.
    LegalPersonMayTryAgain,
    Uploaded {
        upload: u32,
        document: Option<DocumentKind>,
    },
    Inspected {
        upload: u32,
        findings: Vec<String>,
    },
    Insisted {
        upload: u32,
    },
    Chosen {
        upload: u32,
        replaces: bool,
    },
    Submitted {
        round: u32,
    },
    Claimed,
    Released,
    /// An administrator took it from somebody.
    TakenOver {
        from: UserId,
    },
    /// Nobody did anything with the claim for so long that it ended.
    ClaimExpired,
    Approved,
    /// One of several approvals that are needed.
    ApprovedOnce,
    Returned {
        documents: Vec<DocumentKind>,
        /// The catalogue's reasons, once for each document that each was given for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
    },
    Rejected,
    ReceiptShown,
    Paid {
        amount: Fen,
        due: Fen,
    },
    PaperPosted {
        waybill: String,
    },
    PaperPassed,
    PaperMissing {
        documents: Vec<DocumentKind>,
    },
    Made {
        serials: Vec<String>,
    },
    Shipped {
        waybill: String,
    },
    Delivered,
    InvoiceSent {
        number: String,
    },
    Withdrawn,
    /// A short message was sent, or was not.
    Texted {
        to: TextTo,
        kind: TextKind,
        outcome: TextOutcome,
    },
    /// An e-mail was sent, or was not.
    Mailed {
        kind: MailKind,
        outcome: MailOutcome,
    },
    /// A PDF does not agree with the order; it waits for staff to say that it is the invoice all the same.
    InvoiceDoubted {
        number: String,
        differs: Vec<Difference>,
    },
    /// A provider sent the invoice by itself.
    InvoiceCame {
        number: String,
    },
    /// It sent another one, which was not taken.
    OtherInvoice {
        number: String,
    },
    /// What it sent cannot be read.
    InvoiceUnreadable {
        number: String,
    },
    /// The authority was told of the certificate at this place, from 0.
    Enrolled {
        act: Act,
        place: u16,
        outcome: Enrolment,
    },
    /// The authority was asked for the unit's certificates; so many, or no answer.
    RegisterAsked {
        found: Option<u32>,
    },
    /// A code to pay by was made.
    CodeMade {
        trade: String,
        way: PayWay,
    },
    /// Somebody wanted to pay an invoice and was not let; the first time for this reason.
    NotLetPay {
        trade: String,
        why: Hindrance,
    },
    /// A payment that does not fit was stated to finance.
    PaidOddly {
        trade: String,
        amount: Fen,
        due: Fen,
        oddity: Oddity,
    },
    /// What was paid was given back.
    Refunded {
        trade: String,
    },
    /// Finance want what was paid by an attempt to go back.
    GiveBackAsked {
        trade: String,
        amount: Fen,
    },
    /// What was paid is on its way back.
    RefundUnderway {
        trade: String,
        amount: Fen,
    },
    /// The payment service would not give it back, or never said whether it has.
    NotRefunded {
        trade: String,
        refused: bool,
    },
    /// A refund was on its way for so long that finance must look.
    RefundUnclear {
        trade: String,
    },
    /// The payment service never said how an attempt ended.
    PaymentUnclear {
        trade: String,
    },
    /// A parcel moved on.
    Tracked {
        which: Which,
        milestone: Milestone,
    },
    /// Something about a parcel was raised with staff.
    ParcelAlarm {
        which: Which,
        alarm: Alarm,
    },
    /// A service outside did what it was asked; the first time.
    CallDone {
        call: Call,
    },
    /// A service outside did not do what it was asked; the first of a row.
    CalledInVain {
        call: Call,
        why: Outage,
    },
    /// It did, after it had not.
    CallAnswered {
        call: Call,
    },
    Held,
    Resumed,
    Undone {
        decision: Decision,
    },
    Noted,
    /// Unmasked personal data was looked at.
    Unmasked,
    /// So were uploads, as they are.
    Looked,
    PaperReceived,
    CameBack,
    /// Raised in the group as overdue.
    Raised,
    /// The applicant was reminded.
    Reminded,
    /// The applicant was told that the order will be closed.
    ClosingAnnounced,
    /// Nobody did anything for so long that the order was closed.
    Closed,
    /// Reminders of this order were switched off or on.
    Silenced {
        silent: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_reads_back_beside_the_orders_version() {
        let what = What::Agreed { version: "2026-01".to_owned() };
        let event = Event { at: DateTime::UNIX_EPOCH, by: By::Applicant(UserId(5)), version: 2, what };
        let stored = r#"{"at":"1970-01-01T00:00:00Z","by":{"who":"applicant","id":5},"version":2,"event":"agreed","agreement":"2026-01"}"#;
        assert_eq!(serde_json::to_string(&event).unwrap(), stored);
        assert_eq!(serde_json::from_str::<Event>(stored).unwrap(), event);
    }
}
