//! `Chat` and `ChatFullInfo` objects.

use super::message::message;
use crate::wire::json::{Object, object};
use crate::world::{Chat, ChatKey, ChatKind, Rights, UserId, World};

/// A `Chat`.
pub(crate) fn chat(out: &mut Vec<u8>, world: &World, key: ChatKey) {
    object(out, |o| fields(o, world, key));
}

fn fields(o: &mut Object<'_>, world: &World, key: ChatKey) {
    o.put("id", &key.id());
    match key {
        ChatKey::Private { person, .. } => {
            if let Some(person) = world.people.get(&person) {
                o.put("first_name", &person.first_name);
                o.maybe("last_name", person.last_name.as_ref());
                o.maybe("username", person.username.as_ref());
            }
            o.put("type", "private");
        }
        ChatKey::Shared(_) => {
            if let Some(chat) = world.chats.get(&key) {
                shared(o, chat);
            }
        }
    }
}

fn shared(o: &mut Object<'_>, chat: &Chat) {
    o.put("title", &chat.title);
    o.maybe("username", chat.username.as_ref());
    match chat.kind {
        ChatKind::Private => o.put("type", "private"),
        ChatKind::Group => o.put("type", "group"),
        ChatKind::Supergroup { forum } => {
            o.flag("is_forum", forum);
            o.put("type", "supergroup");
        }
        ChatKind::Channel => o.put("type", "channel"),
    }
}

/// A `ChatFullInfo`.
pub(crate) fn full_chat(out: &mut Vec<u8>, world: &World, bot: UserId, key: ChatKey) {
    object(out, |o| {
        fields(o, world, key);
        o.put("accent_color_id", &(key.id().unsigned_abs() % 7));
        o.put("max_reaction_count", &11);
        o.object("accepted_gift_types", |o| {
            for kind in ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"] {
                o.put(kind, &false);
            }
        });
        let Some(chat) = world.chats.get(&key) else { return };
        if key.is_private() {
            o.maybe("active_usernames", username_of(world, key).map(|name| [name]));
        } else {
            o.maybe("active_usernames", chat.username.as_ref().map(|name| [name]));
            o.maybe("invite_link", chat.invite_link.as_ref().filter(|_| chat.is_admin(bot)));
        }
        if chat.is_group() {
            o.with("permissions", |out| permissions(out, &Rights::MEMBER));
            o.flag("join_to_send_messages", matches!(chat.kind, ChatKind::Supergroup { .. }));
        }
        let pinned = chat.pinned.last().and_then(|id| world.message(key, *id));
        if let Some(pinned) = pinned {
            o.with("pinned_message", |out| message(out, world, bot, chat, pinned));
        }
    });
}

fn username_of(world: &World, key: ChatKey) -> Option<&String> {
    world.people.get(&key.id()).and_then(|person| person.username.as_ref())
}

/// A `ChatPermissions`.
fn permissions(out: &mut Vec<u8>, rights: &Rights) {
    object(out, |o| {
        o.put("can_send_messages", &rights.send);
        for kind in ["audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages"]
        {
            o.put(&format!("can_send_{kind}"), &rights.send_media);
        }
        o.put("can_add_web_page_previews", &rights.send_media);
        o.put("can_change_info", &rights.change_info);
        o.put("can_invite_users", &rights.invite_users);
        o.put("can_pin_messages", &rights.pin_messages);
        o.put("can_manage_topics", &rights.manage_topics);
    });
}
