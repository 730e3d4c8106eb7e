//! What the identity provider brings to an order: its page, that it is being asked, and its word. A word about any session but the open
//! one changes nothing, however genuine it is.

use super::{Order, Refusal, StageKind, VerificationState, What};
use crate::domain::proof::{ProofSession, ProofStanding};
use chrono::{DateTime, Utc};

impl Order {
    /// When the provider is next asked after the open session.
    #[must_use]
    pub fn proof_due(&self) -> Option<DateTime<Utc>> {
        let waits = matches!(self.stage.kind(), StageKind::Preparing | StageKind::Correcting);
        self.verification.session().filter(|_| waits).map(|session| session.next_at)
    }

    /// The provider has a page for the person.
    pub(super) fn proof_begun(&mut self, id: &str, page: String) -> Result<Vec<What>, Refusal> {
        self.session(id)?.page = Some(page);
        self.version += 1;
        Ok(Vec::new())
    }

    /// The provider opens no session: the video takes its place, so the person is where they were before.
    pub(super) fn proof_not_begun(&mut self, id: &str, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.session(id)?;
        self.back_to_opened(now);
        Ok(Vec::new())
    }

    /// The provider is being asked. A session that is over is let go.
    pub(super) fn ask_proof(&mut self, id: &str, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let session = self.session(id)?;
        if session.is_over(now) {
            self.back_to_opened(now);
            return Ok(Vec::new());
        }
        session.asking(now);
        self.version += 1;
        Ok(Vec::new())
    }

    /// The provider's word. The first one counts.
    pub(super) fn proof_seen(
        &mut self,
        id: &str,
        standing: ProofStanding,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        self.session(id)?;
        let by = self.verification.person().ok_or(Refusal::NotThere)?;
        match standing {
            ProofStanding::Open => Ok(Vec::new()),
            ProofStanding::Passed => {
                self.verification.state = VerificationState::Verified { by, at: now };
                Ok(vec![What::LegalPersonVerified])
            }
            ProofStanding::Failed => {
                self.verification.tries += 1;
                self.verification.state = VerificationState::Unproven { by, at: now };
                Ok(vec![What::LegalPersonRefused])
            }
        }
    }

    fn back_to_opened(&mut self, now: DateTime<Utc>) {
        if let Some(by) = self.verification.person() {
            self.verification.state = VerificationState::Opened { by, at: now };
            self.version += 1;
        }
    }

    fn session(&mut self, id: &str) -> Result<&mut ProofSession, Refusal> {
        match &mut self.verification.state {
            VerificationState::AtProvider { session, .. } if session.id == id => Ok(session),
            _ => Err(Refusal::NotThere),
        }
    }
}
