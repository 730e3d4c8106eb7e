//! E-mail beside the chat: the invoice to its address, a word where the chat takes nothing any more or where the desk wants both. How
//! each came out is told to whom it concerns: nothing is said to be sent that was not.

use super::phrases;
use super::talk::Talk;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::mailing::{MailKind, MailOutcome};
use crate::domain::order::{By, Move, Order, ServiceMove, What};
use crate::domain::order_number::OrderNumber;
use crate::domain::say::Say;

/// After a step: an invoice that has a file is mailed, and the shipping where the desk wants both.
pub(super) fn after(talk: &mut Talk<'_>) {
    let services = &talk.scene.rules.services;
    let Some(order) = talk.order().filter(|_| services.mails()) else { return };
    let happened = |wanted: fn(&What) -> bool| talk.events().iter().any(|event| wanted(&event.what));
    let invoiced = happened(|what| matches!(what, What::InvoiceSent { .. }))
        && order.invoice.as_ref().is_some_and(|invoice| invoice.file.is_some());
    let shipped = services.mails_also && happened(|what| matches!(what, What::Shipped { .. }));
    let number = order.number.clone();
    for (owed, kind) in [(invoiced, MailKind::Invoice), (shipped, MailKind::Shipped)] {
        if owed {
            talk.effect(Effect::Mail { order: number.clone(), kind });
        }
    }
}

/// The agent's chat takes nothing any more: one word by e-mail, for the order that was moved last.
pub(super) fn unreachable(talk: &mut Talk<'_>, order: Option<OrderNumber>) {
    if let Some(order) = order.filter(|_| talk.scene.rules.services.mails()) {
        talk.effect(Effect::Mail { order, kind: MailKind::Notice });
    }
}

/// True where the order's invoice can be mailed: there is a file, an address, and somebody who sends.
pub(super) fn can_mail(talk: &Talk<'_>, order: &Order) -> bool {
    talk.scene.rules.services.mails()
        && order.answers.invoice_email().is_some()
        && order.invoice.as_ref().is_some_and(|invoice| invoice.file.is_some())
}

/// How a message came out: in the journal; an invoice's to the applicant, and to staff what did not go out.
pub(super) fn mailed(talk: &mut Talk<'_>, kind: MailKind, outcome: MailOutcome) {
    if talk.act(By::Desk, Move::Service(ServiceMove::Mailed { kind, outcome })).is_err() {
        return;
    }
    let Some(order) = talk.order().cloned() else { return };
    let email = order.answers.invoice_email();
    let number = order.number.to_string();
    if kind == MailKind::Invoice {
        let id = match outcome {
            MailOutcome::Sent => "invoice-mailed",
            MailOutcome::Unknown => "invoice-mail-unknown",
            _ => "invoice-not-mailed",
        };
        let address = email.map(|email| email.as_str().to_owned()).unwrap_or_default();
        talk.tell_applicant(&[Say::id(id).with("number", number.clone()).with("address", address)]);
        talk.show_desk_card(false);
    }
    if outcome != MailOutcome::Sent {
        let line = Say::id("staff-not-mailed")
            .with("number", number)
            .with("address", email.map(crate::domain::line::Email::masked).unwrap_or_default())
            .with("what", phrases::mail_kind(kind))
            .with("why", phrases::mail_outcome(outcome));
        talk.tell_staff_of_order(vec![line], Keyboard::None, false);
    }
}
