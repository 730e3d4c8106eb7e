//! Looking without touching: the whole world in short, a person's chats, a chat's messages, a press's answer.

use super::answer::Refused;
use super::message::{Bubble, bubble};
use super::view::{self, BotView, ChatView, ForceReply, KeyboardView, MenuLine};
use super::{Page, panes};
use crate::people::{Human, Seat};
use crate::world::{CallbackAnswer, ChatKind, MessageId, UserId, World};
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Most messages in one answer.
const MOST_MESSAGES: usize = 200;
const USUAL_MESSAGES: usize = 60;

/// `GET /_sim/state`: people, bots, panes, and the number after which to listen.
pub(super) async fn state(State(page): State<Arc<Page>>) -> Json<Value> {
    // Taken before the look: a change in between is heard twice rather than never.
    let seq = page.journal.last();
    let body = page.shared.look(|state| {
        let world = &state.world;
        let people: Vec<Value> = world.people.values().map(person).collect();
        let bots: Vec<BotView> = world.bots.keys().filter_map(|id| view::bot_view(world, *id, "")).collect();
        let specs = if page.shared.panes.is_empty() { panes::guessed(world) } else { page.shared.panes.clone() };
        let panes: Vec<Value> = specs.iter().filter_map(|spec| pane(world, spec)).collect();
        json!({ "seq": seq, "people": people, "bots": bots, "panes": panes, "notes": page.shared.notes })
    });
    Json(body)
}

fn person(person: &crate::world::Person) -> Value {
    json!({ "id": person.id, "name": person.full_name(), "username": person.username, "phone": person.phone,
            "language": person.language_code })
}

fn pane(world: &World, spec: &panes::PaneSpec) -> Option<Value> {
    Some(json!({ "title": spec.title, "people": spec.people, "chat": spec.chat_id(world)?.to_string() }))
}

/// The seat that a path names.
pub(super) fn seat(page: &Page, person: UserId, chat: &str) -> Result<Seat, Refused> {
    let human = Human::of(&page.shared, person)?;
    let seat = match chat.parse::<i64>() {
        Ok(id) => human.chat(id)?,
        Err(_) => human.chat(chat)?,
    };
    Ok(seat)
}

/// `GET /_sim/people/{person}/chats`: the chats on this person's list, bots that they have never started included.
pub(super) async fn chats(State(page): State<Arc<Page>>, Path(person): Path<UserId>) -> Result<Json<Value>, Refused> {
    let mut keys = Human::of(&page.shared, person)?.chats();
    let body = page.shared.look(|state| {
        let world = &state.world;
        let bots = world.bots.keys().map(|bot| crate::world::ChatKey::Private { bot: *bot, person });
        let strangers: Vec<_> = bots.filter(|key| !keys.contains(key)).collect();
        keys.extend(strangers);
        let line = |key: &crate::world::ChatKey| {
            let kind = world.chats.get(key).map_or(ChatKind::Private, |chat| chat.kind);
            json!({ "chat": view::chat_ref(*key), "title": view::title_of(world, *key), "kind": view::kind_name(kind) })
        };
        json!({ "chats": keys.iter().map(line).collect::<Vec<_>>() })
    });
    Ok(Json(body))
}

/// Which messages.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Wanted {
    /// At most so many, the youngest.
    limit: Option<usize>,
    /// Older than this one.
    before: Option<MessageId>,
    /// Younger than this one.
    after: Option<MessageId>,
    /// Exactly these, separated by commas.
    ids: Option<String>,
    /// Only of this topic; `general` for those of none.
    topic: Option<String>,
}

/// A chat, whole.
#[derive(Serialize)]
pub(super) struct Opened {
    seq: u64,
    chat: ChatView,
    keyboard: Option<KeyboardView>,
    force_reply: Option<ForceReply>,
    menu: Vec<MenuLine>,
    #[serde(flatten)]
    found: Found,
}

/// Messages, oldest first.
#[derive(Default, Serialize)]
pub(super) struct Found {
    messages: Vec<Bubble>,
    /// There are older ones.
    more: bool,
}

/// `GET /_sim/people/{person}/chats/{chat}`
pub(super) async fn chat(
    State(page): State<Arc<Page>>,
    Path((person, chat)): Path<(UserId, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Opened>, Refused> {
    let seat = seat(&page, person, &chat)?;
    let seq = page.journal.last();
    let opened = page.shared.look(|state| {
        let world = &state.world;
        let chat = world.chats.get(&seat.key);
        Opened {
            seq,
            chat: view::chat_view(world, seat.key, person),
            keyboard: chat.and_then(|chat| view::keyboard(chat, person)),
            force_reply: chat.and_then(|chat| view::force_reply(chat, person)),
            menu: view::menu(world, seat.key, person),
            found: find(world, &seat, &wanted),
        }
    });
    Ok(Json(opened))
}

/// `GET /_sim/people/{person}/chats/{chat}/messages`
pub(super) async fn messages(
    State(page): State<Arc<Page>>,
    Path((person, chat)): Path<(UserId, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Found>, Refused> {
    let seat = seat(&page, person, &chat)?;
    Ok(Json(page.shared.look(|state| find(&state.world, &seat, &wanted))))
}

fn find(world: &World, seat: &Seat, wanted: &Wanted) -> Found {
    let Some(chat) = world.chats.get(&seat.key) else { return Found::default() };
    if let Some(ids) = &wanted.ids {
        let ids = ids.split(',').filter_map(|id| id.trim().parse().ok()).take(MOST_MESSAGES);
        let alive = ids.filter_map(|id| chat.log.get(id)).filter(|message| !message.deleted);
        return Found {
            messages: alive.map(|message| bubble(world, chat, message, seat.person)).collect(),
            more: false,
        };
    }
    let limit = wanted.limit.unwrap_or(USUAL_MESSAGES).min(MOST_MESSAGES);
    let topic = wanted.topic.as_deref();
    let fits = |message: &&crate::world::Message| {
        let place = message.topic.map_or_else(|| "general".to_owned(), |id| id.to_string());
        !message.deleted && wanted.before.is_none_or(|id| message.id < id) && topic.is_none_or(|topic| place == topic)
    };
    let mut youngest = chat.log.after(wanted.after.unwrap_or(0)).rev().filter(fits);
    let mut messages: Vec<Bubble> =
        youngest.by_ref().take(limit).map(|message| bubble(world, chat, message, seat.person)).collect();
    messages.reverse();
    Found { messages, more: youngest.next().is_some() }
}

/// What became of a press.
#[derive(Serialize)]
pub(super) struct Pressed {
    answer: Option<CallbackAnswer>,
}

/// What a client shows of a bot's word about a payment.
fn told(verdict: Result<(), String>) -> CallbackAnswer {
    CallbackAnswer { show_alert: verdict.is_err(), text: verdict.err().unwrap_or_default(), url: None }
}

/// `GET /_sim/callbacks/{id}`: the bot's answer to a press, once there is one; or to who wanted to pay, which is a box where it is no.
pub(super) async fn callback(State(page): State<Arc<Page>>, Path(id): Path<u64>) -> Result<Json<Pressed>, Refused> {
    let found = page.shared.look(|state| {
        let pressed = state.world.callback(id).map(|callback| callback.answer.clone());
        pressed.or_else(|| state.world.checkout(id).map(|checkout| checkout.verdict.clone().map(told)))
    });
    let answer = found.ok_or_else(|| Refused::missing(format!("nobody pressed {id}")))?;
    Ok(Json(Pressed { answer }))
}
