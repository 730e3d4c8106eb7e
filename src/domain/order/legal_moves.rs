//! What the legal person does with an order: opens the link, consents, sends the video, declines. One Telegram account at a time.

use super::{By, Move, Order, Refusal, StageKind, VerificationState, What};
use crate::domain::rules::Rules;
use chrono::{DateTime, Duration, Utc};

impl Order {
    pub(super) fn legal(&mut self, by: By, mv: Move, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let By::LegalPerson(user) = by else { return Err(Refusal::NotThere) };
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        let state = &self.verification.state;
        if matches!(state, VerificationState::Verified { .. } | VerificationState::Sent { .. }) {
            return Err(Refusal::Already);
        }
        // A link that was declined or refused may be taken up by the right person; one in use belongs to who uses it.
        let taken = matches!(
            state,
            VerificationState::Opened { .. } | VerificationState::Asked { .. } | VerificationState::Refused { .. }
        );
        if taken && self.verification.person().is_some_and(|person| person != user) {
            return Err(Refusal::OtherPerson);
        }
        match mv {
            Move::LegalOpen { lang } => {
                if matches!(state, VerificationState::Opened { .. } | VerificationState::Asked { .. }) {
                    return Err(Refusal::Already);
                }
                self.verification.lang = lang;
                self.verification.state = VerificationState::Opened { by: user, at: now };
                Ok(vec![What::LegalPersonOpened])
            }
            Move::LegalConsent { digits } => {
                if matches!(state, VerificationState::Waiting | VerificationState::Declined { .. }) {
                    return Err(Refusal::NotThere);
                }
                if self.verification.tries >= rules.verification_tries {
                    return Err(Refusal::TooManyTries);
                }
                let until = now + Duration::minutes(rules.code_minutes);
                self.verification.state = VerificationState::Asked { by: user, digits, until };
                Ok(vec![What::LegalPersonConsented])
            }
            Move::LegalVideo(video) => {
                let VerificationState::Asked { digits, until, .. } = state.clone() else {
                    return Err(Refusal::NotThere);
                };
                if now > until {
                    return Err(Refusal::Expired);
                }
                self.verification.tries += 1;
                self.verification.state = VerificationState::Sent { by: user, video, digits, at: now };
                Ok(vec![What::LegalPersonSent])
            }
            _ => {
                self.verification.state = VerificationState::Declined { by: user, at: now };
                Ok(vec![What::LegalPersonDeclined])
            }
        }
    }
}
