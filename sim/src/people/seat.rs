//! A person's place in one chat: what they write there and what they do to the chat. Waiting, pressing and files have
//! files of their own beside this one.

use super::seen::{self, SeenMessage};
use super::trouble::Trouble;
use crate::clock::Millis;
use crate::entities;
use crate::shared::Shared;
use crate::world::{
    ChatKey, Command, Contact, Content, Draft, Keyboard, Location, Member, MessageId, Rich, Rights, Topic, UserId,
    World,
};
use std::sync::Arc;

/// What one person sees and does in one chat.
#[derive(Clone, Debug)]
pub struct Seat {
    pub(super) shared: Arc<Shared>,
    /// Who sits here.
    pub person: UserId,
    /// In which chat.
    pub key: ChatKey,
    /// The topic written to.
    pub(super) topic: Option<MessageId>,
    /// The message that whatever is sent answers.
    pub(super) answering: Option<MessageId>,
}

impl Seat {
    /// The same seat, writing into a topic.
    #[must_use]
    pub fn in_topic(&self, topic: MessageId) -> Self {
        Self { topic: Some(topic), ..self.clone() }
    }

    /// The same seat, where whatever is sent answers a message.
    #[must_use]
    pub fn answering(&self, message: MessageId) -> Self {
        Self { answering: Some(message), ..self.clone() }
    }

    /// Writes a text.
    pub fn say(&self, text: &str) -> Result<MessageId, Trouble> {
        self.send(self.draft(Content::Text(words(text))))
    }

    /// Answers a message.
    pub fn reply(&self, to: MessageId, text: &str) -> Result<MessageId, Trouble> {
        self.send(Draft { reply_to: Some(to), ..self.draft(Content::Text(words(text))) })
    }

    /// Opens the bot through a deep link, or presses Start: `/start` with the payload, if any. Unblocks it.
    pub fn start(&self, payload: &str) -> Result<MessageId, Trouble> {
        self.block(false);
        self.say(format!("/start {payload}").trim_end())
    }

    /// Changes the words of an earlier message of one's own.
    pub fn edit(&self, message: MessageId, text: &str) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, now| world.edit_own(self.person, (self.key, message), words(text), now))?)
    }

    /// Deletes a message from the chat; bots are not told.
    pub fn delete(&self, message: MessageId) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, _| world.erase(self.key, message))?)
    }

    /// Forwards a message of another chat to this one.
    pub fn forward(&self, from: ChatKey, message: MessageId) -> Result<MessageId, Trouble> {
        let draft = self.shared.look(|state| state.world.forwarded(from, message, self.person))?;
        self.send(Draft { topic: self.topic, ..draft })
    }

    /// Shares one's own telephone number, as the button for it does: an answer to the message that asked.
    pub fn share_contact(&self) -> Result<MessageId, Trouble> {
        let (contact, asked) = self.shared.look(|state| {
            let person = state.world.people.get(&self.person);
            let contact = person.map(|p| Contact {
                phone_number: p.phone.clone().unwrap_or_else(|| format!("100{}", p.id)),
                first_name: p.first_name.clone(),
                last_name: p.last_name.clone(),
                user_id: Some(p.id),
            });
            let shown = state.world.chats.get(&self.key).and_then(|c| c.keyboards.get(&self.person));
            (contact, shown.map(|s| s.message_id))
        });
        let contact = contact.ok_or_else(|| Trouble::Unknown("such person".to_owned()))?;
        self.send(Draft { reply_to: asked, ..self.draft(Content::Contact(contact)) })
    }

    /// Sends somebody else's contact card; `user_id` only where that number has an account.
    pub fn send_contact(&self, contact: Contact) -> Result<MessageId, Trouble> {
        self.send(self.draft(Content::Contact(contact)))
    }

    /// Sends a place.
    pub fn send_location(&self, latitude: f64, longitude: f64) -> Result<MessageId, Trouble> {
        self.send(self.draft(Content::Location(Location { latitude, longitude })))
    }

    /// Reacts to a message with emoji; none takes the reaction away.
    pub fn react(&self, message: MessageId, emoji: &[&str]) -> Result<(), Trouble> {
        let emoji = emoji.iter().map(|e| (*e).to_owned()).collect();
        Ok(self.shared.act(|world, now| world.react(self.person, (self.key, message), emoji, now))?)
    }

    /// Blocks the bot, or lets it speak again. Private chats only.
    pub fn block(&self, blocked: bool) {
        if let ChatKey::Private { bot, person } = self.key {
            self.shared.act(|world, now| world.set_blocked(bot, person, blocked, now));
        }
    }

    /// Joins the group or channel.
    pub fn join(&self) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, now| world.join(self.key, self.person, now))?)
    }

    /// Leaves the group or channel.
    pub fn leave(&self) -> Result<(), Trouble> {
        self.become_member(self.person, Member::left())
    }

    /// Brings somebody in: a person or a bot.
    pub fn add(&self, user: UserId) -> Result<(), Trouble> {
        self.become_member(user, Member::plain())
    }

    /// Throws somebody out: a person or a bot.
    pub fn remove(&self, user: UserId) -> Result<(), Trouble> {
        self.become_member(user, Member::kicked())
    }

    /// Makes somebody an administrator.
    pub fn promote(&self, user: UserId) -> Result<(), Trouble> {
        self.become_member(user, Member::admin())
    }

    /// Takes an administrator's office away.
    pub fn demote(&self, user: UserId) -> Result<(), Trouble> {
        self.become_member(user, Member::plain())
    }

    /// Leaves somebody in, but silent.
    pub fn mute(&self, user: UserId) -> Result<(), Trouble> {
        let rights = Rights { send: false, send_media: false, ..Rights::MEMBER };
        self.become_member(user, Member { status: crate::world::Status::Restricted, rights, ..Member::plain() })
    }

    /// From now on this administrator's messages show the group as their sender, or no longer.
    pub fn stay_anonymous(&self, anonymous: bool) -> Result<(), Trouble> {
        let member = self.shared.look(|s| s.world.chats.get(&self.key).and_then(|c| c.member(self.person)).cloned());
        let member = member.ok_or_else(|| Trouble::Unknown("such member".to_owned()))?;
        self.become_member(self.person, Member { anonymous, ..member })
    }

    /// Opens a topic in a forum.
    pub fn create_topic(&self, name: &str) -> Result<MessageId, Trouble> {
        Ok(self.shared.act(|world, now| world.create_topic(self.person, self.key, Topic::named(name), now))?)
    }

    /// Deletes a topic with everything in it.
    pub fn delete_topic(&self, topic: MessageId) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, _| world.delete_topic(self.key, topic))?)
    }

    /// Closes or reopens a topic.
    pub fn close_topic(&self, topic: MessageId, closed: bool) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, now| world.close_topic(self.person, (self.key, topic), closed, now))?)
    }

    /// Turns the basic group into a supergroup with this id; gives back the seat there.
    pub fn upgrade_group(&self, into: i64) -> Result<Self, Trouble> {
        let key = self.shared.act(|world, now| world.migrate(self.person, self.key, into, now))?;
        Ok(Self { key, ..self.clone() })
    }

    /// Deletes the whole group.
    pub fn delete_group(&self) {
        self.shared.act(|world, _| world.close_down(self.key));
    }

    /// Everything in this chat, oldest first, deleted messages marked.
    pub fn history(&self) -> Vec<SeenMessage> {
        self.history_after(0)
    }

    /// What came after a message.
    pub fn history_after(&self, after: MessageId) -> Vec<SeenMessage> {
        self.shared.look(|state| seen::history(&state.world, self.key, after))
    }

    /// One message as it looks now.
    pub fn message(&self, id: MessageId) -> Option<SeenMessage> {
        self.shared.look(|state| {
            let chat = state.world.chats.get(&self.key)?;
            chat.log.get(id).map(|message| seen::see(&state.world, chat, message))
        })
    }

    /// The id of the youngest message; 0 in an empty chat.
    pub fn last_id(&self) -> MessageId {
        self.shared.look(|s| s.world.chats.get(&self.key).and_then(|c| c.log.last()).map_or(0, |m| m.id))
    }

    /// The reply keyboard before this person.
    pub fn keyboard(&self) -> Option<Keyboard> {
        self.shared.look(|s| s.world.chats.get(&self.key)?.keyboards.get(&self.person).map(|k| k.keyboard.clone()))
    }

    /// The commands menu of a bot as this person sees it here.
    pub fn menu(&self, bot: UserId) -> Vec<Command> {
        self.shared.look(|s| s.world.menu(bot, self.key, self.person))
    }

    pub(super) fn draft(&self, content: Content) -> Draft {
        Draft { topic: self.topic, reply_to: self.answering, ..Draft::of(self.person, content) }
    }

    pub(super) fn send(&self, draft: Draft) -> Result<MessageId, Trouble> {
        Ok(self.shared.act(|world: &mut World, now: Millis| world.say(self.key, draft, now))?)
    }

    fn become_member(&self, user: UserId, member: Member) -> Result<(), Trouble> {
        Ok(self.shared.act(|world, now| world.set_member(self.person, self.key, user, member, now))?)
    }
}

/// A text as an app sends it: trimmed, with the entities that Telegram finds by itself.
pub(super) fn words(text: &str) -> Rich {
    let text = text.trim().to_owned();
    let entities = entities::automatic(&text);
    Rich { text, entities }
}
