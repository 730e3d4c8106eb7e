//! Everything owed to the outside: small serialisable values with stable names, written in the transaction that owes them and
//! carried out by the outbox. Adding a kind is fine for ever; renaming or removing one is not.

use super::document::FileRef;
use super::ids::{ChatId, MessageId};
use super::order_number::OrderNumber;
use super::passage::Passage;
use super::say::{Say, Words};
use serde::{Deserialize, Serialize};

/// A chat, and the forum topic in it where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct To {
    pub chat: ChatId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<MessageId>,
}

impl From<ChatId> for To {
    fn from(chat: ChatId) -> Self {
        Self { chat, topic: None }
    }
}

/// What an inline button does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// Sends this callback data back (`Button::encode`).
    Data(String),
    Url(String),
    /// Opens this bot in a private chat with `/start PAYLOAD`.
    DeepLink(String),
}

/// One inline button.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    pub label: Say,
    pub press: Press,
}

/// What hangs below a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    #[default]
    None,
    Inline(Vec<Vec<Key>>),
    /// A reply keyboard with one button that shares the person's own contact.
    Contact(Say),
    /// The person's client opens a reply to this message.
    ForceReply,
    /// Takes a reply keyboard away.
    Remove,
}

impl Keyboard {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// A message that is kept up to date in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// The applicant's checklist.
    Checklist,
    /// Staff's card in the group.
    Desk,
    /// A question to one of the staff; the answer is a reply to it, so that it belongs to this order whatever else is open.
    Question,
}

impl CardKind {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Checklist => "checklist",
            Self::Desk => "desk",
            Self::Question => "question",
        }
    }
}

/// A printed form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintKind {
    ApplicationForm,
    AuthorisationLetter,
    SealSpecimenForm,
    PackingList,
    /// The service agreement.
    Agreement,
}

/// One thing owed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// A message.
    Say {
        to: To,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
    },
    /// A card: edited in place where it is known and still there, else sent. `anew` sends it at the bottom and forgets the old one.
    Card {
        to: To,
        order: OrderNumber,
        card: CardKind,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default)]
        anew: bool,
    },
    /// A message of the bot's own gets other words and buttons.
    Edit {
        chat: ChatId,
        message: MessageId,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
    },
    /// A message's inline buttons are replaced, or taken away by `Keyboard::None`.
    Buttons { chat: ChatId, message: MessageId, lang: super::rules::Lang, keyboard: Keyboard },
    /// A pressed button is answered, by a toast or (`alert`) a box, or silently.
    Answer {
        query: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Words>,
        #[serde(default)]
        alert: bool,
    },
    /// A message is deleted.
    Delete { chat: ChatId, message: MessageId },
    /// A file known at Telegram is sent again. `protect` forbids forwarding and saving.
    SendFile {
        to: To,
        file: FileRef,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default)]
        protect: bool,
    },
    /// The commands that a private chat is offered: in its own language, for who is logged in or not.
    Menu { chat: ChatId, lang: super::rules::Lang, bound: bool },
    /// A message is passed on between an applicant and staff; what became of it comes back as `Happening::Passed`.
    Pass {
        to: To,
        words: Words,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<FileRef>,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        passage: Passage,
    },
    /// A form is printed from the order as it stands and sent as a PDF; skipped where the order has moved past `revision`.
    Print { to: To, order: OrderNumber, print: PrintKind, revision: u32, words: Words },
    /// An uploaded file is fetched, kept and looked at; the result comes back as `Happening::Inspected`.
    Inspect { order: OrderNumber, upload: u32, file: FileRef },
}

impl Effect {
    /// Effects of one lane are carried out one after the other, in the order they were written; lanes do not wait for each other.
    #[must_use]
    pub fn lane(&self) -> String {
        match self {
            Self::Say { to, .. }
            | Self::Card { to, .. }
            | Self::SendFile { to, .. }
            | Self::Print { to, .. }
            | Self::Pass { to, .. } => {
                format!("c{}", to.chat)
            }
            Self::Edit { chat, .. }
            | Self::Buttons { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Menu { chat, .. } => {
                format!("c{chat}")
            }
            Self::Answer { query, .. } => format!("q{query}"),
            Self::Inspect { order, upload, .. } => format!("i{}:{upload}", order.as_str()),
        }
    }

    /// The stable name of the kind, for logs and figures.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Say { .. } => "say",
            Self::Card { .. } => "card",
            Self::Edit { .. } => "edit",
            Self::Buttons { .. } => "buttons",
            Self::Answer { .. } => "answer",
            Self::Delete { .. } => "delete",
            Self::SendFile { .. } => "send_file",
            Self::Menu { .. } => "menu",
            Self::Pass { .. } => "pass",
            Self::Print { .. } => "print",
            Self::Inspect { .. } => "inspect",
        }
    }

    /// The chat that this is said to, where it is said to one.
    #[must_use]
    pub fn chat(&self) -> Option<ChatId> {
        match self {
            Self::Say { to, .. }
            | Self::Card { to, .. }
            | Self::SendFile { to, .. }
            | Self::Print { to, .. }
            | Self::Pass { to, .. } => Some(to.chat),
            Self::Edit { chat, .. }
            | Self::Buttons { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Menu { chat, .. } => Some(*chat),
            Self::Answer { .. } | Self::Inspect { .. } => None,
        }
    }

    /// The order that this is about, where it names one.
    #[must_use]
    pub fn order(&self) -> Option<&OrderNumber> {
        match self {
            Self::Card { order, .. } | Self::Print { order, .. } | Self::Inspect { order, .. } => Some(order),
            Self::Pass { passage, .. } => passage.order.as_ref(),
            _ => None,
        }
    }

    /// True where losing it loses nothing that a person must know: such an effect is given up without telling staff.
    #[must_use]
    pub fn is_courtesy(&self) -> bool {
        matches!(self, Self::Answer { .. } | Self::Buttons { .. } | Self::Delete { .. } | Self::Menu { .. })
    }
}
