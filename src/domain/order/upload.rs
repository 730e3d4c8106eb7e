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
    /// Good, but another one is accepted already: the applicant says which counts.
    Spare,
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

/// The copy that is handed on where the original is over the desk's limit, turned, or carries more than its picture. The original is
/// kept as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallCopy {
    /// SHA-256 under which it is kept.
    pub digest: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The original's.
    pub from: u64,
    /// True where the page lay on its side or upside down and stands upright on the copy.
    #[serde(default)]
    pub turned: bool,
    /// What came of holding it against the original.
    #[serde(default)]
    pub marks: CopyMarks,
}

/// What of the original's codes and seals is on its copy, looked at anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyMarks {
    /// The original had neither, or nobody looked.
    #[default]
    None,
    /// Each of its codes is still read.
    Codes,
    /// Each of its seals is still there, and red.
    Seals,
    /// Both.
    Both,
    /// Something is no longer clear: the original is what counts.
    Lost,
}

/// What is kept of an upload beside its original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptBeside {
    /// The copy that is handed on, where the original is too large or not in order.
    pub copy: Option<SmallCopy>,
    /// The picture's looks.
    pub likeness: Option<[u64; 4]>,
    /// SHA-256 of the small picture with what was found marked on it.
    pub picture: Option<String>,
    /// Which page of a form it is, where its code says so.
    pub page: Option<FormPage>,
}

/// A page of a form of the desk's own, as its code states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// From 1.
    pub number: u8,
    /// Of so many.
    pub of: u8,
}

/// Bits of 256 in which two pictures of the same thing, encoded or scaled anew, may differ.
const SAME_PICTURE: u32 = 12;

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
    /// The smaller copy, where one was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<SmallCopy>,
    /// SHA-256 of the small picture that was shown with its verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The picture's looks in 256 bits; near in bits is near in looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeness: Option<[u64; 4]>,
    /// Which page of a form of several pages it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<FormPage>,
    /// True where the applicant insisted on it in spite of warnings.
    #[serde(default)]
    pub insisted: bool,
}

impl Upload {
    /// One that has just come and is still to be looked at.
    #[must_use]
    pub fn received(id: u32, document: Option<DocumentKind>, file: FileRef, at: DateTime<Utc>, revision: u32) -> Self {
        Self {
            id,
            document,
            file,
            at,
            revision,
            state: UploadState::Checking,
            findings: Vec::new(),
            digest: None,
            copy: None,
            picture: None,
            likeness: None,
            page: None,
            insisted: false,
        }
    }

    /// True where both are pages of one form, and not the same page: neither takes the other's place.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        self.page.zip(other.page).is_some_and(|(one, other)| one.number != other.number)
    }

    /// True where the other counts for the document and is no other page of it. What is still being looked at is left alone: its verdict
    /// comes.
    #[must_use]
    pub fn may_replace(&self, other: &Self, document: DocumentKind) -> bool {
        let counts = other.state.counts() && other.state != UploadState::Checking;
        other.id != self.id && other.document == Some(document) && counts && !self.is_beside(other)
    }

    /// True where both are the same side of a document that has two.
    #[must_use]
    pub fn is_again(&self, other: &Self) -> bool {
        let sided = self.document.is_some_and(|document| document.sides() > 1);
        sided && self.document == other.document && self.looks_like(other)
    }

    /// True where both show the same picture.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let near = self.likeness.is_some() && other.likeness.is_some() && self.unlike(other) <= SAME_PICTURE;
        near || (self.digest.is_some() && self.digest == other.digest)
    }

    /// In how many bits of 256 the looks differ; in all where one is not known.
    #[must_use]
    pub fn unlike(&self, other: &Self) -> u32 {
        let Some((one, other)) = self.likeness.zip(other.likeness) else { return 256 };
        one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}
