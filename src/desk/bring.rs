//! A happening is brought in: slow work came to its end, or a chat cannot be told something. The effect that it came of is settled in
//! the same transaction, so that neither is ever there without the other.

use super::batch::Batch;
use super::steps::safely;
use super::tally::Verdict;
use super::{Desk, DeskError, TRIES};
use crate::conversation::{Happening, Session};
use crate::domain::ids::{EffectId, UserId};
use crate::domain::order::{Finding, Severity};
use crate::store::{EffectState, Outcome};

/// What is brought in.
#[derive(Clone, Debug)]
pub struct Brought {
    pub happening: Happening,
    /// The effect that is done with it.
    pub settles: Option<EffectId>,
    /// The effect that ends with it without being done.
    pub ends: Option<Outcome>,
}

impl Desk {
    /// Brings in a happening that ends no effect.
    pub async fn hear(&self, happening: Happening) -> Result<(), DeskError> {
        self.bring(&Brought { happening, settles: None, ends: None }).await
    }

    /// Brings a happening in, in one transaction with the end of its effect.
    pub async fn bring(&self, brought: &Brought) -> Result<(), DeskError> {
        let mut tries = 1;
        loop {
            match self.bring_once(brought).await {
                Err(DeskError::Store(stale)) if stale.is_stale() && tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    async fn bring_once(&self, brought: &Brought) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut batch = Batch::begin(self, &[]).await?;
        if let Some(outcome) = &brought.ends {
            batch.tx.end_effect(outcome).await?;
        }
        if let Happening::Passed { passage, copy: Ok(copy) } = &brought.happening {
            batch.tx.note_passage(passage, *copy, batch.now).await?;
        }
        if batch.is_news(&brought.happening).await? {
            batch.happen(brought).await?;
        } else {
            batch.settled.extend(brought.settles.clone());
        }
        batch.commit().await?;
        if let Happening::Inspected { findings, .. } = &brought.happening {
            self.tally.judged(verdict(findings));
        }
        Ok(())
    }
}

/// How the desk itself judged an upload: by its gravest finding.
fn verdict(findings: &[Finding]) -> Verdict {
    match findings.iter().map(|finding| finding.severity).max() {
        Some(Severity::Refusal) => Verdict::Refused,
        Some(Severity::Warning) => Verdict::Doubtful,
        None => Verdict::Clean,
    }
}

impl Batch<'_> {
    /// A chat that is known to be out of reach is told of once.
    async fn is_news(&mut self, happening: &Happening) -> Result<bool, DeskError> {
        Ok(match happening {
            Happening::Unreachable { chat, .. } => self.tx.is_reachable(*chat).await?,
            // A day begins once, whatever instance begins it.
            Happening::Morning => {
                let day = crate::domain::calendar::local(self.now).date_naive();
                self.tx.next(&format!("morning {day}")).await? == 1
            }
            _ => true,
        })
    }

    async fn happen(&mut self, brought: &Brought) -> Result<(), DeskError> {
        let needs = (self.desk.steps.happening_needs)(&brought.happening);
        // Who cannot be reached is a person whose private chat has their own number.
        let user = match &brought.happening {
            Happening::Unreachable { chat, .. } => UserId(chat.0),
            _ => UserId(0),
        };
        let mut session = Session::default();
        if let Happening::Unreachable { chat, .. } = &brought.happening {
            let key = (*chat, user);
            self.load_sessions(&[key]).await?;
            session = self.sessions.get(&key).cloned().unwrap_or_default();
        }
        let scene = self.scene_for(&needs, &session, user).await?;
        if let Some(turn) = safely(|| (self.desk.steps.happened)(&brought.happening, &scene)) {
            self.apply(turn, None).await?;
            self.settled.extend(brought.settles.clone());
        } else {
            tracing::error!(
                effect.id = brought.settles.as_ref().map(EffectId::as_str),
                "a happening could not be dealt with"
            );
            if let Some(id) = brought.settles.clone() {
                let error = "the step panicked".to_owned();
                self.tx.end_effect(&Outcome { id, state: EffectState::GivenUp, attempts: 0, error }).await?;
            }
        }
        Ok(())
    }
}
