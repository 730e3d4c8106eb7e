//! A person at a chat who waits for the bot and acts on what it shows, with a stopwatch.

use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::texts::Texts;
use anyhow::{Context as _, anyhow};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use telegram_sim::{Seat, SeenMessage};

/// How long a person waits for the bot before the play is given up.
const PATIENCE: Duration = Duration::from_mins(2);

/// Counts what people did and how long the bot took to answer.
#[derive(Debug, Default)]
pub(super) struct Watch {
    answers: Mutex<Vec<Duration>>,
}

impl Watch {
    fn answered(&self, after: Duration) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push(after);
    }

    /// Every wait, shortest first.
    pub(super) fn waits(&self) -> Vec<Duration> {
        let mut waits = self.answers.lock().unwrap_or_else(PoisonError::into_inner).clone();
        waits.sort_unstable();
        waits
    }
}

/// One person at one chat.
pub(super) struct Player {
    pub(super) seat: Seat,
    pub(super) lang: Lang,
    pub(super) texts: Arc<Texts>,
    pub(super) watch: Arc<Watch>,
}

impl Player {
    /// What a key or a message reads like to this person.
    pub(super) fn words(&self, say: &Say) -> String {
        without_tags(&self.texts.plain(self.lang, say))
    }

    fn key(&self, id: &'static str) -> String {
        self.words(&Say::id(id))
    }

    /// Writes and waits for the bot's next message.
    pub(super) async fn say(&self, text: &str) -> anyhow::Result<SeenMessage> {
        let began = Instant::now();
        let sent = self.seat.say(text)?;
        let reply = self.seat.next_from_bot(sent).await.with_context(|| format!("no answer to {text:?}"))?;
        self.watch.answered(began.elapsed());
        Ok(reply)
    }

    /// Waits for a message after `after` that fits.
    pub(super) async fn sees(
        &self,
        after: i64,
        what: &str,
        fits: impl Fn(&SeenMessage) -> bool,
    ) -> anyhow::Result<SeenMessage> {
        let found = self.seat.wait_after(after, |m| m.from.is_bot && !m.deleted && fits(m), PATIENCE).await;
        found.map_err(|trouble| anyhow!("{what} never came: {trouble}"))
    }

    /// Waits for a message with this key and presses it; gives the message.
    pub(super) async fn press(&self, after: i64, label: &str) -> anyhow::Result<SeenMessage> {
        self.press_where(after, label, |_| true).await
    }

    /// `press` on a message that fits.
    pub(super) async fn press_where(
        &self,
        after: i64,
        label: &str,
        fits: impl Fn(&SeenMessage) -> bool,
    ) -> anyhow::Result<SeenMessage> {
        let message = self.sees(after, label, |m| m.button(label).is_some() && fits(m)).await?;
        let began = Instant::now();
        let pressed = self.seat.press_on(message.id, label).await.with_context(|| format!("pressing {label}"))?;
        self.watch.answered(began.elapsed());
        if let Some(complaint) = pressed.answer.map(|answer| answer.text).filter(|text| !text.is_empty()) {
            return Err(anyhow!("{label}: the bot says {complaint:?}"));
        }
        Ok(message)
    }

    /// `press` by the id of the key's words.
    pub(super) async fn press_key(&self, after: i64, id: &'static str) -> anyhow::Result<SeenMessage> {
        self.press(after, &self.key(id)).await
    }
}

/// Words as they look on the screen.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}
