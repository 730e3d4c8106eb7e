//! `reply_markup`: JSON in, plain keyboards out, with Telegram's limits and words.

use super::answer::ApiError;
use super::args::Args;
use crate::world::{Action, InlineButton, Keyboard, Markup, ReplyButton, Request};
use serde_json::{Map, Value};

/// Longer rows and more buttons than these are cut off silently.
const PER_ROW: usize = 12;
const IN_ALL: usize = 300;
/// More inline buttons than these, or a longer markup, is refused.
const INLINE_IN_ALL: usize = 100;
const MARKUP_BYTES: usize = 10_240;
/// What apps show well; more is remarked upon, not refused.
const PER_ROW_SHOWN: usize = 8;

/// What a keyboard is attached to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// A private chat: anything goes.
    Private,
    /// A group: nothing personal may be asked for.
    Group,
    /// A channel, or a message that is edited: inline keyboards only.
    InlineOnly,
}

/// Reads `reply_markup`; remarks about what is merely unwise go to `remarks`.
pub(super) fn markup(args: &Args, remarks: &mut Vec<String>) -> Result<Option<Markup>, ApiError> {
    let Some(text) = args.get("reply_markup").filter(|t| !t.trim().is_empty()) else { return Ok(None) };
    let unreadable = |_| ApiError::bad("can't parse reply keyboard markup JSON object");
    let value: Value = serde_json::from_str(text).map_err(unreadable)?;
    let object = match &value {
        Value::Null => return Ok(None),
        Value::Object(object) => object,
        _ => return Err(ApiError::bad("object expected as reply markup")),
    };
    let markup = if let Some(rows) = object.get("inline_keyboard") {
        inline(rows, text.len(), remarks)?
    } else if let Some(rows) = object.get("keyboard") {
        reply(rows, object)?
    } else if flag(object, "remove_keyboard") {
        Some(Markup::Remove { selective: flag(object, "selective") })
    } else if flag(object, "force_reply") {
        let placeholder = string(object, "input_field_placeholder");
        Some(Markup::ForceReply { placeholder, selective: flag(object, "selective") })
    } else {
        None
    };
    Ok(markup)
}

/// Whether a keyboard may stand there.
pub(super) fn check_place(markup: Option<&Markup>, place: Place) -> Result<(), ApiError> {
    match (markup, place) {
        (Some(Markup::Reply(_) | Markup::Remove { .. } | Markup::ForceReply { .. }), Place::InlineOnly) => {
            Err(ApiError::bad("inline keyboard expected"))
        }
        (Some(Markup::Reply(keyboard)), Place::Group) => {
            let personal = keyboard.rows.iter().flatten().find_map(|key| key.request.as_ref());
            personal.map_or(Ok(()), |request| Err(ApiError::bad(private_only(request))))
        }
        _ => Ok(()),
    }
}

fn private_only(request: &Request) -> &'static str {
    match request {
        Request::Contact => "phone number can be requested in private chats only",
        Request::Location => "location can be requested in private chats only",
        Request::Poll => "poll can be requested in private chats only",
        Request::Users => "users can be requested in private chats only",
        Request::Chat => "chats can be requested in private chats only",
        Request::WebApp(_) => "web App buttons can be used in private chats only",
    }
}

fn rows<'a>(value: &'a Value, field: &str) -> Result<Vec<&'a Vec<Value>>, ApiError> {
    let wrong = || ApiError::bad(format!("field \"{field}\" must be an Array of Arrays"));
    let rows = value.as_array().ok_or_else(wrong)?;
    rows.iter().map(|row| row.as_array().ok_or_else(wrong)).collect()
}

fn inline(value: &Value, length: usize, remarks: &mut Vec<String>) -> Result<Option<Markup>, ApiError> {
    let mut keyboard = Vec::new();
    for row in rows(value, "inline_keyboard")? {
        if row.len() > PER_ROW_SHOWN {
            remarks.push(format!("{} inline buttons in one row: apps show {PER_ROW_SHOWN} well", row.len()));
        }
        let buttons: Vec<InlineButton> = row.iter().map(inline_button).collect::<Result<_, _>>()?;
        keyboard.push(buttons.into_iter().take(PER_ROW).collect::<Vec<_>>());
    }
    keyboard.retain(|row| !row.is_empty());
    if keyboard.iter().map(Vec::len).sum::<usize>() > INLINE_IN_ALL || length > MARKUP_BYTES {
        return Err(ApiError::bad("reply markup is too long"));
    }
    for (place, button) in keyboard.iter().flatten().enumerate() {
        match &button.action {
            Action::Callback(data) if data.len() > 64 => return Err(ApiError::bad("BUTTON_DATA_INVALID")),
            Action::Pay if place > 0 => return Err(ApiError::bad("pay button must be the first button")),
            _ => {}
        }
    }
    Ok((!keyboard.is_empty()).then_some(Markup::Inline(keyboard)))
}

fn inline_button(value: &Value) -> Result<InlineButton, ApiError> {
    let wrong = |what: &str| ApiError::bad(format!("can't parse inline keyboard button: {what}"));
    let object = value.as_object().ok_or_else(|| wrong("InlineKeyboardButton must be an Object"))?;
    let text = object.get("text").ok_or_else(|| wrong("Can't find field \"text\""))?;
    let text = text.as_str().ok_or_else(|| wrong("Field \"text\" must be of type String"))?.trim().to_owned();
    let unallowed = || wrong("Text buttons are unallowed in the inline keyboard");
    let action = action(object)?.ok_or_else(unallowed)?;
    if text.is_empty() {
        return Err(ApiError::bad("BUTTON_TEXT_INVALID"));
    }
    Ok(InlineButton { text, action })
}

fn action(object: &Map<String, Value>) -> Result<Option<Action>, ApiError> {
    let inner = |name: &str, field: &str| object.get(name)?.as_object().and_then(|o| string(o, field));
    if let Some(url) = string(object, "url").filter(|u| !u.is_empty()) {
        return checked_url(&url).map(|url| Some(Action::Url(url)));
    }
    if let Some(data) = string(object, "callback_data").filter(|d| !d.is_empty()) {
        return Ok(Some(Action::Callback(data)));
    }
    if flag(object, "pay") {
        return Ok(Some(Action::Pay));
    }
    let query = string(object, "switch_inline_query").map(Action::SwitchInline);
    let here = || string(object, "switch_inline_query_current_chat").map(Action::SwitchInlineHere);
    let login = || inner("login_url", "url").map(Action::LoginUrl);
    let copy = || inner("copy_text", "text").map(Action::CopyText);
    let app = || inner("web_app", "url").map(Action::WebApp);
    let found = query.or_else(here).or_else(login).or_else(copy).or_else(app);
    if let Some(Action::WebApp(url)) = &found
        && !url.starts_with("https://")
    {
        return Err(ApiError::bad(format!(
            "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )));
    }
    Ok(found)
}

/// A link as Telegram takes it: with a scheme it knows, and a host.
fn checked_url(url: &str) -> Result<String, ApiError> {
    let invalid = |why: &str| ApiError::bad(format!("inline keyboard button URL '{url}' is invalid: {why}"));
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    match scheme.to_ascii_lowercase().as_str() {
        "tg" | "ton" | "tonsite" => return Ok(url.to_owned()),
        "http" | "https" => {}
        _ => return Err(invalid("Unsupported URL protocol")),
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or("");
    let name = host.split(':').next().unwrap_or("");
    if name.is_empty() {
        return Err(invalid("URL host is empty"));
    }
    if name.contains(char::is_whitespace) || !(name.contains('.') || host.starts_with('[')) {
        return Err(invalid("Wrong HTTP URL"));
    }
    Ok(if url.contains("://") { url.to_owned() } else { format!("http://{url}") })
}

fn reply(value: &Value, object: &Map<String, Value>) -> Result<Option<Markup>, ApiError> {
    let mut keyboard = Keyboard {
        rows: Vec::new(),
        resize: flag(object, "resize_keyboard"),
        one_time: flag(object, "one_time_keyboard"),
        persistent: flag(object, "is_persistent"),
        selective: flag(object, "selective"),
        placeholder: string(object, "input_field_placeholder"),
    };
    let mut left = IN_ALL;
    for row in rows(value, "keyboard")? {
        let keys: Vec<ReplyButton> = row.iter().map(key).collect::<Result<_, _>>()?;
        let keys: Vec<ReplyButton> = keys.into_iter().filter(|k| !k.text.is_empty()).take(PER_ROW.min(left)).collect();
        left -= keys.len();
        if !keys.is_empty() {
            keyboard.rows.push(keys);
        }
    }
    Ok((!keyboard.rows.is_empty()).then_some(Markup::Reply(keyboard)))
}

fn key(value: &Value) -> Result<ReplyButton, ApiError> {
    let wrong = |what: &str| ApiError::bad(format!("can't parse keyboard button: {what}"));
    if let Some(text) = value.as_str() {
        return Ok(ReplyButton { text: text.trim().to_owned(), request: None });
    }
    let object = value.as_object().ok_or_else(|| wrong("KeyboardButton must be an Object"))?;
    let text = object.get("text").ok_or_else(|| wrong("Can't find field \"text\""))?;
    let text = text.as_str().ok_or_else(|| wrong("Field \"text\" must be of type String"))?.trim().to_owned();
    let app = object.get("web_app").and_then(Value::as_object).and_then(|o| string(o, "url"));
    let request = if flag(object, "request_contact") {
        Some(Request::Contact)
    } else if flag(object, "request_location") {
        Some(Request::Location)
    } else if object.contains_key("request_poll") {
        Some(Request::Poll)
    } else if object.contains_key("request_users") || object.contains_key("request_user") {
        Some(Request::Users)
    } else if object.contains_key("request_chat") {
        Some(Request::Chat)
    } else {
        app.map(Request::WebApp)
    };
    Ok(ReplyButton { text, request })
}

fn flag(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool).unwrap_or(false)
}

fn string(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).map(str::to_owned)
}
