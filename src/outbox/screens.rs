//! How far a chat has moved on since a message was sent: a card that nobody sees any more is sent anew instead of being edited. A hint
//! only, forgotten at a restart: what is not known is taken to be in sight.

use crate::domain::ids::{ChatId, MessageId};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// So many messages of the bot's below it, and a message is out of a small phone's sight. What people write adds to them.
const IN_SIGHT: usize = 4;

/// The most chats that are remembered.
const MOST_CHATS: usize = 20_000;

/// The last messages of each chat.
#[derive(Debug, Default)]
pub(super) struct Screens(Mutex<HashMap<ChatId, VecDeque<MessageId>>>);

impl Screens {
    /// A message was sent to a chat; none where only something was edited.
    pub(super) fn moved(&self, chat: ChatId, message: Option<MessageId>) {
        let Some(message) = message else { return };
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if chats.len() >= MOST_CHATS && !chats.contains_key(&chat) {
            chats.clear();
        }
        let last = chats.entry(chat).or_default();
        if last.len() >= IN_SIGHT {
            last.pop_front();
        }
        last.push_back(message);
    }

    /// True where as many messages as fill a screen were sent since.
    pub(super) fn is_out_of_sight(&self, chat: ChatId, message: MessageId) -> bool {
        let chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.get(&chat).is_some_and(|last| last.len() >= IN_SIGHT && last.iter().all(|id| id.0 > message.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_in_sight_until_others_fill_the_screen() {
        let (screens, chat) = (Screens::default(), ChatId(5));
        assert!(!screens.is_out_of_sight(chat, MessageId(1)), "what is not known is in sight");
        for id in [1, 2, 9, 12] {
            screens.moved(chat, Some(MessageId(id)));
        }
        screens.moved(chat, None);
        assert!(!screens.is_out_of_sight(chat, MessageId(1)));
        screens.moved(chat, Some(MessageId(13)));
        assert!(screens.is_out_of_sight(chat, MessageId(1)));
        assert!(!screens.is_out_of_sight(chat, MessageId(2)));
        assert!(!screens.is_out_of_sight(ChatId(6), MessageId(1)), "each chat by itself");
    }
}
