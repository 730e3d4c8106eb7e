//! Command menus by scope and language, and which of them a person sees.

use super::chat::ChatKey;
use super::people::UserId;
use super::{Chat, World};
use serde::Serialize;
use std::collections::HashMap;

/// A line of the menu.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Command {
    /// Without the slash.
    pub command: String,
    /// What it does.
    pub description: String,
}

/// Whom a menu is for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Scope {
    /// Everybody for whom there is nothing narrower.
    Default,
    /// All private chats.
    AllPrivateChats,
    /// All groups and supergroups.
    AllGroupChats,
    /// Administrators of all groups and supergroups.
    AllChatAdministrators,
    /// One chat.
    Chat(i64),
    /// Administrators of one chat.
    ChatAdministrators(i64),
    /// One person in one chat.
    ChatMember(i64, UserId),
}

/// All menus of a bot.
#[derive(Clone, Debug, Default)]
pub struct CommandBook(HashMap<(Scope, String), Vec<Command>>);

impl CommandBook {
    /// The menu set for exactly this scope and language.
    pub fn exact(&self, scope: Scope, language: &str) -> &[Command] {
        self.0.get(&(scope, language.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Sets a menu; an empty one takes it away.
    pub fn set(&mut self, scope: Scope, language: &str, commands: Vec<Command>) {
        if commands.is_empty() {
            self.0.remove(&(scope, language.to_owned()));
        } else {
            self.0.insert((scope, language.to_owned()), commands);
        }
    }

    fn resolve(&self, scopes: &[Scope], language: &str) -> &[Command] {
        let tries = scopes.iter().flat_map(|scope| [(*scope, language), (*scope, "")]);
        tries.map(|(scope, language)| self.exact(scope, language)).find(|menu| !menu.is_empty()).unwrap_or(&[])
    }
}

fn scopes_for(chat: Option<&Chat>, key: ChatKey, person: UserId) -> Vec<Scope> {
    let id = key.id();
    if key.is_private() {
        return vec![Scope::Chat(id), Scope::AllPrivateChats, Scope::Default];
    }
    let mut scopes = vec![Scope::ChatMember(id, person)];
    let admin = chat.is_some_and(|c| c.is_admin(person));
    scopes.extend(admin.then_some(Scope::ChatAdministrators(id)));
    scopes.push(Scope::Chat(id));
    scopes.extend(admin.then_some(Scope::AllChatAdministrators));
    scopes.extend([Scope::AllGroupChats, Scope::Default]);
    scopes
}

impl World {
    /// The menu that this person sees in this chat for this bot: from the narrowest scope and language to the default.
    pub fn menu(&self, bot: UserId, key: ChatKey, person: UserId) -> Vec<Command> {
        let language = self.people.get(&person).and_then(|p| p.language_code.as_deref()).unwrap_or("");
        let language = language.split(['-', '_']).next().unwrap_or("");
        let Some(bot) = self.bots.get(&bot) else { return Vec::new() };
        bot.commands.resolve(&scopes_for(self.chats.get(&key), key, person), language).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(name: &str) -> Vec<Command> {
        vec![Command { command: name.to_owned(), description: "d".to_owned() }]
    }

    #[test]
    fn the_narrowest_scope_wins_and_language_comes_before_none() {
        let mut book = CommandBook::default();
        book.set(Scope::Default, "", menu("all"));
        book.set(Scope::Chat(5), "", menu("chat"));
        book.set(Scope::Chat(5), "zh", menu("chat_zh"));
        let private = ChatKey::Private { bot: 1, person: 5 };
        assert_eq!(book.resolve(&scopes_for(None, private, 5), "zh")[0].command, "chat_zh");
        assert_eq!(book.resolve(&scopes_for(None, private, 5), "en")[0].command, "chat");
        let other = ChatKey::Private { bot: 1, person: 6 };
        assert_eq!(book.resolve(&scopes_for(None, other, 6), "zh")[0].command, "all");
    }
}
