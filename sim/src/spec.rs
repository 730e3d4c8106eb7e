//! The world file: bots, people, groups and channels with fixed ids, in TOML or JSON. Reading and checking only;
//! what becomes of it is the world's business.

use crate::page::{NoteSpec, PaneSpec};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A whole world before anybody has said a word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorldSpec {
    /// Bots and their tokens.
    pub bots: Vec<BotSpec>,
    /// People with accounts.
    pub people: Vec<PersonSpec>,
    /// Basic groups, supergroups and forums.
    pub groups: Vec<GroupSpec>,
    /// Broadcast channels.
    pub channels: Vec<ChannelSpec>,
    /// Who has pressed Start in which bot already.
    pub started: Vec<StartedSpec>,
    /// Which chats the page shows side by side; none leaves it to the page.
    pub panes: Vec<PaneSpec>,
    /// Sample answers and names on papers, for those who play people on the page.
    pub notes: Vec<NoteSpec>,
}

/// A bot as `@BotFather` would know it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BotSpec {
    /// `<bot id>:<secret>`; the number before the colon is the bot's user id.
    pub token: String,
    /// Without the `@`; ends in `bot`.
    pub username: String,
    /// The name shown in chats.
    pub name: String,
    /// Privacy mode: in groups the bot sees only what concerns it. On by default, as on Telegram.
    #[serde(default = "yes")]
    pub privacy: bool,
    /// Whether the bot can be added to groups.
    #[serde(default = "yes")]
    pub can_join_groups: bool,
    /// Whether payments are set up, and with which provider token.
    #[serde(default)]
    pub payment_token: Option<String>,
}

/// A person with an account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonSpec {
    /// The user id.
    pub id: i64,
    /// Shown in chats.
    pub first_name: String,
    /// Shown after the first name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// Without the `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// IETF tag of the person's app.
    #[serde(default)]
    pub language_code: Option<String>,
    /// Digits with the country code, as in a shared contact.
    #[serde(default)]
    pub phone: Option<String>,
}

/// Which kind of group.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// A basic group: small negative id.
    Basic,
    /// A supergroup: id below -1000000000000.
    Supergroup,
    /// A supergroup with topics.
    Forum,
}

/// A group and who is in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// The chat id, negative.
    pub id: i64,
    /// Basic, supergroup or forum.
    pub kind: GroupKind,
    /// Shown on top.
    pub title: String,
    /// Public name of a supergroup, without the `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// The person who made it; one of the members.
    #[serde(default)]
    pub owner: Option<i64>,
    /// Ids of people.
    #[serde(default)]
    pub members: Vec<i64>,
    /// Ids of people who are administrators too.
    #[serde(default)]
    pub admins: Vec<i64>,
    /// Usernames of bots that are plain members.
    #[serde(default)]
    pub bots: Vec<String>,
    /// Usernames of bots that are administrators.
    #[serde(default)]
    pub admin_bots: Vec<String>,
    /// Topics of a forum.
    #[serde(default)]
    pub topics: Vec<TopicSpec>,
}

/// A topic of a forum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicSpec {
    /// `message_thread_id`, from 2.
    pub id: i64,
    /// 1-128 characters.
    pub name: String,
}

/// A channel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSpec {
    /// The chat id, below -1000000000000.
    pub id: i64,
    /// Shown on top.
    pub title: String,
    /// Public name, without the `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// The person who made it.
    #[serde(default)]
    pub owner: Option<i64>,
    /// Ids of people who read it.
    #[serde(default)]
    pub subscribers: Vec<i64>,
    /// Ids of people who may post.
    #[serde(default)]
    pub admins: Vec<i64>,
    /// Usernames of bots that may post.
    #[serde(default)]
    pub admin_bots: Vec<String>,
}

/// People who have started a bot before the world begins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartedSpec {
    /// The bot's username.
    pub bot: String,
    /// Ids of people.
    pub people: Vec<i64>,
}

fn yes() -> bool {
    true
}

/// Why a world file is not a world.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// Not TOML, an unknown key, a missing one: the message names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// Not JSON, an unknown key, a missing one: the message names line and column.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It reads well, but contradicts itself.
    #[error("{0}")]
    Contradiction(String),
}

impl WorldSpec {
    /// Reads a world file in TOML.
    pub fn from_toml(text: &str) -> Result<Self, SpecError> {
        toml::from_str::<Self>(text)?.checked()
    }

    /// Reads a world file in JSON.
    pub fn from_json(text: &str) -> Result<Self, SpecError> {
        serde_json::from_str::<Self>(text)?.checked()
    }

    /// The same world, if nothing in it contradicts anything else.
    pub fn checked(self) -> Result<Self, SpecError> {
        self.check_bots()?;
        self.check_people()?;
        self.check_chats()?;
        let panes = self.panes.iter().find_map(|pane| pane.contradiction(&self));
        let found = panes.or_else(|| self.notes.iter().find_map(|note| note.contradiction(&self)));
        found.map_or(Ok(self), |words| Err(wrong(words)))
    }

    fn check_bots(&self) -> Result<(), SpecError> {
        let mut seen = BTreeSet::new();
        for bot in &self.bots {
            let id = bot_id(&bot.token)
                .ok_or_else(|| wrong(format!("bot {}: the token must look like 123456:secret", bot.username)))?;
            if !seen.insert(id) {
                return Err(wrong(format!("bot {}: another bot has the id {id}", bot.username)));
            }
        }
        let unknown = self
            .groups
            .iter()
            .flat_map(|g| g.bots.iter().chain(&g.admin_bots))
            .chain(self.channels.iter().flat_map(|c| &c.admin_bots))
            .chain(self.started.iter().map(|s| &s.bot))
            .find(|name| !self.bots.iter().any(|b| &b.username == *name));
        unknown.map_or(Ok(()), |name| Err(wrong(format!("there is no bot with the username {name}"))))
    }

    fn check_people(&self) -> Result<(), SpecError> {
        let mut seen = BTreeSet::new();
        for person in &self.people {
            if person.id <= 0 {
                return Err(wrong(format!("{}: a person's id is positive", person.first_name)));
            }
            if !seen.insert(person.id) {
                return Err(wrong(format!("{}: another person has the id {}", person.first_name, person.id)));
            }
        }
        let named = self.groups.iter().flat_map(|g| g.members.iter().chain(&g.admins).chain(&g.owner));
        let named =
            named.chain(self.channels.iter().flat_map(|c| c.subscribers.iter().chain(&c.admins).chain(&c.owner)));
        let mut named = named.chain(self.started.iter().flat_map(|s| &s.people));
        named
            .find(|id| !seen.contains(id))
            .map_or(Ok(()), |id| Err(wrong(format!("there is no person with the id {id}"))))
    }

    fn check_chats(&self) -> Result<(), SpecError> {
        let mut seen = BTreeSet::new();
        let groups = self.groups.iter().map(|g| (g.id, &g.title, g.kind == GroupKind::Basic));
        for (id, title, basic) in groups.chain(self.channels.iter().map(|c| (c.id, &c.title, false))) {
            if !seen.insert(id) {
                return Err(wrong(format!("{title}: another chat has the id {id}")));
            }
            let fits = if basic { (-999_999_999_999..0).contains(&id) } else { id < -1_000_000_000_000 };
            if !fits {
                return Err(wrong(format!("{title}: {id} is not an id of such a chat")));
            }
        }
        Ok(())
    }
}

fn wrong(what: String) -> SpecError {
    SpecError::Contradiction(what)
}

/// The user id in a token.
pub fn bot_id(token: &str) -> Option<i64> {
    let (id, secret) = token.split_once(':')?;
    let id = id.parse().ok().filter(|id| *id > 0)?;
    (!secret.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_named_with_its_line() {
        let error = WorldSpec::from_toml("[[people]]\nid = 7\nfirst_nam = \"Anna\"\n").unwrap_err().to_string();
        assert!(error.contains("line 3") && error.contains("first_nam"), "{error}");
    }

    #[test]
    fn a_member_who_does_not_exist_is_named() {
        let text = "[[groups]]\nid = -5\nkind = \"basic\"\ntitle = \"T\"\nmembers = [9]\n";
        assert_eq!(WorldSpec::from_toml(text).unwrap_err().to_string(), "there is no person with the id 9");
    }

    #[test]
    fn a_supergroup_has_a_long_id() {
        let text = "[[groups]]\nid = -5\nkind = \"forum\"\ntitle = \"T\"\n";
        assert_eq!(WorldSpec::from_toml(text).unwrap_err().to_string(), "T: -5 is not an id of such a chat");
    }
}
