//! Which chats the page shows side by side, and as whom: what the world file says, or else a guess from who is in it.

use crate::spec::WorldSpec;
use crate::world::{ChatKey, UserId, World};
use serde::Deserialize;

/// A pane of the page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaneSpec {
    /// Shown on top of it and on its tab.
    pub title: String,
    /// Ids of people who can be switched between.
    pub people: Vec<UserId>,
    /// The chat: a bot's username for the private chat with it, or a group's or channel's id.
    pub chat: PaneChat,
}

/// A chat as a world file names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum PaneChat {
    /// A group, supergroup or channel by its negative id, or a bot by its user id.
    Id(i64),
    /// A bot by its username, with or without the `@`.
    Bot(String),
}

impl PaneSpec {
    /// What contradicts the rest of the world file, if anything does.
    pub(crate) fn contradiction(&self, spec: &WorldSpec) -> Option<String> {
        if self.people.is_empty() {
            return Some(format!("pane {}: nobody is in it", self.title));
        }
        let stranger = self.people.iter().find(|id| !spec.people.iter().any(|person| person.id == **id));
        if let Some(id) = stranger {
            return Some(format!("pane {}: there is no person with the id {id}", self.title));
        }
        let known = match &self.chat {
            PaneChat::Bot(name) => spec.bots.iter().any(|bot| bot.username.eq_ignore_ascii_case(bare(name))),
            PaneChat::Id(id) if *id > 0 => spec.bots.iter().any(|bot| crate::spec::bot_id(&bot.token) == Some(*id)),
            PaneChat::Id(id) => {
                spec.groups.iter().any(|group| group.id == *id) || spec.channels.iter().any(|channel| channel.id == *id)
            }
        };
        (!known).then(|| format!("pane {}: there is no chat {:?}", self.title, self.chat))
    }

    /// The chat as a person names it: a bot's id, or a group's.
    pub(super) fn chat_id(&self, world: &World) -> Option<i64> {
        match &self.chat {
            PaneChat::Id(id) => Some(*id),
            PaneChat::Bot(name) => world.bot_named(bare(name)).map(|bot| bot.id),
        }
    }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches('@')
}

/// Without a word in the world file: everybody's private chat with the first bot (three at most), then each group with
/// all the people in it.
pub(super) fn guessed(world: &World) -> Vec<PaneSpec> {
    const PRIVATE: usize = 3;
    let first = world.bots.values().next();
    let private = first.into_iter().flat_map(|bot| {
        world.people.values().take(PRIVATE).map(|person| PaneSpec {
            title: person.full_name(),
            people: vec![person.id],
            chat: PaneChat::Id(bot.id),
        })
    });
    let mut groups: Vec<_> = world.chats.values().filter(|chat| matches!(chat.key, ChatKey::Shared(_))).collect();
    groups.sort_by_key(|chat| chat.key);
    let groups = groups.into_iter().map(|chat| PaneSpec {
        title: chat.title.clone(),
        people: chat.present().filter(|id| world.people.contains_key(id)).collect(),
        chat: PaneChat::Id(chat.key.id()),
    });
    private.chain(groups).filter(|pane| !pane.people.is_empty()).collect()
}
