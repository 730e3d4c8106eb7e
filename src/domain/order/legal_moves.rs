//! What the legal person does with an order: opens the link, consents, sends the video, declines. One Telegram account at a time.

use super::{By, Move, Order, Refusal, StageKind, VerificationState, What};
use crate::domain::ids::UserId;
use crate::domain::proof::ProofSession;
use crate::domain::rules::Rules;
use chrono::{DateTime, Duration, Utc};

impl Order {
    pub(super) fn legal(&mut self, by: By, mv: Move, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let By::LegalPerson(user) = by else { return Err(Refusal::NotThere) };
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        if mv == Move::LegalWithdraw {
            return self.withdraw_authorisation(user, now);
        }
        let state = &self.verification.state;
        if matches!(state, VerificationState::Verified { .. } | VerificationState::Sent { .. }) {
            return Err(Refusal::Already);
        }
        // To open the link binds nobody: it may have been forwarded. Who consents has it to themselves for as long as their digits, or
        // their session at the provider, count; one that was declined or refused may be taken up by the right person.
        let other = self.verification.person().is_some_and(|person| person != user);
        let in_use = self.verification.is_in_use(now);
        if other && in_use {
            return Err(Refusal::OtherPerson);
        }
        match mv {
            Move::LegalOpen { lang } => {
                let begun = matches!(
                    state,
                    VerificationState::Opened { .. }
                        | VerificationState::Asked { .. }
                        | VerificationState::AtProvider { .. }
                );
                if begun && !other {
                    return Err(Refusal::Already);
                }
                self.verification.lang = lang;
                self.verification.state = VerificationState::Opened { by: user, at: now };
                Ok(vec![What::LegalPersonOpened])
            }
            Move::LegalConsent { digits, lang } => {
                self.may_consent(other, rules)?;
                self.verification.lang = lang;
                let until = now + Duration::minutes(rules.code_minutes);
                self.verification.state = VerificationState::Asked { by: user, digits, until };
                Ok(vec![What::LegalPersonConsented])
            }
            Move::LegalToProvider { session, lang } => {
                self.may_consent(other, rules)?;
                self.verification.lang = lang;
                let session = ProofSession::begin(session, now, Duration::minutes(rules.services.proof_lasts));
                self.verification.state = VerificationState::AtProvider { by: user, session };
                Ok(vec![What::LegalPersonConsented])
            }
            // A video, and a no, are of who consented or opened; only to consent takes the link over.
            _ if other => Err(Refusal::OtherPerson),
            Move::LegalVideo(video) => {
                let VerificationState::Asked { digits, until, .. } = state.clone() else {
                    return Err(Refusal::NotThere);
                };
                if now > until {
                    return Err(Refusal::Expired);
                }
                if self.verification.videos.contains(&video.unique_id) {
                    return Err(Refusal::OldVideo);
                }
                self.verification.tries += 1;
                self.verification.videos.push(video.unique_id.clone());
                self.verification.state = VerificationState::Sent { by: user, video, digits, at: now };
                Ok(vec![What::LegalPersonSent])
            }
            _ => {
                self.verification.state = VerificationState::Declined { by: user, at: now };
                Ok(vec![What::LegalPersonDeclined])
            }
        }
    }

    /// The link was opened, and there are tries left.
    fn may_consent(&self, other: bool, rules: &Rules) -> Result<(), Refusal> {
        // Somebody else's no is not this person's; one's own is taken back by opening the link again.
        let declined = matches!(self.verification.state, VerificationState::Declined { .. }) && !other;
        if declined || self.verification.state == VerificationState::Waiting {
            return Err(Refusal::NotThere);
        }
        if self.verification.tries >= rules.verification_tries {
            return Err(Refusal::TooManyTries);
        }
        Ok(())
    }

    /// What was authorised is taken back by who authorised it, for as long as the application has not been handed in.
    fn withdraw_authorisation(&mut self, user: UserId, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        if !matches!(self.verification.state, VerificationState::Verified { .. } | VerificationState::Sent { .. }) {
            return Err(Refusal::NotThere);
        }
        if self.verification.person() != Some(user) {
            return Err(Refusal::OtherPerson);
        }
        self.verification.state = VerificationState::Declined { by: user, at: now };
        Ok(vec![What::LegalPersonDeclined])
    }
}
