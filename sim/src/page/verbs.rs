//! What people do, over HTTP: `POST /_sim/people/{person}/chats/{chat}/{verb}`. Each verb is one of `people`'s; the world
//! decides whether it may happen.

use super::Page;
use super::answer::{Refused, parsed};
use super::read::seat;
use super::wrong;
use crate::people::Seat;
use crate::world::{Contact, MessageId, UserId};
use axum::Json;
use axum::extract::{Path, Query, State};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Most files of one album, as on Telegram.
const ALBUM: usize = 10;
/// Seconds that a round video or a voice message lasts when nobody says how long.
const SECONDS: u32 = 3;

/// What comes with a file sent as the body of the request.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Beside {
    name: Option<String>,
    caption: String,
    seconds: Option<u32>,
    reply_to: Option<MessageId>,
    topic: Option<MessageId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    text: String,
    reply_to: Option<MessageId>,
    topic: Option<MessageId>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Place {
    reply_to: Option<MessageId>,
    topic: Option<MessageId>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    emoji: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    user_id: Option<UserId>,
    phone_number: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    reply_to: Option<MessageId>,
    topic: Option<MessageId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Album {
    items: Vec<Item>,
    #[serde(default)]
    caption: String,
    reply_to: Option<MessageId>,
    topic: Option<MessageId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    upload: u64,
    r#as: String,
    seconds: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    message: MessageId,
    text: Option<String>,
    data: Option<String>,
    to: Option<String>,
    #[serde(default)]
    stale: bool,
    #[serde(default)]
    emoji: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Start {
    payload: String,
}

/// Does what a person does.
pub(super) async fn act(
    State(page): State<Arc<Page>>,
    Path((person, chat, verb)): Path<(UserId, String, String)>,
    Query(beside): Query<Beside>,
    body: Bytes,
) -> Result<Json<Value>, Refused> {
    let seat = seat(&page, person, &chat)?;
    let answer = match verb.as_str() {
        "say" => {
            let said: Said = parsed(&body)?;
            posted(placed(&seat, said.topic, said.reply_to).say(&said.text)?)
        }
        "start" => posted(seat.start(&parsed::<Start>(&body)?.payload)?),
        "photo" | "document" | "video_note" | "video" | "voice" => {
            let seat = placed(&seat, beside.topic, beside.reply_to);
            let name = beside.name.as_deref().unwrap_or("file").to_owned();
            posted(send(&seat, &verb, (name, body), &beside.caption, beside.seconds).await?)
        }
        "media" => media(&page, &seat, parsed(&body)?).await?,
        "contact" => contact(&page, &seat, parsed(&body)?)?,
        "location" | "sticker" => canned(&seat, &verb, &parsed(&body)?)?,
        "block" | "unblock" => {
            seat.block(verb == "block");
            json!({})
        }
        "join" | "leave" => {
            if verb == "join" { seat.join() } else { seat.leave() }?;
            json!({})
        }
        _ => about(&page, &seat, &verb, &body)?,
    };
    Ok(Json(answer))
}

/// Verbs about a message that is there already.
fn about(page: &Page, seat: &Seat, verb: &str, body: &[u8]) -> Result<Value, Refused> {
    let known = ["edit", "delete", "forward", "press", "pay", "react"];
    if !known.contains(&verb) {
        return Err(Refused::missing(format!("there is no verb {verb}")));
    }
    let about: About = parsed(body)?;
    let missing = |what: &str| Refused::bad(format!("missing field `{what}`"));
    match verb {
        "edit" => seat.edit(about.message, about.text.as_deref().ok_or_else(|| missing("text"))?)?,
        "delete" => delete(page, seat, about.message)?,
        "forward" => {
            let to = super::read::seat(page, seat.person, about.to.as_deref().ok_or_else(|| missing("to"))?)?;
            return Ok(posted(to.forward(seat.key, about.message)?));
        }
        "press" => {
            let data = about.data.as_deref().ok_or_else(|| missing("data"))?;
            let callback = seat.press_data(about.message, data, about.stale)?;
            // As text: it does not fit a JavaScript number.
            return Ok(json!({ "callback": callback.to_string() }));
        }
        "pay" => return Ok(json!({ "checkout": seat.pay(about.message)?.to_string() })),
        _ => seat.react(about.message, &about.emoji.iter().map(String::as_str).collect::<Vec<_>>())?,
    }
    Ok(json!({}))
}

/// An app offers to delete one's own messages, anything in a private chat, and everything to administrators.
fn delete(page: &Page, seat: &Seat, message: MessageId) -> Result<(), Refused> {
    let may = page.shared.look(|state| {
        let own = state.world.message(seat.key, message).is_some_and(|found| found.author == seat.person);
        own || seat.key.is_private() || state.world.chats.get(&seat.key).is_some_and(|chat| chat.is_admin(seat.person))
    });
    if !may {
        return Err(Refused::forbidden("only one's own messages can be deleted here"));
    }
    Ok(seat.delete(message)?)
}

async fn media(page: &Page, seat: &Seat, what: Album) -> Result<Value, Refused> {
    let seat = placed(seat, what.topic, what.reply_to);
    if what.items.is_empty() || what.items.len() > ALBUM {
        return Err(Refused::bad(format!("an album has 1 to {ALBUM} files, not {}", what.items.len())));
    }
    let files = what.items.iter().map(|item| page.uploads.find(item.upload)).collect::<Result<Vec<_>, _>>()?;
    let kind = what.items[0].r#as.as_str();
    if what.items.iter().any(|item| item.r#as != kind) {
        return Err(Refused::bad("an album is of one kind"));
    }
    let mut files: Vec<(String, Bytes)> = files.into_iter().map(|file| (file.name, file.bytes)).collect();
    if files.len() == 1 {
        let seconds = what.items[0].seconds;
        return Ok(posted(send(&seat, kind, files.remove(0), &what.caption, seconds).await?));
    }
    let messages = match kind {
        "photo" => seat.send_album(files.into_iter().map(|(_, bytes)| bytes).collect(), &what.caption).await?,
        "document" => seat.send_document_album(files, &what.caption)?,
        other => return Err(Refused::bad(format!("there are no albums of {other}"))),
    };
    Ok(json!({ "messages": messages }))
}

async fn send(
    seat: &Seat,
    kind: &str,
    (name, bytes): (String, Bytes),
    caption: &str,
    seconds: Option<u32>,
) -> Result<MessageId, Refused> {
    let seconds = seconds.unwrap_or(SECONDS);
    Ok(match kind {
        "photo" => seat.send_photo(bytes, caption).await?,
        "document" => seat.send_captioned_document(&name, bytes, caption)?,
        "video_note" => seat.send_video_note(if bytes.is_empty() { wrong::round_video() } else { bytes }, seconds)?,
        "video" => seat.send_video(&name, bytes, seconds)?,
        "voice" => seat.send_voice(if bytes.is_empty() { wrong::hum() } else { bytes }, seconds)?,
        other => return Err(Refused::bad(format!("nothing is sent as {other}"))),
    })
}

/// One's own card as the button shares it, somebody else's, or one with a number that nobody has.
fn contact(page: &Page, seat: &Seat, card: Card) -> Result<Value, Refused> {
    let seat = placed(seat, card.topic, card.reply_to);
    if card.user_id == Some(seat.person) && card.phone_number.is_none() {
        return Ok(posted(seat.share_contact()?));
    }
    let known = page.shared.look(|state| card.user_id.and_then(|id| state.world.people.get(&id).cloned()));
    let missing = |what: &str| Refused::bad(format!("missing field `{what}`"));
    let phone = card.phone_number.or_else(|| known.as_ref().and_then(|person| person.phone.clone()));
    let first = card.first_name.or_else(|| known.as_ref().map(|person| person.first_name.clone()));
    let contact = Contact {
        phone_number: phone.ok_or_else(|| missing("phone_number"))?,
        first_name: first.ok_or_else(|| missing("first_name"))?,
        last_name: card.last_name.or_else(|| known.as_ref().and_then(|person| person.last_name.clone())),
        user_id: card.user_id,
    };
    Ok(posted(seat.send_contact(contact)?))
}

fn canned(seat: &Seat, verb: &str, place: &Place) -> Result<Value, Refused> {
    let seat = placed(seat, place.topic, place.reply_to);
    Ok(posted(match verb {
        "location" => {
            // 南昌, where the demo's company sits.
            seat.send_location(place.latitude.unwrap_or(28.682_892), place.longitude.unwrap_or(115.858_197))?
        }
        _ => seat.send_sticker(wrong::sticker(), place.emoji.as_deref().unwrap_or("🐢"))?,
    }))
}

fn placed(seat: &Seat, topic: Option<MessageId>, reply_to: Option<MessageId>) -> Seat {
    let seat = topic.map_or_else(|| seat.clone(), |topic| seat.in_topic(topic));
    reply_to.map_or_else(|| seat.clone(), |message| seat.answering(message))
}

fn posted(message: MessageId) -> Value {
    json!({ "message": message })
}
