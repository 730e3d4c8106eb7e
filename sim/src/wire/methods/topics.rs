//! Topics of a forum.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::json;
use crate::world::{ChatKey, MessageId, Refusal, Topic};

const COLOURS: [i64; 6] = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

fn forum(call: &Call<'_>, denial: &'static str) -> Result<ChatKey, ApiError> {
    let key = call.chat_inside()?;
    if !call.open(key)?.is_forum() {
        return Err(Refusal::NotForum.into());
    }
    call.world.check_right(call.bot, key, |rights| rights.manage_topics, Refusal::NoRights(denial))?;
    Ok(key)
}

fn topic(call: &Call<'_>, denial: &'static str) -> Result<(ChatKey, MessageId), ApiError> {
    Ok((forum(call, denial)?, call.args.int("message_thread_id")))
}

fn checked_name(name: &str) -> Result<String, ApiError> {
    let name = name.trim();
    let fits = (1..=128).contains(&name.chars().count());
    fits.then(|| name.to_owned()).ok_or_else(|| ApiError::bad("TOPIC_TITLE_EMPTY"))
}

/// `createForumTopic`
pub(in crate::wire) fn create(call: &mut Call<'_>) -> Outcome {
    let key = forum(call, "create a topic")?;
    let colour = match call.args.int("icon_color") {
        0 => COLOURS[0],
        colour if COLOURS.contains(&colour) => colour,
        _ => return Err(ApiError::bad("TOPIC_ICON_COLOR_INVALID")),
    };
    let icon = call.args.get("icon_custom_emoji_id").filter(|i| !i.is_empty()).map(str::to_owned);
    let name = checked_name(call.args.text("name"))?;
    let topic = Topic { name: name.clone(), icon_color: colour, icon_custom_emoji_id: icon.clone(), closed: false };
    let id = call.world.create_topic(call.bot, key, topic, call.now)?;
    let mut out = Vec::new();
    json::object(&mut out, |o| {
        o.put("message_thread_id", &id);
        o.put("name", &name);
        o.put("icon_color", &colour);
        o.maybe("icon_custom_emoji_id", icon);
    });
    Ok(Reply::Json(out))
}

/// `editForumTopic`
pub(in crate::wire) fn edit(call: &mut Call<'_>) -> Outcome {
    let place = topic(call, "edit the topic")?;
    let name = call.args.get("name").filter(|n| !n.is_empty()).map(checked_name).transpose()?;
    let icon = call.args.get("icon_custom_emoji_id").map(str::to_owned);
    call.world.edit_topic(call.bot, place, name, icon, call.now)?;
    Ok(Reply::True)
}

/// `closeForumTopic`
pub(in crate::wire) fn close(call: &mut Call<'_>) -> Outcome {
    let place = topic(call, "close the topic")?;
    call.world.close_topic(call.bot, place, true, call.now)?;
    Ok(Reply::True)
}

/// `reopenForumTopic`
pub(in crate::wire) fn reopen(call: &mut Call<'_>) -> Outcome {
    let place = topic(call, "reopen the topic")?;
    call.world.close_topic(call.bot, place, false, call.now)?;
    Ok(Reply::True)
}

/// `deleteForumTopic`
pub(in crate::wire) fn delete(call: &mut Call<'_>) -> Outcome {
    let (key, id) = topic(call, "delete the topic")?;
    call.world.delete_topic(key, id)?;
    Ok(Reply::True)
}

/// `getForumTopicIconStickers`: this world has no custom emoji.
#[expect(clippy::unnecessary_wraps, reason = "the table holds handlers of one shape")]
pub(in crate::wire) fn icons(_call: &mut Call<'_>) -> Outcome {
    Ok(Reply::Json(b"[]".to_vec()))
}
