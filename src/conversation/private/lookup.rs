//! Looking an order up by its number: one's own in full, a stranger's by the agent's last four digits, and then little of it.

use crate::conversation::input::Letter;
use crate::conversation::parcels::step_line;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::Talk;
use crate::domain::order::Order;
use crate::domain::order_number::{OrderNumber, OrderNumberError};
use crate::domain::say::Say;
use crate::domain::tracking::Which;
use chrono::Duration;

/// How many tries at other people's orders an hour allows.
const TRIES: u32 = 5;

pub(super) fn status(talk: &mut Talk<'_>, typed: &str) {
    if typed.trim().is_empty() {
        return match (talk.order().is_some(), talk.scene.account.is_some()) {
            (true, true) => show(talk),
            (false, true) => super::menu::orders(talk),
            _ => talk.say(vec![Say::id("status-usage")]),
        };
    }
    by_number(talk, typed);
}

/// A text outside any question: an order's number switches to it, anything else is answered kindly.
pub(super) fn typed(talk: &mut Talk<'_>, _letter: &Letter, text: &str) {
    if text.chars().filter(char::is_ascii_digit).count() >= 8 || OrderNumber::parse(text).is_ok() {
        return by_number(talk, text);
    }
    if talk.scene.account.is_none() {
        return talk.say(vec![Say::id("not-understood-stranger")]);
    }
    talk.say(vec![Say::id("not-understood")]);
    if talk.order().is_some_and(|o| !o.stage.kind().is_final()) {
        talk.show_checklist(true);
    }
}

fn by_number(talk: &mut Talk<'_>, typed: &str) {
    let number = match OrderNumber::parse(typed) {
        Ok(number) => number,
        Err(OrderNumberError::Shape) => return talk.say(vec![Say::id("wrong-number-shape")]),
        Err(OrderNumberError::Check) => return talk.say(vec![Say::id("wrong-number-check")]),
    };
    let mine =
        talk.order().filter(|o| o.number == number && Some(&o.account) == talk.session.account.as_ref()).cloned();
    if mine.is_some() {
        talk.session.order = Some(number);
        return show(talk);
    }
    // Whether there is such an order or not is not told before the digits fit.
    if !spent(talk) {
        let question = Dialogue::LookUp { number: number.as_str().to_owned() };
        talk.ask(question, vec![Say::id("look-up-digits")], Vec::new());
    }
}

/// True where the tries of this hour are used up; says so.
fn spent(talk: &mut Talk<'_>) -> bool {
    let now = talk.scene.now;
    let spent =
        matches!(talk.session.lookups, Some((tries, since)) if tries >= TRIES && now - since < Duration::hours(1));
    if spent {
        talk.session.ask(Dialogue::Idle);
        talk.say(vec![Say::id("look-up-spent")]);
    }
    spent
}

pub(super) fn digits(talk: &mut Talk<'_>, number: &str, text: &str) {
    if spent(talk) {
        return;
    }
    let typed = crate::domain::input::code(text);
    if typed.len() != 4 || !typed.bytes().all(|b| b.is_ascii_digit()) {
        return talk.say(vec![Say::id("look-up-digits")]);
    }
    let now = talk.scene.now;
    talk.session.lookups = match talk.session.lookups {
        Some((tries, since)) if now - since < Duration::hours(1) => Some((tries + 1, since)),
        _ => Some((1, now)),
    };
    talk.session.ask(Dialogue::Idle);
    let found = talk.order().filter(|o| o.number.as_str() == number).cloned();
    let fits = found.filter(|o| o.answers.agent_mobile().is_some_and(|m| m.last_four() == typed));
    match fits {
        Some(order) => {
            let mut lines = vec![status_head(&order)];
            lines.extend(parcels(&order));
            talk.say(lines);
        }
        None => talk.say(vec![Say::id("look-up-wrong")]),
    }
}

fn status_head(order: &Order) -> Say {
    Say::id("status-head").with("number", order.number.to_string()).with("stage", phrases::stage(order.stage.kind()))
}

/// The waybills of both parcels.
pub(in crate::conversation) fn parcels(order: &Order) -> Vec<Say> {
    let inbound = order.inbound.last().map(|p| {
        Say::id("status-inbound").with("waybill", phrases::waybill(&p.waybill)).with("at", phrases::moment(p.at))
    });
    let outbound = order.outbound.as_ref().map(|p| {
        Say::id("status-outbound").with("waybill", phrases::waybill(&p.waybill)).with("at", phrases::moment(p.at))
    });
    inbound.into_iter().chain(outbound).collect()
}

/// The order's own people see all of it: the timeline, the parcels, the invoice; and the card to go on with.
pub(super) fn show(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let mut lines = vec![status_head(&order)];
    lines.extend(timeline(talk));
    lines.extend(parcels(&order));
    let seen =
        [Which::Inbound, Which::Outbound].into_iter().filter_map(|which| order.tracking(which).latest().cloned());
    lines.extend(seen.map(|step| step_line(&step)));
    if let Some(invoice) = &order.invoice {
        lines.push(Say::id("status-invoice").with("number", invoice.number.as_str()));
    }
    talk.say(lines);
    talk.show_checklist(true);
}

/// What happened, with dates; the entries that mean something to an applicant.
fn timeline(talk: &Talk<'_>) -> Vec<Say> {
    use crate::domain::order::What;
    let entry = |event: &crate::domain::order::Event| {
        let id = match &event.what {
            What::Opened => "event-opened",
            What::Confirmed { .. } => "event-confirmed",
            What::Amended { .. } => "event-amended",
            What::LegalPersonVerified => "event-verified",
            What::Submitted { .. } => "event-submitted",
            What::Approved => "event-approved",
            What::Returned { .. } => "event-returned",
            What::Rejected => "event-rejected",
            What::Paid { .. } => "event-paid",
            What::PaperPosted { .. } => "event-paper-posted",
            What::PaperPassed => "event-paper-passed",
            What::PaperMissing { .. } => "event-paper-missing",
            What::Made { .. } => "event-made",
            What::Shipped { .. } => "event-shipped",
            What::Delivered => "event-delivered",
            What::InvoiceSent { .. } => "event-invoice",
            What::Withdrawn => "event-withdrawn",
            What::Closed => "event-closed",
            _ => return None,
        };
        Some(Say::id("event").with("at", phrases::moment(event.at)).with("what", Say::id(id)))
    };
    talk.scene.journal.iter().filter_map(entry).collect()
}
