//! Paying by a scanned code: the code is asked for, the payment is told once, and what is odd about it is stated to finance. Bank
//! transfers are `staff`'s and `private`'s.

use super::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Key, Keyboard};
use crate::domain::order::{By, Move, Order, Refusal, ServiceMove, StageKind, What};
use crate::domain::payment::{Oddity, PayWay, Standing};
use crate::domain::say::{Say, Words};

/// A key for each way that is offered.
pub(super) fn keys(order: &Order, ways: &[PayWay]) -> Vec<Vec<Key>> {
    let key = |(nth, way): (usize, &PayWay)| {
        deed(Say::id("key-scan").with("way", way_name(*way)), order, Deed::Scan, u16::try_from(nth).unwrap_or(0), 0)
    };
    ways.iter().enumerate().map(|numbered| vec![key(numbered)]).collect()
}

pub(super) fn way_name(way: PayWay) -> Say {
    Say::id(match way {
        PayWay::Wechat => "way-wechat",
        PayWay::Alipay => "way-alipay",
        PayWay::Demo => "way-demo",
    })
}

/// The applicant wants a code. One that is still good is sent again, so that nobody pays two.
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
    let words = Say::id("pay-code")
        .with("way", way_name(way))
        .with("amount", attempt.amount.to_string())
        .with("number", order.number.to_string())
        .with("until", until);
    let words = Words::new(talk.lang, vec![words]);
    let trade = attempt.trade.clone();
    talk.effect(Effect::PayCode { to: talk.to, order: order.number, trade, words });
    Ok(())
}

/// Asks after the attempt that is due, and closes it where its time is over or the order takes no payment any more.
pub(super) fn due(talk: &mut Talk<'_>) {
    let now = talk.scene.now;
    let Some(order) = talk.order().cloned() else { return };
    let Some((attempt, _)) = order.attempt_due().filter(|(_, at)| *at <= now) else { return };
    let close = now >= attempt.expires || order.stage.kind() != StageKind::AwaitingPayment;
    let (trade, way) = (attempt.trade.clone(), attempt.way);
    match talk.act_for(By::Desk, Move::Service(ServiceMove::AskPayment { trade: trade.clone(), close })) {
        Err(_) => {}
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
    talk.tell_applicant(&[Say::id("pay-code-failed").with("way", way_name(attempt.way))]);
}

/// How an attempt stands, asked or by a call-back.
pub(super) fn seen(talk: &mut Talk<'_>, trade: &str, standing: &Standing) {
    let Some(before) = talk.order().cloned() else { return };
    let Some(attempt) = before.attempt(trade).cloned() else { return };
    let number = before.number.to_string();
    let mv = Move::Service(ServiceMove::PaymentSeen { trade: trade.to_owned(), standing: standing.clone() });
    match talk.act_for(By::Desk, mv).ok().flatten() {
        Some(What::Paid { amount, .. }) => {
            let way = way_name(attempt.way);
            let line = Say::id("paid").with("number", number.as_str()).with("amount", amount.to_string());
            talk.tell_applicant(&[line]);
            talk.show_checklist(true);
            let line = Say::id("staff-paid-by-code")
                .with("number", number)
                .with("amount", amount.to_string())
                .with("way", way)
                .with("trade", trade);
            talk.tell_staff_of_order(vec![line], Keyboard::None, false);
            talk.show_desk_card(false);
        }
        Some(What::PaidOddly { amount, due, oddity, .. }) => {
            let id = match oddity {
                Oddity::Differs => "staff-paid-oddly-differs",
                Oddity::Late => "staff-paid-oddly-late",
                Oddity::Double => "staff-paid-oddly-double",
            };
            let line = Say::id(id)
                .with("number", number.as_str())
                .with("amount", amount.to_string())
                .with("due", due.to_string())
                .with("way", way_name(attempt.way))
                .with("trade", trade);
            talk.tell_staff_of_order(vec![line], Keyboard::None, false);
            let told = if oddity == Oddity::Late { "pay-late" } else { "pay-looked-at" };
            talk.tell_applicant(&[Say::id(told).with("number", number).with("amount", amount.to_string())]);
            if oddity == Oddity::Late {
                talk.effect(Effect::PayBack { order: before.number, trade: trade.to_owned() });
            }
        }
        Some(What::Refunded { .. }) => {
            let line = Say::id("staff-refunded")
                .with("number", number.as_str())
                .with("trade", trade)
                .with("amount", attempt.amount.to_string());
            talk.tell_staff_of_order(vec![line], Keyboard::None, false);
            talk.tell_applicant(&[Say::id("refunded")
                .with("number", number)
                .with("amount", attempt.amount.to_string())]);
        }
        _ => {}
    }
}

/// The provider refuses to give the money back: finance must.
pub(super) fn not_refunded(talk: &mut Talk<'_>, trade: &str) {
    let Some(order) = talk.order() else { return };
    let line = Say::id("staff-not-refunded").with("number", order.number.to_string()).with("trade", trade);
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
}
