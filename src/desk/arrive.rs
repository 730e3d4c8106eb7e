//! Updates arrive: a batch in one transaction. One whose handling fails leaves nothing but its number and the error, the person gets
//! one apology, and the others are not held up.

use super::batch::{Batch, key};
use super::password::Worked;
use super::steps::safely;
use super::tally::Arrival;
use super::{Desk, DeskError, TRIES, locked};
use crate::conversation::{Input, Letter, Needs, PasswordNeed, Scene, Session, Turn, Write};
use crate::domain::effect::{Effect, Keyboard, To};
use crate::domain::ids::ChatId;
use crate::domain::order_number::OrderNumber;
use crate::domain::say::{Say, Words};
use crate::store::SessionKey;
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::RwLockReadGuard;
use tokio::time::Instant;
use tracing::Instrument as _;

/// How long an answer to a copy may wait for the copy to be written down. Telegram has shown it already, so this is a commit's time; where
/// the call's answer is lost, the copy is never known.
const PASSING: Duration = Duration::from_secs(5);

/// An update: its number, and what it says to the desk where it says anything.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a> {
    pub number: i64,
    pub letter: Option<&'a Letter>,
}

impl Desk {
    /// Takes updates in. When this returns, they are committed and may be confirmed; an error says that none of the last part is, and
    /// that they must come again.
    pub async fn arrive(&self, updates: &[Update<'_>]) -> Result<(), DeskError> {
        let begun = Instant::now();
        if updates.iter().any(|update| update.letter.is_some_and(refers_back)) {
            self.until_passed().await;
        }
        // A letter with a password takes a tenth of a second, so it goes after the others, and its writer's later ones after it.
        let mut slow_people: HashSet<SessionKey> = HashSet::new();
        let (mut fast, mut slow, mut passwords) = (Vec::new(), Vec::new(), Vec::new());
        for update in updates {
            let need = update.letter.and_then(|letter| self.foreseen(letter));
            let person = update.letter.map(key);
            if need.is_some() || person.is_some_and(|person| slow_people.contains(&person)) {
                slow_people.extend(person);
                passwords.extend(need);
                slow.push(*update);
            } else {
                fast.push(*update);
            }
        }
        if !fast.is_empty() || slow.is_empty() {
            self.take_in(&fast, &[]).await?;
            self.tally.took_in(fast.len(), begun.elapsed());
        }
        if !slow.is_empty() {
            let mut worked = Vec::new();
            for need in passwords {
                worked.extend(self.work_ahead(need).await?);
            }
            self.take_in(&slow, &worked).await?;
            self.tally.took_in(slow.len(), begun.elapsed());
        }
        Ok(())
    }

    /// Held while a message is passed on: until it is dropped, what refers back to earlier messages is not taken in.
    pub async fn passing(&self) -> RwLockReadGuard<'_, ()> {
        self.passing.read().await
    }

    /// People answer faster than a transaction: what was passed on a moment ago is written down first.
    async fn until_passed(&self) {
        if tokio::time::timeout(PASSING, self.passing.write()).await.is_err() {
            tracing::warn!("a copy is not written down yet; an answer to it may not be known as one");
        }
    }

    /// What a letter will need about a password, as far as the session that is remembered tells.
    fn foreseen(&self, letter: &Letter) -> Option<Needs> {
        if !letter.private || !matches!(letter.input, Input::Text(_)) {
            return None;
        }
        let session = locked(&self.memory).get(&key(letter)).cloned()?;
        let needs = safely(|| (self.steps.needs)(&session, letter))?;
        (needs.password != PasswordNeed::None).then_some(needs)
    }

    async fn work_ahead(&self, needs: Needs) -> Result<Option<Worked>, DeskError> {
        match needs.password {
            PasswordNeed::None => Ok(None),
            PasswordNeed::Hash(password) => {
                let hash = self.passwords.hash(&password).await?;
                Ok(Some(Worked::Hash { password, hash }))
            }
            PasswordNeed::Compare(password) => {
                let Some(uscc) = needs.by_uscc else { return Ok(None) };
                let Some(account) = self.db.look().await?.account_by_uscc(&uscc).await? else {
                    // A code without an account takes as long as a wrong password.
                    self.passwords.hash(&password).await?;
                    return Ok(None);
                };
                let fits = self.passwords.fits(&password, &account.password).await?;
                Ok(Some(Worked::Compared { password, with: account.password, fits }))
            }
        }
    }

    async fn take_in(&self, updates: &[Update<'_>], worked: &[Worked]) -> Result<(), DeskError> {
        let Err(mut failed) = self.retried(updates, worked).await else { return Ok(()) };
        tracing::warn!(error = %failed, updates = updates.len(), "a batch failed and is taken one by one");
        for update in updates {
            if let Err(alone) = self.retried(std::slice::from_ref(update), worked).await {
                failed = alone;
                self.set_aside(update, &failed).await?;
            }
        }
        Ok(())
    }

    async fn retried(&self, updates: &[Update<'_>], worked: &[Worked]) -> Result<(), DeskError> {
        let mut tries = 1;
        loop {
            match self.once(updates, worked).await {
                Err(DeskError::Store(stale)) if stale.is_stale() && tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    async fn once(&self, updates: &[Update<'_>], worked: &[Worked]) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut batch = Batch::begin(self, worked).await?;
        let numbers: Vec<i64> = updates.iter().map(|update| update.number).collect();
        let mut fresh = batch.tx.remember(self.setting.bot_id, &numbers, batch.now).await?;
        let read_now = fresh.len();
        // Twice in one batch is seen before, too.
        let news: Vec<(i64, &Letter)> = updates
            .iter()
            .filter(|update| fresh.remove(&update.number))
            .filter_map(|update| Some((update.number, update.letter?)))
            .collect();
        let letters: Vec<&Letter> = news.iter().map(|(_, letter)| *letter).collect();
        if !letters.is_empty() {
            let keys: HashSet<SessionKey> = letters.iter().map(|letter| key(letter)).collect();
            batch.load_sessions(&keys.into_iter().collect::<Vec<_>>()).await?;
            batch.preload(&letters).await?;
        }
        let letters = news.len();
        for (number, letter) in news {
            let span = tracing::info_span!("update", id = number, order = tracing::field::Empty);
            batch.handle(number, letter).instrument(span).await?;
        }
        let failed = batch.failed;
        batch.commit().await?;
        self.tally.arrived(Arrival::Repeated, updates.len().saturating_sub(read_now));
        self.tally.arrived(Arrival::Unread, read_now.saturating_sub(letters));
        self.tally.arrived(Arrival::Answered, letters.saturating_sub(failed));
        self.tally.arrived(Arrival::Failed, failed);
        Ok(())
    }

    /// Notes that an update cannot be handled, in a transaction of its own.
    async fn set_aside(&self, update: &Update<'_>, error: &DeskError) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut batch = Batch::begin(self, &[]).await?;
        let fresh = batch.tx.remember(self.setting.bot_id, &[update.number], batch.now).await?;
        if fresh.is_empty() {
            return Ok(());
        }
        if let Some(letter) = update.letter {
            batch.load_sessions(&[key(letter)]).await?;
            batch.apologise(update.number, letter, &error.to_string()).await?;
        }
        batch.commit().await?;
        self.tally.arrived(Arrival::Failed, 1);
        Ok(())
    }
}

/// Whether a letter is about an earlier message that may have been passed on this instant: the bot's copy answered, the original edited.
fn refers_back(letter: &Letter) -> bool {
    letter.reply_to_bot || matches!(letter.input, Input::Edited { .. })
}

/// The order that a letter was about.
fn order_of<'t>(turn: &'t Turn, scene: &'t Scene<'_>) -> Option<&'t OrderNumber> {
    let written = turn.writes.iter().find_map(|write| match write {
        Write::SaveOrder { order, .. } => Some(&order.number),
        _ => None,
    });
    written.or(scene.order.as_ref().map(|order| &order.number))
}

impl Batch<'_> {
    /// Answers one letter. Its own trouble is noted and apologised for; an error is the database's, and ends the batch.
    async fn handle(&mut self, number: i64, letter: &Letter) -> Result<(), DeskError> {
        self.come_back(letter).await?;
        let mut tries = 1;
        loop {
            let session = self.sessions.get(&key(letter)).cloned().unwrap_or_default();
            let Some(needs) = safely(|| (self.desk.steps.needs)(&session, letter)) else {
                return self.apologise(number, letter, "the step panicked").await;
            };
            let scene = self.scene(&needs, &session, letter).await?;
            let Some(turn) = safely(|| (self.desk.steps.step)(&session, letter, &scene)) else {
                return self.apologise(number, letter, "the step panicked").await;
            };
            if let Some(order) = order_of(&turn, &scene) {
                tracing::Span::current().record("order", order.as_str());
            }
            match self.apply(turn, Some(key(letter))).await {
                Ok(()) => {
                    tracing::debug!("answered");
                    return Ok(());
                }
                Err(DeskError::Store(stale)) if stale.is_stale() && tries < TRIES => {
                    tries += 1;
                    self.forget();
                }
                Err(DeskError::Store(stale)) if stale.is_stale() => {
                    return self.apologise(number, letter, &stale.to_string()).await;
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Notes an update's trouble and owes its writer an apology with a code that the log has, too.
    async fn apologise(&mut self, number: i64, letter: &Letter, error: &str) -> Result<(), DeskError> {
        self.failed += 1;
        let code = format!("{:06x}", crate::clock::random() & 0xff_ffff);
        tracing::error!(update.id = number, incident = code, error, "an update could not be handled");
        self.tx.mark_failed(self.desk.setting.bot_id, number, &format!("{code}: {error}")).await?;
        let session = self.sessions.get(&key(letter)).cloned().unwrap_or_else(Session::default);
        let lang = session.lang.unwrap_or(letter.from.lang);
        let words = Words::new(lang, vec![Say::id("trouble").with("code", code)]);
        if let Input::Pressed { query, .. } = &letter.input {
            self.owe(Effect::Answer { query: query.clone(), words: None, alert: false });
        }
        if matches!(
            letter.input,
            Input::Blocked(_) | Input::Membership { .. } | Input::Left(_) | Input::Migrated { .. }
        ) {
            return Ok(());
        }
        let to = To { chat: ChatId(letter.chat.0), topic: letter.topic };
        let reply_to = letter.message.filter(|_| !letter.private);
        self.owe(Effect::Say { to, words, keyboard: Keyboard::None, reply_to });
        Ok(())
    }
}
