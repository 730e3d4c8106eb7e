//! Pressing buttons: under messages, of the reply keyboard, and the one that pays.

use super::seat::Seat;
use super::seen::SeenMessage;
use super::trouble::Trouble;
use super::wait::PATIENCE;
use crate::world::{Action, CallbackAnswer, CallbackId, MessageId, Press, Request, World};

/// What came of a press.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressed {
    /// The message it was on; for a reply keyboard, the message that it made.
    pub message: MessageId,
    /// What the bot answered to a callback button.
    pub answer: Option<CallbackAnswer>,
    /// The link that a URL button opened.
    pub opened: Option<String>,
}

impl Seat {
    /// Presses the button that these words fit: a reply keyboard's label first, then the youngest message with an
    /// inline button whose label is, or whose label or data contains, the words. Waits for the bot's answer.
    pub async fn press(&self, words: &str) -> Result<Pressed, Trouble> {
        if let Some(message) = self.press_key(words)? {
            return Ok(Pressed { message, answer: None, opened: None });
        }
        let found = self.shared.look(|state| {
            let chat = state.world.chats.get(&self.key)?;
            let alive = chat.log.after(0).rev().filter(|m| !m.deleted && m.markup.is_some());
            alive.map(|m| super::see(&state.world, chat, m)).find(|m| m.button(words).is_some())
        });
        let message = found.ok_or_else(|| self.no_button(words, &self.history()))?;
        self.press_seen(&message, words).await
    }

    /// Presses a button under a given message, however old.
    pub async fn press_on(&self, message: MessageId, words: &str) -> Result<Pressed, Trouble> {
        let seen = self.message(message).ok_or_else(|| self.no_button(words, &[]))?;
        self.press_seen(&seen, words).await
    }

    async fn press_seen(&self, message: &SeenMessage, words: &str) -> Result<Pressed, Trouble> {
        let button = message.button(words).ok_or_else(|| self.no_button(words, std::slice::from_ref(message)))?;
        match &button.action {
            Action::Callback(data) => {
                let id = self.press_data(message.id, data, false)?;
                let answer = self.answer_to(id).await;
                Ok(Pressed { message: message.id, answer, opened: None })
            }
            Action::Url(url) => Ok(Pressed { message: message.id, answer: None, opened: Some(url.clone()) }),
            Action::Pay => {
                self.pay(message.id)?;
                Ok(Pressed { message: message.id, answer: None, opened: None })
            }
            _ => Ok(Pressed { message: message.id, answer: None, opened: None }),
        }
    }

    /// Presses a button by its bytes and does not wait; `stale` is a press that was under way while the keyboard
    /// changed or the message went.
    pub fn press_data(&self, message: MessageId, data: &str, stale: bool) -> Result<CallbackId, Trouble> {
        let press = Press { person: self.person, chat: self.key, message, data, stale };
        Ok(self.shared.act(|world, now| world.press(&press, now))?)
    }

    /// Waits for the bot's answer to a press; `None` if it never came.
    pub async fn answer_to(&self, press: CallbackId) -> Option<CallbackAnswer> {
        let look = |world: &World| world.callback(press).and_then(|c| c.answer.clone());
        self.until(PATIENCE, look).await.ok()
    }

    /// Presses a key of the reply keyboard, if there is one with exactly this label.
    pub fn press_key(&self, label: &str) -> Result<Option<MessageId>, Trouble> {
        let Some(keyboard) = self.keyboard() else { return Ok(None) };
        let key = keyboard.rows.iter().flatten().find(|key| key.text == label);
        match key.map(|key| &key.request) {
            None => Ok(None),
            Some(None) => self.say(label).map(Some),
            Some(Some(Request::Contact)) => self.share_contact().map(Some),
            Some(Some(Request::Location)) => self.send_location(28.682_9, 115.858_2).map(Some),
            Some(Some(_)) => Err(Trouble::Unknown(format!("way to answer the request of {label:?}"))),
        }
    }

    /// Pays an invoice; the bot is asked first.
    pub fn pay(&self, invoice: MessageId) -> Result<u64, Trouble> {
        Ok(self.shared.act(|world, now| world.pay(self.person, self.key, invoice, now))?)
    }

    /// Waits for the bot's word about a payment: yes, or why not; `None` if it never came.
    pub async fn verdict_on(&self, checkout: u64) -> Option<Result<(), String>> {
        let look = |world: &World| world.checkout(checkout).and_then(|c| c.verdict.clone());
        self.until(PATIENCE, look).await.ok()
    }

    fn no_button(&self, words: &str, among: &[SeenMessage]) -> Trouble {
        let inline = among.iter().rev().take(20).flat_map(|m| m.buttons.iter().flatten()).map(|b| b.label.clone());
        let keys = self.keyboard().unwrap_or_default().rows.into_iter().flatten().map(|key| key.text);
        let there: Vec<String> = keys.chain(inline).collect();
        Trouble::NoSuchButton { wanted: words.to_owned(), there: there.join(" | ") }
    }
}
