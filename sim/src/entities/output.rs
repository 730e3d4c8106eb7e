//! The text that a parser produces, with its length in UTF-16 code units.

use crate::world::{Entity, EntityKind, Rich};

/// Text and entities so far.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) text: String,
    pub(super) units: usize,
    pub(super) entities: Vec<Entity>,
}

impl Output {
    pub(super) fn push(&mut self, letter: char) {
        self.units += letter.len_utf16();
        self.text.push(letter);
    }

    /// Adds an entity from a place in UTF-16 units to here; nothing for an empty stretch.
    pub(super) fn mark(&mut self, from: usize, kind: EntityKind) {
        if self.units > from {
            self.entities.push(Entity { offset: from, length: self.units - from, kind });
        }
    }

    pub(super) fn rich(self) -> Rich {
        Rich { text: self.text, entities: self.entities }
    }
}

/// The character at a byte, if any.
pub(super) fn at(text: &str, byte: usize) -> Option<char> {
    text.get(byte..).and_then(|rest| rest.chars().next())
}

/// What `TDLib` calls a space.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\0' | '\u{b}')
}
