//! The summary: every answer by section, any of them changed from here and back, and the confirmation that prints the forms.

use super::details;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Keyboard, PrintKind};
use crate::domain::identity::IdentityKind;
use crate::domain::order::{Answer, Move, Order, Question, Refusal, Section};
use crate::domain::say::{Say, Words};

const CONFIRM: u16 = 1;
const CHANGE: u16 = 2;
const FILL: u16 = 3;
const SECTIONS: u16 = 4;

/// Choices of the change list beside the questions' own numbers.
const CERTIFICATES: u16 = 90;
const GROUND: u16 = 91;

/// Every answer, by section.
fn lines(order: &Order, talk: &Talk<'_>) -> Vec<Say> {
    let mut lines = vec![Say::id("summary").with("number", order.number.to_string())];
    if let Some(project) = order.project.as_deref().and_then(|id| talk.scene.rules.project(id)) {
        lines.push(Say::id("summary-project").with("project", project.name.of(talk.lang)));
    }
    lines.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    lines.extend(phrases::ground_of(order).map(|ground| Say::id("summary-ground").with("ground", ground)));
    for section in Section::ALL {
        lines.push(Say::id("summary-section").with("section", phrases::section(section)));
        for question in order.answers.asked().filter(|q| q.section() == section) {
            lines.push(field_line(order, question));
        }
    }
    lines.extend(order.bill.as_ref().map(super::apply::bill_lines).unwrap_or_default());
    lines
}

fn field_line(order: &Order, question: Question) -> Say {
    let answer = match order.answers.get(question) {
        // The kind is said where it is not the usual one.
        Some(Answer::Identity(identity)) if identity.kind() != IdentityKind::ResidentCard => {
            let kind = phrases::identity(identity.kind());
            Say::id("identity-of-kind").with("number", identity.number()).with("kind", kind)
        }
        Some(answer) => phrases::answer(answer),
        None => Say::id("not-given"),
    };
    Say::id("summary-field").with("field", phrases::field(question)).with("answer", answer)
}

pub(super) fn ask(talk: &mut Talk<'_>) {
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    let mut lines = lines(order, talk);
    let open = order.answers.asked().filter(|q| order.answers.get(*q).is_none()).count();
    let first = if open == 0 {
        lines.push(Say::id("summary-question"));
        (Say::id("key-confirm"), CONFIRM)
    } else {
        lines.push(Say::id("summary-open").with("count", open));
        (Say::id("key-fill"), FILL)
    };
    let keys = vec![vec![first], vec![(Say::id("key-change"), CHANGE), (Say::id("key-sections"), SECTIONS)]];
    talk.ask(Dialogue::Summary, lines, keys);
}

pub(super) fn picked(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    match choice {
        CONFIRM => confirm(talk, letter),
        FILL => {
            // Nothing is put off any more: what is open is asked in its order.
            if details::moved(talk, letter, Move::Later(None)) {
                details::proceed(talk);
            }
        }
        SECTIONS => super::sections::ask(talk),
        _ => ask_change(talk, None),
    }
}

/// Which answer to change: of one section, or of all, and then the certificates and the ground as well.
pub(super) fn ask_change(talk: &mut Talk<'_>, section: Option<Section>) {
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    let asked = order.answers.asked().filter(|q| section.is_none_or(|section| q.section() == section));
    let mut lines: Vec<Say> = Vec::new();
    let mut keyed: Vec<(Say, u16)> = Vec::new();
    for question in asked {
        let place = Question::ALL.iter().position(|q| *q == question).unwrap_or(0);
        keyed.push((phrases::field(question), u16::try_from(place).unwrap_or(0)));
        if section.is_some() {
            lines.push(field_line(order, question));
        }
    }
    if section.is_none() {
        keyed.push((Say::id("key-change-certificates"), CERTIFICATES));
        keyed.push((Say::id("key-change-ground"), GROUND));
    }
    lines.push(Say::id("which-to-change"));
    let mut keys: Vec<Vec<(Say, u16)>> = keyed.chunks(2).map(<[(Say, u16)]>::to_vec).collect();
    keys.push(vec![(Say::id("key-to-summary"), 99)]);
    talk.ask(Dialogue::Change { section }, lines, keys);
}

pub(super) fn change_picked(talk: &mut Talk<'_>, choice: u16) {
    match (Question::ALL.get(usize::from(choice)), choice) {
        (Some(question), _) => details::ask(talk, *question, IdentityKind::ResidentCard, true),
        (None, CERTIFICATES) => {
            super::certificates::ask_again(talk);
        }
        (None, GROUND) => super::apply::ask_ground(talk),
        (None, _) => ask(talk),
    }
}

/// The applicant has read the summary: forms are printed, the legal person's link is made.
fn confirm(talk: &mut Talk<'_>, letter: &Letter) {
    let token = talk.token();
    match talk.act(applicant(&letter.from), Move::Confirm { token }) {
        Ok(()) => {}
        Err(refusal) => return unconfirmed(talk, &refusal),
    }
    talk.session.ask(Dialogue::Document { document: None });
    talk.session.at_hand.clear();
    let Some(order) = talk.order().cloned() else { return };
    talk.say(vec![Say::id("confirmed").with("number", order.number.to_string()), Say::id("confirmed-next")]);
    print_forms(talk, &order);
    send_link(talk, &order);
    talk.show_checklist(true);
}

/// Says why not, and opens what is missing: nobody is left before a closed door.
fn unconfirmed(talk: &mut Talk<'_>, refusal: &Refusal) {
    super::say_refusal(talk, refusal);
    match (refusal, talk.order().cloned()) {
        (Refusal::Unanswered(question), _) => details::ask(talk, *question, IdentityKind::ResidentCard, false),
        (Refusal::Unfinished, Some(order)) => super::after::open(talk, &order),
        _ => {
            talk.session.ask(Dialogue::Idle);
            talk.show_checklist(true);
        }
    }
}

/// The three forms as they are now.
pub(super) fn print_forms(talk: &mut Talk<'_>, order: &Order) {
    for (print, caption) in [
        (PrintKind::ApplicationForm, "form-application"),
        (PrintKind::AuthorisationLetter, "form-authorisation"),
        (PrintKind::SealSpecimenForm, "form-specimen"),
    ] {
        let words = Words::new(talk.lang, vec![Say::id(caption)]);
        talk.effect(Effect::Print { to: talk.to, order: order.number.clone(), print, revision: order.revision, words });
    }
}

/// The legal person's link, to be passed on; the same is printed on the authorisation letter.
pub(super) fn send_link(talk: &mut Talk<'_>, order: &Order) {
    let link = crate::conversation::Link::of(order).address(talk.scene.bot);
    let name = order.answers.text(Question::LegalName).to_owned();
    let keyboard = Keyboard::Inline(vec![vec![deed(Say::id("key-verification"), order, Deed::Verification, 0, 0)]]);
    let mut lines = vec![Say::id("legal-link").with("name", name).with("link", link)];
    if let Some(address) = &talk.scene.rules.services.address {
        let page = crate::conversation::Link::of(order).page(address);
        lines.push(Say::id("legal-link-page").with("link", page));
    }
    talk.say_with(lines, keyboard);
}
