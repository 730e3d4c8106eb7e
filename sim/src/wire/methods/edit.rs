//! Changing messages: words, media, keyboards, pins, reactions; and deleting them.

use super::album::input_media;
use super::copy::message_ids;
use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::formatted::{Role, words};
use crate::world::{Change, ChatKey, MessageId, Refusal};
use serde_json::Value;

/// `editMessageText`
pub(in crate::wire) fn text(call: &mut Call<'_>) -> Outcome {
    let rich = words(call.args, Role::EditedText)?;
    change(call, Change::Text(rich))
}

/// `editMessageCaption`
pub(in crate::wire) fn caption(call: &mut Call<'_>) -> Outcome {
    let rich = words(call.args, Role::EditedCaption)?;
    change(call, Change::Caption(rich))
}

/// `editMessageMedia`
pub(in crate::wire) fn media(call: &mut Call<'_>) -> Outcome {
    let item: Option<Value> = call.args.nested("media", "input media")?;
    let item = item.ok_or_else(|| ApiError::bad("parameter \"media\" is required"))?;
    let content = input_media(call, &item, false)?;
    change(call, Change::Media(content))
}

/// `editMessageReplyMarkup`
pub(in crate::wire) fn markup(call: &mut Call<'_>) -> Outcome {
    change(call, Change::Markup)
}

fn change(call: &mut Call<'_>, change: Change) -> Outcome {
    let markup = call.inline_markup()?;
    if call.args.get("inline_message_id").is_some_and(|id| !id.is_empty()) {
        return Err(ApiError::bad("MESSAGE_ID_INVALID"));
    }
    let place = place(call)?;
    if !place.0.is_private() {
        call.pay_toll(place.0, 1)?;
    }
    call.world.edit(call.bot, place, change, markup, call.now)?;
    Ok(Reply::Message(place.0, place.1))
}

fn place(call: &Call<'_>) -> Result<(ChatKey, MessageId), ApiError> {
    let key = call.chat()?;
    let id = call.args.message_id()?;
    call.world.check_inside(call.bot, key)?;
    Ok((key, id))
}

/// `deleteMessage`
pub(in crate::wire) fn delete(call: &mut Call<'_>) -> Outcome {
    let (key, id) = place(call)?;
    call.world.delete(call.bot, key, id, call.now)?;
    Ok(Reply::True)
}

/// `deleteMessages`: those that do not exist are skipped.
pub(in crate::wire) fn delete_many(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    for id in message_ids(call)? {
        match call.world.delete(call.bot, key, id, call.now) {
            Ok(()) | Err(Refusal::MessageNotFound(_)) => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(Reply::True)
}

fn may_pin(call: &Call<'_>) -> Result<ChatKey, ApiError> {
    let key = call.chat_inside()?;
    if !key.is_private() {
        let denial = Refusal::NoRights("manage pinned messages in the chat");
        call.world.check_right(call.bot, key, |rights| rights.pin_messages, denial)?;
    }
    Ok(key)
}

/// `pinChatMessage`
pub(in crate::wire) fn pin(call: &mut Call<'_>) -> Outcome {
    let key = may_pin(call)?;
    let id = call.args.message_id()?;
    call.world.pin(call.bot, key, id, call.now)?;
    Ok(Reply::True)
}

/// `unpinChatMessage`
pub(in crate::wire) fn unpin(call: &mut Call<'_>) -> Outcome {
    let key = may_pin(call)?;
    let id = Some(call.args.int("message_id")).filter(|id| *id > 0);
    call.world.unpin(key, id)?;
    Ok(Reply::True)
}

/// `unpinAllChatMessages`
pub(in crate::wire) fn unpin_all(call: &mut Call<'_>) -> Outcome {
    let key = may_pin(call)?;
    call.world.unpin_all(key, None)?;
    Ok(Reply::True)
}

/// `unpinAllForumTopicMessages`
pub(in crate::wire) fn unpin_topic(call: &mut Call<'_>) -> Outcome {
    let key = may_pin(call)?;
    let topic = call.args.int("message_thread_id");
    if !call.open(key)?.topics.contains_key(&topic) {
        return Err(Refusal::ThreadNotFound.into());
    }
    call.world.unpin_all(key, Some(topic))?;
    Ok(Reply::True)
}

/// `setMessageReaction`
pub(in crate::wire) fn react(call: &mut Call<'_>) -> Outcome {
    let (key, id) = place(call)?;
    let given: Vec<Value> = call.args.nested("reaction", "reaction types")?.unwrap_or_default();
    if given.len() > 1 {
        return Err(ApiError::bad("REACTIONS_TOO_MANY"));
    }
    let mut emoji = Vec::new();
    for reaction in given {
        let text = |name: &str| reaction.get(name).and_then(Value::as_str).map(str::to_owned);
        match text("type").as_deref() {
            Some("emoji") => emoji.extend(text("emoji")),
            Some("custom_emoji") => return Err(ApiError::bad("REACTION_INVALID")),
            _ => return Err(ApiError::bad("can't parse ReactionType: invalid reaction type specified")),
        }
    }
    call.world.react(call.bot, (key, id), emoji, call.now)?;
    Ok(Reply::True)
}
