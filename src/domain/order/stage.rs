//! The stages of an order, each with the data that only it has. How one becomes another is in `moves`.

use crate::domain::document::DocumentKind;
use crate::domain::line::Remark;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Being filled in.
    Draft,
    /// Confirmed: forms are out, the legal person is verified, documents are uploaded.
    Preparing { since: DateTime<Utc> },
    /// Submitted for the `round`th time, waiting for the pre-review.
    PreReview { since: DateTime<Utc>, round: u32 },
    /// Returned by the pre-review; only what was returned is open.
    Correcting { since: DateTime<Utc>, round: u32 },
    /// The pre-review has passed; to be paid.
    AwaitingPayment { since: DateTime<Utc> },
    /// Paid; the paper originals are to be posted. `missing` is what a paper review asked for again, empty the first time.
    AwaitingPaper { since: DateTime<Utc>, missing: Vec<DocumentKind>, note: Option<Remark> },
    /// The paper is on its way or at the desk, waiting for its review.
    PaperReview { since: DateTime<Utc> },
    /// The certificate is being made.
    Making { since: DateTime<Utc> },
    /// Made, not yet handed to the courier.
    Made { since: DateTime<Utc> },
    /// On its way to the recipient.
    Shipped { since: DateTime<Utc> },
    /// In the recipient's hands.
    Delivered { at: DateTime<Utc> },
    /// Refused for good by staff.
    Rejected { at: DateTime<Utc>, reason: Remark },
    /// Deleted by the applicant before payment.
    Withdrawn { at: DateTime<Utc> },
}

/// A stage without its data: for lists, queues, columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    Draft,
    Preparing,
    PreReview,
    Correcting,
    AwaitingPayment,
    AwaitingPaper,
    PaperReview,
    Making,
    Made,
    Shipped,
    Delivered,
    Rejected,
    Withdrawn,
}

impl StageKind {
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Preparing,
        Self::PreReview,
        Self::Correcting,
        Self::AwaitingPayment,
        Self::AwaitingPaper,
        Self::PaperReview,
        Self::Making,
        Self::Made,
        Self::Shipped,
        Self::Delivered,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Preparing => "preparing",
            Self::PreReview => "pre_review",
            Self::Correcting => "correcting",
            Self::AwaitingPayment => "awaiting_payment",
            Self::AwaitingPaper => "awaiting_paper",
            Self::PaperReview => "paper_review",
            Self::Making => "making",
            Self::Made => "made",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// True where it is staff's turn.
    #[must_use]
    pub fn waits_for_staff(self) -> bool {
        matches!(self, Self::PreReview | Self::AwaitingPayment | Self::PaperReview | Self::Making | Self::Made)
    }

    /// True where nothing moves any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Rejected | Self::Withdrawn)
    }

    /// True from the first submission on: staff have a card of it.
    #[must_use]
    pub fn is_submitted(self) -> bool {
        !matches!(self, Self::Draft | Self::Preparing)
    }

    /// True before payment, while the applicant may still delete the order.
    #[must_use]
    pub fn may_be_withdrawn(self) -> bool {
        matches!(self, Self::Draft | Self::Preparing | Self::PreReview | Self::Correcting | Self::AwaitingPayment)
    }
}

impl Stage {
    #[must_use]
    pub fn kind(&self) -> StageKind {
        match self {
            Self::Draft => StageKind::Draft,
            Self::Preparing { .. } => StageKind::Preparing,
            Self::PreReview { .. } => StageKind::PreReview,
            Self::Correcting { .. } => StageKind::Correcting,
            Self::AwaitingPayment { .. } => StageKind::AwaitingPayment,
            Self::AwaitingPaper { .. } => StageKind::AwaitingPaper,
            Self::PaperReview { .. } => StageKind::PaperReview,
            Self::Making { .. } => StageKind::Making,
            Self::Made { .. } => StageKind::Made,
            Self::Shipped { .. } => StageKind::Shipped,
            Self::Delivered { .. } => StageKind::Delivered,
            Self::Rejected { .. } => StageKind::Rejected,
            Self::Withdrawn { .. } => StageKind::Withdrawn,
        }
    }

    /// When the order came into this stage, where the stage says so.
    #[must_use]
    pub fn since(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Draft => None,
            Self::Preparing { since }
            | Self::PreReview { since, .. }
            | Self::Correcting { since, .. }
            | Self::AwaitingPayment { since }
            | Self::AwaitingPaper { since, .. }
            | Self::PaperReview { since }
            | Self::Making { since }
            | Self::Made { since }
            | Self::Shipped { since } => Some(*since),
            Self::Delivered { at } | Self::Rejected { at, .. } | Self::Withdrawn { at } => Some(*at),
        }
    }
}
