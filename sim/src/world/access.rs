//! Whom a bot can reach and what it may do there. Asking only: nothing changes here.

use super::World;
use super::chat::{Chat, ChatKey, ChatKind};
use super::member::{Rights, Status};
use super::message::Content;
use super::people::UserId;
use super::refusal::Refusal;

impl World {
    /// The chat that a bot means by a `chat_id`, if the bot knows of it at all.
    pub fn find_chat(&self, bot: UserId, id: i64) -> Result<ChatKey, Refusal> {
        if id > 0 {
            if self.bots.contains_key(&id) {
                return Err(Refusal::ToBot);
            }
            let key = ChatKey::Private { bot, person: id };
            let known = self.people.contains_key(&id) && (self.chats.contains_key(&key) || self.shares_chat(bot, id));
            return known.then_some(key).ok_or(Refusal::ChatNotFound);
        }
        let key = ChatKey::Shared(id);
        let chat = self.chat(key)?;
        let known = chat.members.contains_key(&bot) || chat.username.is_some();
        known.then_some(key).ok_or(Refusal::ChatNotFound)
    }

    /// The public chat with this username.
    pub fn find_public(&self, username: &str) -> Result<ChatKey, Refusal> {
        let name = username.trim_start_matches('@');
        let fits = |chat: &&Chat| chat.username.as_deref().is_some_and(|u| u.eq_ignore_ascii_case(name));
        self.chats.values().find(fits).map(|chat| chat.key).ok_or(Refusal::ChatNotFound)
    }

    fn shares_chat(&self, bot: UserId, person: UserId) -> bool {
        self.chats.values().any(|chat| chat.members.contains_key(&bot) && chat.members.contains_key(&person))
    }

    /// Whether a bot is in this chat, and the chat is alive.
    pub fn check_inside(&self, bot: UserId, key: ChatKey) -> Result<(), Refusal> {
        if let ChatKey::Private { person, .. } = key {
            return self.check_private(key, person);
        }
        let chat = self.chat(key)?;
        if let Some(id) = chat.migrated_to {
            return Err(Refusal::Migrated(id));
        }
        if chat.closed_down {
            return Err(Refusal::GroupDeleted);
        }
        match chat.members.get(&bot).map(|m| m.status) {
            Some(Status::Kicked) => Err(Refusal::Kicked(chat.kind)),
            Some(Status::Left) | None => Err(Refusal::NotMember(chat.kind)),
            Some(_) => Ok(()),
        }
    }

    fn check_private(&self, key: ChatKey, person: UserId) -> Result<(), Refusal> {
        if self.people.get(&person).is_none_or(|p| p.deactivated) {
            return Err(Refusal::Deactivated);
        }
        match self.chats.get(&key) {
            Some(chat) if chat.blocked => Err(Refusal::Blocked),
            Some(chat) if chat.started => Ok(()),
            _ => Err(Refusal::CannotInitiate),
        }
    }

    /// Whether a bot may put something into this chat.
    pub fn check_send(&self, bot: UserId, key: ChatKey, content: &Content) -> Result<(), Refusal> {
        self.check_inside(bot, key)?;
        if key.is_private() {
            return Ok(());
        }
        let chat = self.chat(key)?;
        let member = chat.member(bot).ok_or(Refusal::NotMember(chat.kind))?;
        if chat.kind == ChatKind::Channel && !chat.is_admin(bot) {
            return Err(Refusal::Server("need administrator rights in the channel chat"));
        }
        let text = matches!(content, Content::Text(_));
        if !member.rights.send || (!text && !member.rights.send_media) {
            return Err(Refusal::NoRights(right_to(content)));
        }
        Ok(())
    }

    /// Whether a bot is an administrator here with a given right; `denial` is what it hears otherwise.
    pub fn check_right(
        &self,
        bot: UserId,
        key: ChatKey,
        right: fn(&Rights) -> bool,
        denial: Refusal,
    ) -> Result<(), Refusal> {
        self.check_inside(bot, key)?;
        let allowed = self.chat(key)?.member(bot).is_some_and(|m| right(&m.rights));
        allowed.then_some(()).ok_or(denial)
    }

    /// The topic a message to this chat goes to: unknown ones are refused in a forum and ignored elsewhere.
    pub fn check_topic(&self, user: UserId, key: ChatKey, topic: Option<i64>) -> Result<Option<i64>, Refusal> {
        let Some(id) = topic.filter(|id| *id != 0) else { return Ok(None) };
        let chat = self.chats.get(&key).filter(|chat| chat.is_forum());
        let Some(chat) = chat else { return Ok(None) };
        let topic = chat.topics.get(&id).ok_or(Refusal::ThreadNotFound)?;
        if topic.closed && !chat.is_admin(user) {
            return Err(Refusal::TopicClosed);
        }
        Ok(Some(id))
    }
}

fn right_to(content: &Content) -> &'static str {
    match content {
        Content::Photo { .. } => "send photos to the chat",
        Content::Document(_) | Content::Animation(_) => "send documents to the chat",
        Content::Video(_) => "send videos to the chat",
        Content::Audio(_) => "send music to the chat",
        Content::Voice(_) => "send voice notes to the chat",
        Content::VideoNote(_) => "send video notes to the chat",
        Content::Sticker(_) => "send stickers to the chat",
        _ => "send text messages to the chat",
    }
}
