//! The form: one question at a time, with its place in the whole, answers offered with one tap, back, later, and over to any section.
//! An answer goes into the question that was open when it was written, or nowhere.

use super::offers::{known_to_telegram, offers};
use super::{paste, sections, summary};
use crate::conversation::input::{Input, Letter};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant};
use crate::domain::effect::KEY_ANSWER;
use crate::domain::identity::IdentityKind;
use crate::domain::input::{clipped, width};
use crate::domain::order::{Answer, InvoiceChoice, Move, Order, Question};
use crate::domain::say::Say;

/// Choices beside the offers' own numbers.
const KINDS: u16 = 20;
const ORDINARY: u16 = 30;
const SPECIAL: u16 = 31;
const BACK: u16 = 40;
const TO_SUMMARY: u16 = 41;
const ALL_OFFERED: u16 = 42;
const SECTIONS: u16 = 43;
const LATER: u16 = 44;

/// A question with the kind of identity document and whether the summary comes next.
pub(super) type Open = (Question, IdentityKind, bool);

type Keys = Vec<Vec<(Say, u16)>>;

/// On to the first question without an answer that was not put off, or to the summary.
pub(super) fn proceed(talk: &mut Talk<'_>) {
    match talk.order().and_then(Order::next_question) {
        Some(question) => ask(talk, question, IdentityKind::ResidentCard, false),
        None => summary::ask(talk),
    }
}

pub(super) fn ask(talk: &mut Talk<'_>, question: Question, identity: IdentityKind, single: bool) {
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    let (mut lines, step) = place(order, question);
    lines.push(phrases::question(question));
    if let Some(given) = order.answers.get(question) {
        lines.push(Say::id("given-so-far").with("answer", phrases::answer(given)));
    }
    let mut keys: Keys = Vec::new();
    if step == 1 && !single && order.offered.next_open().is_none() {
        keys.push(vec![(Say::id("key-all-as-before"), ALL_OFFERED)]);
    }
    if question == Question::InvoiceKind {
        keys.push(vec![(Say::id("key-invoice-ordinary"), ORDINARY), (Say::id("key-invoice-special"), SPECIAL)]);
    }
    for (offer, choice) in offers(talk, order, question).into_iter().zip(0u16..) {
        let shown = match &offer.answer {
            Answer::Identity(number) => number.masked(),
            kind @ Answer::InvoiceKind(_) => {
                let label = Say::id("key-offer").with("source", offer.source).with("answer", phrases::answer(kind));
                keys.push(vec![(label, choice)]);
                continue;
            }
            other => other.text().to_owned(),
        };
        if width(&shown) > KEY_ANSWER {
            let full = Say::id("offer-in-full").with("source", offer.source.clone()).with("answer", shown.as_str());
            lines.push(full);
        }
        let short = clipped(&shown, KEY_ANSWER);
        keys.push(vec![(Say::id("key-offer").with("source", offer.source).with("answer", short), choice)]);
    }
    if matches!(question, Question::LegalIdentity | Question::AgentIdentity) {
        lines.push(Say::id("identity-kind").with("kind", phrases::identity(identity)));
        keys.extend(identity_keys(identity));
    }
    keys.extend(ways_on(order, question, step, single));
    talk.ask(Dialogue::Detail { question, identity, single }, lines, keys);
}

/// Which part of which section this is, of which order; and the step.
fn place(order: &Order, question: Question) -> (Vec<Say>, usize) {
    let asked: Vec<Question> = order.answers.asked().collect();
    let step = asked.iter().position(|q| *q == question).map_or(1, |place| place + 1);
    let progress = Say::id("progress")
        .with("number", order.number.to_string())
        .with("section", phrases::section(question.section()))
        .with("step", step)
        .with("steps", asked.len());
    (vec![progress], step)
}

/// The other kinds of identity documents, two to a row.
fn identity_keys(chosen: IdentityKind) -> Keys {
    let others = IdentityKind::ALL.into_iter().zip(KINDS..).filter(|(kind, _)| *kind != chosen);
    let keys: Vec<(Say, u16)> = others.map(|(kind, choice)| (phrases::identity_key(kind), choice)).collect();
    keys.chunks(2).map(<[_]>::to_vec).collect()
}

/// Back, later, over to another section, to the summary: whichever makes sense here.
fn ways_on(order: &Order, question: Question, step: usize, single: bool) -> Keys {
    let mut row = Vec::new();
    if step > 1 && !single {
        row.push((Say::id("key-back"), BACK));
    }
    if order.answers.get(question).is_none() {
        row.push((Say::id("key-later"), LATER));
    }
    let mut last = vec![(Say::id("key-sections"), SECTIONS)];
    if order.next_question().is_none() || single {
        last.push((Say::id("key-to-summary"), TO_SUMMARY));
    }
    [row, last].into_iter().filter(|row| !row.is_empty()).collect()
}

pub(super) fn wrote(talk: &mut Talk<'_>, letter: &Letter, (question, identity, single): Open, text: &str) {
    if paste::proposed(talk, (question, identity, single), text) {
        return;
    }
    match question.read(text, identity) {
        Ok(answer) => give(talk, letter, question, answer, single),
        Err(wrong) => {
            talk.session.taken = None;
            // A number of another kind of document is kept at hand: one tap names the kind.
            let other = |kind: &IdentityKind| *kind != identity && question.read(text, *kind).is_ok();
            let of_identity = matches!(question, Question::LegalIdentity | Question::AgentIdentity);
            if of_identity && IdentityKind::ALL.iter().any(other) {
                talk.session.keep_at_hand(text);
                talk.say(vec![phrases::wrong(&wrong), Say::id("identity-other-kind")]);
            } else {
                talk.say(vec![phrases::wrong(&wrong)]);
            }
            ask(talk, question, identity, single);
        }
    }
}

/// A shared contact: a number where one is asked for, and with the name where both are.
pub(super) fn contact(talk: &mut Talk<'_>, letter: &Letter, open: Open) {
    let Input::Contact { phone, name, .. } = &letter.input else { return };
    let (question, identity, single) = open;
    if question.is_mobile() {
        return wrote(talk, letter, open, phone);
    }
    if let Some(pasted) = known_to_telegram(question, name, phone) {
        paste::show(talk, open, pasted);
    } else {
        talk.say(vec![Say::id("cannot-take").with("what", Say::id("kind-contact"))]);
        ask(talk, question, identity, single);
    }
}

pub(super) fn picked(talk: &mut Talk<'_>, letter: &Letter, (question, identity, single): Open, choice: u16) {
    match choice {
        ORDINARY | SPECIAL if question == Question::InvoiceKind => {
            let kind = if choice == SPECIAL { InvoiceChoice::Special } else { InvoiceChoice::Ordinary };
            give(talk, letter, question, Answer::InvoiceKind(kind), single);
        }
        BACK => back(talk, question),
        TO_SUMMARY => summary::ask(talk),
        SECTIONS => sections::ask(talk),
        LATER => {
            if moved(talk, letter, Move::Later(Some(question))) {
                proceed(talk);
            }
        }
        ALL_OFFERED => all_offered(talk, letter),
        kind if (KINDS..ORDINARY).contains(&kind) => {
            let identity = IdentityKind::ALL.get(usize::from(kind - KINDS)).copied().unwrap_or(identity);
            ask(talk, question, identity, single);
        }
        offer => {
            let found = talk.order().and_then(|o| offers(talk, o, question).into_iter().nth(usize::from(offer)));
            match found {
                Some(offer) => give(talk, letter, question, offer.answer, single),
                None => ask(talk, question, identity, single),
            }
        }
    }
}

fn back(talk: &mut Talk<'_>, question: Question) {
    let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
    let place = asked.iter().position(|q| *q == question).unwrap_or(0);
    let before = asked.get(place.saturating_sub(1)).copied().unwrap_or(question);
    ask(talk, before, IdentityKind::ResidentCard, false);
}

fn all_offered(talk: &mut Talk<'_>, letter: &Letter) {
    let offered = talk.order().map(|o| o.offered.clone()).unwrap_or_default();
    for question in offered.asked() {
        if let Some(answer) = offered.get(question).cloned()
            && !moved(talk, letter, Move::Answer(question, answer))
        {
            return;
        }
    }
    proceed(talk);
}

fn give(talk: &mut Talk<'_>, letter: &Letter, question: Question, answer: Answer, single: bool) {
    talk.session.at_hand.retain(|text| !phrases::says(text, &answer));
    if !moved(talk, letter, Move::Answer(question, answer)) {
        return;
    }
    let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
    let after = asked.iter().position(|q| *q == question).and_then(|place| asked.get(place + 1)).copied();
    let open =
        |next: &Question| talk.order().is_some_and(|o| o.answers.get(*next).is_none() && !o.later.contains(next));
    match after.filter(open) {
        // Going back and forth walks on question by question; what is answered stays and can be kept with one tap.
        Some(next) if !single => ask(talk, next, IdentityKind::ResidentCard, false),
        _ => proceed(talk),
    }
}

/// Makes a move of the form. Where the order has gone on meanwhile, from another phone perhaps, says so and shows where it is.
pub(super) fn moved(talk: &mut Talk<'_>, letter: &Letter, mv: Move) -> bool {
    let made = super::apply::moved(talk, applicant(&letter.from), mv);
    if !made {
        talk.show_checklist(true);
    }
    made
}
