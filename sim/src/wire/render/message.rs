//! `Message` objects, and what is left of one that is gone.

use super::account::user;
use super::chat::chat as write_chat;
use super::content::content;
use super::markup::markup;
use crate::wire::json::{Object, object, seconds};
use crate::world::{Chat, Content, Message, UserId, World};

/// Whose view of which chat.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) world: &'a World,
    pub(super) bot: UserId,
    pub(super) chat: &'a Chat,
}

/// A `Message` with the message that it answers.
pub(crate) fn message(out: &mut Vec<u8>, world: &World, bot: UserId, chat: &Chat, message: &Message) {
    let side = Side { world, bot, chat };
    object(out, |o| {
        fields(o, side, message);
        // In a topic, a message that answers nothing answers the message that made the topic.
        let answers = message.reply_to.or(message.topic.filter(|id| *id != message.id));
        if let Some(root) = answers.and_then(|id| chat.log.get(id)).filter(|m| !m.deleted) {
            o.with("reply_to_message", |out| answered(out, side, root));
        }
        if let Some(quote) = &message.quote {
            o.object("quote", |o| {
                o.put("text", &quote.text);
                o.put("position", &0);
                o.put("is_manual", &true);
            });
        }
    });
}

/// A `Message` inside another: without the message that it answers itself.
pub(super) fn answered(out: &mut Vec<u8>, side: Side<'_>, message: &Message) {
    object(out, |o| fields(o, side, message));
}

/// An `InaccessibleMessage`.
pub(crate) fn inaccessible(out: &mut Vec<u8>, world: &World, chat: &Chat, id: i64) {
    object(out, |o| {
        o.with("chat", |out| write_chat(out, world, chat.key));
        o.put("message_id", &id);
        o.put("date", &0);
    });
}

fn fields(o: &mut Object<'_>, side: Side<'_>, message: &Message) {
    o.put("message_id", &message.id);
    o.maybe("message_thread_id", message.topic);
    if let Some(from) = message.from {
        o.with("from", |out| user(out, side.world, from));
    }
    if message.sender_chat.is_some() {
        o.with("sender_chat", |out| write_chat(out, side.world, side.chat.key));
    }
    o.with("chat", |out| write_chat(out, side.world, side.chat.key));
    o.put("date", &seconds(message.date));
    o.flag("is_topic_message", message.topic.is_some());
    o.maybe("edit_date", message.edited.map(seconds));
    forwarded(o, side, message);
    o.maybe("media_group_id", message.album.map(|album| album.to_string()));
    o.flag("has_protected_content", message.protected);
    content(o, side, &message.content);
    if !matches!(message.content, Content::Service(_)) {
        markup(o, message.markup.as_ref());
    }
}

fn forwarded(o: &mut Object<'_>, side: Side<'_>, message: &Message) {
    let Some(forward) = message.forward else { return };
    o.object("forward_origin", |o| {
        if let Some((channel, id)) = forward.channel {
            o.put("type", "channel");
            o.with("chat", |out| write_chat(out, side.world, crate::world::ChatKey::Shared(channel)));
            o.put("message_id", &id);
        } else if let Some(from) = forward.from {
            o.put("type", "user");
            o.with("sender_user", |out| user(out, side.world, from));
        } else {
            o.put("type", "hidden_user");
            o.put("sender_user_name", "Hidden");
        }
        o.put("date", &seconds(forward.date));
    });
}
