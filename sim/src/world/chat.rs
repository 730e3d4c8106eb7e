//! A chat as a plain struct: kind, members, topics, messages, what keyboard each person has before them.
//! Who may do what in it is decided in `access` and `membership`.

use super::log::Log;
use super::markup::Keyboard;
use super::member::{Member, Status};
use super::message::MessageId;
use super::people::UserId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which chat: a private one is named by both sides, since each bot has its own with a person.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatKey {
    /// A bot and a person.
    Private {
        /// The bot's user id.
        bot: UserId,
        /// The person's user id.
        person: UserId,
    },
    /// A group, supergroup or channel, by its negative id.
    Shared(i64),
}

impl ChatKey {
    /// The `chat.id` that a bot sees.
    pub fn id(self) -> i64 {
        match self {
            Self::Private { person, .. } => person,
            Self::Shared(id) => id,
        }
    }

    /// Whether this is a bot's own chat with a person.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Private { .. })
    }
}

/// Bot API's `chat.type`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatKind {
    /// A bot and a person.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, with topics or without.
    Supergroup {
        /// Whether it has topics.
        forum: bool,
    },
    /// A broadcast channel.
    Channel,
}

/// A topic of a forum.
#[derive(Clone, Debug)]
pub struct Topic {
    /// 1-128 characters.
    pub name: String,
    /// One of six RGB values.
    pub icon_color: i64,
    /// An emoji in place of the coloured icon.
    pub icon_custom_emoji_id: Option<String>,
    /// Only administrators may write.
    pub closed: bool,
}

impl Topic {
    /// A topic with the default icon.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), icon_color: 7_322_096, icon_custom_emoji_id: None, closed: false }
    }
}

/// The reply keyboard that a person has before them, and the message that brought it.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// The message that brought it.
    pub message_id: MessageId,
    /// Its buttons.
    pub keyboard: Keyboard,
}

/// One chat.
#[derive(Debug)]
pub struct Chat {
    /// Its name in this world.
    pub key: ChatKey,
    /// Its kind.
    pub kind: ChatKind,
    /// Title of a group or channel; empty for a private chat.
    pub title: String,
    /// Public name, without the `@`.
    pub username: Option<String>,
    /// People and bots, with their standing; those who left or were banned stay listed. Empty for a private chat.
    pub members: BTreeMap<UserId, Member>,
    /// Messages, oldest first.
    pub log: Log,
    /// Topics by `message_thread_id`.
    pub topics: BTreeMap<MessageId, Topic>,
    /// Pinned messages, newest last.
    pub pinned: Vec<MessageId>,
    /// Whose reply keyboard shows what.
    pub keyboards: BTreeMap<UserId, Shown>,
    /// The bot that wrote last: it gets bare commands even in privacy mode.
    pub last_bot: Option<UserId>,
    /// Private chats: the person has pressed Start.
    pub started: bool,
    /// Private chats: the person has blocked the bot.
    pub blocked: bool,
    /// A basic group that has become this supergroup.
    pub migrated_to: Option<i64>,
    /// Deleted by its owner.
    pub closed_down: bool,
    /// Primary invite link, once exported.
    pub invite_link: Option<String>,
    pub(crate) next_id: MessageId,
}

impl Chat {
    pub(super) fn open(key: ChatKey, kind: ChatKind, title: &str, history: usize) -> Self {
        Self {
            key,
            kind,
            title: title.to_owned(),
            username: None,
            members: BTreeMap::new(),
            log: Log::keeping(history),
            topics: BTreeMap::new(),
            pinned: Vec::new(),
            keyboards: BTreeMap::new(),
            last_bot: None,
            started: false,
            blocked: false,
            migrated_to: None,
            closed_down: false,
            invite_link: None,
            next_id: 1,
        }
    }

    pub(super) fn seat(&mut self, ids: &[UserId], as_what: &Member) {
        for id in ids {
            self.members.insert(*id, as_what.clone());
        }
    }

    /// The standing of somebody who is in this chat now.
    pub fn member(&self, user: UserId) -> Option<&Member> {
        self.members.get(&user).filter(|m| m.status.is_inside())
    }

    /// Owner or administrator.
    pub fn is_admin(&self, user: UserId) -> bool {
        self.member(user).is_some_and(|m| matches!(m.status, Status::Owner | Status::Administrator))
    }

    /// Everybody who is in this chat now.
    pub fn present(&self) -> impl Iterator<Item = UserId> + '_ {
        self.members.iter().filter(|(_, m)| m.status.is_inside()).map(|(id, _)| *id)
    }

    /// Whether topics exist here.
    pub fn is_forum(&self) -> bool {
        matches!(self.kind, ChatKind::Supergroup { forum: true })
    }

    /// A basic group or a supergroup.
    pub fn is_group(&self) -> bool {
        matches!(self.kind, ChatKind::Group | ChatKind::Supergroup { .. })
    }
}
