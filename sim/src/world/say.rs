//! What people do: write, forward, share, start a bot. Their rights are checked here, since no server does it for them.

use super::World;
use super::chat::{ChatKey, ChatKind};
use super::message::{Content, Draft, Forward, MessageId};
use super::news::What;
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;

impl World {
    /// A person posts a message. Writing to a bot starts it; writing to a blocked bot is not possible.
    pub fn say(&mut self, key: ChatKey, draft: Draft, now: Millis) -> Result<MessageId, Refusal> {
        let person = draft.author;
        if self.people.get(&person).ok_or(Refusal::UserNotFound)?.deactivated {
            return Err(Refusal::Deactivated);
        }
        if let ChatKey::Private { bot, .. } = key {
            if !self.bots.contains_key(&bot) {
                return Err(Refusal::ChatNotFound);
            }
            let chat = self.private_chat(bot, person);
            if chat.blocked {
                return Err(Refusal::Blocked);
            }
            chat.started = true;
        } else {
            self.check_speaker(key, person, &draft)?;
        }
        self.hide_one_time(key, person, &draft);
        self.post(key, draft, now)
    }

    fn check_speaker(&self, key: ChatKey, person: UserId, draft: &Draft) -> Result<(), Refusal> {
        let chat = self.chat(key)?;
        if let Some(id) = chat.migrated_to {
            return Err(Refusal::Migrated(id));
        }
        let member = chat.member(person).ok_or(Refusal::NotMember(chat.kind))?;
        if !member.rights.send || (chat.kind == ChatKind::Channel && !chat.is_admin(person)) {
            return Err(Refusal::NoRights("send text messages to the chat"));
        }
        self.check_topic(person, key, draft.topic).map(|_| ())
    }

    fn hide_one_time(&mut self, key: ChatKey, person: UserId, draft: &Draft) {
        let Some(chat) = self.chats.get_mut(&key) else { return };
        let Some(shown) = chat.keyboards.get(&person) else { return };
        let label = draft.content.words().map(|rich| rich.text.as_str());
        let pressed =
            shown.keyboard.rows.iter().flatten().any(|b| Some(b.text.as_str()) == label || b.request.is_some());
        if shown.keyboard.one_time && pressed {
            chat.keyboards.remove(&person);
            self.changed(key, What::Keyboard { person });
        }
    }

    /// A copy of a message as a forward carries it, if it may be forwarded.
    pub fn forwarded(&self, key: ChatKey, id: MessageId, by: UserId) -> Result<Draft, Refusal> {
        let message = self.message(key, id).ok_or(Refusal::MessageNotFound("forward"))?;
        if message.protected {
            return Err(Refusal::Protected);
        }
        if message.content.is_service() {
            return Err(Refusal::Server("message can't be forwarded"));
        }
        let mut draft = Draft::of(by, message.content.clone());
        let channel = message.sender_chat.filter(|_| message.from.is_none()).map(|chat| (chat, message.id));
        let origin = Forward { from: message.from, channel, date: message.date };
        draft.forward = Some(message.forward.unwrap_or(origin));
        draft.markup = message.markup.clone().filter(|m| m.inline().is_some());
        if let Content::Invoice(invoice) = &message.content
            && let Some(door) = self.door_of(invoice)
        {
            draft.markup = Some(door);
        }
        Ok(draft)
    }
}
