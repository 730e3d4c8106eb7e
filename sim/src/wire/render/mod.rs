//! The world as a bot sees it, in the Bot API's JSON. Reading only.

mod account;
mod chat;
mod content;
mod markup;
mod member;
mod message;
mod update;

pub(super) use account::{me, user};
pub(super) use chat::full_chat;
pub(super) use content::file;
pub(super) use member::member;
pub(super) use message::message;
pub(crate) use update::update;
