//! Copying and forwarding messages between chats.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::formatted::{Role, words};
use crate::world::{ChatKey, Content, Draft, MessageId, Refusal};

const MOST: usize = 100;

/// `copyMessage`
pub(in crate::wire) fn copy_one(call: &mut Call<'_>) -> Outcome {
    let from = call.chat_named("from_chat_id")?;
    let id = call.args.message_id()?;
    let mut draft = copied(call, from, id)?;
    if call.args.get("caption").is_some() {
        let caption = words(call.args, Role::Caption)?;
        if let Some(spot) = draft.content.words_mut().filter(|_| !is_text(call, from, id)) {
            *spot = caption;
        }
    }
    draft.markup = call.markup()?;
    let key = call.chat()?;
    call.post(key, draft).map(Reply::Id)
}

/// `copyMessages`
pub(in crate::wire) fn copy_many(call: &mut Call<'_>) -> Outcome {
    many(call, copied, "copy")
}

/// `forwardMessage`
pub(in crate::wire) fn forward_one(call: &mut Call<'_>) -> Outcome {
    let from = call.chat_named("from_chat_id")?;
    let id = call.args.message_id()?;
    let draft = call.world.forwarded(from, id, call.bot)?;
    let key = call.chat()?;
    let id = call.post(key, draft)?;
    Ok(Reply::Message(key, id))
}

/// `forwardMessages`
pub(in crate::wire) fn forward_many(call: &mut Call<'_>) -> Outcome {
    many(call, |call, from, id| Ok(call.world.forwarded(from, id, call.bot)?), "forward")
}

type Maker = fn(&Call<'_>, ChatKey, MessageId) -> Result<Draft, ApiError>;

/// Those that cannot be found or taken along are skipped, unless that leaves none.
fn many(call: &mut Call<'_>, make: Maker, what: &'static str) -> Outcome {
    let from = call.chat_named("from_chat_id")?;
    let ids = message_ids(call)?;
    let key = call.chat()?;
    let drafts: Vec<Draft> = ids.iter().filter_map(|id| make(call, from, *id).ok()).collect();
    if drafts.is_empty() {
        return Err(ApiError::bad(format!("there are no messages to {what}")));
    }
    let drafts = drafts.into_iter().map(|draft| call.placed(key, draft)).collect::<Result<Vec<_>, _>>()?;
    call.pay_toll(key, u32::try_from(drafts.len()).unwrap_or(u32::MAX))?;
    let ids = drafts.into_iter().map(|draft| call.put(key, draft)).collect::<Result<_, _>>()?;
    Ok(Reply::Ids(ids))
}

/// `message_ids`
pub(super) fn message_ids(call: &Call<'_>) -> Result<Vec<MessageId>, ApiError> {
    let text = call.args.text("message_ids");
    if text.is_empty() {
        return Err(ApiError::bad("message identifiers are not specified"));
    }
    let wrong = |_| ApiError::bad("can't parse message_ids JSON object");
    let ids: Vec<MessageId> = serde_json::from_str(text).map_err(wrong)?;
    if ids.is_empty() {
        return Err(ApiError::bad("message identifiers are not specified"));
    }
    if ids.len() > MOST {
        return Err(ApiError::bad("too many message identifiers specified"));
    }
    Ok(ids)
}

fn copied(call: &Call<'_>, from: ChatKey, id: MessageId) -> Result<Draft, ApiError> {
    let forwarded = call.world.forwarded(from, id, call.bot).map_err(|refusal| match refusal {
        Refusal::MessageNotFound(_) => ApiError::bad("message to copy not found"),
        Refusal::Protected => ApiError::bad("message has protected content and can't be copied"),
        Refusal::Server(_) => ApiError::bad("message can't be copied"),
        other => other.into(),
    })?;
    Ok(Draft::of(call.bot, forwarded.content))
}

fn is_text(call: &Call<'_>, from: ChatKey, id: MessageId) -> bool {
    call.world.message(from, id).is_some_and(|m| matches!(m.content, Content::Text(_)))
}
