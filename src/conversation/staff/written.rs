//! What staff write in answer to the bot's question: serials, a waybill, an invoice's number, a reason.

use super::answer::awaited;
use super::{decide, history, keep, relay, returning};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Wanted, Wording};
use crate::conversation::talk::Talk;
use crate::domain::effect::Keyboard;
use crate::domain::line::{Reference, Remark, Serial};
use crate::domain::parcel::Waybill;
use crate::domain::say::Say;
use crate::domain::staff::Member;

pub(super) fn text(talk: &mut Talk<'_>, letter: &Letter, member: &Member, text: &str) {
    let Some(Wording { order, version, wanted }) = awaited(talk) else { return };
    if wanted == Wanted::Word {
        // What is said to the applicant decides nothing, so it does not matter what changed meanwhile.
        return match relay::command(talk, letter, member, (text, None)) {
            Ok(()) => settled(talk),
            Err(line) => talk.reply(vec![line], Keyboard::None),
        };
    }
    if talk.order().is_none_or(|o| o.changed != version) {
        talk.session.wordings.retain(|w| w.order != order);
        let line = history::changed_since(talk, version);
        talk.reply(vec![line], Keyboard::None);
        return talk.bring_desk_card();
    }
    finish(talk, wanted_text(member, wanted, text));
}

type Deciding<'a> = Result<Box<dyn FnOnce(&mut Talk<'_>) -> decide::Tried + 'a>, Say>;

/// The decision that the text completes, or what is wrong with the text.
fn wanted_text<'a>(member: &'a Member, wanted: Wanted, text: &str) -> Deciding<'a> {
    Ok(match wanted {
        Wanted::Serials => {
            let serials = serials(text)?;
            Box::new(move |talk| decide::made(talk, member, serials))
        }
        Wanted::Waybill => {
            let waybill = Waybill::parse(text).map_err(phrases::waybill_error)?;
            Box::new(move |talk| decide::ship(talk, member, waybill))
        }
        Wanted::Invoice => {
            let number = Reference::parse(text).map_err(|e| phrases::line(&e))?;
            Box::new(move |talk| decide::invoice(talk, member, &number, None))
        }
        Wanted::RefusalReason => {
            let reason = Remark::parse(text).map_err(|e| phrases::line(&e))?;
            Box::new(move |talk| decide::reject(talk, member, &reason))
        }
        Wanted::VerificationReason => {
            let reason = Remark::parse(text).map_err(|e| phrases::line(&e))?;
            Box::new(move |talk| decide::verify(talk, member, Some(&reason)))
        }
        Wanted::HoldReason => {
            let reason = Remark::parse(text).map_err(|e| phrases::line(&e))?;
            Box::new(move |talk| keep::hold(talk, member, &reason))
        }
        // Dealt with before it comes here.
        Wanted::Word => return Err(Say::id("old-button")),
        Wanted::ReturnNote(document) => {
            let note = Remark::parse(text).map_err(|e| phrases::line(&e))?;
            Box::new(move |talk| returning::take_note(talk, document, &note))
        }
    })
}

fn finish(talk: &mut Talk<'_>, deciding: Deciding<'_>) {
    match deciding.and_then(|decide| decide(talk)) {
        Ok(()) => settled(talk),
        // The question stays open: another answer to it is taken.
        Err(line) => talk.reply(vec![line], Keyboard::None),
    }
}

/// Nothing more is awaited on this order.
pub(super) fn settled(talk: &mut Talk<'_>) {
    if let Some(order) = talk.order().map(|o| o.number.clone()) {
        talk.session.wordings.retain(|w| w.order != order);
    }
}

/// Serials apart by blanks, commas or lines.
pub(super) fn serials(text: &str) -> Result<Vec<String>, Say> {
    let parts = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、'))
        .filter(|s| !s.is_empty());
    parts.map(|s| Serial::parse(s).map(|s| s.as_str().to_owned()).map_err(|e| phrases::line(&e))).collect()
}
