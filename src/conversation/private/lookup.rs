//! Looking an order up by its number: one's own in full, a stranger's by the agent's last four digits, and then little of it.

use crate::conversation::input::Letter;
use crate::conversation::mailing;
use crate::conversation::parcels::step_line;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{Order, Refusal, Stage, StageKind, What};
use crate::domain::order_number::{OrderNumber, OrderNumberError};
use crate::domain::parcel::{Carrier, Waybill};
use crate::domain::say::{Say, Words};
use crate::domain::tracking::Which;
use chrono::Duration;

/// How many tries at other people's orders an hour allows.
const TRIES: u32 = 5;

/// How many of a travelling parcel's steps are shown, the latest.
const MOST_STEPS: usize = 12;

pub(super) fn status(talk: &mut Talk<'_>, typed: &str) {
    if typed.trim().is_empty() {
        return match (talk.order().is_some(), talk.scene.account.is_some()) {
            (true, true) => show(talk),
            (false, true) => super::menu::orders(talk, None),
            _ => talk.say(vec![Say::id("status-usage")]),
        };
    }
    by_number(talk, typed);
}

/// A text outside any question: an order's number switches to it, anything else is answered kindly.
pub(super) fn typed(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    if OrderNumber::parse(text).is_err() && is_waybill(talk, text) {
        return super::post::waybill(talk, letter, text);
    }
    if text.chars().filter(char::is_ascii_digit).count() >= 8 || OrderNumber::parse(text).is_ok() {
        return by_number(talk, text);
    }
    if talk.scene.account.is_none() {
        return talk.say(vec![Say::id("not-understood-stranger")]);
    }
    // Who pays mostly says that they have.
    let paying = talk.order().is_some_and(|order| order.stage.kind() == StageKind::AwaitingPayment);
    talk.say(vec![Say::id(if paying { "not-understood-paying" } else { "not-understood" })]);
    if talk.order().is_some_and(|o| !o.stage.kind().is_final()) {
        talk.show_checklist(true);
    }
}

/// True where the current order waits for a waybill and this can be nothing else.
fn is_waybill(talk: &Talk<'_>, text: &str) -> bool {
    let mine = talk.order().filter(|o| Some(&o.account) == talk.session.account.as_ref());
    let known = |w: &Waybill| w.carrier != Carrier::Other;
    mine.is_some_and(super::post::is_open)
        && (Waybill::parse(text).as_ref().is_ok_and(known) || Waybill::meant(text).is_some())
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
    if OrderNumber::parse(text).is_ok() {
        talk.session.ask(Dialogue::Idle);
        return by_number(talk, text);
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
    let found = talk.order().filter(|o| o.number.as_str() == number).cloned();
    let fits = found.filter(|o| o.answers.agent_mobile().is_some_and(|m| m.last_four() == typed));
    match fits {
        Some(order) => {
            talk.session.ask(Dialogue::Idle);
            let mut lines = vec![status_head(&order)];
            lines.extend(parcels(&order));
            talk.say(lines);
        }
        // Who mistyped the digits types the digits again.
        None => talk.say(vec![Say::id("look-up-wrong")]),
    }
}

fn status_head(order: &Order) -> Say {
    Say::id("status-head").with("number", order.number.to_string()).with("stage", phrases::stage(order.stage.kind()))
}

/// The waybills of both parcels, each with the latest that is known of it.
pub(in crate::conversation) fn parcels(order: &Order) -> Vec<Say> {
    [Which::Inbound, Which::Outbound].into_iter().filter_map(|which| parcel(order, which)).collect()
}

fn parcel(order: &Order, which: Which) -> Option<Say> {
    let (id, parcel, step) = match which {
        Which::Inbound => {
            let step = match order.stage.kind() {
                StageKind::PaperReview => "parcel-on-its-way",
                StageKind::AwaitingPaper => "parcel-incomplete",
                _ => "parcel-passed",
            };
            ("status-inbound", order.inbound.last()?, Say::id(step))
        }
        Which::Outbound => {
            let step = match order.stage {
                Stage::Delivered { at } => Say::id("parcel-delivered").with("at", phrases::moment(at)),
                _ => Say::id("parcel-sent"),
            };
            ("status-outbound", order.outbound.as_ref()?, step)
        }
    };
    let (waybill, at) = (phrases::waybill(&parcel.waybill), phrases::moment(parcel.at));
    Some(Say::id(id).with("waybill", waybill).with("at", at).with("step", step))
}

/// The same with what the courier has told: the whole way of a parcel that travels, as far as anybody reads, and the end of one that has
/// come.
fn travels(order: &Order) -> Vec<Say> {
    let mut lines = Vec::new();
    for which in [Which::Inbound, Which::Outbound] {
        let tracking = order.tracking(which);
        let shown = if tracking.closed { 1 } else { MOST_STEPS };
        lines.extend(parcel(order, which));
        lines.extend(tracking.steps.iter().skip(tracking.steps.len().saturating_sub(shown)).map(step_line));
    }
    lines
}

/// The order's own people see all of it: the timeline, what is expected and when, the parcels, the invoice; and the card to go on
/// with.
pub(super) fn show(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let mut lines = vec![status_head(&order)];
    lines.extend(timeline(talk));
    lines.extend(expected(talk, &order));
    lines.extend(travels(&order));
    let mut keyboard = Keyboard::None;
    if let Some(invoice) = &order.invoice {
        lines.push(Say::id("status-invoice").with("number", invoice.number.as_str()));
        lines.extend(invoice.mailed.map(|mailed| phrases::mailed(&order, mailed)));
        keyboard = invoice_keys(talk, &order);
    }
    talk.say_with(lines, keyboard);
    talk.show_checklist(true);
}

/// The invoice's file once more.
pub(super) fn invoice_file(talk: &mut Talk<'_>, order: &Order) {
    let Some((invoice, file)) = order.invoice.as_ref().and_then(|i| Some((i, i.file.clone()?))) else {
        return super::say_refusal(talk, &Refusal::NotThere);
    };
    let line = Say::id("status-invoice").with("number", invoice.number.as_str());
    let words = Words::new(talk.lang, vec![line]);
    talk.effect(Effect::SendFile { to: talk.to, file, words, keyboard: Keyboard::None, protect: false });
}

/// The file once more, and where e-mail is sent the letter once more.
fn invoice_keys(talk: &Talk<'_>, order: &Order) -> Keyboard {
    if order.invoice.as_ref().is_none_or(|invoice| invoice.file.is_none()) {
        return Keyboard::None;
    }
    let mut keys = vec![deed(Say::id("key-invoice-file"), order, Deed::InvoiceFile, 0, 0)];
    if mailing::can_mail(talk, order) {
        keys.push(deed(Say::id("key-invoice-mail"), order, Deed::InvoiceMail, 0, 0));
    }
    Keyboard::Inline(vec![keys])
}

/// The invoice by e-mail once more; how it comes out is told when it is known.
pub(super) fn invoice_mail(talk: &mut Talk<'_>, order: &Order) {
    if !mailing::can_mail(talk, order) {
        return super::say_refusal(talk, &Refusal::NotThere);
    }
    // One that is under way already is the one that is wanted.
    mailing::mail_invoice(talk);
    let address = order.answers.invoice_email().map(|email| email.as_str().to_owned()).unwrap_or_default();
    talk.say(vec![Say::id("invoice-mailing-again").with("address", address)]);
}

/// What comes next and by when: the days of the guide, counted in working days from what happened last.
fn expected(talk: &Talk<'_>, order: &Order) -> Vec<Say> {
    let last = |wanted: fn(&What) -> bool| talk.scene.journal.iter().rev().find(|e| wanted(&e.what)).map(|e| e.at);
    let passed = last(|what| matches!(what, What::PaperPassed));
    let made = last(|what| matches!(what, What::Made { .. }));
    let mut lines = Vec::new();
    let (making, invoice) = (talk.scene.rules.promises.making_days, talk.scene.rules.promises.invoice_days);
    match (order.stage.kind(), passed) {
        (kind, _) if kind.is_final() || kind == StageKind::Shipped || making == 0 => {}
        (_, Some(passed)) => lines.push(phrases::due("expected-shipping", passed, making)),
        _ => lines.push(Say::id("expected-after-paper").with("days", making)),
    }
    let ended = matches!(order.stage.kind(), StageKind::Withdrawn | StageKind::Rejected);
    if order.invoice.is_none() && !ended && invoice > 0 {
        lines.push(match made {
            Some(made) => phrases::due("expected-invoice", made, invoice),
            None => Say::id("expected-invoice-after").with("days", invoice),
        });
    }
    lines
}

/// What happened, with dates; the entries that mean something to an applicant.
fn timeline(talk: &Talk<'_>) -> Vec<Say> {
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
            What::Held => "event-held",
            What::Resumed => "event-resumed",
            What::Undone { .. } => "event-undone",
            What::PaperReceived => "event-paper-received",
            What::CameBack => "event-came-back",
            What::Closed => "event-closed",
            _ => return None,
        };
        Some(Say::id("event").with("at", phrases::moment(event.at)).with("what", Say::id(id)))
    };
    talk.scene.journal.iter().filter_map(entry).collect()
}
