//! A chat as one person sees it: its head, what can be written, the keyboard and the commands before them.

use super::message::{Bubble, bubble, name_of};
use crate::world::{Chat, ChatKey, ChatKind, Markup, MessageId, ReplyButton, UserId, World, meant};
use serde::Serialize;

/// The head of a chat.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the chat that the page shows")]
pub(super) struct ChatView {
    /// How this person names it: a bot's id, or the chat's own negative id.
    chat: String,
    title: String,
    kind: &'static str,
    forum: bool,
    members: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    bot: Option<BotView>,
    topics: Vec<TopicView>,
    pinned: Vec<Bubble>,
    started: bool,
    blocked: bool,
    can_post: bool,
}

/// A bot of this world.
#[derive(Serialize)]
pub(super) struct BotView {
    pub(super) id: UserId,
    pub(super) username: String,
    pub(super) name: String,
    pub(super) description: String,
}

#[derive(Serialize)]
struct TopicView {
    id: MessageId,
    name: String,
    closed: bool,
}

/// The reply keyboard before a person.
#[derive(Serialize)]
pub(super) struct KeyboardView {
    message_id: MessageId,
    rows: Vec<Vec<ReplyButton>>,
    one_time: bool,
    resize: bool,
    placeholder: Option<String>,
}

/// A bot asks for an answer to its message.
#[derive(Serialize)]
pub(super) struct ForceReply {
    message_id: MessageId,
    placeholder: Option<String>,
}

/// A line of the commands menu.
#[derive(Serialize)]
pub(super) struct MenuLine {
    command: String,
    description: String,
    /// Whose it is; told apart in groups.
    bot: String,
}

/// A bot as this person's app shows it.
pub(super) fn bot_view(world: &World, id: UserId, language: &str) -> Option<BotView> {
    let bot = world.bots.get(&id)?;
    let language = language.split(['-', '_']).next().unwrap_or("");
    Some(BotView {
        id,
        username: bot.username.clone(),
        name: bot.name.get(language).to_owned(),
        description: bot.description.get(language).to_owned(),
    })
}

/// A chat's id as this person names it.
pub(super) fn chat_ref(key: ChatKey) -> String {
    match key {
        ChatKey::Private { bot, .. } => bot.to_string(),
        ChatKey::Shared(id) => id.to_string(),
    }
}

/// The head of a chat; a private one need not exist yet.
pub(super) fn chat_view(world: &World, key: ChatKey, viewer: UserId) -> ChatView {
    let chat = world.chats.get(&key);
    let bot = match key {
        ChatKey::Private { bot, .. } => bot_view(world, bot, language(world, viewer)),
        ChatKey::Shared(_) => None,
    };
    let kind = chat.map_or(ChatKind::Private, |chat| chat.kind);
    ChatView {
        chat: chat_ref(key),
        title: bot
            .as_ref()
            .map_or_else(|| chat.map(|chat| chat.title.clone()).unwrap_or_default(), |bot| bot.name.clone()),
        kind: kind_name(kind),
        forum: chat.is_some_and(Chat::is_forum),
        members: chat.map_or(0, |chat| chat.present().count()),
        bot,
        topics: chat.map(topics).unwrap_or_default(),
        pinned: chat.map(|chat| pinned(world, chat, viewer)).unwrap_or_default(),
        started: chat.is_some_and(|chat| chat.started || !key.is_private()),
        blocked: chat.is_some_and(|chat| chat.blocked),
        can_post: chat.is_none_or(|chat| can_post(chat, viewer)),
    }
}

/// Bot API's name of a chat's kind.
pub(super) fn kind_name(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Private => "private",
        ChatKind::Group => "group",
        ChatKind::Supergroup { .. } => "supergroup",
        ChatKind::Channel => "channel",
    }
}

fn language(world: &World, viewer: UserId) -> &str {
    world.people.get(&viewer).and_then(|person| person.language_code.as_deref()).unwrap_or("")
}

fn topics(chat: &Chat) -> Vec<TopicView> {
    let view = |(id, topic): (&MessageId, &crate::world::Topic)| TopicView {
        id: *id,
        name: topic.name.clone(),
        closed: topic.closed,
    };
    chat.topics.iter().map(view).collect()
}

fn pinned(world: &World, chat: &Chat, viewer: UserId) -> Vec<Bubble> {
    let alive = chat.pinned.iter().filter_map(|id| chat.log.get(*id)).filter(|message| !message.deleted);
    alive.map(|message| bubble(world, chat, message, viewer)).collect()
}

fn can_post(chat: &Chat, viewer: UserId) -> bool {
    match chat.kind {
        ChatKind::Private => true,
        ChatKind::Channel => chat.is_admin(viewer),
        ChatKind::Group | ChatKind::Supergroup { .. } => {
            chat.migrated_to.is_none() && chat.member(viewer).is_some_and(|member| member.rights.send)
        }
    }
}

/// The reply keyboard before this person.
pub(super) fn keyboard(chat: &Chat, viewer: UserId) -> Option<KeyboardView> {
    let shown = chat.keyboards.get(&viewer)?;
    Some(KeyboardView {
        message_id: shown.message_id,
        rows: shown.keyboard.rows.clone(),
        one_time: shown.keyboard.one_time,
        resize: shown.keyboard.resize,
        placeholder: shown.keyboard.placeholder.clone(),
    })
}

/// The youngest message that wants an answer, if this person has said nothing since.
pub(super) fn force_reply(chat: &Chat, viewer: UserId) -> Option<ForceReply> {
    let since =
        chat.log.after(0).rev().filter(|message| !message.deleted).take_while(|message| message.author != viewer);
    since.take(20).find_map(|message| match &message.markup {
        Some(Markup::ForceReply { placeholder, selective }) if meant(chat, message, *selective).contains(&viewer) => {
            Some(ForceReply { message_id: message.id, placeholder: placeholder.clone() })
        }
        _ => None,
    })
}

/// The commands that this person sees here.
pub(super) fn menu(world: &World, key: ChatKey, viewer: UserId) -> Vec<MenuLine> {
    let bots: Vec<UserId> = match key {
        ChatKey::Private { bot, .. } => vec![bot],
        ChatKey::Shared(_) => {
            let present = world.chats.get(&key).map(|chat| chat.present().collect::<Vec<_>>()).unwrap_or_default();
            present.into_iter().filter(|id| world.bots.contains_key(id)).collect()
        }
    };
    let lines = bots.into_iter().flat_map(|bot| {
        let name = world.bots.get(&bot).map(|bot| bot.username.clone()).unwrap_or_default();
        world.menu(bot, key, viewer).into_iter().map(move |line| MenuLine {
            command: line.command,
            description: line.description,
            bot: name.clone(),
        })
    });
    lines.collect()
}

/// What a chat is called on this person's list.
pub(super) fn title_of(world: &World, key: ChatKey) -> String {
    match key {
        ChatKey::Private { bot, .. } => name_of(world, bot),
        ChatKey::Shared(_) => world.chats.get(&key).map(|chat| chat.title.clone()).unwrap_or_default(),
    }
}
