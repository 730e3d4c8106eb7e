//! Messages without files, the busy sign, and answers to presses.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::formatted::{Role, words};
use crate::world::{CallbackAnswer, Contact, Content, Location, What};

const ACTIONS: [&str; 15] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_audio",
    "upload_audio",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "pick_up_location",
    "find_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
];

/// `sendMessage`
pub(in crate::wire) fn message(call: &mut Call<'_>) -> Outcome {
    let rich = words(call.args, Role::Text)?;
    call.send(Content::Text(rich))
}

/// `sendLocation`
pub(in crate::wire) fn location(call: &mut Call<'_>) -> Outcome {
    let degree = |name: &str| {
        let text = call.args.text(name).trim();
        if text.is_empty() {
            return Err(ApiError::bad(format!("{name} is empty")));
        }
        text.parse::<f64>().map_err(|_| ApiError::bad("wrong location specified"))
    };
    let place = Location { latitude: degree("latitude")?, longitude: degree("longitude")? };
    if place.latitude.abs() > 90.0 || place.longitude.abs() > 180.0 {
        return Err(ApiError::bad("invalid location specified"));
    }
    call.send(Content::Location(place))
}

/// `sendContact`
pub(in crate::wire) fn contact(call: &mut Call<'_>) -> Outcome {
    let (phone, name) = (call.args.text("phone_number"), call.args.text("first_name"));
    if phone.is_empty() {
        return Err(ApiError::bad("phone number is empty"));
    }
    if name.is_empty() {
        return Err(ApiError::bad("first name is empty"));
    }
    let contact = Contact {
        phone_number: phone.to_owned(),
        first_name: name.to_owned(),
        last_name: call.args.get("last_name").filter(|n| !n.is_empty()).map(str::to_owned),
        user_id: None,
    };
    call.send(Content::Contact(contact))
}

/// `sendChatAction`
pub(in crate::wire) fn action(call: &mut Call<'_>) -> Outcome {
    let action = call.args.text("action").to_ascii_lowercase();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(ApiError::bad("wrong parameter action in request"));
    }
    let key = call.chat_inside()?;
    call.world.changed(key, What::Action { bot: call.bot, action });
    Ok(Reply::True)
}

/// `answerCallbackQuery`
pub(in crate::wire) fn answer_callback(call: &mut Call<'_>) -> Outcome {
    let text = call.args.text("text");
    if text.chars().count() > 200 {
        return Err(ApiError::bad("MESSAGE_TOO_LONG"));
    }
    let answer = CallbackAnswer {
        text: text.to_owned(),
        show_alert: call.args.flag("show_alert"),
        url: call.args.get("url").filter(|u| !u.is_empty()).map(str::to_owned),
    };
    let id = call.args.text("callback_query_id").parse().unwrap_or(0);
    let life = i64::try_from(call.settings.callback_life.as_millis()).unwrap_or(i64::MAX);
    call.world.answer_callback(call.bot, id, answer, call.now.saturating_sub(life))?;
    Ok(Reply::True)
}
