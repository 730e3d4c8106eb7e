//! The people of a world, for tests and programs in Rust: a `Human` is an account, a `Seat` is what one sees and does in
//! one chat. The Bot API is not here; nothing here is a bot's.

mod human;
mod media;
mod press;
mod seat;
mod seen;
mod trouble;
mod wait;

pub(crate) use media::{mime_of, photo};

pub use human::{Human, Place};
pub use press::Pressed;
pub use seat::Seat;
pub use seen::{SeenButton, SeenFile, SeenKind, SeenMessage, SeenPerson, see};
pub use trouble::Trouble;
