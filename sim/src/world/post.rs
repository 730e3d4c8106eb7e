//! Putting a message into a chat: its number, its visible sender, the keyboard it brings, and who is told of it.

use super::World;
use super::chat::{Chat, ChatKey, ChatKind, Shown};
use super::markup::Markup;
use super::message::{Content, Draft, EntityKind, Message, MessageId};
use super::news::{Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use super::{ANONYMOUS, TELEGRAM};
use crate::clock::Millis;

impl World {
    /// Posts a message. The right to do so was checked before.
    pub fn post(&mut self, key: ChatKey, draft: Draft, now: Millis) -> Result<MessageId, Refusal> {
        let author = draft.author;
        self.shapes.learn(&draft.content);
        let is_bot = self.bots.contains_key(&author);
        if let ChatKey::Private { bot, person } = key {
            self.private_chat(bot, person);
        }
        let id = self.next_message_id(key)?;
        let chat = self.chat_mut(key)?;
        if is_bot && !draft.content.is_service() {
            chat.last_bot = Some(author);
        }
        let message = stamp(chat, draft, id, now);
        let addressed = show_keyboard(chat, &message);
        chat.log.push(message);
        if is_bot {
            for person in addressed {
                self.changed(key, What::Keyboard { person });
            }
        }
        self.tell_bots(key, id, false);
        self.changed(key, What::Posted { message: id });
        Ok(id)
    }

    fn next_message_id(&mut self, key: ChatKey) -> Result<MessageId, Refusal> {
        if let ChatKey::Private { bot, .. } = key {
            let last = self.private_ids.entry(bot).or_insert(0);
            *last += 1;
            return Ok(*last);
        }
        let chat = self.chat_mut(key)?;
        let id = chat.next_id;
        chat.next_id += 1;
        Ok(id)
    }

    /// Tells every bot that may know about a message that appeared or changed.
    pub(super) fn tell_bots(&mut self, key: ChatKey, id: MessageId, edited: bool) {
        let Some(chat) = self.chats.get(&key) else { return };
        let Some(message) = chat.log.get(id) else { return };
        let channel = chat.kind == ChatKind::Channel;
        let told: Vec<UserId> = match key {
            ChatKey::Private { bot, .. } => vec![bot],
            ChatKey::Shared(_) => chat.present().filter(|user| self.bots.contains_key(user)).collect(),
        };
        let update = match (channel, edited) {
            (false, false) => Update::Message(key, id),
            (false, true) => Update::EditedMessage(key, id),
            (true, false) => Update::ChannelPost(key, id),
            (true, true) => Update::EditedChannelPost(key, id),
        };
        let told: Vec<UserId> = told.into_iter().filter(|bot| self.may_see(*bot, chat, message)).collect();
        self.news.updates.extend(told.into_iter().map(|bot| (bot, update.clone())));
    }

    pub(crate) fn changed(&mut self, key: ChatKey, what: What) {
        self.news.changes.push((key, what));
    }
}

fn stamp(chat: &Chat, draft: Draft, id: MessageId, now: Millis) -> Message {
    let anonymous = chat.is_group() && chat.member(draft.author).is_some_and(|m| m.anonymous);
    let channel = chat.kind == ChatKind::Channel;
    let answered_topic = draft.reply_to.and_then(|to| chat.log.get(to)).and_then(|m| m.topic);
    let topic = draft.topic.or(answered_topic.filter(|_| chat.is_forum()));
    let from = match (channel, anonymous) {
        (true, _) => None,
        (_, true) => Some(ANONYMOUS),
        _ => Some(draft.author),
    };
    Message {
        id,
        date: now,
        from,
        sender_chat: (anonymous || channel || draft.author == TELEGRAM).then(|| chat.key.id()),
        author: draft.author,
        topic,
        reply_to: draft.reply_to,
        quote: draft.quote,
        forward: draft.forward,
        album: draft.album,
        edited: None,
        content: draft.content,
        markup: draft.markup,
        protected: draft.protected,
        silent: draft.silent,
        deleted: false,
        reactions: Vec::new(),
    }
}

/// Puts the reply keyboard that a message brings before the people it is for; says before whom.
fn show_keyboard(chat: &mut Chat, message: &Message) -> Vec<UserId> {
    let Some(markup) = &message.markup else { return Vec::new() };
    let (selective, keyboard) = match markup {
        Markup::Reply(keyboard) => (keyboard.selective, Some(keyboard)),
        Markup::Remove { selective } => (*selective, None),
        // It changes nobody's keyboard, and their apps open a reply all the same.
        Markup::ForceReply { selective, .. } => return meant(chat, message, *selective),
        Markup::Inline(_) => return Vec::new(),
    };
    let people = meant(chat, message, selective);
    for person in &people {
        match keyboard {
            Some(keyboard) => {
                chat.keyboards.insert(*person, Shown { message_id: message.id, keyboard: keyboard.clone() });
            }
            None => {
                chat.keyboards.remove(person);
            }
        }
    }
    people
}

/// The people whom a message's keyboard or forced reply is for.
pub(crate) fn meant(chat: &Chat, message: &Message, selective: bool) -> Vec<UserId> {
    match chat.key {
        ChatKey::Private { person, .. } => vec![person],
        ChatKey::Shared(_) if selective => addressed(chat, message),
        ChatKey::Shared(_) => chat.present().collect(),
    }
}

fn addressed(chat: &Chat, message: &Message) -> Vec<UserId> {
    let mut people: Vec<UserId> =
        message.reply_to.and_then(|id| chat.log.get(id)).map(|answered| answered.author).into_iter().collect();
    if let Content::Text(rich) = &message.content {
        people.extend(rich.entities.iter().filter_map(|e| match e.kind {
            EntityKind::TextMention { user } => Some(user),
            _ => None,
        }));
    }
    people
}
