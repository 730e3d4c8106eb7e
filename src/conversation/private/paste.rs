//! Several answers in one message: shown field by field, taken with one tap, corrected one by one, or left as it was written.

use super::details::{self, Open};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Dialogue, Pasting};
use crate::conversation::talk::Talk;
use crate::domain::identity::IdentityKind;
use crate::domain::order::{Answer, Move, Question};
use crate::domain::paste::{Pasted, take_apart};
use crate::domain::say::Say;

const TAKE: u16 = 60;
const AS_ONE: u16 = 61;
const DROP: u16 = 62;

/// True where a message holds several answers; they are shown, and none is taken yet.
pub(super) fn proposed(talk: &mut Talk<'_>, open: Open, text: &str) -> bool {
    let Some(mut pasted) = take_apart(text, open.0.section()) else { return false };
    // What this order is not asked is no answer of it: the bank of an ordinary invoice.
    let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
    let (fields, unasked): (Vec<_>, Vec<_>) = pasted.fields.into_iter().partition(|(q, _)| asked.contains(q));
    pasted.rest.extend(unasked.iter().map(|(_, answer)| answer.text().to_owned()));
    pasted.fields = fields;
    if pasted.fields.len() < 2 {
        return false;
    }
    let (question, identity, single) = open;
    let whole = question.read(text, identity).ok();
    let pasting = Pasting { question, identity, single, fields: pasted.fields, rest: pasted.rest, whole };
    ask(talk, pasting);
    true
}

/// Answers that did not come as a message: a shared contact.
pub(super) fn show(talk: &mut Talk<'_>, (question, identity, single): Open, pasted: Pasted) {
    ask(talk, Pasting { question, identity, single, fields: pasted.fields, rest: pasted.rest, whole: None });
}

pub(super) fn ask(talk: &mut Talk<'_>, pasting: Pasting) {
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    let mut lines = vec![Say::id("paste-found").with("number", order.number.to_string())];
    let mut keys = vec![vec![(Say::id("key-paste-take").with("count", pasting.fields.len()), TAKE)]];
    for (place, (question, answer)) in (0u16..).zip(&pasting.fields) {
        let shown =
            Say::id("summary-field").with("field", phrases::field(*question)).with("answer", phrases::answer(answer));
        lines.push(shown);
        if let Some(given) = order.answers.get(*question).filter(|given| *given != answer) {
            lines.push(Say::id("paste-instead").with("answer", phrases::answer(given)));
        }
        keys.push(vec![(Say::id("key-paste-correct").with("field", phrases::field(*question)), place)]);
    }
    if !pasting.rest.is_empty() {
        lines.push(Say::id("paste-rest").with("rest", pasting.rest.join("；")));
    }
    lines.push(Say::id("paste-question"));
    if pasting.whole.is_some() {
        keys.push(vec![(Say::id("key-paste-whole").with("field", phrases::field(pasting.question)), AS_ONE)]);
    }
    keys.push(vec![(Say::id("key-paste-drop"), DROP)]);
    talk.ask(Dialogue::Paste { pasting, correcting: None }, lines, keys);
}

pub(super) fn picked(talk: &mut Talk<'_>, letter: &Letter, pasting: Pasting, choice: u16) {
    let Pasting { question, identity, single, .. } = pasting;
    match choice {
        TAKE => {
            for (question, answer) in pasting.fields {
                if !details::moved(talk, letter, Move::Answer(question, answer)) {
                    return;
                }
            }
            talk.say(vec![Say::id("paste-taken")]);
            details::proceed(talk);
        }
        AS_ONE => match pasting.whole {
            Some(answer) => {
                if details::moved(talk, letter, Move::Answer(question, answer)) {
                    details::proceed(talk);
                }
            }
            None => details::ask(talk, question, identity, single),
        },
        place => match pasting.fields.get(usize::from(place)).map(|(question, _)| *question) {
            Some(field) => correct(talk, pasting, field),
            None => details::ask(talk, question, identity, single),
        },
    }
}

/// One of the fields is typed again.
pub(super) fn correct(talk: &mut Talk<'_>, pasting: Pasting, field: Question) {
    let mut lines = vec![phrases::question(field)];
    if let Some((_, answer)) = pasting.fields.iter().find(|(question, _)| *question == field) {
        lines.push(Say::id("given-so-far").with("answer", phrases::answer(answer)));
    }
    let keys = vec![vec![(Say::id("key-back"), DROP)]];
    talk.ask(Dialogue::Paste { pasting, correcting: Some(field) }, lines, keys);
}

pub(super) fn wrote(talk: &mut Talk<'_>, mut pasting: Pasting, correcting: Option<Question>, text: &str) {
    let Some(field) = correcting else {
        talk.session.taken = None;
        // Something new instead of a tap: it may be the same header once more, corrected.
        let open = (pasting.question, pasting.identity, pasting.single);
        if !proposed(talk, open, text) {
            talk.say(vec![Say::id("press-a-button")]);
            ask(talk, pasting);
        }
        return;
    };
    let kinds = if matches!(field, Question::LegalIdentity | Question::AgentIdentity) {
        &IdentityKind::ALL[..]
    } else {
        &IdentityKind::ALL[..1]
    };
    let read: Option<Answer> = kinds.iter().find_map(|kind| field.read(text, *kind).ok());
    match (read, field.read(text, IdentityKind::ResidentCard)) {
        (Some(answer), _) => {
            if let Some((_, kept)) = pasting.fields.iter_mut().find(|(question, _)| *question == field) {
                *kept = answer;
            }
            ask(talk, pasting);
        }
        (None, wrong) => {
            talk.session.taken = None;
            if let Err(wrong) = wrong {
                talk.say(vec![phrases::wrong(&wrong)]);
            }
            correct(talk, pasting, field);
        }
    }
}
