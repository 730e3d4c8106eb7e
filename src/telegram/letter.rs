//! An update becomes a letter, in the desk's words; one that says nothing to the desk becomes none.

use super::update::{Asked, Callback, Chat, File, Member, Message, Paid, Replied, Status, Update, User};
use crate::conversation::{Input, Letter, OtherKind, Sender};
use crate::domain::document::{FileForm, FileRef};
use crate::domain::ids::{ChatId, MessageId, UserId};
use crate::domain::order_number::OrderNumber;
use crate::domain::payment::{Charge, Checkout, Sum};
use crate::domain::rules::Lang;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// The bot's own user name, in lower case: a command that mentions another bot is not for us.
#[derive(Clone, Debug)]
pub struct BotName(String);

impl BotName {
    #[must_use]
    pub fn of(username: &str) -> Self {
        Self(username.to_lowercase())
    }
}

pub(super) fn letter(update: &Update<'_>, bot: &BotName) -> Option<Letter> {
    if let Some(message) = &update.message {
        from_message(message, with_replied_file(message, content(message, bot)?))
    } else if let Some(message) = &update.edited_message {
        from_message(
            message,
            Input::Edited { text: message.text.as_deref().or(message.caption.as_deref()).map(str::to_owned) },
        )
    } else if let Some(callback) = &update.callback_query {
        Some(from_callback(callback))
    } else if let Some(member) = &update.my_chat_member {
        from_member(member)
    } else {
        update.chat_member.as_ref().and_then(from_other_member)
    }
}

fn from_message(message: &Message<'_>, input: Input) -> Option<Letter> {
    let from = message.from.as_ref()?;
    let anonymous = message.sender_chat.is_some();
    // Other bots are not talked to, and a linked channel's own posts are nobody's letter.
    if (from.is_bot && !anonymous) || message.is_automatic_forward || message.chat.kind == "channel" {
        return None;
    }
    let topic = message.message_thread_id.filter(|_| message.is_topic_message);
    // In a topic, a message that answers nothing still "replies" to the topic's first.
    let replied = message.reply_to_message.as_ref().filter(|r| Some(r.message_id) != topic);
    let chat = if let Some(old) = message.migrate_from_chat_id { old } else { message.chat.id };
    Some(Letter {
        chat: ChatId(chat),
        private: is_private(&message.chat),
        topic: topic.map(MessageId),
        from: sender(from, anonymous),
        message: Some(MessageId(message.message_id)),
        reply_to: replied.map(|r| MessageId(r.message_id)),
        reply_names: replied.and_then(named_order),
        reply_to_bot: replied.is_some_and(|r| r.from.as_ref().is_some_and(|from| from.is_bot)),
        at: instant(message.date),
        album: message.media_group_id.as_deref().map(str::to_owned),
        forwarded: message.forward_origin.is_some(),
        input,
    })
}

/// `/import` in answer to a file is that file with `/import` as its caption.
fn with_replied_file(message: &Message<'_>, input: Input) -> Input {
    let replied = message.reply_to_message.as_ref().and_then(|replied| replied.document.as_ref());
    match (input, replied) {
        (Input::Command { name, rest }, Some(document)) if name == "import" => {
            Input::File { file: file(document, FileForm::Document), caption: Some(format!("/import {rest}")) }
        }
        (input, _) => input,
    }
}

/// The order that a message of a bot's names. What a person wrote names nothing: they may be quoting anybody.
fn named_order(replied: &Replied<'_>) -> Option<OrderNumber> {
    replied.from.as_ref().filter(|from| from.is_bot)?;
    OrderNumber::only_in(replied.text.as_deref().or(replied.caption.as_deref())?)
}

fn from_callback(callback: &Callback<'_>) -> Letter {
    let hung = callback.message.as_ref();
    Letter {
        chat: ChatId(hung.map_or(callback.from.id, |message| message.chat.id)),
        private: hung.is_none_or(|message| is_private(&message.chat)),
        topic: hung.filter(|m| m.is_topic_message).and_then(|m| m.message_thread_id).map(MessageId),
        from: sender(&callback.from, false),
        message: hung.map(|message| MessageId(message.message_id)),
        reply_to: None,
        reply_to_bot: false,
        reply_names: None,
        at: DateTime::UNIX_EPOCH,
        album: None,
        forwarded: false,
        input: Input::Pressed {
            query: callback.id.clone().into_owned(),
            data: callback.data.clone().unwrap_or_default().into_owned(),
        },
    }
}

/// Where the bot itself stands in a chat.
fn from_member(member: &Member<'_>) -> Option<Letter> {
    let present = is_present(&member.new_chat_member);
    let input = match &*member.chat.kind {
        "private" => Input::Blocked(!present),
        "group" | "supergroup" => Input::Membership { present },
        _ => return None,
    };
    Some(about_members(member, input))
}

/// Where somebody else does: large groups do not say in a message that somebody left.
fn from_other_member(member: &Member<'_>) -> Option<Letter> {
    let gone = !is_present(&member.new_chat_member) && !is_private(&member.chat);
    let user = member.new_chat_member.user.as_ref().filter(|_| gone)?;
    Some(about_members(member, Input::Left(UserId(user.id))))
}

fn is_present(now: &Status<'_>) -> bool {
    matches!(&*now.status, "member" | "administrator" | "creator") || now.is_member
}

fn about_members(member: &Member<'_>, input: Input) -> Letter {
    Letter {
        chat: ChatId(member.chat.id),
        private: is_private(&member.chat),
        topic: None,
        from: sender(&member.from, false),
        message: None,
        reply_to: None,
        reply_to_bot: false,
        reply_names: None,
        at: instant(member.date),
        album: None,
        forwarded: false,
        input,
    }
}

/// Who asks whether they may pay.
pub(super) fn checkout(asked: &Asked<'_>) -> Checkout {
    Checkout {
        query: short(&asked.id),
        payer: UserId(asked.from.id),
        lang: Lang::of_client(asked.from.language_code.as_deref()),
        trade: short(&asked.invoice_payload),
        sum: sum(asked.total_amount, &asked.currency),
    }
}

fn charge(paid: &Paid<'_>) -> Charge {
    Charge {
        trade: short(&paid.invoice_payload),
        sum: sum(paid.total_amount, &paid.currency),
        telegram: short(&paid.telegram_payment_charge_id),
        provider: short(&paid.provider_payment_charge_id),
    }
}

fn sum(units: u64, currency: &str) -> Sum {
    Sum { units, currency: currency.chars().take(8).collect() }
}

/// Payloads have 128 bytes at most; what others make up is no longer.
fn short(text: &str) -> String {
    text.chars().take(128).collect()
}

/// What a message holds; `None` for service messages that say nothing to the desk.
fn content(message: &Message<'_>, bot: &BotName) -> Option<Input> {
    if let Some(text) = &message.text {
        return words(text, bot);
    }
    if let Some(paid) = &message.successful_payment {
        return Some(Input::Charged(charge(paid)));
    }
    if let Some(to) = message.migrate_to_chat_id {
        return Some(Input::Migrated { to: ChatId(to) });
    }
    if message.migrate_from_chat_id.is_some() {
        return Some(Input::Migrated { to: ChatId(message.chat.id) });
    }
    if let Some(left) = &message.left_chat_member {
        return Some(Input::Left(UserId(left.id)));
    }
    if let Some(contact) = &message.contact {
        return Some(Input::Contact {
            phone: contact.phone_number.clone().into_owned(),
            user: contact.user_id.map(UserId),
            name: full_name(&contact.first_name, contact.last_name.as_ref()),
        });
    }
    let caption = message.caption.as_deref().map(str::to_owned);
    if let Some(largest) = message.photo.iter().max_by_key(|size| (size.width, size.file_size)) {
        return Some(Input::File { file: file(largest, FileForm::Photo), caption });
    }
    if let Some(document) = message.document.as_ref().filter(|_| message.animation.is_none()) {
        return Some(Input::File { file: file(document, FileForm::Document), caption });
    }
    if let Some(note) = &message.video_note {
        return Some(Input::VideoNote { file: file(note, FileForm::VideoNote), seconds: note.duration });
    }
    if let Some(file) = media(message) {
        return Some(Input::Media { file, caption });
    }
    other(message).map(Input::Other)
}

fn media(message: &Message<'_>) -> Option<FileRef> {
    let found = [
        (&message.sticker, FileForm::Sticker),
        (&message.voice, FileForm::Voice),
        (&message.animation, FileForm::Animation),
        (&message.video, FileForm::Video),
        (&message.audio, FileForm::Audio),
    ];
    found.into_iter().find_map(|(held, form)| Some(file(held.as_ref()?, form)))
}

fn other(message: &Message<'_>) -> Option<OtherKind> {
    if message.location.is_some() || message.venue.is_some() {
        return Some(OtherKind::Location);
    }
    let some = [&message.poll, &message.dice, &message.story];
    some.iter().any(|kind| kind.is_some()).then_some(OtherKind::Other)
}

/// Text, or a command; `None` for a command to another bot.
fn words(text: &str, bot: &BotName) -> Option<Input> {
    let Some(command) = text.strip_prefix('/') else { return Some(Input::Text(text.to_owned())) };
    let end = command.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(command.len());
    let (name, mut rest) = command.split_at(end);
    if name.is_empty() || name.len() > 32 {
        return Some(Input::Text(text.to_owned()));
    }
    if let Some(mentioned) = rest.strip_prefix('@') {
        let end = mentioned.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(mentioned.len());
        if mentioned[..end].to_lowercase() != bot.0 {
            return None;
        }
        rest = &mentioned[end..];
    }
    Some(Input::Command { name: name.to_ascii_lowercase(), rest: rest.trim().to_owned() })
}

fn file(file: &File<'_>, form: FileForm) -> FileRef {
    FileRef {
        id: file.file_id.clone().into_owned(),
        unique_id: file.file_unique_id.clone().into_owned(),
        name: file.file_name.as_deref().map(str::to_owned),
        size: file.file_size,
        form,
    }
}

fn sender(user: &User<'_>, anonymous: bool) -> Sender {
    Sender {
        id: UserId(user.id),
        name: full_name(&user.first_name, user.last_name.as_ref()),
        lang: Lang::of_client(user.language_code.as_deref()),
        anonymous,
    }
}

fn full_name(first: &str, last: Option<&Cow<'_, str>>) -> String {
    match last.filter(|last| !last.is_empty()) {
        Some(last) => format!("{first} {last}"),
        None => first.to_owned(),
    }
}

fn is_private(chat: &Chat<'_>) -> bool {
    chat.kind == "private"
}

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::super::update::{read_batch, read_one};
    use super::*;
    use proptest::prelude::*;

    const ANNA: &str = r#""from":{"id":5,"is_bot":false,"first_name":"安娜","last_name":"Li","language_code":"en"}"#;

    fn read(message: &str) -> Option<Letter> {
        let json = format!(
            r#"{{"update_id":9,"message":{{"message_id":3,"date":1795312800,"chat":{{"id":5,"type":"private","first_name":"x"}},{ANNA},{message}}}}}"#
        );
        read_one(json.as_bytes(), &BotName::of("Desk_Bot")).unwrap().letter
    }

    #[test]
    fn text_and_commands_are_told_apart() {
        let letter = read(r#""text":"江西 \"a\" \\ 😀""#).unwrap();
        assert_eq!(letter.input, Input::Text("江西 \"a\" \\ 😀".into()));
        assert_eq!((letter.from.name.as_str(), letter.from.lang, letter.private), ("安娜 Li", Lang::En, true));
        let command = |text: &str| read(&format!(r#""text":"{text}""#)).map(|letter| letter.input);
        let wanted = |name: &str, rest: &str| Some(Input::Command { name: name.into(), rest: rest.into() });
        assert_eq!(command("/start v26-00"), wanted("start", "v26-00"));
        assert_eq!(command("/Status@desk_BOT 2600 0017"), wanted("status", "2600 0017"));
        assert_eq!(command("/status@other_bot 1"), None);
        assert_eq!(command("/状态"), Some(Input::Text("/状态".into())));
        assert_eq!(command("/"), Some(Input::Text("/".into())));
    }

    #[test]
    fn files_and_contacts_are_read() {
        let photo = r#""photo":[{"file_id":"s","file_unique_id":"1","width":90,"height":60},{"file_id":"l","file_unique_id":"2","width":1280,"height":900,"file_size":99}],"caption":"1","media_group_id":"77""#;
        let letter = read(photo).unwrap();
        let Input::File { file, caption } = &letter.input else { panic!("{letter:?}") };
        assert_eq!((file.id.as_str(), file.size, file.form, caption.as_deref()), ("l", 99, FileForm::Photo, Some("1")));
        assert_eq!(letter.album.as_deref(), Some("77"));
        let contact = read(r#""contact":{"phone_number":"+8613800138000","first_name":"A","user_id":5}"#).unwrap();
        assert!(matches!(contact.input, Input::Contact { user: Some(UserId(5)), .. }));
        for (held, form) in [
            ("sticker", FileForm::Sticker),
            ("voice", FileForm::Voice),
            ("video", FileForm::Video),
            ("audio", FileForm::Audio),
            ("animation", FileForm::Animation),
        ] {
            let told = format!(r#""{held}":{{"file_id":"f","file_unique_id":"u","duration":3}},"caption":"c""#);
            let Input::Media { file, caption } = read(&told).unwrap().input else { panic!("{held}") };
            assert_eq!((file.id.as_str(), file.form, caption.as_deref()), ("f", form, Some("c")));
        }
        assert_eq!(read(r#""dice":{"value":1}"#).unwrap().input, Input::Other(OtherKind::Other));
        assert_eq!(read(r#""new_chat_title":"x""#), None);
        assert!(read(r#""forward_origin":{},"text":"x""#).unwrap().forwarded);
    }

    #[test]
    fn an_answer_names_the_order_of_the_bots_own_words() {
        let number = OrderNumber::make(2026, 1);
        let answer = |bot: bool, words: &str| {
            let from = format!(r#"{{"id":7,"is_bot":{bot},"first_name":"D"}}"#);
            let replied = format!(r#""text":"SF1","reply_to_message":{{"message_id":8,"from":{from},{words}}}"#);
            let letter = read(&replied).unwrap();
            (letter.reply_to, letter.reply_names)
        };
        let said = format!(r#""text":"Mo，请回复本条：{number} 寄出的快递单号。""#);
        let shown = format!(r#""caption":"{number}""#);
        assert_eq!(answer(true, &said), (Some(MessageId(8)), Some(number.clone())));
        assert_eq!(answer(true, &shown), (Some(MessageId(8)), Some(number)));
        assert_eq!(answer(false, &said), (Some(MessageId(8)), None));
        assert_eq!(answer(true, r#""x":1"#), (Some(MessageId(8)), None));
    }

    #[test]
    fn a_payment_is_asked_for_and_told_of() {
        let sum = || Sum { units: 13_000, currency: "CNY".into() };
        let told = r#""successful_payment":{"currency":"CNY","total_amount":13000,"invoice_payload":"26000010_1","telegram_payment_charge_id":"t","provider_payment_charge_id":"p"}"#;
        let charge = Charge { trade: "26000010_1".into(), sum: sum(), telegram: "t".into(), provider: "p".into() };
        assert_eq!(read(told).unwrap().input, Input::Charged(charge));
        let asked = format!(
            r#"{{"update_id":9,"pre_checkout_query":{{"id":"77",{ANNA},"currency":"CNY","total_amount":13000,"invoice_payload":"26000010_1"}}}}"#
        );
        let arrival = read_one(asked.as_bytes(), &BotName::of("b")).unwrap();
        let (query, trade) = ("77".into(), "26000010_1".into());
        let checkout = Checkout { query, payer: UserId(5), lang: Lang::En, trade, sum: sum() };
        assert_eq!((arrival.update, arrival.letter, arrival.checkout), (9, None, Some(checkout)));
    }

    #[test]
    fn a_group_that_moved_says_so_from_both_sides() {
        let both = [
            r#"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":1,"first_name":"a"},"migrate_to_chat_id":-1005}}"#,
            r#"{"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":-1005,"type":"supergroup"},"from":{"id":1,"first_name":"a"},"migrate_from_chat_id":-5}}"#,
        ];
        for json in both {
            let letter = read_one(json.as_bytes(), &BotName::of("b")).unwrap().letter.unwrap();
            assert_eq!((letter.chat, letter.input), (ChatId(-5), Input::Migrated { to: ChatId(-1005) }));
        }
    }

    #[test]
    fn who_is_no_member_any_more_has_left() {
        let now = |status: &str| {
            let json = format!(
                r#"{{"update_id":1,"chat_member":{{"chat":{{"id":-1005,"type":"supergroup"}},"from":{{"id":1,"first_name":"a"}},"date":1,"new_chat_member":{{"user":{{"id":7,"first_name":"b"}},{status}}}}}}}"#
            );
            read_one(json.as_bytes(), &BotName::of("b")).unwrap().letter.map(|letter| letter.input)
        };
        for gone in [r#""status":"left""#, r#""status":"kicked""#, r#""status":"restricted","is_member":false"#] {
            assert_eq!(now(gone), Some(Input::Left(UserId(7))), "{gone}");
        }
        for here in [r#""status":"member""#, r#""status":"restricted","is_member":true"#] {
            assert_eq!(now(here), None, "{here}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_still_numbered() {
        let answer = br#"{"ok":true,"result":[{"update_id":1,"message":{"message_id":"x"}},{"update_id":2,"purchased":{}},{"no":1}]}"#;
        let batch = read_batch(answer, &BotName::of("b")).unwrap();
        assert_eq!(batch.iter().map(|a| (a.update, a.letter.is_some())).collect::<Vec<_>>(), [(1, false), (2, false)]);
        assert!(read_batch(b"<html>", &BotName::of("b")).is_none());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let quoted = serde_json::to_string(&text).unwrap();
            read(&format!(r#""text":{quoted}"#));
            // Whatever it is, reading it ends.
            let _read = read_one(text.as_bytes(), &BotName::of("b"));
        }
    }
}
