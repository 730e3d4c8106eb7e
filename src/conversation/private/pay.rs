//! Paying: the receipt's picture is taken and passed on to finance.

use crate::conversation::input::Letter;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed};
use crate::domain::button::Deed;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{Bill, Move, Order};
use crate::domain::say::{Say, Words};

pub(super) fn ask(talk: &mut Talk<'_>) {
    talk.ask(Dialogue::Receipt, vec![Say::id("receipt-as-picture")], Vec::new());
}

/// The proof of a bank transfer.
pub(super) fn receipt(talk: &mut Talk<'_>, letter: &Letter, file: &FileRef) {
    let again = talk.order().is_some_and(|o| o.receipt.is_some());
    match talk.act(applicant(&letter.from), Move::ShowReceipt(file.clone())) {
        Ok(()) => {
            talk.session.ask(Dialogue::Idle);
            talk.say(vec![Say::id(if again { "receipt-replaced" } else { "receipt-taken" })]);
            pass_on(talk, file);
            talk.show_checklist(false);
            talk.show_desk_card(true);
        }
        Err(refusal) => {
            talk.session.ask(Dialogue::Idle);
            super::say_refusal(talk, &refusal);
        }
    }
}

/// Finance sees it in the group, with the sum that is due and the key that confirms it.
fn pass_on(talk: &mut Talk<'_>, file: &FileRef) {
    let (Some(group), Some(order)) = (talk.scene.group, talk.order().cloned()) else { return };
    let total = order.bill.as_ref().map(Bill::total).unwrap_or_default().to_string();
    let line = Say::id("staff-receipt").with("number", order.number.to_string()).with("total", total.clone());
    let keyboard = Keyboard::Inline(vec![vec![paid_key(&order, &total)]]);
    talk.effect(Effect::Copy {
        to: group.into(),
        order: order.number.clone(),
        file: file.clone(),
        words: Words::new(talk.scene.group_lang, vec![line]),
        keyboard,
    });
}

fn paid_key(order: &Order, total: &str) -> crate::domain::effect::Key {
    deed(Say::id("key-paid").with("total", total), order, Deed::Paid, 0, 0)
}
