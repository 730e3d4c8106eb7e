//! What the legal person's page in a browser shows: the order's state put as words by id and one next step. Opening the page changes
//! nothing; what is done there is a happening.

use super::phrases;
use crate::domain::account::Account;
use crate::domain::order::{IN_BROWSER, Order, Question, Refusal, StageKind, VerificationState};
use crate::domain::rules::Rules;
use crate::domain::say::Say;
use chrono::{DateTime, Utc};

/// The page as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Who asks, for what, in whose name; nothing for a stranger.
    pub about: Vec<Say>,
    /// How it stands, and what to do.
    pub now: Vec<Say>,
    pub step: PageStep,
}

/// What can be done on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStep {
    Nothing,
    /// Something comes by itself.
    Wait,
    /// Consent, or decline.
    Consent,
    /// Say these digits to the camera.
    Record {
        digits: String,
        until: DateTime<Utc>,
    },
    /// To the identity provider.
    Leave {
        page: String,
    },
    /// Take it back; `waits` where the result is open.
    Withdraw {
        waits: bool,
    },
}

/// The page of a link that opens nothing.
#[must_use]
pub fn void() -> Page {
    Page { about: Vec::new(), now: vec![Say::id("legal-link-void")], step: PageStep::Nothing }
}

/// The page of an order whose link was shown.
#[must_use]
pub fn page(order: &Order, owner: &Account, rules: &Rules, now: DateTime<Utc>) -> Page {
    let mut about = vec![
        Say::id("legal-who-asks")
            .with("unit", owner.unit.as_str())
            .with("agent", order.answers.text(Question::AgentName))
            .with("name", order.answers.text(Question::LegalName))
            .with("number", order.number.to_string()),
    ];
    about.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    let (now, step) = standing(order, rules, now);
    Page { about, now, step }
}

fn standing(order: &Order, rules: &Rules, now: DateTime<Utc>) -> (Vec<Say>, PageStep) {
    let verification = &order.verification;
    let open = matches!(order.stage.kind(), StageKind::Preparing | StageKind::Correcting);
    let mine = verification.person() == Some(IN_BROWSER);
    let withdraw = |line: Say, waits: bool| {
        let hint = Say::id(if open { "legal-may-revoke" } else { "legal-too-late-to-revoke" });
        (vec![line, hint], if open { PageStep::Withdraw { waits } } else { PageStep::Nothing })
    };
    match &verification.state {
        VerificationState::Verified { .. } if mine => withdraw(Say::id("legal-verified"), false),
        VerificationState::Sent { .. } if mine => withdraw(Say::id("page-sent"), true),
        VerificationState::Verified { .. } | VerificationState::Sent { .. } => {
            (vec![Say::id("legal-done-already")], PageStep::Nothing)
        }
        _ if !open => (vec![Say::id("legal-link-void")], PageStep::Nothing),
        VerificationState::Waiting => consent(rules, Vec::new()),
        VerificationState::Declined { .. } => consent(rules, vec![Say::id("page-declined")]),
        _ if !mine && verification.is_in_use(now) => (vec![Say::id("page-elsewhere")], PageStep::Nothing),
        _ if verification.tries >= rules.verification_tries => {
            (vec![phrases::refusal(&Refusal::TooManyTries)], PageStep::Nothing)
        }
        VerificationState::Asked { digits, until, .. } if mine && *until >= now => {
            (vec![Say::id("page-say-digits")], PageStep::Record { digits: digits.clone(), until: *until })
        }
        VerificationState::AtProvider { session, .. } if mine && session.until >= now => match &session.page {
            Some(page) => (vec![Say::id("page-to-provider")], PageStep::Leave { page: page.clone() }),
            None => (vec![Say::id("page-please-wait")], PageStep::Wait),
        },
        VerificationState::Refused { reason, .. } => {
            consent(rules, vec![Say::id("legal-refused").with("reason", reason.as_str())])
        }
        VerificationState::Unproven { .. } => consent(rules, vec![Say::id("legal-unproven")]),
        VerificationState::Opened { .. } => consent(rules, Vec::new()),
        VerificationState::Asked { .. } | VerificationState::AtProvider { .. } => {
            consent(rules, vec![Say::id("page-expired")])
        }
    }
}

fn consent(rules: &Rules, mut lines: Vec<Say>) -> (Vec<Say>, PageStep) {
    let proves = rules.services.proves;
    lines.push(Say::id(if proves { "legal-consent-to-provider" } else { "page-consent-question" }));
    (lines, PageStep::Consent)
}
