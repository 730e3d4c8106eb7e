//! What an applicant does from an order's card: open it, forms again, submit, change, delete.

use crate::conversation::input::Letter;
use crate::conversation::paying;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed as deed_key};
use crate::domain::button::{Act, Deed};
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{Move, Order, Refusal, StageKind};
use crate::domain::say::Say;

pub(super) fn deed(talk: &mut Talk<'_>, letter: &Letter, query: &str, (version, act): (i64, Act)) {
    let Some(order) = talk.order().cloned() else { return };
    talk.session.order = Some(order.number.clone());
    let document = u8::try_from(act.first).ok().and_then(DocumentKind::from_number);
    match act.deed {
        Deed::Open | Deed::Continue => open(talk, &order),
        Deed::Forms => again(talk, &order, super::summary::print_forms),
        Deed::Verification => again(talk, &order, super::summary::send_link),
        Deed::Upload => match document {
            Some(document) => super::uploads::ask(talk, document),
            None => talk.show_checklist(true),
        },
        Deed::Choose => {
            let Some(document) = u8::try_from(act.second).ok().and_then(DocumentKind::from_number) else { return };
            let upload = u32::from(act.first);
            done(talk, letter, Move::Name { upload, document }, |talk| {
                talk.say(vec![Say::id("named").with("document", phrases::document(document))]);
                if let Some(file) = order.upload(upload).map(|upload| upload.file.clone()) {
                    talk.effect(Effect::Inspect { order: order.number.clone(), upload, file });
                }
                talk.show_checklist(true);
            });
        }
        Deed::Overrule => done(talk, letter, Move::Insist { upload: u32::from(act.first) }, |talk| {
            talk.say(vec![Say::id("insisted")]);
            talk.show_checklist(true);
        }),
        Deed::Replace => done(talk, letter, Move::Replace { upload: u32::from(act.first) }, |talk| {
            talk.say(vec![Say::id("replaced")]);
            crate::conversation::happened::say_verdict(talk, u32::from(act.first));
            talk.show_checklist(true);
        }),
        Deed::KeepEarlier => done(talk, letter, Move::KeepEarlier { upload: u32::from(act.first) }, |talk| {
            talk.say(vec![Say::id("kept-earlier")]);
            talk.show_checklist(true);
        }),
        Deed::AlbumDone => super::uploads::album_done(talk, &order),
        Deed::Submit => submit(talk, letter),
        Deed::Amend => done(talk, letter, Move::Amend, |talk| {
            talk.say(vec![Say::id("amending")]);
            super::summary::ask_change(talk, None);
        }),
        Deed::Receipt => super::pay::ask(talk),
        Deed::Scan => {
            if let Err(refusal) = paying::scan(talk, applicant(&letter.from), act.first) {
                super::say_refusal(talk, &refusal);
            }
        }
        Deed::Waybill => super::post::ask(talk),
        Deed::Carrier => super::post::correct_carrier(talk),
        Deed::Packing => super::post::print_packing(talk, &order),
        Deed::InvoiceFile => super::lookup::invoice_file(talk, &order),
        Deed::InvoiceMail => super::lookup::invoice_mail(talk, &order),
        Deed::Withdraw => ask_withdraw(talk, &order),
        Deed::WithdrawSure if order.changed != version => {
            retire(talk, letter);
            talk.say(vec![Say::id("withdraw-changed")]);
            ask_withdraw(talk, &order);
        }
        Deed::WithdrawSure => withdraw(talk, letter, &order),
        Deed::Keep => {
            retire(talk, letter);
            talk.say(vec![Say::id("withdraw-kept").with("number", order.number.to_string())]);
            open(talk, &order);
        }
        Deed::Timeline => super::lookup::show(talk),
        Deed::Staff => super::relay::begin(talk),
        Deed::Silence | Deed::Unsilence => silence(talk, letter, act.deed == Deed::Silence),
        _ => talk.toast(query, Say::id("old-button"), false),
    }
}

/// Reminders of this order are switched off or on again; the other is one tap away.
fn silence(talk: &mut Talk<'_>, letter: &Letter, silent: bool) {
    done(talk, letter, Move::Silence(silent), |talk| {
        let Some(order) = talk.order().cloned() else { return };
        let (said, key, other) = if silent {
            (Say::id("silenced"), Say::id("key-unsilence"), Deed::Unsilence)
        } else {
            (Say::id("unsilenced"), Say::id("key-silence"), Deed::Silence)
        };
        talk.say_with(vec![said], Keyboard::Inline(vec![vec![deed_key(key, &order, other, 0, 0)]]));
    });
}

/// Makes a move and goes on, or says why not.
fn done(talk: &mut Talk<'_>, letter: &Letter, mv: Move, then: impl FnOnce(&mut Talk<'_>)) {
    match talk.act(applicant(&letter.from), mv) {
        Ok(()) => then(talk),
        Err(refusal) => super::say_refusal(talk, &refusal),
    }
}

/// What belongs to the printed forms, where there are any that count.
fn again(talk: &mut Talk<'_>, order: &Order, then: impl FnOnce(&mut Talk<'_>, &Order)) {
    match order.stage.kind() {
        StageKind::Preparing | StageKind::Correcting => then(talk, order),
        here => super::say_refusal(talk, &Refusal::Stage(here)),
    }
}

/// The order becomes the current one; a draft goes on where it stopped.
pub(super) fn open(talk: &mut Talk<'_>, order: &Order) {
    talk.session.order = Some(order.number.clone());
    if order.stage.kind() != StageKind::Draft {
        let waits = matches!(order.stage.kind(), StageKind::Preparing | StageKind::Correcting);
        talk.session.ask(if waits { Dialogue::Document { document: None } } else { Dialogue::Idle });
        return talk.show_checklist(true);
    }
    super::apply::next(talk);
}

fn submit(talk: &mut Talk<'_>, letter: &Letter) {
    match talk.act(applicant(&letter.from), Move::Submit) {
        Ok(()) => {
            talk.session.ask(Dialogue::Idle);
            let number = talk.order().map(|o| o.number.to_string()).unwrap_or_default();
            talk.tell_applicant(&[Say::id("submitted").with("number", number)]);
            talk.show_checklist(true);
            talk.show_desk_card(true);
        }
        Err(refusal) => {
            super::say_refusal(talk, &refusal);
            if matches!(refusal, Refusal::Missing(_) | Refusal::NotVerified) {
                talk.show_checklist(true);
            }
        }
    }
}

/// The question has had its answer: its keys go, so that none of them is pressed by accident later.
fn retire(talk: &mut Talk<'_>, letter: &Letter) {
    if let Some(message) = letter.message {
        let (chat, lang) = (letter.chat, talk.lang);
        talk.effect(Effect::Buttons { chat, message, lang, keyboard: Keyboard::None });
    }
}

fn withdraw(talk: &mut Talk<'_>, letter: &Letter, order: &Order) {
    done(talk, letter, Move::Withdraw, |talk| {
        talk.session.ask(Dialogue::Idle);
        retire(talk, letter);
        // Nothing was printed yet: nothing becomes void.
        let id = if order.revision > 0 { "withdrawn" } else { "withdrawn-draft" };
        talk.tell_applicant(&[Say::id(id).with("number", order.number.to_string())]);
        talk.show_checklist(false);
        talk.take_question_down();
        if order.stage.kind().is_submitted() {
            talk.show_desk_card(false);
        }
        talk.session.order = None;
    });
}

fn ask_withdraw(talk: &mut Talk<'_>, order: &Order) {
    if !order.stage.kind().may_be_withdrawn() {
        return super::say_refusal(talk, &Refusal::Stage(order.stage.kind()));
    }
    let keyboard = Keyboard::Inline(vec![
        vec![deed_key(Say::id("key-withdraw-sure"), order, Deed::WithdrawSure, 0, 0)],
        vec![deed_key(Say::id("key-keep"), order, Deed::Keep, 0, 0)],
    ]);
    talk.say_with(void_lines(order), keyboard);
}

/// The question, and what becomes void with the order as it stands.
fn void_lines(order: &Order) -> Vec<Say> {
    let mut lines = vec![Say::id("withdraw-question").with("number", order.number.to_string())];
    if order.revision > 0 {
        lines.push(Say::id("withdraw-void-forms"));
        let link = if order.verification.is_verified() { "withdraw-void-verified" } else { "withdraw-void-link" };
        lines.push(Say::id(link));
    }
    let uploads = order.uploads.iter().filter(|u| u.state.counts()).count();
    if uploads > 0 {
        lines.push(Say::id("withdraw-void-uploads").with("count", uploads));
    }
    if order.receipt.is_some() {
        lines.push(Say::id("withdraw-receipt"));
    }
    lines.push(Say::id(if order.revision > 0 { "withdraw-keeps-answers" } else { "withdraw-keeps-certificates" }));
    lines
}
