//! A basic group becomes a supergroup: a new chat with a new id, and a service message in each of the two.

use super::World;
use super::chat::{Chat, ChatKey, ChatKind};
use super::member::Member;
use super::message::{Content, Draft, Service};
use super::news::{MemberChange, Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;

impl World {
    /// Turns a basic group into a supergroup with the given id.
    pub fn migrate(&mut self, by: UserId, group: ChatKey, into: i64, now: Millis) -> Result<ChatKey, Refusal> {
        let old = self.chat(group)?;
        let key = ChatKey::Shared(into);
        if old.kind != ChatKind::Group || old.migrated_to.is_some() || self.chats.contains_key(&key) {
            return Err(Refusal::GroupsOnly);
        }
        let mut chat = Chat::open(key, ChatKind::Supergroup { forum: false }, &old.title, self.history);
        chat.members.clone_from(&old.members);
        let bots: Vec<(UserId, Member)> =
            chat.members.iter().filter(|(id, _)| self.bots.contains_key(id)).map(|(id, m)| (*id, m.clone())).collect();
        let ChatKey::Shared(from) = group else { return Err(Refusal::GroupsOnly) };
        self.chats.insert(key, chat);
        self.post(group, Draft::of(by, Content::Service(Service::MigratedTo(into))), now)?;
        for (bot, member) in bots {
            let change = MemberChange { chat: key, by, user: bot, date: now, old: Member::left(), fresh: member };
            self.news.updates.push((bot, Update::MyChatMember(Box::new(change))));
        }
        self.post(key, Draft::of(by, Content::Service(Service::MigratedFrom(from))), now)?;
        self.chat_mut(group)?.migrated_to = Some(into);
        self.changed(group, What::Chat);
        self.changed(key, What::Chat);
        Ok(key)
    }
}
