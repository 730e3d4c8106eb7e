//! Everything owed to the outside: small serialisable values with stable names, written in the transaction that owes them and
//! carried out by the outbox. Adding a kind is fine for ever; renaming or removing one is not.

use super::authority::Act;
use super::chart::Chart;
use super::document::FileRef;
use super::ids::{ChatId, MessageId, UserId};
use super::line::Reference;
use super::mailing::MailKind;
use super::order_number::OrderNumber;
use super::passage::Passage;
use super::riddle::Riddle;
use super::say::{Say, Words};
use super::texting::{TextKind, TextTo};
use super::tracking::Which;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// As much of an answer as a key holds on a small phone, in half-width characters.
pub const KEY_ANSWER: usize = 20;

/// A chat, and the forum topic in it where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct To {
    pub chat: ChatId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<MessageId>,
}

impl From<ChatId> for To {
    fn from(chat: ChatId) -> Self {
        Self { chat, topic: None }
    }
}

/// What an inline button does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// Sends this callback data back (`Button::encode`).
    Data(String),
    Url(String),
    /// Opens this bot in a private chat with `/start PAYLOAD`.
    DeepLink(String),
}

/// One inline button.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    pub label: Say,
    pub press: Press,
}

/// What hangs below a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    #[default]
    None,
    Inline(Vec<Vec<Key>>),
    /// A reply keyboard with one button that shares the person's own contact.
    Contact(Say),
    /// The person's client opens a reply to this message.
    ForceReply,
    /// Takes a reply keyboard away.
    Remove,
}

impl Keyboard {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// A message that is kept up to date in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// The applicant's checklist.
    Checklist,
    /// Staff's card in the group.
    Desk,
    /// The order's topic in a forum; its number is the topic's.
    Topic,
    /// A question to one of the staff; the answer is a reply to it, so that it belongs to this order whatever else is open.
    Question,
    /// The invoice that can be paid in this chat.
    Invoice,
}

impl CardKind {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Checklist => "checklist",
            Self::Desk => "desk",
            Self::Topic => "topic",
            Self::Question => "question",
            Self::Invoice => "invoice",
        }
    }
}

/// A printed form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintKind {
    ApplicationForm,
    AuthorisationLetter,
    SealSpecimenForm,
    PackingList,
    /// The service agreement.
    Agreement,
}

/// One thing owed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// A message.
    Say {
        to: To,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
    },
    /// A card: edited in place where it is known and still there, else sent. `anew` sends it at the bottom and forgets the old one.
    Card {
        to: To,
        order: OrderNumber,
        card: CardKind,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default)]
        anew: bool,
        /// Somebody in the group asked for it and waits.
        #[serde(default, skip_serializing_if = "is_false")]
        urgent: bool,
    },
    /// A line about an order in the staff group: in the order's topic where there is one, and remembered, so that a reply to it is
    /// known to be about the order. `urgent` goes before what nobody waits for.
    Line {
        to: To,
        order: OrderNumber,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        #[serde(default, skip_serializing_if = "is_false")]
        urgent: bool,
        /// Where the group has no topics it goes without saying.
        #[serde(default, skip_serializing_if = "is_false")]
        topic_only: bool,
    },
    /// A copy of an applicant's file for staff: protected from forwarding, and taken away again by `ClearCopies`.
    Copy {
        to: To,
        order: OrderNumber,
        file: FileRef,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
    },
    /// The copies of an order's files are taken out of a chat.
    ClearCopies { chat: ChatId, order: OrderNumber },
    /// A card that hangs in the group and counts no more is taken away, where there is one.
    TakeDown { chat: ChatId, order: OrderNumber, card: CardKind },
    /// A message of the bot's own gets other words and buttons.
    Edit {
        chat: ChatId,
        message: MessageId,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
    },
    /// A message's inline buttons are replaced, or taken away by `Keyboard::None`.
    Buttons { chat: ChatId, message: MessageId, lang: super::rules::Lang, keyboard: Keyboard },
    /// A pressed button is answered, by a toast or (`alert`) a box, or silently.
    Answer {
        query: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Words>,
        #[serde(default)]
        alert: bool,
    },
    /// A message is deleted.
    Delete { chat: ChatId, message: MessageId },
    /// A file known at Telegram is sent again. `protect` forbids forwarding and saving.
    SendFile {
        to: To,
        file: FileRef,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default)]
        protect: bool,
    },
    /// A small picture that the desk made and keeps under this SHA-256, with words below it; where it is gone, the words alone.
    Picture {
        to: To,
        digest: String,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
    },
    /// The commands that a private chat is offered: in its own language, for who is logged in or not.
    Menu { chat: ChatId, lang: super::rules::Lang, bound: bool },
    /// A message is passed on between an applicant and staff; what became of it comes back as `Happening::Passed`.
    Pass {
        to: To,
        words: Words,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<FileRef>,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        passage: Passage,
    },
    /// What became of a message that one of staff wrote for an applicant, below it: one line, kept up to date in place.
    Receipt { to: To, message: MessageId, words: Words },
    /// A table for the register is fetched and read; what it says comes back as `Happening::RegisterRead`. `confirmed` holds how the digest
    /// of the file that was looked through begins, where it is to be taken in.
    ReadRegister {
        to: To,
        message: MessageId,
        by: UserId,
        file: FileRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed: Option<String>,
    },
    /// Orders of these days go to one of staff as a table; what became of it is said as an answer to `message` in `asked`.
    Export {
        to: ChatId,
        asked: To,
        message: MessageId,
        lang: super::rules::Lang,
        from: NaiveDate,
        until: NaiveDate,
        unmasked: bool,
    },
    /// Figures are drawn and sent with their words below; where they cannot be, the words alone.
    Chart { to: To, reply_to: Option<MessageId>, chart: Chart, words: Words },
    /// A form is printed from the order as it stands and sent as a PDF; skipped where the order has moved past `revision`.
    Print { to: To, order: OrderNumber, print: PrintKind, revision: u32, words: Words },
    /// A riddle is drawn from its digits and random bits, and sent as a picture.
    Riddle {
        to: To,
        riddle: Riddle,
        seed: u64,
        words: Words,
        #[serde(default, skip_serializing_if = "Keyboard::is_none")]
        keyboard: Keyboard,
    },
    /// A photo of a courier's slip is fetched and its barcodes are read; they come back as `Happening::SlipRead`.
    ReadSlip { order: OrderNumber, chat: ChatId, file: FileRef },
    /// An uploaded file is fetched, kept and looked at; the result comes back as `Happening::Inspected`.
    Inspect { order: OrderNumber, upload: u32, file: FileRef },
    /// A short message is sent to somebody of the order; how it came out is `Happening::Texted`.
    Text {
        order: OrderNumber,
        to: TextTo,
        /// Not `kind` when stored: that is the effect's own.
        #[serde(rename = "about")]
        kind: TextKind,
    },
    /// An e-mail is sent to the order's invoice address; how it came out is `Happening::Mailed`.
    Mail {
        order: OrderNumber,
        /// Not `kind` when stored: that is the effect's own.
        #[serde(rename = "about")]
        kind: MailKind,
    },
    /// A PDF that staff sent as the invoice is fetched and read; what is in it comes back as `Happening::InvoiceRead`.
    ReadInvoice {
        order: OrderNumber,
        to: To,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        by: UserId,
        number: Reference,
        file: FileRef,
    },
    /// A code to pay by is made and sent as a picture.
    PayCode { to: To, order: OrderNumber, trade: String, words: Words },
    /// An invoice is sent in place of the one that hangs in this chat; `words` describe it.
    PayInvoice { to: To, order: OrderNumber, trade: String, words: Words },
    /// The payment service is asked how an attempt stands, and told to close it where `close` says so; `Happening::PaymentSeen`.
    PayLook { order: OrderNumber, trade: String, close: bool },
    /// What was paid is given back.
    PayBack { order: OrderNumber, trade: String },
    /// A session for the legal person is opened at the identity provider; `Happening::ProofBegun`.
    Prove { order: OrderNumber, session: String },
    /// The identity provider is asked how a session stands; `Happening::ProofSeen`.
    ProofLook { order: OrderNumber, session: String },
    /// The authority is told of the certificate at this place of the order; `Happening::Enrolled`.
    Enrol { order: OrderNumber, act: Act, place: u16 },
    /// The authority is asked for the unit's certificates; `Happening::RegisterAsked`.
    AskRegister { order: OrderNumber },
    /// The courier is asked after a parcel; what it says comes back as `Happening::Tracked`.
    Track { order: OrderNumber, which: Which, number: String },
}

/// For flags that are rarely set.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over by reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Effect {
    /// Effects of one lane are carried out one after the other, in the order they were written; lanes do not wait for each other.
    #[must_use]
    pub fn lane(&self) -> String {
        match self {
            Self::Say { to, .. }
            | Self::Card { to, .. }
            | Self::Line { to, .. }
            | Self::Copy { to, .. }
            | Self::SendFile { to, .. }
            | Self::Picture { to, .. }
            | Self::Riddle { to, .. }
            | Self::Pass { to, .. }
            | Self::Receipt { to, .. }
            | Self::Chart { to, .. }
            | Self::PayInvoice { to, .. }
            | Self::Print { to, .. } => format!("c{}", to.chat),
            Self::Edit { chat, .. }
            | Self::Buttons { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Menu { chat, .. }
            | Self::TakeDown { chat, .. }
            | Self::ClearCopies { chat, .. } => format!("c{chat}"),
            Self::Answer { query, .. } => format!("q{query}"),
            Self::ReadRegister { by, .. } => format!("r{by}"),
            Self::Export { to, .. } => format!("c{to}"),
            Self::Inspect { order, upload, .. } => format!("i{}:{upload}", order.as_str()),
            Self::Track { number, .. } => format!("t{number}"),
            Self::Text { order, .. } => format!("s{}", order.as_str()),
            Self::Mail { order, .. } => format!("m{}", order.as_str()),
            Self::ReadInvoice { order, .. } => format!("v{}", order.as_str()),
            Self::PayCode { trade, .. } | Self::PayLook { trade, .. } | Self::PayBack { trade, .. } => {
                format!("p{trade}")
            }
            Self::ReadSlip { order, .. } => format!("w{}", order.as_str()),
            Self::Prove { session, .. } | Self::ProofLook { session, .. } => format!("l{session}"),
            Self::Enrol { order, .. } | Self::AskRegister { order } => format!("a{}", order.as_str()),
        }
    }

    /// The stable name of the kind, for logs and figures.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Say { .. } => "say",
            Self::Card { .. } => "card",
            Self::Line { .. } => "line",
            Self::Copy { .. } => "copy",
            Self::ClearCopies { .. } => "clear_copies",
            Self::TakeDown { .. } => "take_down",
            Self::Edit { .. } => "edit",
            Self::Buttons { .. } => "buttons",
            Self::Answer { .. } => "answer",
            Self::Delete { .. } => "delete",
            Self::SendFile { .. } => "send_file",
            Self::Picture { .. } => "picture",
            Self::Menu { .. } => "menu",
            Self::Pass { .. } => "pass",
            Self::Receipt { .. } => "receipt",
            Self::ReadRegister { .. } => "read_register",
            Self::Export { .. } => "export",
            Self::Chart { .. } => "chart",
            Self::Print { .. } => "print",
            Self::Riddle { .. } => "riddle",
            Self::ReadSlip { .. } => "read_slip",
            Self::Inspect { .. } => "inspect",
            Self::Track { .. } => "track",
            Self::Text { .. } => "text",
            Self::Mail { .. } => "mail",
            Self::ReadInvoice { .. } => "read_invoice",
            Self::PayCode { .. } => "pay_code",
            Self::PayInvoice { .. } => "pay_invoice",
            Self::PayLook { .. } => "pay_look",
            Self::PayBack { .. } => "pay_back",
            Self::Prove { .. } => "prove",
            Self::ProofLook { .. } => "proof_look",
            Self::Enrol { .. } => "enrol",
            Self::AskRegister { .. } => "ask_register",
        }
    }

    /// The chat that this is said to, where it is said to one.
    #[must_use]
    pub fn chat(&self) -> Option<ChatId> {
        match self {
            Self::Say { to, .. }
            | Self::Card { to, .. }
            | Self::Line { to, .. }
            | Self::Copy { to, .. }
            | Self::SendFile { to, .. }
            | Self::Picture { to, .. }
            | Self::Riddle { to, .. }
            | Self::Pass { to, .. }
            | Self::Receipt { to, .. }
            | Self::Chart { to, .. }
            | Self::Print { to, .. }
            | Self::PayInvoice { to, .. }
            | Self::PayCode { to, .. } => Some(to.chat),
            Self::Edit { chat, .. }
            | Self::Buttons { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Menu { chat, .. }
            | Self::Export { to: chat, .. }
            | Self::TakeDown { chat, .. }
            | Self::ClearCopies { chat, .. } => Some(*chat),
            Self::Answer { .. }
            | Self::ReadRegister { .. }
            | Self::Inspect { .. }
            | Self::ReadSlip { .. }
            | Self::Track { .. }
            | Self::Text { .. }
            | Self::Mail { .. }
            | Self::ReadInvoice { .. }
            | Self::PayLook { .. }
            | Self::PayBack { .. }
            | Self::Prove { .. }
            | Self::ProofLook { .. }
            | Self::Enrol { .. }
            | Self::AskRegister { .. } => None,
        }
    }

    /// The order that this is about, where it names one.
    #[must_use]
    pub fn order(&self) -> Option<&OrderNumber> {
        match self {
            Self::Card { order, .. }
            | Self::Line { order, .. }
            | Self::Copy { order, .. }
            | Self::ClearCopies { order, .. }
            | Self::TakeDown { order, .. }
            | Self::Print { order, .. }
            | Self::Inspect { order, .. }
            | Self::Track { order, .. }
            | Self::Text { order, .. }
            | Self::Mail { order, .. }
            | Self::ReadInvoice { order, .. }
            | Self::PayCode { order, .. }
            | Self::PayInvoice { order, .. }
            | Self::PayLook { order, .. }
            | Self::PayBack { order, .. }
            | Self::Prove { order, .. }
            | Self::ProofLook { order, .. }
            | Self::Enrol { order, .. }
            | Self::AskRegister { order } => Some(order),
            Self::Pass { passage, .. } => passage.order.as_ref(),
            _ => None,
        }
    }

    /// True where losing it loses nothing that a person must know: such an effect is given up without telling staff.
    #[must_use]
    pub fn is_courtesy(&self) -> bool {
        matches!(
            self,
            Self::Answer { .. }
                | Self::Buttons { .. }
                | Self::Delete { .. }
                | Self::ClearCopies { .. }
                | Self::Receipt { .. }
                | Self::TakeDown { .. }
                | Self::Menu { .. }
        )
    }

    /// True for what somebody in a group waits for: an answer to what they wrote or pressed. It goes before what nobody asked for; so does
    /// what takes something of it away, which would else come too late and take what was sent in its place.
    /// Groups have negative numbers; a person's own chat is served in order.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        if self.chat().is_none_or(|chat| chat.0 >= 0) {
            return false;
        }
        match self {
            Self::Say { reply_to, .. } => reply_to.is_some(),
            Self::Card { card, urgent, .. } => *urgent || *card == CardKind::Question,
            Self::Line { urgent, .. } => *urgent,
            Self::Copy { .. }
            | Self::Edit { .. }
            | Self::Buttons { .. }
            | Self::Receipt { .. }
            | Self::Chart { .. }
            | Self::TakeDown { .. }
            | Self::ClearCopies { .. } => true,
            _ => false,
        }
    }
}
