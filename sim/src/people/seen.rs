//! A message as a person sees it: plain, owned and serialisable. Telegram's JSON for bots is `wire`'s.

use crate::world::{
    Action, Chat, ChatKey, Contact, Content, Entity, Location, Media, Message, MessageId, Rich, Service, StoredFile,
    UserId, World,
};
use serde::Serialize;

/// A message on somebody's screen.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark on the bubble")]
pub struct SeenMessage {
    /// `message_id`.
    pub id: MessageId,
    /// When it was posted, in milliseconds since 1970.
    pub date: i64,
    /// Who is shown as its sender.
    pub from: SeenPerson,
    /// Text or caption; what happened, for a service message.
    pub text: String,
    /// Formatting; places are UTF-16 code units.
    pub entities: Vec<Entity>,
    /// What it is.
    pub kind: SeenKind,
    /// Inline buttons in rows.
    pub buttons: Vec<Vec<SeenButton>>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// The topic it is in.
    pub topic: Option<MessageId>,
    /// Whose message this was before it was forwarded.
    pub forwarded_from: Option<String>,
    /// Messages of one album have the same.
    pub album: Option<String>,
    /// It was edited.
    pub edited: bool,
    /// It is gone from the screen.
    pub deleted: bool,
    /// It cannot be forwarded or saved.
    pub protected: bool,
    /// It is pinned.
    pub pinned: bool,
    /// Emoji reactions.
    pub reactions: Vec<String>,
}

/// The sender as shown.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct SeenPerson {
    /// User id, or chat id of a channel.
    pub id: i64,
    /// Name on the bubble.
    pub name: String,
    /// Whether it is a bot.
    pub is_bot: bool,
}

/// A file that can be opened.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct SeenFile {
    /// Its number, for `Sim::download`.
    pub number: usize,
    /// File name; photos have none.
    pub name: Option<String>,
    /// Media type.
    pub mime: Option<String>,
    /// Bytes.
    pub size: usize,
}

/// What a message is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "type")]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum SeenKind {
    Text,
    Photo { width: u32, height: u32, file: SeenFile },
    Document { file: SeenFile },
    Video { file: SeenFile },
    Animation { file: SeenFile },
    Audio { file: SeenFile },
    Voice { duration: u32, file: SeenFile },
    VideoNote { duration: u32, file: SeenFile },
    Sticker { emoji: String, file: SeenFile },
    Location { place: Location },
    Contact { contact: Contact },
    Invoice { title: String, description: String, total: i64, currency: String },
    Service,
}

impl SeenMessage {
    /// The file of a message that has one; of a photo, its largest size.
    pub fn file(&self) -> Option<&SeenFile> {
        match &self.kind {
            SeenKind::Photo { file, .. }
            | SeenKind::Document { file }
            | SeenKind::Video { file }
            | SeenKind::Animation { file }
            | SeenKind::Audio { file }
            | SeenKind::Voice { file, .. }
            | SeenKind::VideoNote { file, .. }
            | SeenKind::Sticker { file, .. } => Some(file),
            _ => None,
        }
    }

    /// The inline button whose label is, or else whose label or data contains, these words.
    pub fn button(&self, words: &str) -> Option<&SeenButton> {
        let all = || self.buttons.iter().flatten();
        all().find(|b| b.label == words).or_else(|| all().find(|b| b.is_like(words)))
    }
}

/// An inline button.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct SeenButton {
    /// Its label.
    pub label: String,
    /// What it does.
    pub action: Action,
}

impl SeenButton {
    fn is_like(&self, words: &str) -> bool {
        self.label.contains(words) || matches!(&self.action, Action::Callback(data) if data.contains(words))
    }
}

fn file(stored: Option<&StoredFile>) -> SeenFile {
    SeenFile {
        number: stored.map_or(usize::MAX, |f| f.number),
        name: stored.and_then(|f| f.name.clone()),
        mime: stored.and_then(|f| f.mime.clone()),
        size: stored.map_or(0, |f| f.bytes.len()),
    }
}

fn of(media: &Media) -> SeenFile {
    file(media.file.as_deref())
}

/// What a person sees of a message.
pub fn see(world: &World, chat: &Chat, message: &Message) -> SeenMessage {
    let words = message.content.words().cloned().unwrap_or_default();
    let Rich { mut text, entities } = words;
    if let Content::Service(service) = &message.content {
        text = happened(world, service);
    }
    let rows = message.markup.as_ref().and_then(|m| m.inline()).unwrap_or(&[]);
    let button = |b: &crate::world::InlineButton| SeenButton { label: b.text.clone(), action: b.action.clone() };
    SeenMessage {
        id: message.id,
        date: message.date,
        from: sender(world, chat, message),
        text,
        entities,
        kind: kind(&message.content),
        buttons: rows.iter().map(|row| row.iter().map(button).collect()).collect(),
        reply_to: message.reply_to,
        topic: message.topic,
        forwarded_from: message.forward.map(|f| f.from.map_or_else(String::new, |id| name_of(world, id))),
        album: message.album.map(|a| a.to_string()),
        edited: message.edited.is_some(),
        deleted: message.deleted,
        protected: message.protected,
        pinned: chat.pinned.contains(&message.id),
        reactions: message.reactions.iter().map(|r| r.1.clone()).collect(),
    }
}

fn kind(content: &Content) -> SeenKind {
    match content {
        Content::Text(_) => SeenKind::Text,
        Content::Photo { sizes, .. } => {
            let largest = sizes.last();
            SeenKind::Photo {
                width: largest.map_or(0, |s| s.width),
                height: largest.map_or(0, |s| s.height),
                file: file(largest.map(|s| &*s.file)),
            }
        }
        Content::Document(m) => SeenKind::Document { file: of(m) },
        Content::Video(m) => SeenKind::Video { file: of(m) },
        Content::Animation(m) => SeenKind::Animation { file: of(m) },
        Content::Audio(m) => SeenKind::Audio { file: of(m) },
        Content::Voice(m) => SeenKind::Voice { duration: m.duration, file: of(m) },
        Content::VideoNote(m) => SeenKind::VideoNote { duration: m.duration, file: of(m) },
        Content::Sticker(m) => SeenKind::Sticker { emoji: m.label.clone().unwrap_or_default(), file: of(m) },
        Content::Location(place) => SeenKind::Location { place: *place },
        Content::Contact(contact) => SeenKind::Contact { contact: contact.clone() },
        Content::Invoice(invoice) => SeenKind::Invoice {
            title: invoice.title.clone(),
            description: invoice.description.clone(),
            total: invoice.total(),
            currency: invoice.currency.clone(),
        },
        Content::Service(_) => SeenKind::Service,
    }
}

fn sender(world: &World, chat: &Chat, message: &Message) -> SeenPerson {
    if message.sender_chat.is_some() && message.author != crate::world::TELEGRAM {
        return SeenPerson { id: chat.key.id(), name: chat.title.clone(), is_bot: false };
    }
    let id = message.author;
    SeenPerson { id, name: name_of(world, id), is_bot: world.bots.contains_key(&id) }
}

/// The name of a person or a bot.
pub(crate) fn name_of(world: &World, id: UserId) -> String {
    let person = world.people.get(&id).map(crate::world::Person::full_name);
    person.or_else(|| world.bots.get(&id).map(|b| b.name.get("").to_owned())).unwrap_or_else(|| id.to_string())
}

fn happened(world: &World, service: &Service) -> String {
    let name = |id: &UserId| name_of(world, *id);
    match service {
        Service::Joined(who) => format!("{} joined", who.iter().map(name).collect::<Vec<_>>().join(", ")),
        Service::Left(who) => format!("{} left", name(who)),
        Service::TitleChanged(title) => format!("the chat is now called {title}"),
        Service::Pinned(id) => format!("message {id} pinned"),
        Service::MigratedTo(_) => "the group became a supergroup".to_owned(),
        Service::MigratedFrom(_) => "this supergroup was a group".to_owned(),
        Service::TopicCreated { name, .. } => format!("topic {name} created"),
        Service::TopicEdited { name, .. } => format!("topic renamed {}", name.as_deref().unwrap_or("")),
        Service::TopicClosed => "topic closed".to_owned(),
        Service::TopicReopened => "topic reopened".to_owned(),
        Service::Paid { invoice, .. } => format!("paid {} {}", invoice.total(), invoice.currency),
    }
}

/// What a seat of this chat shows, youngest last.
pub(crate) fn history(world: &World, key: ChatKey, after: MessageId) -> Vec<SeenMessage> {
    let Some(chat) = world.chats.get(&key) else { return Vec::new() };
    chat.log.after(after).map(|message| see(world, chat, message)).collect()
}
