//! Accounts: people and bots.

use super::commands::CommandBook;
use super::profile::{Localized, MenuButton};
use crate::spec::{BotSpec, PersonSpec};
use std::collections::BTreeMap;

/// A user id, of a person or of a bot.
pub type UserId = i64;

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The user id.
    pub id: UserId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// Language of their app.
    pub language_code: Option<String>,
    /// Their own number.
    pub phone: Option<String>,
    /// The account was deleted.
    pub deactivated: bool,
}

impl Person {
    pub(super) fn from_spec(spec: &PersonSpec) -> Self {
        Self {
            id: spec.id,
            first_name: spec.first_name.clone(),
            last_name: spec.last_name.clone(),
            username: spec.username.clone(),
            language_code: spec.language_code.clone(),
            phone: spec.phone.clone(),
            deactivated: false,
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        self.last_name.as_ref().map_or_else(|| self.first_name.clone(), |last| format!("{} {last}", self.first_name))
    }
}

/// A bot.
#[derive(Clone, Debug)]
pub struct Bot {
    /// The user id: the number before the colon of its token.
    pub id: UserId,
    /// Its secret name.
    pub token: String,
    /// Without the `@`.
    pub username: String,
    /// Its name by language.
    pub name: Localized,
    /// Shown in an empty chat.
    pub description: Localized,
    /// Shown on its profile.
    pub short_description: Localized,
    /// In groups it sees only what concerns it.
    pub privacy: bool,
    /// Whether it can be added to groups.
    pub can_join_groups: bool,
    /// The provider token for payments.
    pub payment_token: Option<String>,
    /// Its command menus.
    pub commands: CommandBook,
    /// The menu button: by chat, `None` for everybody else.
    pub menu_buttons: BTreeMap<Option<UserId>, MenuButton>,
}

impl Bot {
    pub(super) fn from_spec(id: UserId, spec: &BotSpec) -> Self {
        Self {
            id,
            token: spec.token.clone(),
            username: spec.username.clone(),
            name: Localized::starting_as(&spec.name),
            description: Localized::default(),
            short_description: Localized::default(),
            privacy: spec.privacy,
            can_join_groups: spec.can_join_groups,
            payment_token: spec.payment_token.clone(),
            commands: CommandBook::default(),
            menu_buttons: BTreeMap::new(),
        }
    }
}
