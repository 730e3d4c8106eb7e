//! Changing what was posted: editing, deleting, pinning, reacting. The words of refusals are `wire`'s.

use super::chat::ChatKey;
use super::markup::Markup;
use super::message::{Content, Draft, Message, MessageId, Rich, Service};
use super::news::{ReactionChange, Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use super::{TWO_DAYS, World};
use crate::clock::Millis;

/// What a bot wants a message to become.
#[derive(Clone, Debug)]
pub enum Change {
    /// Other words.
    Text(Rich),
    /// Another caption.
    Caption(Rich),
    /// Other media.
    Media(Content),
    /// Only another keyboard.
    Markup,
}

impl World {
    /// A bot changes a message of its own; no keyboard given takes the keyboard away.
    pub fn edit(
        &mut self,
        bot: UserId,
        place: (ChatKey, MessageId),
        change: Change,
        markup: Option<Markup>,
        now: Millis,
    ) -> Result<(), Refusal> {
        let (key, id) = place;
        let message = self.message(key, id).ok_or(Refusal::MessageNotFound("edit"))?;
        let own_keyboard = matches!(message.markup, None | Some(Markup::Inline(_)));
        if message.author != bot || message.forward.is_some() || !own_keyboard || message.content.is_service() {
            return Err(Refusal::CannotEdit);
        }
        let same_markup = message.markup == markup;
        let fresh = changed_content(message, change)?;
        if fresh.is_none() && same_markup {
            return Err(Refusal::NotModified);
        }
        if let Some(content) = &fresh {
            self.shapes.learn(content);
        }
        let message = self.chat_mut(key)?.log.get_mut(id).ok_or(Refusal::MessageNotFound("edit"))?;
        if let Some(content) = fresh {
            message.content = content;
            message.edited = Some(now);
        }
        message.markup = markup;
        self.changed(key, What::Edited { message: id });
        Ok(())
    }

    /// A person changes the words of a message of their own.
    pub fn edit_own(
        &mut self,
        person: UserId,
        place: (ChatKey, MessageId),
        words: Rich,
        now: Millis,
    ) -> Result<(), Refusal> {
        let (key, id) = place;
        let message = self.chat_mut(key)?.log.get_mut(id).filter(|m| !m.deleted && m.author == person);
        let message = message.ok_or(Refusal::CannotEdit)?;
        let spot = message.content.words_mut().ok_or(Refusal::CannotEdit)?;
        *spot = words;
        message.edited = Some(now);
        self.tell_bots(key, id, true);
        self.changed(key, What::Edited { message: id });
        Ok(())
    }

    /// A bot deletes a message.
    pub fn delete(&mut self, bot: UserId, key: ChatKey, id: MessageId, now: Millis) -> Result<(), Refusal> {
        let message = self.message(key, id).ok_or(Refusal::MessageNotFound("delete"))?;
        let chat = self.chat(key)?;
        let may = message.author == bot
            || key.is_private()
            || chat.member(bot).is_some_and(|m| m.rights.delete_messages && chat.is_admin(bot));
        if !may || matches!(message.content, Content::Service(Service::MigratedFrom(_) | Service::MigratedTo(_))) {
            return Err(Refusal::CannotDelete);
        }
        let outdated = now - message.date > TWO_DAYS && !(chat.is_admin(bot) && message.author != bot);
        if outdated {
            return Err(Refusal::TooOldToDelete);
        }
        self.erase(key, id)
    }

    /// A message disappears, whoever did it; bots are not told.
    pub fn erase(&mut self, key: ChatKey, id: MessageId) -> Result<(), Refusal> {
        let chat = self.chat_mut(key)?;
        chat.log.get_mut(id).filter(|m| !m.deleted).ok_or(Refusal::MessageNotFound("delete"))?.deleted = true;
        chat.pinned.retain(|pinned| *pinned != id);
        self.changed(key, What::Deleted { message: id });
        Ok(())
    }

    /// Somebody pins a message; the chat says so.
    pub fn pin(&mut self, who: UserId, key: ChatKey, id: MessageId, now: Millis) -> Result<(), Refusal> {
        self.message(key, id).ok_or(Refusal::MessageNotFound("pin"))?;
        let chat = self.chat_mut(key)?;
        if chat.pinned.last() == Some(&id) {
            return Ok(());
        }
        chat.pinned.retain(|pinned| *pinned != id);
        chat.pinned.push(id);
        let note = Draft::of(who, Content::Service(Service::Pinned(id)));
        self.post(key, note, now).map(|_| ())
    }

    /// Unpins one message, or the newest pinned one.
    pub fn unpin(&mut self, key: ChatKey, id: Option<MessageId>) -> Result<(), Refusal> {
        let pinned = &mut self.chat_mut(key)?.pinned;
        match id {
            Some(id) if !pinned.contains(&id) => return Err(Refusal::MessageNotFound("unpin")),
            Some(id) => pinned.retain(|p| *p != id),
            None => drop(pinned.pop()),
        }
        self.changed(key, What::Chat);
        Ok(())
    }

    /// Unpins everything, or everything in one topic.
    pub fn unpin_all(&mut self, key: ChatKey, topic: Option<MessageId>) -> Result<(), Refusal> {
        let chat = self.chat_mut(key)?;
        let log = &chat.log;
        chat.pinned.retain(|id| topic.is_some() && log.get(*id).is_none_or(|m| m.topic != topic));
        self.changed(key, What::Chat);
        Ok(())
    }

    /// Somebody replaces their reactions to a message.
    pub fn react(
        &mut self,
        who: UserId,
        place: (ChatKey, MessageId),
        emoji: Vec<String>,
        now: Millis,
    ) -> Result<(), Refusal> {
        let (key, id) = place;
        self.message(key, id).ok_or(Refusal::MessageNotFound("react"))?;
        let message = self.chat_mut(key)?.log.get_mut(id).ok_or(Refusal::MessageNotFound("react"))?;
        let old: Vec<String> = message.reactions.iter().filter(|r| r.0 == who).map(|r| r.1.clone()).collect();
        if old == emoji {
            return Ok(());
        }
        message.reactions.retain(|r| r.0 != who);
        message.reactions.extend(emoji.iter().map(|e| (who, e.clone())));
        let change = ReactionChange { chat: key, message: id, user: who, date: now, old, fresh: emoji };
        for bot in self.told_of_reactions(key, who) {
            self.news.updates.push((bot, Update::MessageReaction(Box::new(change.clone()))));
        }
        self.changed(key, What::Edited { message: id });
        Ok(())
    }

    fn told_of_reactions(&self, key: ChatKey, who: UserId) -> Vec<UserId> {
        let told: Vec<UserId> = match key {
            ChatKey::Private { bot, .. } => vec![bot],
            ChatKey::Shared(_) => {
                let admins = self.chats.get(&key).map(|c| c.present().filter(|u| c.is_admin(*u)).collect::<Vec<_>>());
                admins.unwrap_or_default()
            }
        };
        told.into_iter().filter(|bot| *bot != who && self.bots.contains_key(bot)).collect()
    }
}

/// The content after a change, or `None` where it stays the same.
fn changed_content(message: &Message, change: Change) -> Result<Option<Content>, Refusal> {
    match change {
        Change::Markup => Ok(None),
        Change::Media(content) => Ok(Some(content)),
        Change::Text(rich) => match &message.content {
            Content::Text(old) if *old == rich => Ok(None),
            Content::Text(_) => Ok(Some(Content::Text(rich))),
            _ => Err(Refusal::NoText),
        },
        Change::Caption(rich) => {
            if matches!(message.content, Content::Text(_)) {
                return Err(Refusal::NoCaption);
            }
            let mut content = message.content.clone();
            let spot = content.words_mut().ok_or(Refusal::NoCaption)?;
            if *spot == rich {
                return Ok(None);
            }
            *spot = rich;
            Ok(Some(content))
        }
    }
}
