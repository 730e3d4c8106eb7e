//! The inside of an `Update` object; its id is given where it is queued.

use super::account::user;
use super::chat::chat as write_chat;
use super::member::member;
use super::message::{inaccessible, message};
use crate::line::kind;
use crate::wire::json::{Object, object, seconds};
use crate::world::{Callback, ChatKey, Checkout, MemberChange, MessageId, ReactionChange, Update, UserId, World};

/// `"kind":{…}` of an update.
pub(crate) fn update(world: &World, bot: UserId, update: &Update) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    let mut o = Object::inside(&mut out);
    o.with(kind(update), |out| match update {
        Update::Message(key, id)
        | Update::EditedMessage(key, id)
        | Update::ChannelPost(key, id)
        | Update::EditedChannelPost(key, id) => posted(out, world, bot, (*key, *id)),
        Update::CallbackQuery(callback) => pressed(out, world, callback),
        Update::MyChatMember(change) | Update::ChatMember(change) => standing(out, world, change),
        Update::MessageReaction(change) => reacted(out, world, change),
        Update::PreCheckoutQuery(checkout) => checking_out(out, world, checkout),
    });
    out
}

fn posted(out: &mut Vec<u8>, world: &World, bot: UserId, place: (ChatKey, MessageId)) {
    let found = world.chats.get(&place.0).and_then(|chat| Some((chat, chat.log.get(place.1)?)));
    match found {
        Some((chat, found)) => message(out, world, bot, chat, found),
        None => out.extend_from_slice(b"null"),
    }
}

fn pressed(out: &mut Vec<u8>, world: &World, callback: &Callback) {
    object(out, |o| {
        o.put("id", &callback.id.to_string());
        o.with("from", |out| user(out, world, callback.from));
        if let Some(chat) = world.chats.get(&callback.chat) {
            let alive = chat.log.get(callback.message).filter(|m| !m.deleted);
            o.with("message", |out| match alive {
                Some(found) => message(out, world, callback.bot, chat, found),
                None => inaccessible(out, world, chat, callback.message),
            });
        }
        o.put("chat_instance", &instance(callback.chat));
        o.put("data", &callback.data);
    });
}

/// The same for all presses in one chat.
fn instance(chat: ChatKey) -> String {
    let mixed = chat.id().wrapping_mul(0x2545_F491_4F6C_DD1D);
    mixed.to_string()
}

fn standing(out: &mut Vec<u8>, world: &World, change: &MemberChange) {
    object(out, |o| {
        o.with("chat", |out| write_chat(out, world, change.chat));
        o.with("from", |out| user(out, world, change.by));
        o.put("date", &seconds(change.date));
        o.with("old_chat_member", |out| member(out, world, change.user, &change.old));
        o.with("new_chat_member", |out| member(out, world, change.user, &change.fresh));
    });
}

fn reacted(out: &mut Vec<u8>, world: &World, change: &ReactionChange) {
    let emoji = |out: &mut Vec<u8>, emoji: &String| {
        object(out, |o| {
            o.put("type", "emoji");
            o.put("emoji", emoji);
        });
    };
    object(out, |o| {
        o.with("chat", |out| write_chat(out, world, change.chat));
        o.put("message_id", &change.message);
        o.with("user", |out| user(out, world, change.user));
        o.put("date", &seconds(change.date));
        o.array("old_reaction", &change.old, emoji);
        o.array("new_reaction", &change.fresh, emoji);
    });
}

fn checking_out(out: &mut Vec<u8>, world: &World, checkout: &Checkout) {
    object(out, |o| {
        o.put("id", &checkout.id.to_string());
        o.with("from", |out| user(out, world, checkout.from));
        o.put("currency", &checkout.invoice.currency);
        o.put("total_amount", &checkout.invoice.total());
        o.put("invoice_payload", &checkout.invoice.payload);
    });
}
