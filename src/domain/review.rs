//! How the desk reviews, as its operator decides: how long a claim lasts, what can be taken back, how many eyes, by when.

use super::rules::Bilingual;
use serde::{Deserialize, Serialize};

/// The whole of it. Minutes and days of 0 switch a thing off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    /// A claim ends by itself after so long.
    pub claim_minutes: i64,
    /// A decision can be taken back for so long, while nobody has built on it.
    pub grace_minutes: i64,
    /// How many different reviewers must approve a submission.
    pub approvals: u32,
    /// The paper is reviewed by somebody who did not approve the uploads.
    pub paper_by_another: bool,
    /// The hour of the desk's day at which overdue orders are raised and the digest is sent, on working days only.
    pub hour: u32,
    pub days: Deadlines,
    /// Answers that staff send with one word.
    pub templates: Vec<Template>,
}

/// Working days that staff have for each stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    pub pre_review: u32,
    pub payment: u32,
    pub paper_review: u32,
    pub making: u32,
    pub shipping: u32,
}

/// A text that is sent often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The word that calls it.
    pub id: String,
    pub text: Bilingual,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            claim_minutes: 120,
            grace_minutes: 10,
            approvals: 1,
            paper_by_another: false,
            hour: 9,
            days: Deadlines::default(),
            templates: Vec::new(),
        }
    }
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { pre_review: 1, payment: 1, paper_review: 1, making: 2, shipping: 1 }
    }
}
