//! An invoice that a provider sent by itself: read as one of staff's is, sent where it agrees with the order, stated to finance where it
//! does not. Reading it is the outbox's; staff's own invoices are `staff::invoice`'s.

use super::staff;
use super::talk::Talk;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::ChatId;
use crate::domain::invoice::{Difference, InvoiceLook, PROVIDER};
use crate::domain::line::Reference;
use crate::domain::order::{By, Move, ServiceMove};
use crate::domain::say::Say;

/// It came, and is kept. What it states is held against the order before the PDF is.
pub(super) fn came(talk: &mut Talk<'_>, number: &Reference, file: &FileRef, states: &[Difference]) {
    let mv = ServiceMove::InvoiceCame { number: number.clone(), file: file.clone(), states: states.to_vec() };
    if talk.act(By::Desk, Move::Service(mv)).is_err() {
        return;
    }
    let Some(order) = talk.order().cloned() else { return };
    if states.is_empty() {
        return talk.effect(Effect::ReadInvoice {
            order: order.number,
            to: talk.scene.group.unwrap_or(ChatId(0)).into(),
            reply_to: None,
            by: PROVIDER,
            number: number.clone(),
            file: file.clone(),
        });
    }
    let (lines, keyboard) = staff::invoice_doubt(&order, states.iter().map(|what| staff::states_line(&order, *what)));
    talk.tell_staff_of_order(lines, keyboard, false);
}

/// Another one for an order that has its invoice: it is not taken, and finance see to it, for it counts at the tax office.
pub(super) fn other(talk: &mut Talk<'_>, number: &Reference) {
    if talk.act(By::Desk, Move::Service(ServiceMove::OtherInvoice { number: number.clone() })).is_err() {
        return;
    }
    let sent = talk.order().and_then(|order| order.invoice.as_ref()).map(|sent| sent.number.as_str().to_owned());
    let warning = Say::id("staff-invoice-other-sent").with("sent", sent.unwrap_or_default());
    say_to_staff(talk, "staff-invoice-other", number, Some(warning));
}

/// It was read.
pub(super) fn read(talk: &mut Talk<'_>, number: &Reference, file: &FileRef, look: &InvoiceLook) {
    // Staff may have sent another one meanwhile.
    let waits = talk.order().and_then(|order| order.invoice_draft.as_ref());
    if waits.is_none_or(|draft| draft.number != *number || draft.file != *file) {
        return;
    }
    match look {
        InvoiceLook::Read(differs) if !differs.is_empty() => {
            let mv = ServiceMove::DoubtInvoice { number: number.clone(), file: file.clone(), differs: differs.clone() };
            if talk.act(By::Desk, Move::Service(mv)).is_err() {
                return;
            }
            let Some(order) = talk.order().cloned() else { return };
            let lines = differs.iter().map(|what| staff::differs_line(&order, *what));
            let (lines, keyboard) = staff::invoice_doubt(&order, lines);
            talk.tell_staff_of_order(lines, keyboard, false);
        }
        InvoiceLook::Read(_) | InvoiceLook::NoText => send(talk, number, file, look),
        InvoiceLook::TooLarge | InvoiceLook::NoPdf | InvoiceLook::NotFetched => {
            let mv = ServiceMove::InvoiceUnreadable { number: number.clone() };
            if talk.act(By::Desk, Move::Service(mv)).is_ok() {
                say_to_staff(talk, "staff-invoice-came-unreadable", number, None);
            }
        }
    }
}

fn send(talk: &mut Talk<'_>, number: &Reference, file: &FileRef, look: &InvoiceLook) {
    let mv = Move::SendInvoice { number: number.clone(), file: Some(file.clone()) };
    if talk.act(By::Desk, mv).is_err() {
        return;
    }
    let warning = (*look == InvoiceLook::NoText).then(|| Say::id("staff-invoice-no-text"));
    say_to_staff(talk, "staff-invoice-came", number, warning);
    staff::invoice_goes_out(talk, number, Some(file));
    talk.show_desk_card(false);
}

fn say_to_staff(talk: &mut Talk<'_>, id: &'static str, invoice: &Reference, more: Option<Say>) {
    let Some(number) = talk.order().map(|order| order.number.to_string()) else { return };
    let line = Say::id(id).with("number", number).with("invoice", invoice.as_str());
    talk.tell_staff_of_order([Some(line), more].into_iter().flatten().collect(), Keyboard::None, false);
}
