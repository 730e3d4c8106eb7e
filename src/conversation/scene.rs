//! All that a step may look at, loaded beforehand. `Needs` says what to load for a letter; the desk loads it; nothing is
//! looked up in the middle of a step.

use super::session::Bound;
use crate::domain::account::Account;
use crate::domain::certificate::Certificate;
use crate::domain::ids::{AccountId, ChatId, MessageId, UserId};
use crate::domain::line::Password;
use crate::domain::order::{Event, Order, StageKind};
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::{PassageBy, Passed};
use crate::domain::rules::{Lang, Rules};
use crate::domain::staff::{Invitation, Member};
use crate::domain::uscc::Uscc;
use chrono::{DateTime, Utc};

/// What a letter needs loaded beside the session. Everything is optional and bounded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The account that the session is bound to.
    pub account: bool,
    /// The chats that are bound to it, with whose they are.
    pub chats: bool,
    /// Its certificates on file.
    pub certificates: bool,
    /// Its orders, newest first, at most 50.
    pub orders: bool,
    /// Where its notices go, where no order is loaded that says so.
    pub followers: bool,
    /// This order, whoever's it is (with its account, its unit and the chats to push to).
    pub order: Option<OrderNumber>,
    /// The order whose card or message this is: for replies to a card in the group.
    pub order_of_card: Option<(ChatId, MessageId)>,
    /// Else the order that this message names.
    pub order_named: Option<OrderNumber>,
    /// What was passed on between this chat and the other side.
    pub passage: Option<PassageBy>,
    /// The account that logs in by this code.
    pub by_uscc: Option<Uscc>,
    /// A number for an order that is opened in this step.
    pub fresh_number: bool,
    /// The order's journal, oldest first.
    pub journal: bool,
    /// Orders by their numbers, at most 60, each with its account and the chats to push to: a pasted list.
    pub many: Vec<OrderNumber>,
    /// Which of these numbers are orders, for "did you mean".
    pub near: Vec<OrderNumber>,
    /// The whole staff register.
    pub register: bool,
    /// What happened to all orders in so many days before now.
    pub figures_of_days: Option<u32>,
    /// The invitation with this token.
    pub invitation: Option<String>,
    /// Orders in one of these stages, oldest first, at most 500: a queue.
    pub queue: Vec<StageKind>,
    /// Orders found by a part of the unit's name, by USCC, mobile, waybill or serial, at most 100.
    pub find: Option<String>,
    /// Certificates on file, by their serials.
    pub serials: Vec<String>,
    /// Certificates on file that this is a part of: serial, code or holder; at most 20.
    pub certificates_like: Option<String>,
    /// The sender's entry in the staff register.
    pub staff: bool,
    pub password: PasswordNeed,
}

/// What is to be worked out about a password before the step, because it is slow on purpose. Outside any transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PasswordNeed {
    #[default]
    None,
    /// Hash it, for `Scene::password_hash`.
    Hash(Password),
    /// Compare it with the hash of the account under `Needs::by_uscc`, for `Scene::password_fits`.
    Compare(Password),
}

/// A chat that an account's notices go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub chat: ChatId,
    pub user: UserId,
    pub lang: Lang,
    /// False where the chat is known to be out of reach.
    pub reachable: bool,
}

/// A chat that is bound to an account, as its own people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundChat {
    pub chat: ChatId,
    pub user: UserId,
    pub lang: Lang,
    /// Missing where it was bound before this was written down.
    pub bound: Option<Bound>,
}

/// A line of a queue or a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub order: Order,
    pub unit: String,
}

/// An order of a pasted list, with what goes with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub order: Order,
    pub owner: Option<Account>,
    pub viewers: Vec<Viewer>,
}

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    pub rules: &'a Rules,
    pub now: DateTime<Utc>,
    /// Random bits for codes and tokens, fresh for each step.
    pub random: u128,
    /// The bot's own name, for links.
    pub bot: &'a str,
    /// The staff group, and the language it is spoken to in.
    pub group: Option<ChatId>,
    pub group_lang: Lang,
    pub account: Option<Account>,
    /// The chats bound to `account`, the oldest binding first.
    pub chats: Vec<BoundChat>,
    pub certificates: Vec<Certificate>,
    pub orders: Vec<Order>,
    pub order: Option<Order>,
    /// The account that `order` belongs to, and where its notices go.
    pub owner: Option<Account>,
    pub viewers: Vec<Viewer>,
    pub by_uscc: Option<Account>,
    /// Whether the password in this letter is right for `by_uscc` or `account`; `None` where none was asked for.
    pub password_fits: Option<bool>,
    /// The hash of the password in this letter, where one was asked for to be kept.
    pub password_hash: Option<String>,
    pub fresh_number: Option<OrderNumber>,
    pub fresh_account: AccountId,
    pub journal: Vec<Event>,
    /// The place of the first journal entry that does not fit the chain, where the journal was asked for.
    pub broken_at: Option<i64>,
    pub queue: Vec<Listed>,
    pub many: Vec<Opened>,
    pub near: Vec<Listed>,
    pub register: Vec<Member>,
    /// Certificates on file, asked for by their serials or by a part.
    pub on_file: Vec<Certificate>,
    pub happened: Vec<(OrderNumber, Event)>,
    pub invitation: Option<Invitation>,
    pub staff: Option<Member>,
    /// What the letter answers or corrects, where that was passed on.
    pub passed: Option<Passed>,
}
