//! The messages of one chat in order, the oldest forgotten past a limit. Deleted ones stay, marked.

use super::message::{Message, MessageId};
use std::collections::VecDeque;

/// Messages with ascending ids.
#[derive(Debug)]
pub struct Log {
    messages: VecDeque<Message>,
    keep: usize,
}

impl Log {
    pub(super) fn keeping(keep: usize) -> Self {
        Self { messages: VecDeque::new(), keep: keep.max(1) }
    }

    pub(super) fn push(&mut self, message: Message) {
        if self.messages.len() == self.keep {
            self.messages.pop_front();
        }
        self.messages.push_back(message);
    }

    fn place(&self, id: MessageId) -> Option<usize> {
        self.messages.binary_search_by_key(&id, |m| m.id).ok()
    }

    /// A message, deleted or not.
    pub fn get(&self, id: MessageId) -> Option<&Message> {
        self.place(id).and_then(|at| self.messages.get(at))
    }

    pub(super) fn get_mut(&mut self, id: MessageId) -> Option<&mut Message> {
        self.place(id).and_then(|at| self.messages.get_mut(at))
    }

    /// Messages younger than `id`, oldest first, deleted ones included.
    pub fn after(&self, id: MessageId) -> impl DoubleEndedIterator<Item = &Message> {
        let from = self.messages.partition_point(|m| m.id <= id);
        self.messages.range(from..)
    }

    /// The youngest message.
    pub fn last(&self) -> Option<&Message> {
        self.messages.back()
    }
}
