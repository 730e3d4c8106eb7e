//! Joining, leaving, being thrown out, being promoted, blocking a bot: every change of somebody's standing.

use super::World;
use super::chat::{Chat, ChatKey, ChatKind};
use super::member::{Member, Status};
use super::message::{Content, Draft, Service};
use super::news::{MemberChange, Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;

impl World {
    /// Gives somebody another standing in a group or channel; says so in the chat where Telegram does.
    pub fn set_member(
        &mut self,
        by: UserId,
        key: ChatKey,
        user: UserId,
        fresh: Member,
        now: Millis,
    ) -> Result<(), Refusal> {
        let chat = self.chat_mut(key)?;
        if key.is_private() {
            return Err(Refusal::GroupsOnly);
        }
        let old = chat.members.get(&user).cloned().unwrap_or_else(Member::left);
        if old == fresh {
            return Ok(());
        }
        let speaks = chat.kind != ChatKind::Channel;
        let (was, is) = (old.status.is_inside(), fresh.status.is_inside());
        let gone = was && !is;
        if gone && speaks {
            let note = Draft::of(by, Content::Service(Service::Left(user)));
            self.post(key, note, now)?;
        }
        let chat = self.chat_mut(key)?;
        chat.members.insert(user, fresh.clone());
        if fresh.until > 0 {
            self.sentences.insert((fresh.until, key, user));
        }
        let chat = self.chat_mut(key)?;
        chat.keyboards.remove(&user);
        self.announce(&MemberChange { chat: key, by, user, date: now, old, fresh });
        if is && !was && speaks {
            let note = Draft::of(by, Content::Service(Service::Joined(vec![user])));
            self.post(key, note, now)?;
        }
        self.changed(key, What::Chat);
        Ok(())
    }

    /// Somebody comes in by themselves: not possible while banned.
    pub fn join(&mut self, key: ChatKey, person: UserId, now: Millis) -> Result<(), Refusal> {
        let chat = self.chat(key)?;
        if chat.members.get(&person).is_some_and(|m| m.status == Status::Kicked) {
            return Err(Refusal::Kicked(chat.kind));
        }
        self.set_member(person, key, person, Member::plain(), now)
    }

    /// Ends the bans and restrictions whose time has come. Nobody is told, since nobody does it.
    pub fn lapse(&mut self, now: Millis) {
        while self.sentences.first().is_some_and(|(until, ..)| *until <= now) {
            let Some((until, key, user)) = self.sentences.pop_first() else { return };
            let member = self.chats.get_mut(&key).and_then(|chat| chat.members.get_mut(&user));
            let Some(member) = member.filter(|member| member.until == until) else { continue };
            *member = if member.status.is_inside() { Member::plain() } else { Member::left() };
            self.changed(key, What::Chat);
        }
    }

    /// Tells the bots concerned: the one whose standing it is, and those who are administrators.
    fn announce(&mut self, change: &MemberChange) {
        let Some(chat) = self.chats.get(&change.chat) else { return };
        let admins: Vec<UserId> = chat.present().filter(|u| self.bots.contains_key(u) && chat.is_admin(*u)).collect();
        if self.bots.contains_key(&change.user) {
            self.news.updates.push((change.user, Update::MyChatMember(Box::new(change.clone()))));
        }
        for bot in admins.into_iter().filter(|bot| *bot != change.user) {
            self.news.updates.push((bot, Update::ChatMember(Box::new(change.clone()))));
        }
    }

    /// A person blocks a bot, or lets it speak again.
    pub fn set_blocked(&mut self, bot: UserId, person: UserId, blocked: bool, now: Millis) {
        let chat = self.private_chat(bot, person);
        if chat.blocked == blocked {
            return;
        }
        chat.blocked = blocked;
        let key = chat.key;
        let (old, fresh) =
            if blocked { (Member::plain(), Member::kicked()) } else { (Member::kicked(), Member::plain()) };
        let change = MemberChange { chat: key, by: person, user: bot, date: now, old, fresh };
        self.news.updates.push((bot, Update::MyChatMember(Box::new(change))));
        self.changed(key, What::Chat);
    }

    /// A bot bans, unbans or promotes somebody; owners and administrators made by others are out of its reach.
    pub fn judge(
        &mut self,
        bot: UserId,
        key: ChatKey,
        user: UserId,
        fresh: Member,
        now: Millis,
    ) -> Result<(), Refusal> {
        let chat = self.chat(key)?;
        match chat.members.get(&user).map(|m| m.status) {
            Some(Status::Owner) => return Err(Refusal::CannotRemoveOwner),
            Some(Status::Administrator) if !fresh.status.is_inside() => {
                return Err(Refusal::Server("user is an administrator of the chat"));
            }
            _ => {}
        }
        if !self.people.contains_key(&user) && !self.bots.contains_key(&user) {
            return Err(Refusal::UserNotFound);
        }
        self.set_member(bot, key, user, fresh, now)
    }

    /// Somebody renames a group or channel; a group says so.
    pub fn rename(&mut self, by: UserId, key: ChatKey, title: String, now: Millis) -> Result<(), Refusal> {
        let chat = self.chat_mut(key)?;
        if chat.title == title {
            return Ok(());
        }
        chat.title.clone_from(&title);
        self.post(key, Draft::of(by, Content::Service(Service::TitleChanged(title))), now)?;
        self.changed(key, What::Chat);
        Ok(())
    }

    /// A group or channel gets another primary invite link.
    pub fn set_invite_link(&mut self, key: ChatKey, link: String) -> Result<(), Refusal> {
        self.chat_mut(key)?.invite_link = Some(link);
        Ok(())
    }

    /// The owner deletes a group or channel.
    pub fn close_down(&mut self, key: ChatKey) {
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.closed_down = true;
        }
        self.changed(key, What::Chat);
    }

    /// The standing that a bot would see; somebody who never was here has left.
    pub fn standing(&self, chat: &Chat, user: UserId) -> Result<Member, Refusal> {
        if !self.people.contains_key(&user) && !self.bots.contains_key(&user) {
            return Err(Refusal::UserNotFound);
        }
        let private = matches!(chat.key, ChatKey::Private { bot, person } if user == bot || user == person);
        if private {
            return Ok(Member::plain());
        }
        Ok(chat.members.get(&user).cloned().unwrap_or_else(Member::left))
    }
}
