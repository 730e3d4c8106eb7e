//! Updates as they come: read tolerantly, borrowed from the answer where that is possible. What cannot be read is still
//! remembered by its number. Becoming a letter is `letter`'s.

use super::letter::{BotName, checkout, letter};
use crate::conversation::Letter;
use crate::domain::payment::Checkout;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The kinds of updates that are asked for.
pub const UPDATES: [&str; 6] =
    ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "pre_checkout_query"];

/// An update: its number, and what it says to the desk where it says anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    pub update: i64,
    pub letter: Option<Letter>,
    /// Telegram asks whether somebody may pay, and hangs up after ten seconds: the till's, never the line's.
    pub checkout: Option<Checkout>,
}

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow, default)]
    result: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// Reads an answer of `getUpdates`; `None` where it is no such answer.
#[must_use]
pub fn read_batch(answer: &[u8], bot: &BotName) -> Option<Vec<Arrival>> {
    let batch: Batch<'_> = serde_json::from_slice(answer).ok()?;
    Some(batch.result.iter().filter_map(|raw| read_one(raw.get().as_bytes(), bot)).collect())
}

/// Reads one update; `None` where it has not even a number.
#[must_use]
pub fn read_one(json: &[u8], bot: &BotName) -> Option<Arrival> {
    if let Ok(update) = serde_json::from_slice::<Update<'_>>(json) {
        let checkout = update.pre_checkout_query.as_ref().map(checkout);
        Some(Arrival { update: update.update_id, letter: letter(&update, bot), checkout })
    } else {
        let numbered: Numbered = serde_json::from_slice(json).ok()?;
        Some(Arrival { update: numbered.update_id, letter: None, checkout: None })
    }
}

#[derive(Deserialize)]
pub(super) struct Update<'a> {
    pub(super) update_id: i64,
    #[serde(borrow)]
    pub(super) message: Option<Message<'a>>,
    #[serde(borrow)]
    pub(super) edited_message: Option<Message<'a>>,
    #[serde(borrow)]
    pub(super) callback_query: Option<Callback<'a>>,
    #[serde(borrow)]
    pub(super) my_chat_member: Option<Member<'a>>,
    #[serde(borrow)]
    pub(super) chat_member: Option<Member<'a>>,
    #[serde(borrow)]
    pub(super) pre_checkout_query: Option<Asked<'a>>,
}

/// Somebody is about to pay an invoice.
#[derive(Deserialize)]
pub(super) struct Asked<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) from: User<'a>,
    #[serde(borrow)]
    pub(super) currency: Cow<'a, str>,
    pub(super) total_amount: u64,
    #[serde(borrow)]
    pub(super) invoice_payload: Cow<'a, str>,
}

/// An invoice was paid.
#[derive(Deserialize)]
pub(super) struct Paid<'a> {
    #[serde(borrow)]
    pub(super) currency: Cow<'a, str>,
    pub(super) total_amount: u64,
    #[serde(borrow)]
    pub(super) invoice_payload: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) telegram_payment_charge_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) provider_payment_charge_id: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    pub(super) message_id: i64,
    #[serde(default)]
    pub(super) date: i64,
    #[serde(borrow)]
    pub(super) chat: Chat<'a>,
    #[serde(borrow)]
    pub(super) from: Option<User<'a>>,
    pub(super) sender_chat: Option<IgnoredAny>,
    pub(super) message_thread_id: Option<i64>,
    #[serde(default)]
    pub(super) is_topic_message: bool,
    #[serde(default)]
    pub(super) is_automatic_forward: bool,
    pub(super) forward_origin: Option<IgnoredAny>,
    #[serde(borrow)]
    pub(super) reply_to_message: Option<Replied<'a>>,
    #[serde(borrow)]
    pub(super) media_group_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) caption: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) contact: Option<Contact<'a>>,
    #[serde(borrow, default)]
    pub(super) photo: Vec<File<'a>>,
    #[serde(borrow)]
    pub(super) document: Option<File<'a>>,
    #[serde(borrow)]
    pub(super) video_note: Option<File<'a>>,
    #[serde(borrow)]
    pub(super) sticker: Option<File<'a>>,
    #[serde(borrow)]
    pub(super) voice: Option<File<'a>>,
    #[serde(borrow)]
    pub(super) video: Option<File<'a>>,
    pub(super) location: Option<IgnoredAny>,
    #[serde(borrow)]
    pub(super) animation: Option<File<'a>>,
    #[serde(borrow)]
    pub(super) audio: Option<File<'a>>,
    pub(super) poll: Option<IgnoredAny>,
    pub(super) dice: Option<IgnoredAny>,
    pub(super) venue: Option<IgnoredAny>,
    pub(super) story: Option<IgnoredAny>,
    #[serde(borrow)]
    pub(super) successful_payment: Option<Paid<'a>>,
    #[serde(borrow)]
    pub(super) left_chat_member: Option<User<'a>>,
    pub(super) migrate_to_chat_id: Option<i64>,
    pub(super) migrate_from_chat_id: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Replied<'a> {
    pub(super) message_id: i64,
    #[serde(borrow)]
    pub(super) from: Option<User<'a>>,
    #[serde(borrow)]
    pub(super) text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) caption: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) document: Option<File<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Chat<'a> {
    pub(super) id: i64,
    #[serde(rename = "type", borrow)]
    pub(super) kind: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(super) struct User<'a> {
    pub(super) id: i64,
    #[serde(default)]
    pub(super) is_bot: bool,
    #[serde(borrow, default)]
    pub(super) first_name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) last_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) language_code: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Contact<'a> {
    #[serde(borrow)]
    pub(super) phone_number: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) first_name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) last_name: Option<Cow<'a, str>>,
    pub(super) user_id: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct File<'a> {
    #[serde(borrow)]
    pub(super) file_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) file_unique_id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) file_name: Option<Cow<'a, str>>,
    #[serde(default)]
    pub(super) file_size: u64,
    #[serde(default)]
    pub(super) width: u32,
    #[serde(default)]
    pub(super) duration: u32,
}

#[derive(Deserialize)]
pub(super) struct Callback<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) from: User<'a>,
    #[serde(borrow)]
    pub(super) message: Option<Hung<'a>>,
    #[serde(borrow)]
    pub(super) data: Option<Cow<'a, str>>,
}

/// The message that a pressed button hangs on; it may be out of the bot's reach, and is then little more than its place.
#[derive(Deserialize)]
pub(super) struct Hung<'a> {
    pub(super) message_id: i64,
    #[serde(borrow)]
    pub(super) chat: Chat<'a>,
    pub(super) message_thread_id: Option<i64>,
    #[serde(default)]
    pub(super) is_topic_message: bool,
}

#[derive(Deserialize)]
pub(super) struct Member<'a> {
    #[serde(borrow)]
    pub(super) chat: Chat<'a>,
    #[serde(borrow)]
    pub(super) from: User<'a>,
    #[serde(default)]
    pub(super) date: i64,
    #[serde(borrow)]
    pub(super) new_chat_member: Status<'a>,
}

#[derive(Deserialize)]
pub(super) struct Status<'a> {
    #[serde(borrow)]
    pub(super) user: Option<User<'a>>,
    #[serde(borrow)]
    pub(super) status: Cow<'a, str>,
    #[serde(default)]
    pub(super) is_member: bool,
}
