//! What a message holds, as fields of a `Message`.

use super::account::user;
use super::message::Side;
use crate::wire::json::{Object, object, value};
use crate::world::{Content, Entity, EntityKind, Media, Rich, Service, StoredFile, UserId, World};

/// The fields for a message's content.
pub(super) fn content(o: &mut Object<'_>, side: Side<'_>, what: &Content) {
    match what {
        Content::Text(rich) => words(o, side.world, "text", "entities", rich),
        Content::Photo { sizes, caption, spoiler } => {
            o.array("photo", sizes, |out, size| {
                object(out, |o| {
                    identity(o, side.bot, &size.file);
                    o.put("width", &size.width);
                    o.put("height", &size.height);
                });
            });
            words(o, side.world, "caption", "caption_entities", caption);
            o.flag("has_media_spoiler", *spoiler);
        }
        Content::Document(m) => media(o, side, "document", m),
        Content::Video(m) => media(o, side, "video", m),
        Content::Animation(m) => {
            media(o, side, "animation", m);
            o.object("document", |o| file_fields(o, side.bot, m));
        }
        Content::Audio(m) => media(o, side, "audio", m),
        Content::Voice(m) => media(o, side, "voice", m),
        Content::VideoNote(m) => media(o, side, "video_note", m),
        Content::Sticker(m) => media(o, side, "sticker", m),
        Content::Location(place) => o.put("location", place),
        Content::Contact(contact) => o.put("contact", contact),
        Content::Invoice(invoice) => o.object("invoice", |o| {
            o.put("title", &invoice.title);
            o.put("description", &invoice.description);
            o.put("start_parameter", &invoice.start_parameter);
            o.put("currency", &invoice.currency);
            o.put("total_amount", &invoice.total());
        }),
        Content::Service(happened) => service(o, side, happened),
    }
}

fn media(o: &mut Object<'_>, side: Side<'_>, name: &str, m: &Media) {
    o.object(name, |o| {
        shape(o, name, m);
        file_fields(o, side.bot, m);
    });
    words(o, side.world, "caption", "caption_entities", &m.caption);
    o.flag("has_media_spoiler", m.spoiler);
}

fn shape(o: &mut Object<'_>, name: &str, m: &Media) {
    match name {
        "video" | "animation" => {
            o.put("duration", &m.duration);
            o.put("width", &m.width);
            o.put("height", &m.height);
        }
        "voice" => o.put("duration", &m.duration),
        "audio" => {
            o.put("duration", &m.duration);
            o.maybe("title", m.label.as_ref());
        }
        "video_note" => {
            o.put("duration", &m.duration);
            o.put("length", &m.width);
        }
        "sticker" => {
            o.put("width", &m.width);
            o.put("height", &m.height);
            o.maybe("emoji", m.label.as_ref());
            o.put("is_animated", &false);
            o.put("is_video", &false);
            o.put("type", "regular");
        }
        _ => {}
    }
}

fn file_fields(o: &mut Object<'_>, bot: UserId, m: &Media) {
    let Some(file) = &m.file else { return };
    let named = !matches!(
        file.kind,
        crate::world::FileKind::Voice | crate::world::FileKind::VideoNote | crate::world::FileKind::Sticker
    );
    o.maybe("file_name", file.name.as_ref().filter(|_| named));
    let typed = !matches!(file.kind, crate::world::FileKind::VideoNote | crate::world::FileKind::Sticker);
    o.maybe("mime_type", file.mime.as_ref().filter(|_| typed));
    identity(o, bot, file);
}

fn identity(o: &mut Object<'_>, bot: UserId, file: &StoredFile) {
    o.put("file_id", &file.id_for(bot));
    o.put("file_unique_id", &file.unique_id());
    o.put("file_size", &file.bytes.len());
}

/// A `File`.
pub(crate) fn file(out: &mut Vec<u8>, bot: UserId, file: &StoredFile) {
    object(out, |o| {
        identity(o, bot, file);
        o.put("file_path", &file.path());
    });
}

fn words(o: &mut Object<'_>, world: &World, text: &str, entities: &str, rich: &Rich) {
    if rich.text.is_empty() {
        return;
    }
    o.put(text, &rich.text);
    if !rich.entities.is_empty() {
        o.array(entities, &rich.entities, |out, entity| write_entity(out, world, entity));
    }
}

fn write_entity(out: &mut Vec<u8>, world: &World, entity: &Entity) {
    let EntityKind::TextMention { user: mentioned } = entity.kind else { return value(out, entity) };
    object(out, |o| {
        o.put("offset", &entity.offset);
        o.put("length", &entity.length);
        o.put("type", "text_mention");
        o.with("user", |out| user(out, world, mentioned));
    });
}

fn service(o: &mut Object<'_>, side: Side<'_>, happened: &Service) {
    let world = side.world;
    match happened {
        Service::Joined(who) => {
            o.array("new_chat_members", who, |out, id| user(out, world, *id));
            if let Some(first) = who.first() {
                o.with("new_chat_member", |out| user(out, world, *first));
                o.with("new_chat_participant", |out| user(out, world, *first));
            }
        }
        Service::Left(who) => {
            o.with("left_chat_member", |out| user(out, world, *who));
            o.with("left_chat_participant", |out| user(out, world, *who));
        }
        Service::TitleChanged(title) => o.put("new_chat_title", title),
        Service::Pinned(id) => {
            let pinned = world.chats.get(&side.chat.key).and_then(|chat| chat.log.get(*id));
            if let Some(pinned) = pinned {
                o.with("pinned_message", |out| super::message::answered(out, side, pinned));
            }
        }
        Service::MigratedTo(id) => o.put("migrate_to_chat_id", id),
        Service::MigratedFrom(id) => o.put("migrate_from_chat_id", id),
        Service::TopicCreated { name, icon_color, icon_custom_emoji_id } => o.object("forum_topic_created", |o| {
            o.put("name", name);
            o.put("icon_color", icon_color);
            o.maybe("icon_custom_emoji_id", icon_custom_emoji_id.as_ref());
        }),
        Service::TopicEdited { name, icon_custom_emoji_id } => o.object("forum_topic_edited", |o| {
            o.maybe("name", name.as_ref());
            o.maybe("icon_custom_emoji_id", icon_custom_emoji_id.as_ref());
        }),
        Service::TopicClosed => o.object("forum_topic_closed", |_| {}),
        Service::TopicReopened => o.object("forum_topic_reopened", |_| {}),
        Service::Paid { invoice, charge } => o.object("successful_payment", |o| {
            o.put("currency", &invoice.currency);
            o.put("total_amount", &invoice.total());
            o.put("invoice_payload", &invoice.payload);
            o.put("telegram_payment_charge_id", charge);
            o.put("provider_payment_charge_id", charge);
        }),
    }
}
