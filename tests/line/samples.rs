//! Accounts, orders and effects as a test needs them.

use certdesk::domain::account::Account;
use certdesk::domain::certificate::{Certificate, CertificateKind, CertificateState};
use certdesk::domain::effect::{Effect, Keyboard};
use certdesk::domain::ids::{AccountId, ChatId};
use certdesk::domain::line::{Serial, UnitName};
use certdesk::domain::mobile::Mobile;
use certdesk::domain::order::{By, Event, Order, What};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::rules::Lang;
use certdesk::domain::say::{Say, Words};
use certdesk::domain::uscc::Uscc;
use certdesk::store::{Due, OrderRow};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

/// The instant at which the tests begin.
pub(crate) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap()
}

pub(crate) fn uscc(text: &str) -> Uscc {
    Uscc::parse(text).expect("a code")
}

pub(crate) fn account(id: u8, code: &str) -> Account {
    Account {
        id: AccountId::make(1_700_000_000_000, [id; 10]),
        uscc: uscc(code),
        unit: UnitName::parse("江西某某建工有限公司").unwrap(),
        mobile: Mobile::parse("13800138000").unwrap(),
        mobile_proven: false,
        password: "$argon2id$…".to_owned(),
        failures: 0,
        locked_until: None,
        created_at: noon(),
        recovery: None,
        record: Vec::new(),
    }
}

pub(crate) fn order(sequence: u64, of: &Account) -> Order {
    let mut order = Order::draft(OrderNumber::make(2026, sequence), of.id.clone(), noon());
    order.version = 1;
    order
}

/// An order that was never stored.
pub(crate) fn row_of(order: Order) -> OrderRow {
    let link = certdesk::domain::journal::origin(order.number.as_str());
    OrderRow { order, place: 0, link, base: 0 }
}

pub(crate) fn event(order: &Order) -> Event {
    Event { at: noon(), by: By::Desk, version: order.version, what: What::Opened }
}

pub(crate) fn certificate(serial: &str, code: &str) -> Certificate {
    Certificate {
        serial: Serial::parse(serial).unwrap(),
        uscc: uscc(code),
        kind: CertificateKind::Unit,
        holder: "江西某某建工有限公司".to_owned(),
        expires_on: NaiveDate::from_ymd_opt(2027, 1, 1),
        has_seal: true,
        state: CertificateState::Valid,
        by_hand: None,
    }
}

/// A message to a chat.
pub(crate) fn say(chat: i64, text: &str) -> Effect {
    Effect::Say {
        to: ChatId(chat).into(),
        words: Words::new(Lang::Zh, vec![Say::verbatim(text)]),
        keyboard: Keyboard::None,
        reply_to: None,
    }
}

pub(crate) fn due(id: u8, effect: Effect) -> Due {
    let id = certdesk::domain::ids::EffectId::make(1_700_000_000_000 + u64::from(id), [id; 10]);
    Due { id, effect, attempts: 0, due_at: noon(), created_at: noon() }
}

/// The code of the `n`th unit, with check characters that fit.
pub(crate) fn uscc_number(n: usize) -> String {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91360100{n:08}");
    let ends = ALPHABET.chars().flat_map(|a| ALPHABET.chars().map(move |b| (a, b)));
    let mut whole = ends.map(|(a, b)| format!("{body}{a}{b}"));
    whole.find(|code| Uscc::parse(code).is_ok()).expect("one pair of check characters fits")
}
