//! Command menus.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::json;
use crate::world::{ChatKey, Command, Scope, What};
use serde_json::Value;

const MOST: usize = 100;

/// `setMyCommands`
pub(in crate::wire) fn set(call: &mut Call<'_>) -> Outcome {
    let unreadable = |_| ApiError::bad("can't parse commands JSON object");
    let given: Value = serde_json::from_str(call.args.text("commands")).map_err(unreadable)?;
    let given = given.as_array().ok_or_else(|| ApiError::bad("expected an Array of BotCommand"))?;
    if given.len() > MOST {
        return Err(ApiError::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let commands = given.iter().map(command).collect::<Result<_, _>>()?;
    keep(call, commands)
}

/// `deleteMyCommands`
pub(in crate::wire) fn delete(call: &mut Call<'_>) -> Outcome {
    keep(call, Vec::new())
}

/// `getMyCommands`
pub(in crate::wire) fn get(call: &mut Call<'_>) -> Outcome {
    let scope = scope(call)?;
    let language = call.args.text("language_code").to_owned();
    let bot = call.world.bots.get(&call.bot);
    let mut out = Vec::new();
    json::value(&mut out, bot.map_or(&[][..], |bot| bot.commands.exact(scope, &language)));
    Ok(Reply::Json(out))
}

fn keep(call: &mut Call<'_>, commands: Vec<Command>) -> Outcome {
    let scope = scope(call)?;
    let language = call.args.text("language_code");
    let sound = language.is_empty() || (language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()));
    if !sound {
        return Err(ApiError::bad("invalid language code specified"));
    }
    let language = language.to_owned();
    if let Some(bot) = call.world.bots.get_mut(&call.bot) {
        bot.commands.set(scope, &language, commands);
    }
    announce(call);
    Ok(Reply::True)
}

/// Everybody who has this bot in a chat may see another menu now.
pub(super) fn announce(call: &mut Call<'_>) {
    let bot = call.bot;
    let concerned: Vec<ChatKey> = call
        .world
        .chats
        .values()
        .filter(|chat| matches!(chat.key, ChatKey::Private { bot: b, .. } if b == bot) || chat.member(bot).is_some())
        .map(|chat| chat.key)
        .collect();
    for key in concerned {
        call.world.changed(key, What::Menu { bot });
    }
}

fn command(value: &Value) -> Result<Command, ApiError> {
    let wrong = |what: &str| ApiError::bad(format!("can't parse BotCommand: {what}"));
    let text = |name: &str| {
        let found = value.as_object().ok_or_else(|| wrong("expected an Object"))?.get(name);
        let found = found.ok_or_else(|| wrong(&format!("Can't find field \"{name}\"")))?;
        found.as_str().ok_or_else(|| wrong(&format!("Field \"{name}\" must be of type String")))
    };
    let (name, description) = (text("command")?.trim_start_matches('/').trim(), text("description")?.trim());
    let length = description.chars().count();
    let complaint = if name.is_empty() {
        "command must be non-empty"
    } else if name.len() > 32 {
        "command length must not exceed 32"
    } else if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        "BOT_COMMAND_INVALID"
    } else if length == 0 {
        "command description must be non-empty"
    } else if length > 256 {
        "command description length must not exceed 256"
    } else {
        return Ok(Command { command: name.to_owned(), description: description.to_owned() });
    };
    Err(ApiError::bad(complaint))
}

fn scope(call: &Call<'_>) -> Result<Scope, ApiError> {
    let given: Option<Value> = call.args.nested("scope", "BotCommandScope")?;
    let Some(given) = given else { return Ok(Scope::Default) };
    let wrong = |what: &str| ApiError::bad(format!("can't parse BotCommandScope: {what}"));
    let object = given.as_object().ok_or_else(|| wrong("BotCommandScope must be an Object"))?;
    let kind = object.get("type").and_then(Value::as_str).ok_or_else(|| wrong("Can't find field \"type\""))?;
    let number = |name: &str| object.get(name).and_then(|v| v.as_i64().or_else(|| v.as_str()?.parse().ok()));
    let chat = || number("chat_id").ok_or_else(|| wrong("Empty chat_id specified"));
    Ok(match kind {
        "default" => Scope::Default,
        "all_private_chats" => Scope::AllPrivateChats,
        "all_group_chats" => Scope::AllGroupChats,
        "all_chat_administrators" => Scope::AllChatAdministrators,
        "chat" => Scope::Chat(reachable(call, chat()?)?),
        "chat_administrators" => Scope::ChatAdministrators(reachable(call, chat()?)?),
        "chat_member" => {
            let user = number("user_id").filter(|id| *id > 0).ok_or_else(|| wrong("Invalid user_id specified"))?;
            Scope::ChatMember(reachable(call, chat()?)?, user)
        }
        _ => return Err(wrong("Unsupported type specified")),
    })
}

fn reachable(call: &Call<'_>, id: i64) -> Result<i64, ApiError> {
    Ok(call.world.find_chat(call.bot, id)?.id())
}
