//! The world: chats, people, messages, files and bots as plain structs with verbs. Pure and synchronous: time is an
//! argument, and nothing here knows of HTTP, JSON, tasks or locks.

mod access;
mod callback;
mod chat;
mod commands;
mod edit;
mod file;
mod log;
mod markup;
mod member;
mod membership;
mod message;
mod migrate;
mod news;
mod people;
mod post;
mod privacy;
mod profile;
mod refusal;
mod rng;
mod say;
mod shapes;
mod shop;
mod topics;

pub use callback::{Callback, CallbackAnswer, CallbackId, Press};
pub use chat::{Chat, ChatKey, ChatKind, Shown, Topic};
pub use commands::{Command, CommandBook, Scope};
pub use edit::Change;
pub use file::{FileId, FileKind, Files, StoredFile};
pub use log::Log;
pub use markup::{Action, InlineButton, Keyboard, Markup, ReplyButton, Request};
pub use member::{Member, Rights, Status};
pub use message::{
    Contact, Content, Draft, Entity, EntityKind, Forward, Invoice, Location, Media, Message, MessageId, PhotoSize,
    Quote, Rich, Service,
};
pub use news::{MemberChange, News, ReactionChange, Update, What};
pub use people::{Bot, Person, UserId};
pub(crate) use post::meant;
pub use profile::{Localized, MenuButton};
pub use refusal::Refusal;
pub use shapes::Shapes;
pub use shop::{Checkout, Price};

use crate::clock::Millis;
use crate::spec::{ChannelSpec, GroupKind, GroupSpec, WorldSpec, bot_id};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// `GroupAnonymousBot`: the visible sender of an anonymous administrator's messages.
pub const ANONYMOUS: UserId = 1_087_968_824;
/// `Channel_Bot`: the visible sender of messages sent as a channel.
pub const CHANNEL_BOT: UserId = 136_817_688;
/// The service account called Telegram.
pub const TELEGRAM: UserId = 777_000;
/// Edits and deletions for everyone stop after this.
pub const TWO_DAYS: Millis = 48 * 3_600 * 1_000;

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// Bots by user id.
    pub bots: BTreeMap<UserId, Bot>,
    /// People by user id.
    pub people: BTreeMap<UserId, Person>,
    /// Chats; a private one comes into being with its first message.
    pub chats: HashMap<ChatKey, Chat>,
    /// Every file ever sent.
    pub files: Files,
    /// What those files look like.
    pub shapes: Shapes,
    /// Bans and restrictions that end by themselves.
    sentences: BTreeSet<(Millis, ChatKey, UserId)>,
    callbacks: BTreeMap<CallbackId, Callback>,
    checkouts: BTreeMap<u64, Checkout>,
    private_ids: HashMap<UserId, MessageId>,
    rng: rng::Rng,
    history: usize,
    serial: u64,
    pub(crate) news: News,
}

impl World {
    /// A world as the file describes it; `history` is how many messages a chat remembers.
    pub fn build(spec: &WorldSpec, seed: u64, history: usize) -> Self {
        let mut world = Self {
            bots: BTreeMap::new(),
            people: spec.people.iter().map(|p| (p.id, Person::from_spec(p))).collect(),
            chats: HashMap::new(),
            files: Files::default(),
            shapes: Shapes::default(),
            sentences: BTreeSet::new(),
            callbacks: BTreeMap::new(),
            checkouts: BTreeMap::new(),
            private_ids: HashMap::new(),
            rng: rng::Rng::new(seed),
            history,
            serial: 0,
            news: News::default(),
        };
        for bot in &spec.bots {
            if let Some(id) = bot_id(&bot.token) {
                world.bots.insert(id, Bot::from_spec(id, bot));
            }
        }
        spec.groups.iter().for_each(|group| world.add_group(group));
        spec.channels.iter().for_each(|channel| world.add_channel(channel));
        for started in &spec.started {
            for person in &started.people {
                if let Some(bot) = world.bot_named(&started.bot).map(|b| b.id) {
                    world.private_chat(bot, *person).started = true;
                }
            }
        }
        world
    }

    fn add_group(&mut self, spec: &GroupSpec) {
        let kind = match spec.kind {
            GroupKind::Basic => ChatKind::Group,
            GroupKind::Supergroup => ChatKind::Supergroup { forum: false },
            GroupKind::Forum => ChatKind::Supergroup { forum: true },
        };
        let mut chat = Chat::open(ChatKey::Shared(spec.id), kind, &spec.title, self.history);
        chat.username.clone_from(&spec.username);
        chat.seat(&spec.members, &Member::plain());
        chat.seat(&spec.admins, &Member::admin());
        chat.seat(spec.owner.as_slice(), &Member::owner());
        chat.seat(&self.ids_of(&spec.bots), &Member::plain());
        chat.seat(&self.ids_of(&spec.admin_bots), &Member::admin());
        for topic in &spec.topics {
            chat.topics.insert(topic.id, Topic::named(&topic.name));
            chat.next_id = chat.next_id.max(topic.id + 1);
        }
        self.chats.insert(chat.key, chat);
    }

    fn add_channel(&mut self, spec: &ChannelSpec) {
        let mut chat = Chat::open(ChatKey::Shared(spec.id), ChatKind::Channel, &spec.title, self.history);
        chat.username.clone_from(&spec.username);
        chat.seat(&spec.subscribers, &Member::plain());
        chat.seat(&spec.admins, &Member::admin());
        chat.seat(spec.owner.as_slice(), &Member::owner());
        chat.seat(&self.ids_of(&spec.admin_bots), &Member::admin());
        self.chats.insert(chat.key, chat);
    }

    fn ids_of(&self, usernames: &[String]) -> Vec<UserId> {
        usernames.iter().filter_map(|name| self.bot_named(name)).map(|bot| bot.id).collect()
    }

    /// The private chat of a person and a bot, made if need be.
    pub fn private_chat(&mut self, bot: UserId, person: UserId) -> &mut Chat {
        let key = ChatKey::Private { bot, person };
        let history = self.history;
        self.chats.entry(key).or_insert_with(|| Chat::open(key, ChatKind::Private, "", history))
    }

    /// A chat that exists.
    pub fn chat(&self, key: ChatKey) -> Result<&Chat, Refusal> {
        self.chats.get(&key).ok_or(Refusal::ChatNotFound)
    }

    pub(crate) fn chat_mut(&mut self, key: ChatKey) -> Result<&mut Chat, Refusal> {
        self.chats.get_mut(&key).ok_or(Refusal::ChatNotFound)
    }

    /// A bot by its username, with or without `@`, in any case.
    pub fn bot_named(&self, username: &str) -> Option<&Bot> {
        let name = username.trim_start_matches('@');
        self.bots.values().find(|bot| bot.username.eq_ignore_ascii_case(name))
    }

    /// A message that exists and was not deleted.
    pub fn message(&self, key: ChatKey, id: MessageId) -> Option<&Message> {
        self.chats.get(&key)?.log.get(id).filter(|m| !m.deleted)
    }

    /// What has happened since the last call; the caller passes it on.
    pub fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    pub(crate) fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// A number of this world's own chance: the same seed gives the same sequence.
    pub fn chance(&mut self) -> u64 {
        self.rng.next()
    }
}
