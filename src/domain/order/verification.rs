//! The legal person's verification: who opened the link, what was asked, how it came out. One for each printing of the forms.

use crate::domain::document::FileRef;
use crate::domain::ids::{ChatId, UserId};
use crate::domain::line::Remark;
use crate::domain::proof::ProofSession;
use crate::domain::rules::Lang;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum VerificationState {
    /// The link has not been opened.
    #[default]
    Waiting,
    /// Opened by the legal person's Telegram account; consent is asked for.
    Opened { by: UserId, at: DateTime<Utc> },
    /// Consented; a live video that says these digits is awaited.
    Asked { by: UserId, digits: String, until: DateTime<Utc> },
    /// Consented; the identity provider's page has the word.
    AtProvider { by: UserId, session: ProofSession },
    /// The provider did not make out the legal person; a new try is open.
    Unproven { by: UserId, at: DateTime<Utc> },
    /// The video is with a reviewer.
    Sent { by: UserId, video: FileRef, digits: String, at: DateTime<Utc> },
    /// 认证成功
    Verified { by: UserId, at: DateTime<Utc> },
    /// A reviewer did not believe it; a new try is open.
    Refused { by: UserId, reason: Remark, at: DateTime<Utc> },
    /// The legal person said no.
    Declined { by: UserId, at: DateTime<Utc> },
}

/// Whoever opened the link in a browser: nobody's Telegram account.
pub const IN_BROWSER: UserId = UserId(0);

impl VerificationState {
    /// Until when the digits, or the session, are good.
    #[must_use]
    pub fn until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Asked { until, .. } => Some(*until),
            Self::AtProvider { session, .. } => Some(session.until),
            _ => None,
        }
    }
}

/// The verification of an order's present forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The secret part of the deep link: 16 hexadecimal digits, new with each printing.
    pub token: String,
    pub tries: u32,
    /// The videos that were sent: one that comes again is an old one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub videos: Vec<String>,
    /// The language of the legal person's own chat.
    #[serde(default)]
    pub lang: Lang,
    #[serde(flatten)]
    pub state: VerificationState,
}

impl Verification {
    /// A fresh one for new forms. What the same person tried in vain goes on counting, and their old videos stay old.
    #[must_use]
    pub fn for_new_forms(&self, token: String) -> Self {
        let tries = if self.is_verified() { 0 } else { self.tries };
        Self { token, tries, videos: self.videos.clone(), ..Self::default() }
    }

    #[must_use]
    pub fn is_verified(&self) -> bool {
        matches!(self.state, VerificationState::Verified { .. })
    }

    /// The legal person's own chat with the bot; none where the link was opened in a browser, or not at all.
    #[must_use]
    pub fn chat(&self) -> Option<ChatId> {
        self.person().filter(|person| *person != IN_BROWSER).map(|person| ChatId(person.0))
    }

    /// The session at the provider that is open.
    #[must_use]
    pub fn session(&self) -> Option<&ProofSession> {
        match &self.state {
            VerificationState::AtProvider { session, .. } => Some(session),
            _ => None,
        }
    }

    /// True while somebody's digits, or session, are good: until then it is theirs.
    #[must_use]
    pub fn is_in_use(&self, now: DateTime<Utc>) -> bool {
        self.state.until().is_some_and(|until| now <= until)
    }

    /// The Telegram account that took the legal person's part, where one has.
    #[must_use]
    pub fn person(&self) -> Option<UserId> {
        match self.state {
            VerificationState::Waiting => None,
            VerificationState::Opened { by, .. }
            | VerificationState::Asked { by, .. }
            | VerificationState::AtProvider { by, .. }
            | VerificationState::Unproven { by, .. }
            | VerificationState::Sent { by, .. }
            | VerificationState::Verified { by, .. }
            | VerificationState::Refused { by, .. }
            | VerificationState::Declined { by, .. } => Some(by),
        }
    }
}
