//! Button presses: a person presses, a bot answers in time.

use super::World;
use super::chat::ChatKey;
use super::markup::Action;
use super::message::{Message, MessageId};
use super::news::{Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;
use serde::Serialize;

/// The number of a press.
pub type CallbackId = u64;

/// How many presses are remembered.
const KEPT: usize = 100_000;

/// A press of a button with callback data.
#[derive(Clone, Debug)]
pub struct Callback {
    /// `callback_query.id`.
    pub id: CallbackId,
    /// Who pressed; always the real person.
    pub from: UserId,
    /// Whose message it was.
    pub bot: UserId,
    /// Where.
    pub chat: ChatKey,
    /// On which message.
    pub message: MessageId,
    /// The button's bytes.
    pub data: String,
    /// When.
    pub date: Millis,
    /// What the bot answered.
    pub answer: Option<CallbackAnswer>,
}

/// What a bot answers to a press.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct CallbackAnswer {
    /// Shown to the person; empty for a silent answer.
    pub text: String,
    /// In a box to be closed rather than in passing.
    pub show_alert: bool,
    /// A link to open.
    pub url: Option<String>,
}

impl World {
    /// A person presses the button with this callback data. The message may have been deleted meanwhile, and with
    /// `stale` the button may have changed: the press was under way.
    pub fn press(&mut self, press: &Press<'_>, now: Millis) -> Result<CallbackId, Refusal> {
        let chat = self.chat(press.chat)?;
        let message = chat.log.get(press.message).ok_or(Refusal::NoSuchButton)?;
        if !press.stale && !has_button(message, press.data) {
            return Err(Refusal::NoSuchButton);
        }
        let bot = message.author;
        let blocked = chat.blocked;
        let id = (self.chance() >> 2) & !0xFFFF_FFFF | self.next_serial();
        let callback = Callback {
            id,
            from: press.person,
            bot,
            chat: press.chat,
            message: press.message,
            data: press.data.to_owned(),
            date: now,
            answer: None,
        };
        if !blocked {
            self.news.updates.push((bot, Update::CallbackQuery(Box::new(callback.clone()))));
        }
        self.callbacks.insert(id, callback);
        if self.callbacks.len() > KEPT {
            self.callbacks.pop_first();
        }
        Ok(id)
    }

    /// A bot answers a press; the first answer is what the person sees.
    pub fn answer_callback(
        &mut self,
        bot: UserId,
        id: CallbackId,
        answer: CallbackAnswer,
        oldest: Millis,
    ) -> Result<(), Refusal> {
        let found = self.callbacks.get_mut(&id).filter(|c| c.bot == bot && c.date >= oldest);
        let callback = found.ok_or(Refusal::QueryTooOld)?;
        callback.answer.get_or_insert(answer);
        let (chat, person) = (callback.chat, callback.from);
        self.changed(chat, What::Answered { person, callback: id.to_string() });
        Ok(())
    }

    /// A press, if it is still remembered.
    pub fn callback(&self, id: CallbackId) -> Option<&Callback> {
        self.callbacks.get(&id)
    }

    /// Presses that nobody has answered: the person still sees the button turning.
    pub fn unanswered(&self) -> impl Iterator<Item = &Callback> {
        self.callbacks.values().filter(|c| c.answer.is_none())
    }
}

/// Which button a person presses.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// Who.
    pub person: UserId,
    /// Where.
    pub chat: ChatKey,
    /// On which message.
    pub message: MessageId,
    /// Its callback data.
    pub data: &'a str,
    /// The button need not be there any more.
    pub stale: bool,
}

fn has_button(message: &Message, data: &str) -> bool {
    let rows = message.markup.as_ref().and_then(|m| m.inline()).unwrap_or(&[]);
    rows.iter().flatten().any(|b| matches!(&b.action, Action::Callback(d) if d == data))
}
