//! A bot's own card: `getMe`, name, descriptions, menu button.

use super::commands::announce;
use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::{json, render};
use crate::world::{Bot, Localized, MenuButton};
use serde_json::Value;

/// `getMe`
pub(in crate::wire) fn me(call: &mut Call<'_>) -> Outcome {
    let bot = call.world.bots.get(&call.bot).ok_or_else(|| ApiError::plain(401, "Unauthorized"))?;
    let mut out = Vec::new();
    render::me(&mut out, bot);
    Ok(Reply::Json(out))
}

/// `logOut`, `close`: there is nothing to log out of.
#[expect(clippy::unnecessary_wraps, reason = "the table holds handlers of one shape")]
pub(in crate::wire) fn yes(_call: &mut Call<'_>) -> Outcome {
    Ok(Reply::True)
}

struct Text {
    field: &'static str,
    longest: usize,
    of: fn(&mut Bot) -> &mut Localized,
}

const NAME: Text = Text { field: "name", longest: 64, of: |bot| &mut bot.name };
const DESCRIPTION: Text = Text { field: "description", longest: 512, of: |bot| &mut bot.description };
const SHORT: Text = Text { field: "short_description", longest: 120, of: |bot| &mut bot.short_description };

fn set(call: &mut Call<'_>, text: &Text) -> Outcome {
    let value = call.args.text(text.field).trim().to_owned();
    if value.chars().count() > text.longest {
        return Err(ApiError::bad(format!("bot {} is too long", text.field.replace('_', " "))));
    }
    let language = call.args.text("language_code").to_owned();
    if let Some(bot) = call.world.bots.get_mut(&call.bot) {
        (text.of)(bot).set(&language, &value);
    }
    Ok(Reply::True)
}

#[expect(clippy::unnecessary_wraps, reason = "the table holds handlers of one shape")]
fn get(call: &mut Call<'_>, text: &Text) -> Outcome {
    let language = call.args.text("language_code").to_owned();
    let value = call.world.bots.get_mut(&call.bot).map(|bot| (text.of)(bot).get(&language).to_owned());
    let mut out = Vec::new();
    json::object(&mut out, |o| o.put(text.field, &value.unwrap_or_default()));
    Ok(Reply::Json(out))
}

/// `setMyName`
pub(in crate::wire) fn set_name(call: &mut Call<'_>) -> Outcome {
    set(call, &NAME)
}

/// `getMyName`
pub(in crate::wire) fn get_name(call: &mut Call<'_>) -> Outcome {
    get(call, &NAME)
}

/// `setMyDescription`
pub(in crate::wire) fn set_description(call: &mut Call<'_>) -> Outcome {
    set(call, &DESCRIPTION)
}

/// `getMyDescription`
pub(in crate::wire) fn get_description(call: &mut Call<'_>) -> Outcome {
    get(call, &DESCRIPTION)
}

/// `setMyShortDescription`
pub(in crate::wire) fn set_short_description(call: &mut Call<'_>) -> Outcome {
    set(call, &SHORT)
}

/// `getMyShortDescription`
pub(in crate::wire) fn get_short_description(call: &mut Call<'_>) -> Outcome {
    get(call, &SHORT)
}

/// `setChatMenuButton`
pub(in crate::wire) fn set_menu_button(call: &mut Call<'_>) -> Outcome {
    let given: Option<Value> = call.args.nested("menu_button", "menu button")?;
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let button = match &given {
        None => MenuButton::Default,
        Some(value) => match text(value, "type").as_deref() {
            Some("default") => MenuButton::Default,
            Some("commands") => MenuButton::Commands,
            Some("web_app") => {
                let url = value.get("web_app").and_then(|app| text(app, "url"));
                let (text, url) = (text(value, "text"), url.filter(|u| u.starts_with("https://")));
                let wrong = || ApiError::bad("menu button Web App URL is invalid");
                MenuButton::WebApp { text: text.ok_or_else(wrong)?, url: url.ok_or_else(wrong)? }
            }
            _ => return Err(ApiError::bad("MenuButton has unsupported type")),
        },
    };
    let chat = whose(call)?;
    if let Some(bot) = call.world.bots.get_mut(&call.bot) {
        bot.menu_buttons.insert(chat, button);
    }
    announce(call);
    Ok(Reply::True)
}

/// `getChatMenuButton`
pub(in crate::wire) fn get_menu_button(call: &mut Call<'_>) -> Outcome {
    let chat = whose(call)?;
    let bot = call.world.bots.get(&call.bot);
    let button = bot.and_then(|b| b.menu_buttons.get(&chat).or_else(|| b.menu_buttons.get(&None)));
    let mut out = Vec::new();
    json::object(&mut out, |o| match button.unwrap_or(&MenuButton::Default) {
        MenuButton::Default => o.put("type", "default"),
        MenuButton::Commands => o.put("type", "commands"),
        MenuButton::WebApp { text, url } => {
            o.put("type", "web_app");
            o.put("text", text);
            o.object("web_app", |o| o.put("url", url));
        }
    });
    Ok(Reply::Json(out))
}

fn whose(call: &Call<'_>) -> Result<Option<i64>, ApiError> {
    if call.args.get("chat_id").is_none() {
        return Ok(None);
    }
    let key = call.chat()?;
    key.is_private().then(|| Some(key.id())).ok_or_else(|| ApiError::bad("chat must be private"))
}
