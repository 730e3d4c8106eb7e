//! What a verb has caused: updates owed to bots, and changes that somebody watching a chat would see.

use super::callback::Callback;
use super::chat::ChatKey;
use super::member::Member;
use super::message::MessageId;
use super::people::UserId;
use super::shop::Checkout;
use crate::clock::Millis;
use serde::Serialize;

/// Everything that happened since it was last taken.
#[derive(Debug, Default)]
pub struct News {
    /// Updates, each with the bot it is for.
    pub updates: Vec<(UserId, Update)>,
    /// What changed before people's eyes.
    pub changes: Vec<(ChatKey, What)>,
}

/// What a bot is told.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum Update {
    Message(ChatKey, MessageId),
    EditedMessage(ChatKey, MessageId),
    ChannelPost(ChatKey, MessageId),
    EditedChannelPost(ChatKey, MessageId),
    CallbackQuery(Box<Callback>),
    MyChatMember(Box<MemberChange>),
    ChatMember(Box<MemberChange>),
    MessageReaction(Box<ReactionChange>),
    PreCheckoutQuery(Box<Checkout>),
}

/// Somebody's standing changed.
#[derive(Clone, Debug)]
pub struct MemberChange {
    /// Where.
    pub chat: ChatKey,
    /// Who did it.
    pub by: UserId,
    /// Whose standing.
    pub user: UserId,
    /// When.
    pub date: Millis,
    /// Before.
    pub old: Member,
    /// After.
    pub fresh: Member,
}

/// Somebody's reactions to a message changed.
#[derive(Clone, Debug)]
pub struct ReactionChange {
    /// Where.
    pub chat: ChatKey,
    /// To what.
    pub message: MessageId,
    /// Whose.
    pub user: UserId,
    /// When.
    pub date: Millis,
    /// Before.
    pub old: Vec<String>,
    /// After.
    pub fresh: Vec<String>,
}

/// What people can see change in a chat.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum What {
    /// A message appeared.
    Posted {
        /// Which.
        message: MessageId,
    },
    /// Its words, media, keyboard or reactions changed.
    Edited {
        /// Which.
        message: MessageId,
    },
    /// It is gone.
    Deleted {
        /// Which.
        message: MessageId,
    },
    /// The reply keyboard before a person changed.
    Keyboard {
        /// Whose.
        person: UserId,
    },
    /// A command menu or menu button of a bot changed.
    Menu {
        /// Whose.
        bot: UserId,
    },
    /// A bot answered a button press.
    Answered {
        /// Who pressed.
        person: UserId,
        /// Which press.
        callback: String,
    },
    /// A bot shows that it is busy.
    Action {
        /// Which bot.
        bot: UserId,
        /// `typing` and the like.
        action: String,
    },
    /// Title, members, topics, pins or access changed.
    Chat,
}
