//! Uploads: each file that was sent for an order, what was found on it, and what became of it. None is ever forgotten.

use crate::domain::document::{DocumentKind, FileRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The applicant may insist; the reviewer sees it.
    Warning,
    /// A machine can be sure: the file is of no use.
    Refusal,
}

/// One thing that was seen on an upload and is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The stable name of the check; a Fluent message `finding-…` says it in words.
    pub check: String,
    pub severity: Severity,
    /// The figure behind it, already rounded, for the reviewer.
    #[serde(default)]
    pub figure: String,
}

/// What became of an upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum UploadState {
    /// Being fetched and looked at.
    Checking,
    /// Of no use.
    Refused,
    /// Waiting for the applicant to say which document it is.
    Unnamed,
    /// Usable with warnings, which the applicant has not answered yet.
    Doubtful,
    /// Ready to be submitted.
    Ready,
    /// Accepted by a reviewer.
    Accepted,
    /// Returned by a reviewer, with the ids of the reasons and a free text.
    Returned { reasons: Vec<String>, note: Option<String> },
    /// A newer one took its place.
    Replaced,
    /// The order's details changed after it was printed.
    Void,
}

impl UploadState {
    /// True where this is what the order has for its document.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self, Self::Checking | Self::Doubtful | Self::Ready | Self::Accepted | Self::Returned { .. })
    }

    #[must_use]
    pub fn may_be_submitted(&self) -> bool {
        matches!(self, Self::Ready | Self::Accepted)
    }
}

/// One uploaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Counts an order's uploads from 1.
    pub id: u32,
    pub document: Option<DocumentKind>,
    pub file: FileRef,
    pub at: DateTime<Utc>,
    /// The printing of the forms when it came.
    pub revision: u32,
    #[serde(flatten)]
    pub state: UploadState,
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// SHA-256 of the kept original, where it was fetched.
    #[serde(default)]
    pub digest: Option<String>,
    /// True where the applicant insisted on it in spite of warnings.
    #[serde(default)]
    pub insisted: bool,
}
