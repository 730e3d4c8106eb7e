//! The form's table of contents: how far each section is, and over to any of them.

use super::{details, summary};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::Talk;
use crate::domain::identity::IdentityKind;
use crate::domain::order::{Order, Question, Section};
use crate::domain::say::Say;

const ON: u16 = 50;
const TO_SUMMARY: u16 = 51;

/// How many of a section's questions there are, and how many are answered.
fn progress(order: &Order, section: Section) -> (usize, usize) {
    let questions: Vec<Question> = order.answers.asked().filter(|q| q.section() == section).collect();
    let answered = questions.iter().filter(|q| order.answers.get(**q).is_some()).count();
    (questions.len(), answered)
}

pub(super) fn ask(talk: &mut Talk<'_>) {
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    let mut lines = vec![Say::id("sections").with("number", order.number.to_string())];
    let mut keys = Vec::new();
    for (section, choice) in Section::ALL.into_iter().zip(0u16..) {
        let (all, answered) = progress(order, section);
        let id = if all == answered { "section-done" } else { "section-open" };
        let line = Say { id: id.into(), args: Vec::new() };
        lines.push(line.with("section", phrases::section(section)).with("answered", answered).with("all", all));
        keys.push((phrases::section(section), choice));
    }
    let mut keys: Vec<Vec<(Say, u16)>> = keys.chunks(2).map(<[_]>::to_vec).collect();
    keys.push(vec![(Say::id("key-go-on"), ON), (Say::id("key-to-summary"), TO_SUMMARY)]);
    lines.push(Say::id("sections-question"));
    talk.ask(Dialogue::Sections, lines, keys);
}

pub(super) fn picked(talk: &mut Talk<'_>, choice: u16) {
    let section = Section::ALL.get(usize::from(choice)).copied();
    let Some(section) = section else {
        return if choice == TO_SUMMARY { summary::ask(talk) } else { details::proceed(talk) };
    };
    let mut asked = talk.order().into_iter().flat_map(|o| {
        let open = o.answers.asked().filter(move |q| q.section() == section && o.answers.get(*q).is_none());
        open.collect::<Vec<_>>()
    });
    match asked.next() {
        Some(open) => details::ask(talk, open, IdentityKind::ResidentCard, false),
        None => summary::ask_change(talk, Some(section)),
    }
}
