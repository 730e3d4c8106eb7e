//! Invoices in the chat: what Telegram is answered when somebody is about to pay one, what is said when one was paid, and how they go
//! away. Sending one is asked for in `paying`.

use super::input::Letter;
use super::paying;
use super::scene::Viewer;
use super::talk::Talk;
use crate::domain::effect::{CardKind, Effect, Keyboard};
use crate::domain::ids::ChatId;
use crate::domain::order::{By, Move, Order, Refusal, ServiceMove};
use crate::domain::payment::{Charge, Checkout, Hindrance};
use crate::domain::say::Say;
use chrono::{DateTime, Utc};

/// What a payment is checked against, as it is stored at that moment.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    /// The order that the invoice is of.
    pub order: Option<Order>,
    /// The chats that are bound to the order's account. Whoever is in one may pay: it is the unit that pays, and its colleagues see
    /// the order, its sum and its receipt alike.
    pub viewers: Vec<Viewer>,
    /// Somebody else was let through to pay the same invoice a moment ago.
    pub busy: bool,
}

/// Whether somebody may pay, or what to tell them; nothing was taken from who may not.
pub fn checked_out(checkout: &Checkout, counter: &Counter, now: DateTime<Utc>) -> Result<(), (Hindrance, Say)> {
    let Some(order) = &counter.order else { return Err((Hindrance::NotThere, Say::id("checkout-not-there"))) };
    let entitled = counter.viewers.iter().any(|viewer| viewer.user == checkout.payer);
    let hindrance = match order.may_be_paid(checkout, entitled, now) {
        Ok(()) if counter.busy => Hindrance::Busy,
        Ok(()) => return Ok(()),
        Err(hindrance) => hindrance,
    };
    let words = match hindrance {
        // What the order's number is, strangers are not told.
        Hindrance::Stranger => Say::id("checkout-stranger"),
        Hindrance::NotThere => Say::id("checkout-not-there"),
        Hindrance::Paid => Say::id("checkout-paid").with("number", order.number.to_string()),
        Hindrance::NotAwaited => Say::id("checkout-not-awaited").with("number", order.number.to_string()),
        Hindrance::Expired => Say::id("checkout-expired").with("number", order.number.to_string()),
        Hindrance::Changed => Say::id("checkout-changed").with("number", order.number.to_string()),
        Hindrance::Busy => Say::id("checkout-busy").with("number", order.number.to_string()),
        Hindrance::Unchecked | Hindrance::Unanswered => Say::id("checkout-trouble"),
    };
    Err((hindrance, words))
}

/// Somebody was not let pay: staff find it on the order's timeline.
pub(super) fn not_let_pay(talk: &mut Talk<'_>, trade: &str, why: Hindrance) {
    // What was said before is no news, and refused for that.
    let _news = talk.act(By::Desk, Move::Service(ServiceMove::NotLetPay { trade: trade.to_owned(), why }));
}

/// An invoice was paid: it counts once, and whatever is odd about it is stated to finance.
pub(super) fn charged(talk: &mut Talk<'_>, letter: &Letter, charge: &Charge) {
    let attempt = talk.order().and_then(|order| order.attempt(&charge.trade)).filter(|a| a.way.is_invoice()).cloned();
    let Some(attempt) = attempt else { return nobodys(talk, charge) };
    match talk.act_for(By::Desk, Move::Service(ServiceMove::Charged(charge.clone()))) {
        // Told before.
        Err(Refusal::Already) => return,
        Err(_) => return nobodys(talk, charge),
        Ok(what) => paying::come_in(talk, &attempt, what.as_ref(), &[where_to_look(charge)]),
    }
    // Who has left the account meanwhile is told that the money has come, all the same.
    if !talk.scene.viewers.iter().any(|viewer| viewer.chat == letter.chat) {
        talk.say(vec![Say::id("pay-has-come")]);
    }
}

/// Money that belongs to no invoice of the desk's.
fn nobodys(talk: &mut Talk<'_>, charge: &Charge) {
    let lines = vec![Say::id("staff-paid-for-nothing").with("trade", charge.trade.as_str()), where_to_look(charge)];
    if talk.order().is_some() {
        talk.tell_staff_of_order(lines, Keyboard::None, false);
    } else {
        talk.tell_staff(lines, Keyboard::None);
    }
    talk.say(vec![Say::id("pay-has-come")]);
}

/// By which numbers finance find the money.
fn where_to_look(charge: &Charge) -> Say {
    let units = charge.sum.units.to_string();
    Say::id("staff-charge")
        .with("provider", charge.provider.as_str())
        .with("telegram", charge.telegram.as_str())
        .with("currency", charge.sum.currency.as_str())
        .with("units", units)
}

/// An invoice is over that nobody paid.
pub(super) fn lapse(talk: &mut Talk<'_>, trade: String) {
    if talk.act(By::Desk, Move::Service(ServiceMove::Lapse { trade })).is_ok() {
        take_down(talk);
    }
}

/// A chat follows the account no more: the invoices that hang in it go, since nobody there may pay them now.
pub(super) fn left_behind(talk: &mut Talk<'_>, chat: ChatId) {
    let payable = |order: &&Order| order.attempts.iter().any(|attempt| attempt.way.is_invoice() && attempt.is_open());
    let orders: Vec<_> = talk.scene.orders.iter().filter(payable).map(|order| order.number.clone()).collect();
    for order in orders {
        talk.effect(Effect::TakeDown { chat, order, card: CardKind::Invoice });
    }
}

/// The invoices of the order go, wherever one hangs: nobody is to be tempted by what cannot be paid.
pub(super) fn take_down(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().map(|order| order.number.clone()) else { return };
    for viewer in &talk.scene.viewers {
        talk.effect(Effect::TakeDown { chat: viewer.chat, order: order.clone(), card: CardKind::Invoice });
    }
}
