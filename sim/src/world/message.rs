//! Messages and what can be in them, as plain structs.

use super::file::StoredFile;
use super::markup::Markup;
use super::people::UserId;
use super::shop::Price;
use crate::clock::Millis;
use serde::Serialize;
use std::sync::Arc;

/// `message_id`: unique in its chat only.
pub type MessageId = i64;

/// A text and its formatting.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Rich {
    /// The plain text.
    pub text: String,
    /// Formatting, sorted by place.
    pub entities: Vec<Entity>,
}

/// One stretch of formatting; places are UTF-16 code units.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Entity {
    /// Where it begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
    /// What it is.
    #[serde(flatten)]
    pub kind: EntityKind,
}

/// Bot API's `MessageEntity.type` with what belongs to it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "type")]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum EntityKind {
    Mention,
    Hashtag,
    Cashtag,
    BotCommand,
    Url,
    Email,
    PhoneNumber,
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Blockquote,
    ExpandableBlockquote,
    Code,
    Pre {
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    TextLink {
        url: String,
    },
    #[serde(rename = "text_mention")]
    TextMention {
        #[serde(rename = "user")]
        user: UserId,
    },
    CustomEmoji {
        custom_emoji_id: String,
    },
}

/// One size of a photo.
#[derive(Clone, Debug)]
pub struct PhotoSize {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The JPEG.
    pub file: Arc<StoredFile>,
}

/// A file with what a client says about it.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// The file; never absent in a posted message.
    pub file: Option<Arc<StoredFile>>,
    /// Pixels, or the side of a round video.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Seconds.
    pub duration: u32,
    /// Emoji of a sticker, title of an audio.
    pub label: Option<String>,
    /// A caption; empty where there is none.
    pub caption: Rich,
    /// Hidden until tapped.
    pub spoiler: bool,
}

/// A contact card.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Contact {
    /// With country code.
    pub phone_number: String,
    /// On the card.
    pub first_name: String,
    /// On the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The account behind the card, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Location {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// An invoice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invoice {
    /// Product name.
    pub title: String,
    /// Product description.
    pub description: String,
    /// The bot's own reference; people do not see it.
    pub payload: String,
    /// Three letters.
    pub currency: String,
    /// What it is made of, in minor units.
    pub prices: Vec<Price>,
    /// Whose it is: the bot is asked wherever a copy of it is paid.
    pub seller: UserId,
    /// Where a forwarded copy leads; empty, and it can be paid itself.
    pub start_parameter: String,
}

impl Invoice {
    /// Sum, in minor units.
    pub fn total(&self) -> i64 {
        self.prices.iter().map(|p| p.amount).sum()
    }
}

/// What a message holds.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum Content {
    Text(Rich),
    Photo { sizes: Vec<PhotoSize>, caption: Rich, spoiler: bool },
    Document(Media),
    Video(Media),
    Animation(Media),
    Audio(Media),
    Voice(Media),
    VideoNote(Media),
    Sticker(Media),
    Location(Location),
    Contact(Contact),
    Invoice(Invoice),
    Service(Service),
}

impl Content {
    /// Text or caption.
    pub fn words(&self) -> Option<&Rich> {
        match self {
            Self::Text(rich) | Self::Photo { caption: rich, .. } => Some(rich),
            Self::Document(m) | Self::Video(m) | Self::Animation(m) | Self::Audio(m) | Self::Voice(m) => {
                Some(&m.caption)
            }
            _ => None,
        }
    }

    /// Text or caption, to be changed.
    pub fn words_mut(&mut self) -> Option<&mut Rich> {
        match self {
            Self::Text(rich) | Self::Photo { caption: rich, .. } => Some(rich),
            Self::Document(m) | Self::Video(m) | Self::Animation(m) | Self::Audio(m) | Self::Voice(m) => {
                Some(&mut m.caption)
            }
            _ => None,
        }
    }

    /// The file of anything but a photo.
    pub fn media(&self) -> Option<&Media> {
        match self {
            Self::Document(m)
            | Self::Video(m)
            | Self::Animation(m)
            | Self::Audio(m)
            | Self::Voice(m)
            | Self::VideoNote(m)
            | Self::Sticker(m) => Some(m),
            _ => None,
        }
    }

    /// Something that happened rather than something that was said.
    pub fn is_service(&self) -> bool {
        matches!(self, Self::Service(_))
    }
}

/// Something that happened in a chat.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum Service {
    Joined(Vec<UserId>),
    Left(UserId),
    TitleChanged(String),
    Pinned(MessageId),
    MigratedTo(i64),
    MigratedFrom(i64),
    TopicCreated { name: String, icon_color: i64, icon_custom_emoji_id: Option<String> },
    TopicEdited { name: Option<String>, icon_custom_emoji_id: Option<String> },
    TopicClosed,
    TopicReopened,
    Paid { invoice: Invoice, charge: String },
}

/// Where a forwarded message comes from.
#[derive(Clone, Copy, Debug)]
pub struct Forward {
    /// Who wrote it.
    pub from: Option<UserId>,
    /// The channel it was posted in, with the message id there.
    pub channel: Option<(i64, MessageId)>,
    /// When it was written.
    pub date: Millis,
}

/// The part of a message that a reply quotes.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words.
    pub text: String,
}

/// A posted message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id in its chat.
    pub id: MessageId,
    /// When it was posted.
    pub date: Millis,
    /// The account that wrote it: a person or a bot; `GroupAnonymousBot` for an anonymous administrator.
    pub from: Option<UserId>,
    /// The chat it was written as, if not as an account.
    pub sender_chat: Option<i64>,
    /// The real author, known to this world only.
    pub author: UserId,
    /// `message_thread_id`.
    pub topic: Option<MessageId>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// The part it quotes.
    pub quote: Option<Quote>,
    /// Where it was forwarded from.
    pub forward: Option<Forward>,
    /// The album it belongs to.
    pub album: Option<u64>,
    /// When it was last edited.
    pub edited: Option<Millis>,
    /// What it holds.
    pub content: Content,
    /// Its keyboard; only inline ones stay with a message, others say what they did when it arrived.
    pub markup: Option<Markup>,
    /// Cannot be forwarded or saved.
    pub protected: bool,
    /// Arrived without a sound.
    pub silent: bool,
    /// Gone.
    pub deleted: bool,
    /// Emoji reactions: who, what.
    pub reactions: Vec<(UserId, String)>,
}

/// A message about to be posted.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Who posts it.
    pub author: UserId,
    /// What it holds.
    pub content: Content,
    /// Its keyboard.
    pub markup: Option<Markup>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// The part it quotes.
    pub quote: Option<Quote>,
    /// `message_thread_id`.
    pub topic: Option<MessageId>,
    /// Where it was forwarded from.
    pub forward: Option<Forward>,
    /// The album it belongs to.
    pub album: Option<u64>,
    /// Cannot be forwarded or saved.
    pub protected: bool,
    /// Arrives without a sound.
    pub silent: bool,
}

impl Draft {
    /// A bare message.
    pub fn of(author: UserId, content: Content) -> Self {
        Self {
            author,
            content,
            markup: None,
            reply_to: None,
            quote: None,
            topic: None,
            forward: None,
            album: None,
            protected: false,
            silent: false,
        }
    }

    /// A bare text.
    pub fn text(author: UserId, rich: Rich) -> Self {
        Self::of(author, Content::Text(rich))
    }
}
