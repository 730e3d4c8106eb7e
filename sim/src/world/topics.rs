//! Topics of a forum: made, renamed, closed, reopened and deleted, by bots and by people.

use super::World;
use super::chat::{ChatKey, Topic};
use super::message::{Content, Draft, MessageId, Service};
use super::news::What;
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;

impl World {
    fn forum(&self, key: ChatKey) -> Result<(), Refusal> {
        if self.chat(key)?.is_forum() { Ok(()) } else { Err(Refusal::NotForum) }
    }

    /// Opens a topic; its id is that of the service message that says so.
    pub fn create_topic(&mut self, by: UserId, key: ChatKey, topic: Topic, now: Millis) -> Result<MessageId, Refusal> {
        self.forum(key)?;
        let id = self.chat(key)?.next_id;
        let mut note = Draft::of(
            by,
            Content::Service(Service::TopicCreated {
                name: topic.name.clone(),
                icon_color: topic.icon_color,
                icon_custom_emoji_id: topic.icon_custom_emoji_id.clone(),
            }),
        );
        note.topic = Some(id);
        self.chat_mut(key)?.topics.insert(id, topic);
        self.post(key, note, now)
    }

    /// Renames a topic or gives it another icon.
    pub fn edit_topic(
        &mut self,
        by: UserId,
        place: (ChatKey, MessageId),
        name: Option<String>,
        icon: Option<String>,
        now: Millis,
    ) -> Result<(), Refusal> {
        let (key, id) = place;
        self.forum(key)?;
        let topic = self.chat_mut(key)?.topics.get_mut(&id).ok_or(Refusal::ThreadNotFound)?;
        let name = name.filter(|n| !n.is_empty() && *n != topic.name);
        let icon = icon.filter(|i| topic.icon_custom_emoji_id.as_ref() != Some(i));
        if name.is_none() && icon.is_none() {
            return Err(Refusal::TopicNotModified);
        }
        if let Some(name) = &name {
            topic.name.clone_from(name);
        }
        if let Some(icon) = &icon {
            topic.icon_custom_emoji_id = Some(icon.clone()).filter(|i| !i.is_empty());
        }
        self.topic_note(by, place, Service::TopicEdited { name, icon_custom_emoji_id: icon }, now)
    }

    /// Closes or reopens a topic.
    pub fn close_topic(
        &mut self,
        by: UserId,
        place: (ChatKey, MessageId),
        closed: bool,
        now: Millis,
    ) -> Result<(), Refusal> {
        let (key, id) = place;
        self.forum(key)?;
        let topic = self.chat_mut(key)?.topics.get_mut(&id).ok_or(Refusal::ThreadNotFound)?;
        if topic.closed == closed {
            return Err(Refusal::TopicNotModified);
        }
        topic.closed = closed;
        let service = if closed { Service::TopicClosed } else { Service::TopicReopened };
        self.topic_note(by, place, service, now)
    }

    /// Deletes a topic and everything in it; bots are not told.
    pub fn delete_topic(&mut self, key: ChatKey, id: MessageId) -> Result<(), Refusal> {
        self.forum(key)?;
        let chat = self.chat_mut(key)?;
        chat.topics.remove(&id).ok_or(Refusal::ThreadNotFound)?;
        let inside: Vec<MessageId> =
            chat.log.after(0).filter(|m| m.topic == Some(id) && !m.deleted).map(|m| m.id).collect();
        for message in inside {
            self.erase(key, message)?;
        }
        self.changed(key, What::Chat);
        Ok(())
    }

    fn topic_note(
        &mut self,
        by: UserId,
        place: (ChatKey, MessageId),
        service: Service,
        now: Millis,
    ) -> Result<(), Refusal> {
        let mut note = Draft::of(by, Content::Service(service));
        note.topic = Some(place.1);
        self.post(place.0, note, now)?;
        self.changed(place.0, What::Chat);
        Ok(())
    }
}
