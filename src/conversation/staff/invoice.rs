//! The invoice as a file: taken with its number, read by the machine, held against the order, and sent; what differs is shown first, and
//! staff may insist.

use super::answer::awaited;
use super::{bar_line, barred, decide, relay, split_number, written};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Wanted;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::document::{FileForm, FileRef};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::UserId;
use crate::domain::invoice::{Difference, InvoiceLook, MOST_BYTES};
use crate::domain::line::Reference;
use crate::domain::order::{By, Move, Order, Question, ServiceMove};
use crate::domain::say::Say;
use crate::domain::staff::Member;

/// An invoice as a file: with `/invoice ORDER NUMBER` as its caption, or in answer to the bot's question with its number as caption.
pub(super) fn file(talk: &mut Talk<'_>, letter: &Letter, member: &Member, file: &FileRef, caption: &str) {
    if awaited(talk).is_some_and(|w| w.wanted == Wanted::Word) {
        return match relay::command(talk, letter, member, (caption.trim(), Some(file))) {
            Ok(()) => written::settled(talk),
            Err(line) => talk.reply(vec![line], Keyboard::None),
        };
    }
    let wording = awaited(talk).is_some_and(|w| w.wanted == Wanted::Invoice);
    let typed = match caption.trim().strip_prefix("/invoice") {
        Some(rest) => {
            // In a group a command may name its bot.
            let rest = rest
                .strip_prefix('@')
                .map_or(rest, |named| named.split_once(char::is_whitespace).unwrap_or_default().1);
            split_number(rest).map_or(rest.trim(), |(_, number)| number)
        }
        None if wording => caption.trim(),
        None => return talk.reply(vec![Say::id("staff-text-please")], Keyboard::None),
    };
    if let Err(line) = owe_reading(talk, member, file, typed) {
        talk.reply(vec![line], Keyboard::None);
    }
}

/// Checks what can be checked before the file is fetched, and has it read.
fn owe_reading(talk: &mut Talk<'_>, member: &Member, file: &FileRef, typed: &str) -> decide::Tried {
    let order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let bar = barred(talk, &order, member, decide::invoicing(member));
    if let Some(bar) = bar.filter(|bar| !matches!(bar, super::Bar::Claimed(_))) {
        return Err(bar_line(&bar));
    }
    if file.form != FileForm::Document {
        return Err(Say::id("staff-invoice-pdf"));
    }
    if file.size > MOST_BYTES {
        return Err(look_line(&InvoiceLook::TooLarge));
    }
    let number = Reference::parse(typed).map_err(|_| Say::id("usage-invoice"))?;
    talk.effect(Effect::ReadInvoice {
        to: talk.to,
        order: order.number.clone(),
        reply_to: talk.message,
        by: member.id,
        number,
        file: file.clone(),
    });
    talk.session.wordings.retain(|w| w.order != order.number);
    Ok(())
}

/// The file was read: it is sent, or what is wrong with it is said to who sent it.
pub(in crate::conversation) fn read(
    talk: &mut Talk<'_>,
    by: UserId,
    (number, file): (&Reference, &FileRef),
    look: &InvoiceLook,
) {
    let Some(member) = talk.scene.register.iter().find(|member| member.id == by).cloned() else {
        return talk.reply(vec![Say::id("staff-unknown").with("id", by.0)], Keyboard::None);
    };
    let tried = match look {
        InvoiceLook::Read(differs) if !differs.is_empty() => doubt(talk, (number, file), differs),
        InvoiceLook::Read(_) => decide::invoice(talk, &member, number, Some(file.clone())),
        InvoiceLook::NoText => decide::invoice(talk, &member, number, Some(file.clone()))
            .map(|()| talk.reply_of_order(vec![look_line(look)], Keyboard::None)),
        InvoiceLook::TooLarge | InvoiceLook::NoPdf | InvoiceLook::NotFetched => Err(look_line(look)),
    };
    if let Err(line) = tried {
        // The question that it answered is closed; the key asks it anew.
        let again = talk.order().map(|order| deed(Say::id("key-invoice"), order, Deed::Invoice, 0, 0));
        talk.reply_of_order(vec![line], Keyboard::Inline(vec![again.into_iter().collect()]));
    }
}

/// What does not agree is shown, with a key to send it all the same.
fn doubt(talk: &mut Talk<'_>, (number, file): (&Reference, &FileRef), differs: &[Difference]) -> decide::Tried {
    let mv = ServiceMove::DoubtInvoice { number: number.clone(), file: file.clone(), differs: differs.to_vec() };
    talk.act(By::Desk, Move::Service(mv)).map_err(|refusal| phrases::refusal(&refusal))?;
    let Some(order) = talk.order().cloned() else { return Ok(()) };
    let (lines, keyboard) = doubts(&order, differs.iter().map(|difference| differs_line(&order, *difference)));
    talk.reply_of_order(lines, keyboard);
    Ok(())
}

/// What is said of an invoice that waits, and the key to send it all the same.
pub(in crate::conversation) fn doubts(order: &Order, differences: impl Iterator<Item = Say>) -> (Vec<Say>, Keyboard) {
    let Some(draft) = &order.invoice_draft else { return (Vec::new(), Keyboard::None) };
    let invoice = draft.number.as_str();
    let head = Say::id("staff-invoice-differs").with("number", order.number.to_string()).with("invoice", invoice);
    let key = deed(Say::id("key-invoice-insist"), order, Deed::InvoiceInsist, draft.id, 0);
    (std::iter::once(head).chain(differences).collect(), Keyboard::Inline(vec![vec![key]]))
}

/// What the PDF does not name.
pub(in crate::conversation) fn differs_line(order: &Order, difference: Difference) -> Say {
    match difference {
        Difference::Amount => Say::id("invoice-differs-amount").with("due", due(order)),
        Difference::Title => Say::id("invoice-differs-title").with("title", order.answers.text(Question::InvoiceTitle)),
    }
}

/// What a provider states otherwise beside its PDF.
pub(in crate::conversation) fn states_line(order: &Order, difference: Difference) -> Say {
    match difference {
        Difference::Amount => Say::id("invoice-states-amount").with("due", due(order)),
        Difference::Title => Say::id("invoice-states-title").with("title", order.answers.text(Question::InvoiceTitle)),
    }
}

fn due(order: &Order) -> String {
    order.bill.as_ref().map(|bill| bill.total().to_string()).unwrap_or_default()
}

/// It is the invoice all the same.
pub(super) fn insist(talk: &mut Talk<'_>, member: &Member, order: &Order, draft: u16) -> decide::Tried {
    let draft = order.invoice_draft.as_ref().filter(|kept| kept.id == draft).ok_or_else(|| Say::id("old-button"))?;
    decide::invoice(talk, member, &draft.number, Some(draft.file.clone()))
}

fn look_line(look: &InvoiceLook) -> Say {
    match look {
        InvoiceLook::TooLarge => Say::id("staff-invoice-too-large").with("megabytes", MOST_BYTES >> 20),
        InvoiceLook::NotFetched => Say::id("staff-invoice-not-fetched"),
        InvoiceLook::NoText => Say::id("staff-invoice-no-text"),
        InvoiceLook::NoPdf | InvoiceLook::Read(_) => Say::id("staff-invoice-pdf"),
    }
}
