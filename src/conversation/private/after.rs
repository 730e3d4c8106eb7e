//! What an applicant does from an order's card: open it, forms again, submit, pay, post the paper, change, delete.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed as deed_key};
use crate::domain::button::{Act, Deed};
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Effect, Keyboard, PrintKind};
use crate::domain::order::{Move, Order, Refusal, StageKind};
use crate::domain::parcel::Waybill;
use crate::domain::say::{Say, Words};

pub(super) fn deed(talk: &mut Talk<'_>, letter: &Letter, query: &str, act: Act) {
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
                let named = Say::id("named").with("document", phrases::document(document));
                talk.say(vec![named]);
                crate::conversation::happened::say_verdict(talk, upload);
                talk.show_checklist(true);
            });
        }
        Deed::Overrule => done(talk, letter, Move::Insist { upload: u32::from(act.first) }, |talk| {
            talk.say(vec![Say::id("insisted")]);
            talk.show_checklist(true);
        }),
        Deed::Submit => submit(talk, letter),
        Deed::Amend => done(talk, letter, Move::Amend, |talk| {
            talk.say(vec![Say::id("amending")]);
            super::summary::ask_change(talk, None);
        }),
        Deed::Receipt => {
            talk.session.ask(Dialogue::Receipt);
            talk.say(vec![Say::id("receipt-as-picture")]);
        }
        Deed::Waybill => ask_waybill(talk),
        Deed::Packing => print_packing(talk, &order),
        Deed::Withdraw => ask_withdraw(talk, &order),
        Deed::WithdrawSure => done(talk, letter, Move::Withdraw, |talk| {
            talk.session.ask(Dialogue::Idle);
            let number = order.number.to_string();
            talk.tell_applicant(&[Say::id("withdrawn").with("number", number)]);
            talk.show_checklist(false);
            talk.show_desk_card(false);
            talk.session.order = None;
        }),
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
    if order.consent.is_none() {
        super::apply::ask_agreement(talk);
    } else if order.project.is_none() {
        super::apply::ask_project(talk);
    } else if order.certificates.is_empty() {
        super::apply::ask_certificates(talk, Vec::new(), 0);
    } else if order.ground.is_none() {
        super::apply::ask_ground(talk);
    } else if order.warned_at.is_none() {
        super::apply::ask_warning(talk);
    } else {
        super::details::proceed(talk);
    }
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

pub(super) fn ask_waybill(talk: &mut Talk<'_>) {
    talk.ask(Dialogue::Waybill, vec![Say::id("ask-waybill")], Vec::new());
}

pub(super) fn waybill(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    let waybill = match Waybill::parse(text) {
        Ok(waybill) => waybill,
        Err(error) => {
            talk.session.taken = None;
            return talk.say(vec![phrases::waybill_error(error), Say::id("ask-waybill")]);
        }
    };
    match talk.act(applicant(&letter.from), Move::PostPaper(waybill.clone())) {
        Ok(()) => {
            talk.session.ask(Dialogue::Idle);
            talk.tell_applicant(&[Say::id("waybill-taken").with("waybill", phrases::waybill(&waybill))]);
            talk.show_checklist(true);
            talk.show_desk_card(true);
        }
        Err(refusal) => {
            talk.session.ask(Dialogue::Idle);
            super::say_refusal(talk, &refusal);
        }
    }
}

/// The packing list with the address label.
fn print_packing(talk: &mut Talk<'_>, order: &Order) {
    if order.stage.kind() != StageKind::AwaitingPaper && order.stage.kind() != StageKind::PaperReview {
        return super::say_refusal(talk, &Refusal::Stage(order.stage.kind()));
    }
    let words = Words::new(talk.lang, vec![Say::id("form-packing")]);
    talk.effect(Effect::Print {
        to: talk.to,
        order: order.number.clone(),
        print: PrintKind::PackingList,
        revision: order.revision,
        words,
    });
}

fn ask_withdraw(talk: &mut Talk<'_>, order: &Order) {
    if !order.stage.kind().may_be_withdrawn() {
        return super::say_refusal(talk, &Refusal::Stage(order.stage.kind()));
    }
    let keyboard = Keyboard::Inline(vec![
        vec![deed_key(Say::id("key-withdraw-sure"), order, Deed::WithdrawSure, 0, 0)],
        vec![deed_key(Say::id("key-keep"), order, Deed::Open, 0, 0)],
    ]);
    talk.say_with(vec![Say::id("withdraw-question").with("number", order.number.to_string())], keyboard);
}
