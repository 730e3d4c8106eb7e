//! Formatting of text.

use crate::world::Entity;

/// The entities that Telegram finds by itself.
pub fn automatic(_text: &str) -> Vec<Entity> {
    Vec::new()
}
