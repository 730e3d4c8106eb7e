//! Money that goes back: what did not fit when an order ends, what finance want to go back while it goes on, and how each refund stands.
//! What comes in is `paying`'s.

use super::paying::{come_in, of_attempt};
use super::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Key, Keyboard};
use crate::domain::order::{By, Move, Order, Refusal, ServiceMove, What};
use crate::domain::payment::{Attempt, Oddity, Refund};
use crate::domain::say::Say;
use crate::domain::staff::Member;

/// What a key below money that does not fit means: is it to go back, is it really, or is it to stay.
const ASKED: u16 = 0;
const SURE: u16 = 1;
const STAYS: u16 = 2;

/// What came in for an order that ends unpaid goes back as what comes later does.
pub(super) fn at_the_end(talk: &mut Talk<'_>) {
    let ends = |what: &What| matches!(what, What::Withdrawn | What::Rejected | What::Closed);
    if !talk.events().iter().any(|event| ends(&event.what)) {
        return;
    }
    let attempts = talk.order().map(|order| order.attempts.clone()).unwrap_or_default();
    for attempt in attempts.iter().filter(|attempt| !attempt.returning && !attempt.is_refunding()) {
        let Some(amount) = attempt.received() else { continue };
        let due = attempt.amount;
        let late = What::PaidOddly { trade: attempt.trade.clone(), amount, due, oddity: Oddity::Late };
        come_in(talk, attempt, Some(&late), &[]);
        pay_back(talk, attempt);
    }
}

/// The provider is told to, once; what was paid by an invoice finance give back by hand.
pub(super) fn pay_back(talk: &mut Talk<'_>, attempt: &Attempt) {
    let trade = attempt.trade.clone();
    if talk.act(By::Desk, Move::Service(ServiceMove::GiveBack { trade: trade.clone() })).is_ok()
        && let Some(order) = talk.order().map(|order| order.number.clone())
    {
        talk.effect(Effect::PayBack { order, trade });
    }
}

/// How a refund stands, asked or by a call-back.
pub(super) fn seen(talk: &mut Talk<'_>, trade: &str, refund: Refund) {
    let mv = Move::Service(ServiceMove::RefundSeen { trade: trade.to_owned(), refund });
    moved(talk, trade, mv);
}

/// The provider would not give it back, or nobody knows whether it has.
pub(super) fn not_done(talk: &mut Talk<'_>, trade: &str, refused: bool) {
    moved(talk, trade, Move::Service(ServiceMove::NotRefunded { trade: trade.to_owned(), refused }));
}

/// Moves the order, and says what is news.
fn moved(talk: &mut Talk<'_>, trade: &str, mv: Move) {
    let Some(attempt) = talk.order().and_then(|order| order.attempt(trade)).cloned() else { return };
    let Some(amount) = attempt.received() else { return };
    let (staff, applicant) = match talk.act_for(By::Desk, mv) {
        Ok(Some(What::RefundUnderway { .. })) => ("staff-refund-underway", Some("refund-underway")),
        Ok(Some(What::Refunded { .. })) => ("staff-refunded", Some("refunded")),
        Ok(Some(What::NotRefunded { refused, .. })) => {
            let staff = if refused { "staff-not-refunded" } else { "staff-refund-unknown" };
            (staff, (!attempt.stuck).then_some("refund-stuck"))
        }
        _ => return,
    };
    let again = again(talk, &attempt);
    talk.tell_staff_of_order(vec![of_attempt(talk, staff, &attempt, amount)], again, false);
    if let Some(id) = applicant {
        talk.tell_applicant(&[of_attempt(talk, id, &attempt, amount)]);
    }
}

/// A refund has been on its way for too long.
pub(super) fn unclear(talk: &mut Talk<'_>, attempt: &Attempt) {
    let Some(amount) = attempt.received() else { return };
    let line = of_attempt(talk, "staff-refund-unclear", attempt, amount);
    let keyboard = again(talk, attempt);
    talk.tell_staff_of_order(vec![line], keyboard, false);
}

/// The key below money that does not fit; none where finance must give it back by hand.
pub(super) fn offer(talk: &Talk<'_>, attempt: &Attempt) -> Keyboard {
    let key = |order: &Order, nth| vec![vec![deed(Say::id("key-give-back"), order, Deed::GiveBack, nth, ASKED)]];
    keyboard(talk, attempt, key)
}

/// The key below a refund that did not come to its end: to say it again is the same refund.
fn again(talk: &Talk<'_>, attempt: &Attempt) -> Keyboard {
    if talk.order().is_none_or(|order| order.may_go_back(&attempt.trade).is_err()) {
        return Keyboard::None;
    }
    keyboard(talk, attempt, |order, nth| {
        vec![vec![deed(Say::id("key-refund-again"), order, Deed::GiveBack, nth, SURE)]]
    })
}

fn keyboard(talk: &Talk<'_>, attempt: &Attempt, rows: impl Fn(&Order, u16) -> Vec<Vec<Key>>) -> Keyboard {
    let Some(order) = talk.order().filter(|_| !attempt.way.is_invoice()) else { return Keyboard::None };
    let nth = order.attempts.iter().position(|a| a.trade == attempt.trade).and_then(|nth| u16::try_from(nth).ok());
    nth.map_or(Keyboard::None, |nth| Keyboard::Inline(rows(order, nth)))
}

/// One of finance pressed such a key. Gives what hangs below the message from now on.
pub(super) fn pressed(talk: &mut Talk<'_>, member: &Member, (nth, step): (u16, u16)) -> Result<Keyboard, Refusal> {
    let order = talk.order().ok_or(Refusal::NotThere)?;
    let attempt = order.attempts.get(usize::from(nth)).cloned().ok_or(Refusal::NotThere)?;
    let amount = order.may_go_back(&attempt.trade)?;
    match step {
        ASKED => {
            let sure = Say::id("key-give-back-sure").with("amount", amount.to_string());
            return Ok(keyboard(talk, &attempt, |order, nth| {
                let key = |label, step| vec![deed(label, order, Deed::GiveBack, nth, step)];
                vec![key(sure.clone(), SURE), key(Say::id("key-give-back-not"), STAYS)]
            }));
        }
        STAYS => return Ok(offer(talk, &attempt)),
        _ => {}
    }
    talk.act(By::Staff(member.id), Move::GiveBack { trade: attempt.trade.clone() })?;
    let line = of_attempt(talk, "staff-gives-back", &attempt, amount).with("name", member.name.as_str());
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
    if let Some(order) = talk.order().map(|order| order.number.clone()) {
        talk.effect(Effect::PayBack { order, trade: attempt.trade });
    }
    Ok(Keyboard::None)
}
