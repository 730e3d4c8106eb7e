//! Which messages of a chat a bot gets to see. The rules are Telegram's published ones for privacy mode.

use super::World;
use super::chat::{Chat, ChatKind};
use super::message::{Content, EntityKind, Message, Rich, Service};
use super::people::UserId;

impl World {
    /// Whether a bot receives a message of a chat it is in.
    pub(super) fn may_see(&self, bot: UserId, chat: &Chat, message: &Message) -> bool {
        if message.author == bot {
            return told_to_its_author(&message.content);
        }
        if self.bots.contains_key(&message.author) && !message.content.is_service() {
            return false;
        }
        match chat.kind {
            ChatKind::Private => !chat.blocked,
            ChatKind::Channel => chat.is_admin(bot),
            ChatKind::Group | ChatKind::Supergroup { .. } => {
                message.content.is_service() || self.sees_in_group(bot, chat, message)
            }
        }
    }

    fn sees_in_group(&self, bot: UserId, chat: &Chat, message: &Message) -> bool {
        let Some(account) = self.bots.get(&bot) else { return false };
        if !account.privacy || chat.is_admin(bot) {
            return true;
        }
        let answered = message.reply_to.and_then(|id| chat.log.get(id));
        if answered.is_some_and(|m| m.author == bot) {
            return true;
        }
        message.content.words().is_some_and(|rich| {
            commands(rich).any(|command| match command.split_once('@') {
                Some((_, name)) => name.eq_ignore_ascii_case(&account.username),
                None => chat.last_bot == Some(bot),
            })
        })
    }
}

/// A bot does not receive what it wrote itself, but it does receive some of what it caused.
fn told_to_its_author(content: &Content) -> bool {
    matches!(
        content,
        Content::Service(
            Service::TitleChanged(_)
                | Service::Left(_)
                | Service::Pinned(_)
                | Service::TopicCreated { .. }
                | Service::TopicEdited { .. }
                | Service::TopicClosed
                | Service::TopicReopened
        )
    )
}

fn commands(rich: &Rich) -> impl Iterator<Item = String> + '_ {
    let wanted = rich.entities.iter().filter(|e| e.kind == EntityKind::BotCommand);
    wanted.map(|e| {
        let units: Vec<u16> = rich.text.encode_utf16().skip(e.offset).take(e.length).collect();
        String::from_utf16_lossy(&units)
    })
}
