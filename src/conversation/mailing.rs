//! E-mail: the invoice to its address, and how each letter came out, told to whom it concerns: nothing is said to be sent that was not.
//! What goes out of a new stage is `beside`'s.

use super::phrases;
use super::talk::Talk;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::mailing::{MailKind, MailOutcome};
use crate::domain::order::{By, Move, Order, ServiceMove, What};
use crate::domain::say::Say;

/// After a step: an invoice that has a file is mailed.
pub(super) fn after(talk: &mut Talk<'_>) {
    if talk.events().iter().any(|event| matches!(event.what, What::InvoiceSent { .. })) {
        mail_invoice(talk);
    }
}

/// The invoice is mailed; false where that cannot be, or is being done.
pub(super) fn mail_invoice(talk: &mut Talk<'_>) -> bool {
    let Some(order) = talk.order().filter(|order| can_mail(talk, order)).map(|order| order.number.clone()) else {
        return false;
    };
    let mails = talk.act(By::Desk, Move::Service(ServiceMove::MailInvoice)).is_ok();
    if mails {
        talk.effect(Effect::Mail { order, kind: MailKind::Invoice });
    }
    mails
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
