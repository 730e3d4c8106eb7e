//! Asking about chats, and renaming them.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::{json, render};
use crate::world::{ChatKind, Refusal};

/// `getChat`
pub(in crate::wire) fn get(call: &mut Call<'_>) -> Outcome {
    let key = call.chat()?;
    if !key.is_private() && call.open(key)?.username.is_none() {
        match call.world.check_inside(call.bot, key) {
            Ok(()) | Err(Refusal::Migrated(_)) => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let mut out = Vec::new();
    render::full_chat(&mut out, call.world, call.bot, key);
    Ok(Reply::Json(out))
}

/// `getChatAdministrators`
pub(in crate::wire) fn administrators(call: &mut Call<'_>) -> Outcome {
    let key = call.chat()?;
    if key.is_private() {
        return Err(Refusal::NoAdminsInPrivate.into());
    }
    call.world.check_inside(call.bot, key)?;
    let chat = call.open(key)?;
    let world = &*call.world;
    let admins = chat.members.iter().filter(|(id, _)| chat.is_admin(**id) && !world.bots.contains_key(id));
    let own = chat.members.get_key_value(&call.bot).filter(|_| chat.is_admin(call.bot));
    let mut out = Vec::new();
    json::array(&mut out, admins.chain(own), |out, (id, member)| render::member(out, world, *id, member));
    Ok(Reply::Json(out))
}

/// `getChatMember`
pub(in crate::wire) fn member(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    let user = call.user()?;
    let chat = call.open(key)?;
    let member = call.world.standing(chat, user).map_err(|_| ApiError::bad("PARTICIPANT_ID_INVALID"))?;
    let mut out = Vec::new();
    render::member(&mut out, call.world, user, &member);
    Ok(Reply::Json(out))
}

/// `getChatMemberCount`
pub(in crate::wire) fn count(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    let people = if key.is_private() { 2 } else { call.open(key)?.present().count() };
    Ok(Reply::Json(people.to_string().into_bytes()))
}

/// `setChatTitle`
pub(in crate::wire) fn set_title(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    if call.open(key)?.kind == ChatKind::Private {
        return Err(ApiError::bad("can't change private chat title"));
    }
    let title = call.args.text("title").trim().to_owned();
    if title.is_empty() || title.chars().count() > 128 {
        return Err(ApiError::bad("title must be non-empty"));
    }
    let denial = Refusal::NoRights("change chat title");
    call.world.check_right(call.bot, key, |rights| rights.change_info, denial)?;
    call.world.rename(call.bot, key, title, call.now)?;
    Ok(Reply::True)
}
