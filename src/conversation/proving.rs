//! The legal person at an identity provider: sent to its page, waited for, proved or not. Where the provider opens no session the live
//! video takes its place. The link, consent and the video are `private::legal`'s.

use super::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Key, Keyboard, Press};
use crate::domain::order::{By, Move, Order, Refusal, ServiceMove, VerificationState, What};
use crate::domain::proof::{ProofSession, ProofStanding};
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};

/// Consent was given: a session is asked for.
pub(super) fn start(talk: &mut Talk<'_>, by: By, lang: Lang) -> Result<(), Refusal> {
    let order = talk.order().map(|order| order.number.clone()).ok_or(Refusal::NotThere)?;
    let session = ProofSession::name(&order, talk.scene.random);
    talk.act(by, Move::LegalToProvider { session: session.clone(), lang })?;
    talk.effect(Effect::Prove { order, session });
    talk.show_checklist(false);
    Ok(())
}

/// The provider has a page, or opens none.
pub(super) fn begun(talk: &mut Talk<'_>, session: &str, page: Option<&str>) {
    let mv = ServiceMove::ProofBegun { session: session.to_owned(), page: page.map(str::to_owned) };
    if talk.act(By::Desk, Move::Service(mv)).is_err() {
        return;
    }
    if page.is_none() {
        return super::private::video_instead(talk);
    }
    if let Some(order) = talk.order().cloned() {
        show_page(talk, &order);
    }
}

/// The way to the provider's page, or that it is being asked for.
pub(super) fn show_page(talk: &mut Talk<'_>, order: &Order) {
    let (Some(chat), Some(open)) = (order.verification.chat(), order.verification.session()) else { return };
    let until = crate::domain::calendar::local(open.until).format("%H:%M").to_string();
    let key = open.page.as_ref().map(|page| Key { label: Say::id("key-to-provider"), press: Press::Url(page.clone()) });
    let (line, keyboard) = match key {
        Some(key) => (Say::id("legal-to-provider").with("until", until), Keyboard::Inline(vec![vec![key]])),
        None => (Say::id("page-please-wait"), Keyboard::None),
    };
    let words = Words::new(order.verification.lang, vec![line]);
    talk.effect(Effect::Say { to: chat.into(), words, keyboard, reply_to: None });
}

/// Asks the provider after the open session, and lets go of one whose time is over.
pub(super) fn due(talk: &mut Talk<'_>) {
    let now = talk.scene.now;
    let Some(before) = talk.order().cloned() else { return };
    let Some(session) = before.proof_due().filter(|at| *at <= now).and(before.verification.session()) else { return };
    let mv = ServiceMove::AskProof { session: session.id.clone() };
    if talk.act(By::Desk, Move::Service(mv)).is_err() {
        return;
    }
    if talk.order().is_some_and(|order| order.verification.session().is_some()) {
        return talk.effect(Effect::ProofLook { order: before.number, session: session.id.clone() });
    }
    say_to_person(talk, Say::id("legal-session-over"), true);
    talk.show_checklist(false);
}

/// The provider's word: 认证成功, or a new try.
pub(super) fn seen(talk: &mut Talk<'_>, session: &str, standing: ProofStanding) {
    let mv = ServiceMove::ProofSeen { session: session.to_owned(), standing };
    let Ok(Some(what)) = talk.act_for(By::Desk, Move::Service(mv)) else { return };
    let number = talk.order().map(|order| order.number.to_string()).unwrap_or_default();
    if what == What::LegalPersonVerified {
        talk.tell_applicant(&[Say::id("legal-verified")]);
        say_to_person(talk, Say::id("legal-verified"), false);
        talk.tell_staff_of_order(vec![Say::id("staff-proved").with("number", number)], Keyboard::None, false);
        talk.show_checklist(true);
        talk.show_desk_card(false);
    } else {
        let last = is_last(talk);
        let id = if last { "legal-unproven-last" } else { "legal-unproven" };
        let line = Say::id(id).with("telephone", talk.scene.rules.desk.telephone.as_str());
        talk.tell_applicant(std::slice::from_ref(&line));
        say_to_person(talk, line, !last);
        talk.show_checklist(false);
        ask_staff_if_last(talk);
    }
}

/// True where the legal person has used up all tries in vain.
pub(super) fn is_last(talk: &Talk<'_>) -> bool {
    let used_up = |order: &Order| order.verification.tries >= talk.scene.rules.verification_tries;
    talk.order().is_some_and(|order| used_up(order) && !order.verification.is_verified())
}

/// Three tries, then staff: they speak to the people, and may give one more.
pub(super) fn ask_staff_if_last(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().filter(|_| is_last(talk)).cloned() else { return };
    let line = Say::id("staff-unproven").with("number", order.number.to_string());
    let keyboard = Keyboard::Inline(vec![vec![deed(Say::id("key-legal-again"), &order, Deed::LegalAgain, 0, 0)]]);
    talk.tell_staff_of_order(vec![line], keyboard, false);
}

/// Says something to the legal person in their own chat, unless it is the applicant's as well or they have none.
pub(super) fn say_to_person(talk: &mut Talk<'_>, line: Say, again: bool) {
    let Some(order) = talk.order().cloned() else { return };
    let Some(chat) = order.verification.chat() else { return };
    let told = !again && talk.scene.viewers.iter().any(|viewer| viewer.chat == chat);
    if told || matches!(order.verification.state, VerificationState::Waiting) {
        return;
    }
    let keyboard = if again {
        Keyboard::Inline(vec![vec![deed(Say::id("key-try-again"), &order, Deed::Consent, 0, 0)]])
    } else {
        Keyboard::None
    };
    let words = Words::new(order.verification.lang, vec![line]);
    talk.effect(Effect::Say { to: chat.into(), words, keyboard, reply_to: None });
}
