//! The Bot API over HTTP, as a projection of the world: parameters in, JSON out. What may happen is decided in `world`.

use crate::world::{Update, UserId, World};

/// Where a bot wants its updates sent.
#[derive(Clone, Debug)]
pub struct Webhook {}

/// The inside of an `Update` object, without its id.
pub(crate) fn render_update(_world: &World, _bot: UserId, _update: &Update) -> Vec<u8> {
    Vec::new()
}
