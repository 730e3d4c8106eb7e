//! Telegram's words and ours: updates become letters, effects become calls, its errors become reasons. Nothing is decided here.

mod api;
mod failure;
mod invoice;
mod letter;
mod menu;
mod outgoing;
mod update;

pub use api::{Api, Fetched, Me, Sent};
pub use failure::Failure;
pub use invoice::{Invoice, answer_checkout};
pub use letter::BotName;
pub use menu::{set_chat_menu, set_menu};
pub use outgoing::{Payload, Wording, reply_parameters};
pub use update::{Arrival, UPDATES, read_batch, read_one};
