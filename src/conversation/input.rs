//! What comes in: a person's letter from a chat, or a happening from the desk itself. Telegram's own words stay in `telegram`.

use crate::domain::authority::{Act, Enrolment};
use crate::domain::certificate::Certificate;
use crate::domain::document::FileRef;
use crate::domain::effect::To;
use crate::domain::ids::{ChatId, MessageId, UserId};
use crate::domain::invoice::{Difference, InvoiceLook};
use crate::domain::line::Reference;
use crate::domain::mailing::{MailKind, MailOutcome};
use crate::domain::order::{Finding, KeptBeside};
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::{Call, Outage};
use crate::domain::passage::Passage;
use crate::domain::payment::{Charge, Hindrance, Refund, Standing};
use crate::domain::proof::ProofStanding;
use crate::domain::register::{Sheet, Unfit};
use crate::domain::rules::Lang;
use crate::domain::texting::{TextKind, TextOutcome, TextTo};
use crate::domain::tracking::{Sighting, Silence, Which};
use chrono::{DateTime, NaiveDate, Utc};

/// Who wrote, as Telegram tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    pub id: UserId,
    /// First and last name, for cards and greetings.
    pub name: String,
    /// What the person's client is set to.
    pub lang: Lang,
    /// True for the group's anonymous administrator and for channels: nobody in particular.
    pub anonymous: bool,
}

/// One update, in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub chat: ChatId,
    /// True for a one-to-one chat with the bot.
    pub private: bool,
    /// The forum topic it was written in.
    pub topic: Option<MessageId>,
    pub from: Sender,
    /// The message that came, or that the pressed button hangs on.
    pub message: Option<MessageId>,
    /// The message that it answers, where it is a reply.
    pub reply_to: Option<MessageId>,
    /// True where that message is a bot's.
    pub reply_to_bot: bool,
    /// The one order that the answered message of the bot's names: known even before the desk has heard where it arrived.
    pub reply_names: Option<OrderNumber>,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Several files sent at once share one.
    pub album: Option<String>,
    /// True where it was forwarded from elsewhere.
    pub forwarded: bool,
    pub input: Input,
}

/// What a letter holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Plain text; cut at 4,096 characters by Telegram itself.
    Text(String),
    /// `/name rest`, with a mention of this bot already dropped; the name in lower case.
    Command { name: String, rest: String },
    /// A shared contact: the number as Telegram has it, and whose account it is.
    Contact { phone: String, user: Option<UserId>, name: String },
    /// A photo or a document, with its caption.
    File { file: FileRef, caption: Option<String> },
    /// A round video.
    VideoNote { file: FileRef, seconds: u32 },
    /// A pressed inline button: the query to answer, and the data as it came.
    Pressed { query: String, data: String },
    /// A message was edited; what it says now where it is text.
    Edited { text: Option<String> },
    /// A video, a sound, a voice message, a sticker: no step takes it, but it can be passed on to whoever is talked with.
    Media { file: FileRef, caption: Option<String> },
    /// An invoice was paid.
    Charged(Charge),
    /// Something that nothing takes.
    Other(OtherKind),
    /// The person blocked the bot, or came back.
    Blocked(bool),
    /// The bot was taken into this group or thrown out of it.
    Membership { present: bool },
    /// Somebody left the group or was removed.
    Left(UserId),
    /// The group became the supergroup `to`.
    Migrated { to: ChatId },
}

/// What it was, so that the answer can name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKind {
    Location,
    Other,
}

/// The result of slow work, or something that fell due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// An upload was looked at. `document` is what the printed code on it says it is, where one was read and it is this order's.
    Inspected {
        order: OrderNumber,
        upload: u32,
        document: Option<crate::domain::document::DocumentKind>,
        findings: Vec<Finding>,
        /// SHA-256 of the original, as kept.
        digest: Option<String>,
        /// What else was made of it.
        made: KeptBeside,
    },
    /// Something fell due on an order without anybody having done anything.
    Due { order: OrderNumber },
    /// A message was passed on, as this copy, or could not be.
    Passed { passage: Passage, copy: Result<(ChatId, MessageId), Unreachable> },
    /// How a short message came out.
    Texted { order: OrderNumber, to: TextTo, kind: TextKind, outcome: TextOutcome },
    /// How an e-mail came out.
    Mailed { order: OrderNumber, kind: MailKind, outcome: MailOutcome },
    /// A PDF that somebody of the staff sent as the invoice was read.
    InvoiceRead {
        order: OrderNumber,
        to: To,
        reply_to: Option<MessageId>,
        by: UserId,
        number: Reference,
        file: FileRef,
        look: InvoiceLook,
    },
    /// A provider sent the invoice by itself; the file is kept by the desk, and what is stated beside it differs so.
    InvoiceCame { order: OrderNumber, number: Reference, file: FileRef, states: Vec<Difference> },
    /// How an attempt to pay stands, asked or told by a call-back.
    PaymentSeen { order: OrderNumber, trade: String, standing: Standing },
    /// No code to pay by could be made.
    CodeFailed { order: OrderNumber, trade: String, why: Outage },
    /// How a refund stands, asked or told by a call-back.
    RefundSeen { order: OrderNumber, trade: String, refund: Refund },
    /// The payment service refuses to give back what was paid; or it never said whether it has.
    NotRefunded { order: OrderNumber, trade: String, refused: bool },
    /// A service outside did what it was asked for an order, or did not, and there is nothing else to say of it.
    Called { order: OrderNumber, call: Call, outcome: Result<(), Outage> },
    /// Somebody wanted to pay an invoice and was not let.
    NotLetPay { order: OrderNumber, trade: String, why: Hindrance },
    /// A provider sent another invoice for an order that has one.
    OtherInvoice { order: OrderNumber, number: Reference },
    /// The courier has stopped telling of each step of this parcel by itself.
    WatchEnded { order: OrderNumber, which: Which, number: String },
    /// The identity provider's page for the legal person, or why it opens no session.
    ProofBegun { order: OrderNumber, session: String, page: Result<String, Outage> },
    /// How a session at the identity provider stands, asked or told by a call-back.
    ProofSeen { order: OrderNumber, session: String, standing: ProofStanding },
    /// The legal person did something on the desk's own page.
    OnPage { order: OrderNumber, act: PageAct },
    /// The courier answered about a parcel, or told of it by itself.
    /// `told` where the same people hear of it for another order in the parcel.
    Tracked { order: OrderNumber, which: Which, number: String, answer: Result<Sighting, Silence>, told: bool },
    /// How what the authority was told of the certificate at this place came out.
    Enrolled { order: OrderNumber, act: Act, place: u16, outcome: Enrolment },
    /// The unit's certificates as the authority has them; none where it did not say.
    RegisterAsked { order: OrderNumber, found: Option<Vec<Certificate>> },
    /// A table for the register was read.
    RegisterRead { to: To, message: MessageId, by: UserId, read: RegisterRead },
    /// What became of a table of orders that one of staff asked for.
    Exported { asked: To, message: MessageId, export: Export, outcome: Result<usize, Unreachable> },
    /// A working day begins.
    Morning,
    /// The barcodes on a courier's slip that was sent in this chat; none where none could be read.
    SlipRead { order: OrderNumber, chat: ChatId, codes: Vec<String> },
    /// A chat could not be told something that an order owes it: blocked, gone, or given up.
    Unreachable { chat: ChatId, reason: Unreachable },
}

/// What the legal person does on the desk's own page, where the link's secret was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageAct {
    /// Consents, in this language.
    Consent(Lang),
    /// A video was recorded; kept by the desk already.
    Video(FileRef),
    Decline,
    /// Takes back what was authorised.
    Withdraw,
}

/// A table of orders: for whom, of which days, and whether personal data is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    pub by: UserId,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub unmasked: bool,
}

/// A table for the register, as it was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRead {
    /// How the file's digest begins; empty where it could not be fetched.
    pub digest: String,
    pub sheet: Result<Sheet, Unfit>,
    /// It was looked through before, and is to be taken in.
    pub confirmed: bool,
}

impl RegisterRead {
    /// The serials that it names.
    #[must_use]
    pub fn serials(&self) -> Vec<String> {
        let entries = self.sheet.iter().flat_map(|sheet| &sheet.entries);
        entries.map(|entry| entry.certificate.serial.as_str().to_owned()).collect()
    }
}

/// Why a chat is not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// The person blocked the bot, deleted the account or never started it.
    Blocked,
    /// Tried as often as is sensible.
    GaveUp,
}
