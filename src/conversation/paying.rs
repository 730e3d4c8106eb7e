//! Paying by a scanned code or an invoice in the chat: it is asked for, the payment is told once, and what is odd about it is stated to
//! finance. What Telegram asks and tells of an invoice is `charging`'s, bank transfers are `staff`'s and `private`'s.

use super::refunding;
use super::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Key, Keyboard};
use crate::domain::money::Fen;
use crate::domain::order::{By, Move, Order, Refusal, ServiceMove, StageKind, What};
use crate::domain::payment::{Attempt, Oddity, PayWay, Standing};
use crate::domain::say::{Say, Words};

/// A key for each way that is offered.
pub(super) fn keys(order: &Order, ways: &[PayWay]) -> Vec<Vec<Key>> {
    let key = |(nth, way): (usize, &PayWay)| {
        let label = if way.is_invoice() {
            Say::id("key-pay-here").with("way", way_name(*way))
        } else {
            Say::id("key-scan").with("way", way_name(*way))
        };
        deed(label, order, Deed::Scan, u16::try_from(nth).unwrap_or(0), 0)
    };
    ways.iter().enumerate().map(|numbered| vec![key(numbered)]).collect()
}

pub(super) fn way_name(way: PayWay) -> Say {
    Say::id(match way {
        PayWay::Wechat => "way-wechat",
        PayWay::Alipay => "way-alipay",
        PayWay::Demo => "way-demo",
        PayWay::Telegram => "way-telegram",
    })
}

/// The applicant wants a code or an invoice. One that is still good is sent again, so that nobody pays two.
pub(super) fn scan(talk: &mut Talk<'_>, by: By, nth: u16) -> Result<(), Refusal> {
    let services = &talk.scene.rules.services;
    let way = *services.ways.get(usize::from(nth)).ok_or(Refusal::NotThere)?;
    match talk.act(by, Move::Service(ServiceMove::MakeCode { way })) {
        Ok(()) | Err(Refusal::Already) => {}
        Err(refusal) => return Err(refusal),
    }
    let order = talk.order().cloned().ok_or(Refusal::NotThere)?;
    let attempt = order.open_attempt(way, talk.scene.now).ok_or(Refusal::NotThere)?;
    let until = crate::domain::calendar::local(attempt.expires).format("%H:%M").to_string();
    let id = if way.is_invoice() { "pay-invoice" } else { "pay-code" };
    let words = Say::id(id)
        .with("way", way_name(way))
        .with("amount", attempt.amount.to_string())
        .with("number", order.number.to_string())
        .with("until", until);
    let words = Words::new(talk.lang, vec![words]);
    let trade = attempt.trade.clone();
    let (to, order) = (talk.to, order.number);
    talk.effect(if way.is_invoice() {
        Effect::PayInvoice { to, order, trade, words }
    } else {
        Effect::PayCode { to, order, trade, words }
    });
    Ok(())
}

/// Asks after the attempt that is due, or after what goes back of one, and closes it where its time is over or the order takes no payment
/// any more. An invoice is closed by the desk itself, since nobody else could.
pub(super) fn due(talk: &mut Talk<'_>) {
    let now = talk.scene.now;
    let Some(order) = talk.order().cloned() else { return };
    let Some((attempt, _)) = order.attempt_due().filter(|(_, at)| *at <= now) else { return };
    let over = now >= attempt.expires || order.stage.kind() != StageKind::AwaitingPayment;
    let (close, attempt) = (over && !attempt.is_refunding(), attempt.clone());
    let (trade, way) = (attempt.trade.clone(), attempt.way);
    if way.is_invoice() {
        return super::charging::lapse(talk, trade);
    }
    match talk.act_for(By::Desk, Move::Service(ServiceMove::AskPayment { trade: trade.clone(), close })) {
        Err(_) => {}
        Ok(Some(What::RefundUnclear { .. })) => refunding::unclear(talk, &attempt),
        Ok(Some(What::PaymentUnclear { .. })) => {
            let line = Say::id("staff-payment-unclear")
                .with("number", order.number.to_string())
                .with("trade", trade.as_str())
                .with("way", way_name(way));
            talk.tell_staff_of_order(vec![line], Keyboard::None, false);
        }
        Ok(_) => talk.effect(Effect::PayLook { order: order.number, trade, close }),
    }
}

/// No code could be made; other ways are open.
pub(super) fn failed(talk: &mut Talk<'_>, trade: &str) {
    let Some(attempt) = talk.order().and_then(|order| order.attempt(trade)).cloned() else { return };
    let id = if attempt.way.is_invoice() { "pay-invoice-failed" } else { "pay-code-failed" };
    talk.tell_applicant(&[Say::id(id).with("way", way_name(attempt.way))]);
}

/// How an attempt stands, asked or by a call-back.
pub(super) fn seen(talk: &mut Talk<'_>, trade: &str, standing: &Standing) {
    let Some(attempt) = talk.order().and_then(|order| order.attempt(trade)).cloned() else {
        return nobodys(talk, trade, standing);
    };
    let mv = Move::Service(ServiceMove::PaymentSeen { trade: trade.to_owned(), standing: standing.clone() });
    let what = talk.act_for(By::Desk, mv).ok().flatten();
    let late = matches!(&what, Some(What::PaidOddly { oddity: Oddity::Late, .. }));
    come_in(talk, &attempt, what.as_ref(), &[]);
    if late {
        refunding::pay_back(talk, &attempt);
    }
}

/// Money that belongs to no code of the desk's: after a loss of data, or meant for somebody else.
fn nobodys(talk: &mut Talk<'_>, trade: &str, standing: &Standing) {
    let Standing::Paid { amount, transaction } = standing else { return };
    let line = Say::id("staff-paid-unknown")
        .with("amount", amount.to_string())
        .with("trade", trade)
        .with("transaction", transaction.as_str());
    if talk.order().is_some() {
        talk.tell_staff_of_order(vec![line], Keyboard::None, false);
    } else {
        talk.tell_staff(vec![line], Keyboard::None);
    }
}

/// Says what came of money that came in. `more` is said to finance below it.
pub(super) fn come_in(talk: &mut Talk<'_>, attempt: &Attempt, what: Option<&What>, more: &[Say]) {
    match what {
        Some(What::Paid { amount, .. }) => paid(talk, attempt, *amount, more),
        Some(What::PaidOddly { amount, due, oddity, .. }) => {
            let by_hand = attempt.way.is_invoice();
            let id = match oddity {
                Oddity::Differs => "staff-paid-oddly-differs",
                Oddity::Late if by_hand => "staff-paid-late-by-hand",
                Oddity::Late => "staff-paid-oddly-late",
                Oddity::Double => "staff-paid-oddly-double",
                Oddity::Currency => "staff-paid-oddly-currency",
            };
            let line = of_attempt(talk, id, attempt, *amount).with("due", due.to_string());
            let decides = matches!(oddity, Oddity::Differs | Oddity::Double);
            let keyboard = if decides { refunding::offer(talk, attempt) } else { Keyboard::None };
            tell_finance(talk, line, more, keyboard);
            let told = match oddity {
                Oddity::Late if by_hand => "pay-late-by-hand",
                Oddity::Late => "pay-late",
                Oddity::Currency => "pay-in-another-currency",
                Oddity::Differs | Oddity::Double => "pay-looked-at",
            };
            talk.tell_applicant(&[of_attempt(talk, told, attempt, *amount)]);
        }
        _ => {}
    }
}

/// The order is paid: everybody hears it, and no invoice of it hangs anywhere any more.
fn paid(talk: &mut Talk<'_>, attempt: &Attempt, amount: Fen, more: &[Say]) {
    if talk.order().is_some_and(|order| order.attempts.iter().any(|a| a.way.is_invoice())) {
        super::charging::take_down(talk);
    }
    talk.tell_applicant(&[of_attempt(talk, "paid", attempt, amount)]);
    talk.show_checklist(true);
    tell_finance(talk, of_attempt(talk, "staff-paid-by-code", attempt, amount), more, Keyboard::None);
    talk.show_desk_card(false);
}

/// A line about an attempt and a sum of it.
pub(super) fn of_attempt(talk: &Talk<'_>, id: &'static str, attempt: &Attempt, amount: Fen) -> Say {
    let number = talk.order().map(|order| order.number.to_string()).unwrap_or_default();
    Say::id(id)
        .with("number", number)
        .with("amount", amount.to_string())
        .with("way", way_name(attempt.way))
        .with("trade", attempt.trade.as_str())
}

fn tell_finance(talk: &mut Talk<'_>, line: Say, more: &[Say], keyboard: Keyboard) {
    talk.tell_staff_of_order([line].into_iter().chain(more.iter().cloned()).collect(), keyboard, false);
}
