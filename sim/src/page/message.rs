//! A message as the page draws it: who, what, where its files are, what its buttons do. A projection; changes nothing.

use crate::people::SeenMessage;
use crate::people::see;
use crate::world::{
    Action, Chat, Contact, Content, Entity, InlineButton, Invoice, Location, Media, Message, MessageId, Service,
    Status, StoredFile, UserId, World,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A message on the page.
#[derive(Serialize)]
pub(super) struct Bubble {
    id: MessageId,
    date: i64,
    /// Whether the person who looks wrote it.
    out: bool,
    from: From,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<Entity>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<MessageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forward: Option<Value>,
    edited: bool,
    protected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    inline: Option<Vec<Vec<Value>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reactions: Vec<String>,
    #[serde(flatten)]
    holds: Map<String, Value>,
}

#[derive(Serialize)]
struct From {
    id: i64,
    name: String,
    bot: bool,
    /// An administrator's title, in groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<String>,
}

#[derive(Serialize)]
struct Quoted {
    id: MessageId,
    from_id: i64,
    name: String,
    text: String,
}

/// A message as this person sees it.
pub(super) fn bubble(world: &World, chat: &Chat, message: &Message, viewer: UserId) -> Bubble {
    let seen: SeenMessage = see(world, chat, message);
    let service = message.content.is_service();
    Bubble {
        id: message.id,
        date: message.date,
        out: message.author == viewer && !service,
        from: From { id: seen.from.id, name: seen.from.name, bot: seen.from.is_bot, admin: rank(chat, message.author) },
        text: if service { String::new() } else { seen.text },
        entities: seen.entities,
        kind: kind(&message.content),
        topic: message.topic,
        album: seen.album,
        reply_to: message.reply_to.and_then(|id| quoted(world, chat, message, id)),
        forward: message.forward.map(|forward| {
            let channel = forward.channel.map(|(id, _)| id);
            let name = channel.map(|id| title(world, id)).or(seen.forwarded_from).unwrap_or_default();
            json!({ "name": name, "date": forward.date })
        }),
        edited: seen.edited,
        protected: seen.protected,
        inline: message.markup.as_ref().and_then(|markup| markup.inline()).map(buttons),
        reactions: seen.reactions,
        holds: holds(world, &message.content),
    }
}

fn title(world: &World, id: i64) -> String {
    let chat = world.chats.values().find(|chat| chat.key.id() == id && !chat.key.is_private());
    chat.map(|chat| chat.title.clone()).unwrap_or_default()
}

fn rank(chat: &Chat, author: UserId) -> Option<String> {
    let member = chat.members.get(&author)?;
    let word = match member.status {
        Status::Owner => "owner",
        Status::Administrator => "admin",
        _ => return None,
    };
    Some(member.custom_title.clone().unwrap_or_else(|| word.to_owned()))
}

fn quoted(world: &World, chat: &Chat, message: &Message, id: MessageId) -> Option<Quoted> {
    let answered = chat.log.get(id).filter(|answered| !answered.deleted)?;
    let seen = see(world, chat, answered);
    let quote = message.quote.as_ref().map(|quote| quote.text.clone());
    let name = answered.content.media().and_then(|media| media.file.as_ref()?.name.clone());
    let text = quote.or(Some(seen.text).filter(|text| !text.is_empty())).or(name);
    let text = text.unwrap_or_else(|| kind(&answered.content).to_owned());
    Some(Quoted { id, from_id: seen.from.id, name: seen.from.name, text: text.chars().take(120).collect() })
}

fn buttons(rows: &[Vec<InlineButton>]) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.iter().map(button).collect()).collect()
}

fn button(button: &InlineButton) -> Value {
    let (key, value) = match &button.action {
        Action::Callback(data) => ("callback", json!(data)),
        Action::Url(url) => ("url", json!(url)),
        Action::WebApp(url) => ("web_app", json!(url)),
        Action::LoginUrl(url) => ("login_url", json!(url)),
        Action::SwitchInline(query) => ("switch_inline", json!(query)),
        Action::SwitchInlineHere(query) => ("switch_inline_here", json!(query)),
        Action::CopyText(text) => ("copy_text", json!(text)),
        Action::Pay => ("pay", json!(true)),
    };
    json!({ "text": button.text, key: value })
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Text(_) => "text",
        Content::Photo { .. } => "photo",
        Content::Document(_) => "document",
        Content::Video(_) => "video",
        Content::Animation(_) => "animation",
        Content::Audio(_) => "audio",
        Content::Voice(_) => "voice",
        Content::VideoNote(_) => "video_note",
        Content::Sticker(_) => "sticker",
        Content::Location(_) => "location",
        Content::Contact(_) => "contact",
        Content::Invoice(_) => "invoice",
        Content::Service(_) => "service",
    }
}

/// What only some kinds have, under the key that the page looks for.
fn holds(world: &World, content: &Content) -> Map<String, Value> {
    let (key, value) = match content {
        Content::Text(_) => return Map::new(),
        Content::Photo { sizes, .. } => {
            let Some(largest) = sizes.last() else { return Map::new() };
            let small = sizes.iter().find(|size| size.width.max(size.height) >= 800).unwrap_or(largest);
            let value = json!({ "width": largest.width, "height": largest.height, "url": url(&largest.file),
                                "small": url(&small.file), "size": largest.file.bytes.len() });
            ("photo", value)
        }
        Content::Location(Location { latitude, longitude }) => {
            ("location", json!({ "latitude": latitude, "longitude": longitude }))
        }
        Content::Contact(Contact { .. }) => ("contact", json!(contact(content))),
        Content::Invoice(invoice) => ("invoice", bill(invoice)),
        Content::Service(service) => ("service", happened(world, service)),
        _ => ("media", content.media().map_or(Value::Null, media)),
    };
    Map::from_iter([(key.to_owned(), value)])
}

fn contact(content: &Content) -> Option<&Contact> {
    if let Content::Contact(contact) = content { Some(contact) } else { None }
}

fn media(media: &Media) -> Value {
    let Some(file) = &media.file else { return Value::Null };
    json!({
        "url": url(file), "name": file.name, "mime": file.mime, "size": file.bytes.len(), "file": file.number,
        "width": media.width, "height": media.height, "duration": media.duration, "label": media.label,
    })
}

/// Where the page finds a file.
fn url(file: &StoredFile) -> String {
    let name = file.name.as_deref().unwrap_or("file");
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("/_sim/files/{}/{name}", file.number)
}

fn bill(invoice: &Invoice) -> Value {
    json!({ "title": invoice.title, "description": invoice.description, "currency": invoice.currency, "total": invoice.total() })
}

fn happened(world: &World, service: &Service) -> Value {
    let name = |id: &UserId| name_of(world, *id);
    match service {
        Service::Joined(who) => json!({ "what": "joined", "names": who.iter().map(name).collect::<Vec<_>>() }),
        Service::Left(who) => json!({ "what": "left", "name": name(who) }),
        Service::TitleChanged(title) => json!({ "what": "title", "title": title }),
        Service::Pinned(id) => json!({ "what": "pinned", "message": id }),
        Service::MigratedTo(id) | Service::MigratedFrom(id) => json!({ "what": "migrated", "chat": id }),
        Service::TopicCreated { name, .. } => json!({ "what": "topic_created", "name": name }),
        Service::TopicEdited { name, .. } => json!({ "what": "topic_edited", "name": name }),
        Service::TopicClosed => json!({ "what": "topic_closed" }),
        Service::TopicReopened => json!({ "what": "topic_reopened" }),
        Service::Paid { invoice, .. } => {
            json!({ "what": "paid", "total": invoice.total(), "currency": invoice.currency })
        }
    }
}

/// The name of a person or a bot; a stranger's number.
pub(super) fn name_of(world: &World, id: UserId) -> String {
    let person = world.people.get(&id).map(crate::world::Person::full_name);
    person.or_else(|| world.bots.get(&id).map(|bot| bot.name.get("").to_owned())).unwrap_or_else(|| id.to_string())
}
