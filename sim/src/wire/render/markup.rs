//! `InlineKeyboardMarkup`: the only keyboard that stays with a message.

use crate::wire::json::{Object, array, object};
use crate::world::{Action, InlineButton, Markup};

/// The `reply_markup` field, if the message keeps one.
pub(super) fn markup(o: &mut Object<'_>, markup: Option<&Markup>) {
    let Some(rows) = markup.and_then(Markup::inline) else { return };
    o.object("reply_markup", |o| {
        o.array("inline_keyboard", rows, |out, row| array(out, row, button));
    });
}

fn button(out: &mut Vec<u8>, button: &InlineButton) {
    object(out, |o| {
        o.put("text", &button.text);
        match &button.action {
            Action::Callback(data) => o.put("callback_data", data),
            Action::Url(url) => o.put("url", url),
            Action::WebApp(url) => o.object("web_app", |o| o.put("url", url)),
            Action::LoginUrl(url) => o.object("login_url", |o| o.put("url", url)),
            Action::SwitchInline(query) => o.put("switch_inline_query", query),
            Action::SwitchInlineHere(query) => o.put("switch_inline_query_current_chat", query),
            Action::CopyText(text) => o.object("copy_text", |o| o.put("text", text)),
            Action::Pay => o.put("pay", &true),
        }
    });
}
