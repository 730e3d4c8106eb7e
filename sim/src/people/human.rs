//! An account: which chats it has, and what it can do outside a chat's text box.

use super::seat::Seat;
use super::trouble::Trouble;
use crate::shared::Shared;
use crate::world::{ChatKey, UserId, World};
use std::sync::Arc;

/// A chat as people name it.
#[derive(Clone, Debug)]
pub enum Place {
    /// A bot by its username, with or without `@`.
    Bot(String),
    /// A bot by its user id (positive), or a group, supergroup or channel (negative).
    Id(i64),
    /// Exactly this chat.
    Key(ChatKey),
}

impl From<&str> for Place {
    fn from(name: &str) -> Self {
        Self::Bot(name.to_owned())
    }
}

impl From<i64> for Place {
    fn from(id: i64) -> Self {
        Self::Id(id)
    }
}

impl From<ChatKey> for Place {
    fn from(key: ChatKey) -> Self {
        Self::Key(key)
    }
}

/// A person whose hands these are.
#[derive(Clone, Debug)]
pub struct Human {
    pub(super) shared: Arc<Shared>,
    /// The user id.
    pub id: UserId,
}

impl Human {
    /// The account with this id.
    pub fn of(shared: &Arc<Shared>, id: UserId) -> Result<Self, Trouble> {
        let known = shared.look(|state| state.world.people.contains_key(&id));
        let human = Self { shared: Arc::clone(shared), id };
        known.then_some(human).ok_or_else(|| Trouble::Unknown(format!("person {id}")))
    }

    /// This person's seat in a chat. A private chat with a bot need not exist yet.
    pub fn chat(&self, place: impl Into<Place>) -> Result<Seat, Trouble> {
        let place = place.into();
        let key = self.shared.look(|state| self.find(&state.world, &place));
        let key = key.ok_or_else(|| Trouble::Unknown(format!("chat {place:?}")))?;
        Ok(Seat { shared: Arc::clone(&self.shared), person: self.id, key, topic: None, answering: None })
    }

    fn find(&self, world: &World, place: &Place) -> Option<ChatKey> {
        let private = |bot| ChatKey::Private { bot, person: self.id };
        match place {
            Place::Bot(name) => world.bot_named(name).map(|bot| private(bot.id)),
            Place::Id(id) if *id > 0 => world.bots.contains_key(id).then(|| private(*id)),
            Place::Id(id) => Some(ChatKey::Shared(*id)).filter(|key| world.chats.contains_key(key)),
            Place::Key(key) => Some(*key),
        }
    }

    /// The chats on this person's list: those with bots that exist, and the groups and channels they are in.
    pub fn chats(&self) -> Vec<ChatKey> {
        self.shared.look(|state| {
            let mine = state.world.chats.values().filter(|chat| match chat.key {
                ChatKey::Private { person, .. } => person == self.id,
                ChatKey::Shared(_) => chat.member(self.id).is_some() && chat.migrated_to.is_none(),
            });
            let mut keys: Vec<ChatKey> = mine.map(|chat| chat.key).collect();
            keys.sort();
            keys
        })
    }

    /// Deletes the account: bots hear `user is deactivated` from now on.
    pub fn deactivate(&self) {
        self.shared.act(|world, _| {
            if let Some(person) = world.people.get_mut(&self.id) {
                person.deactivated = true;
            }
        });
    }
}
