//! The form: one question at a time, offers with one tap, back, the summary, any answer changed from it, confirmation.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Effect, Keyboard, PrintKind};
use crate::domain::identity::IdentityKind;
use crate::domain::order::{Answer, InvoiceChoice, Move, Order, Question, Section};
use crate::domain::say::{Say, Words};

/// Choices beside the offers' own numbers.
const KINDS: u16 = 20;
const ORDINARY: u16 = 30;
const SPECIAL: u16 = 31;
const BACK: u16 = 40;
const TO_SUMMARY: u16 = 41;
const ALL_OFFERED: u16 = 42;

/// A question with the kind of identity document and whether the summary comes next.
type Open = (Question, IdentityKind, bool);

/// On to the first question without an answer, or to the summary.
pub(super) fn proceed(talk: &mut Talk<'_>) {
    match talk.order().and_then(|o| o.answers.next_open()) {
        Some(question) => ask(talk, question, IdentityKind::ResidentCard, false),
        None => ask_summary(talk),
    }
}

pub(super) fn ask(talk: &mut Talk<'_>, question: Question, identity: IdentityKind, single: bool) {
    let Some(order) = talk.order() else { return super::menu::orders(talk) };
    let asked: Vec<Question> = order.answers.asked().collect();
    let step = asked.iter().position(|q| *q == question).map_or(1, |place| place + 1);
    let mut lines = vec![
        Say::id("progress")
            .with("number", order.number.to_string())
            .with("section", phrases::section(question.section()))
            .with("step", step)
            .with("steps", asked.len()),
        phrases::question(question),
    ];
    if let Some(given) = order.answers.get(question) {
        lines.push(Say::id("given-so-far").with("answer", phrases::answer(given)));
    }
    let mut keys: Vec<Vec<(Say, u16)>> = Vec::new();
    if question == Question::InvoiceKind {
        keys.push(vec![(Say::id("invoice-ordinary"), ORDINARY), (Say::id("invoice-special"), SPECIAL)]);
    }
    for ((source, offered), choice) in offers(talk, order, question).into_iter().zip(0u16..) {
        let shown = match &offered {
            Answer::Identity(number) => Say::verbatim(number.masked()),
            other => phrases::answer(other),
        };
        keys.push(vec![(Say::id("key-offer").with("source", source).with("answer", shown), choice)]);
    }
    if step == 1 && !single && order.offered.next_open().is_none() {
        keys.insert(0, vec![(Say::id("key-all-as-before"), ALL_OFFERED)]);
    }
    if matches!(question, Question::LegalIdentity | Question::AgentIdentity) {
        lines.push(Say::id("identity-kind").with("kind", phrases::identity(identity)));
        let others = IdentityKind::ALL.into_iter().zip(KINDS..).filter(|(kind, _)| *kind != identity);
        keys.extend(others.map(|(kind, choice)| vec![(phrases::identity(kind), choice)]));
    }
    let mut row = Vec::new();
    if step > 1 && !single {
        row.push((Say::id("key-back"), BACK));
    }
    if order.answers.next_open().is_none() {
        row.push((Say::id("key-to-summary"), TO_SUMMARY));
    }
    if !row.is_empty() {
        keys.push(row);
    }
    talk.ask(Dialogue::Detail { question, identity, single }, lines, keys);
}

/// Answers that can be given with one tap, each with where it comes from; none twice, and not the one that is given.
fn offers(talk: &Talk<'_>, order: &Order, question: Question) -> Vec<(Say, Answer)> {
    let account = talk.scene.account.as_ref();
    let answers = &order.answers;
    let same = |q: Question, source: &'static str| answers.get(q).cloned().map(|a| (Say::id(source), a));
    let before = order.offered.get(question).cloned().map(|a| (Say::id("offer-before"), a));
    let found = match question {
        Question::UnitMobile | Question::AgentMobile => {
            let of_account = account.map(|a| (Say::id("offer-account"), Answer::Mobile(a.mobile.clone())));
            vec![before, of_account, same(Question::UnitMobile, "offer-unit")]
        }
        Question::AgentName => vec![before, same(Question::LegalName, "offer-legal")],
        Question::AgentIdentity => {
            let one = answers.get(Question::AgentName) == answers.get(Question::LegalName);
            vec![before, same(Question::LegalIdentity, "offer-legal").filter(|_| one)]
        }
        Question::InvoiceTitle => {
            vec![account.map(|a| (Say::id("offer-account"), Answer::Unit(a.unit.clone()))), before]
        }
        Question::InvoiceTaxNumber => {
            vec![account.map(|a| (Say::id("offer-account"), Answer::Uscc(a.uscc.clone()))), before]
        }
        Question::InvoiceAddress | Question::RecipientAddress => {
            vec![same(Question::UnitAddress, "offer-unit"), before]
        }
        Question::RecipientName => vec![same(Question::AgentName, "offer-agent"), before],
        Question::RecipientMobile => vec![same(Question::AgentMobile, "offer-agent"), before],
        _ => vec![before],
    };
    let mut offers: Vec<(Say, Answer)> = Vec::new();
    for (source, answer) in found.into_iter().flatten() {
        if offers.iter().all(|(_, known)| *known != answer) {
            offers.push((source, answer));
        }
    }
    offers
}

pub(super) fn wrote(talk: &mut Talk<'_>, letter: &Letter, (question, identity, single): Open, text: &str) {
    match question.read(text, identity) {
        Ok(answer) => give(talk, letter, question, answer, single),
        Err(wrong) => {
            talk.session.taken = None;
            talk.say(vec![phrases::wrong(&wrong)]);
            ask(talk, question, identity, single);
        }
    }
}

pub(super) fn picked(talk: &mut Talk<'_>, letter: &Letter, (question, identity, single): Open, choice: u16) {
    match choice {
        ORDINARY => give(talk, letter, question, Answer::InvoiceKind(InvoiceChoice::Ordinary), single),
        SPECIAL => give(talk, letter, question, Answer::InvoiceKind(InvoiceChoice::Special), single),
        BACK => {
            let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
            let place = asked.iter().position(|q| *q == question).unwrap_or(0);
            ask(
                talk,
                asked.get(place.saturating_sub(1)).copied().unwrap_or(question),
                IdentityKind::ResidentCard,
                false,
            );
        }
        TO_SUMMARY => proceed(talk),
        ALL_OFFERED => {
            let offered = talk.order().map(|o| o.offered.clone()).unwrap_or_default();
            for question in offered.asked() {
                if let Some(answer) = offered.get(question).cloned()
                    && !super::apply::moved(talk, applicant(&letter.from), Move::Answer(question, answer))
                {
                    return;
                }
            }
            proceed(talk);
        }
        kind if (KINDS..KINDS + 4).contains(&kind) => {
            let identity = IdentityKind::ALL[usize::from(kind - KINDS)];
            ask(talk, question, identity, single);
        }
        offer => {
            let found = talk.order().and_then(|o| offers(talk, o, question).into_iter().nth(usize::from(offer)));
            match found {
                Some((_, answer)) => give(talk, letter, question, answer, single),
                None => ask(talk, question, identity, single),
            }
        }
    }
}

fn give(talk: &mut Talk<'_>, letter: &Letter, question: Question, answer: Answer, single: bool) {
    if !super::apply::moved(talk, applicant(&letter.from), Move::Answer(question, answer)) {
        return;
    }
    let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
    let after = asked.iter().position(|q| *q == question).and_then(|place| asked.get(place + 1)).copied();
    match after {
        // Going back and forth walks on question by question; what is answered stays and can be kept with one tap.
        Some(next) if !single && talk.order().is_some_and(|o| o.answers.get(next).is_none()) => {
            ask(talk, next, IdentityKind::ResidentCard, false);
        }
        _ => proceed(talk),
    }
}

/// Every answer, by section.
fn summary_lines(order: &Order, talk: &Talk<'_>) -> Vec<Say> {
    let mut lines = vec![Say::id("summary").with("number", order.number.to_string())];
    if let Some(project) = order.project.as_deref().and_then(|id| talk.scene.rules.project(id)) {
        lines.push(Say::id("summary-project").with("project", project.name.of(talk.lang)));
    }
    lines.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    lines.extend(phrases::ground_of(order).map(|ground| Say::id("summary-ground").with("ground", ground)));
    for section in Section::ALL {
        lines.push(Say::id("summary-section").with("section", phrases::section(section)));
        for question in order.answers.asked().filter(|q| q.section() == section) {
            let answer = order.answers.get(question).map_or_else(|| Say::id("not-given"), phrases::answer);
            lines.push(Say::id("summary-field").with("field", phrases::field(question)).with("answer", answer));
        }
    }
    lines.extend(order.bill.as_ref().map(super::apply::bill_lines).unwrap_or_default());
    lines
}

pub(super) fn ask_summary(talk: &mut Talk<'_>) {
    let Some(order) = talk.order() else { return super::menu::orders(talk) };
    let mut lines = summary_lines(order, talk);
    lines.push(Say::id("summary-question"));
    let keys = vec![vec![(Say::id("key-confirm"), 1)], vec![(Say::id("key-change"), 2)]];
    talk.ask(Dialogue::Summary, lines, keys);
}

pub(super) fn summary_picked(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    match choice {
        1 => confirm(talk, letter),
        _ => ask_change(talk),
    }
}

pub(super) fn ask_change(talk: &mut Talk<'_>) {
    let asked: Vec<Question> = talk.order().map(|o| o.answers.asked().collect()).unwrap_or_default();
    let keyed: Vec<(Say, u16)> = asked
        .into_iter()
        .map(|question| {
            let place = Question::ALL.iter().position(|q| *q == question).unwrap_or(0);
            (phrases::field(question), u16::try_from(place).unwrap_or(0))
        })
        .collect();
    let mut keys: Vec<Vec<(Say, u16)>> = keyed.chunks(2).map(<[(Say, u16)]>::to_vec).collect();
    keys.push(vec![(Say::id("key-to-summary"), 99)]);
    talk.ask(Dialogue::Change, vec![Say::id("which-to-change")], keys);
}

pub(super) fn change_picked(talk: &mut Talk<'_>, choice: u16) {
    match Question::ALL.get(usize::from(choice)) {
        Some(question) => ask(talk, *question, IdentityKind::ResidentCard, true),
        None => ask_summary(talk),
    }
}

/// The applicant has read the summary: forms are printed, the legal person's link is made.
fn confirm(talk: &mut Talk<'_>, letter: &Letter) {
    let token = talk.token();
    if let Err(refusal) = talk.act(applicant(&letter.from), Move::Confirm { token }) {
        super::say_refusal(talk, &refusal);
        return super::apply::next(talk);
    }
    talk.session.ask(Dialogue::Document { document: None });
    let Some(order) = talk.order().cloned() else { return };
    talk.say(vec![Say::id("confirmed").with("number", order.number.to_string()), Say::id("confirmed-next")]);
    print_forms(talk, &order);
    send_link(talk, &order);
    talk.show_checklist(true);
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
    talk.say_with(vec![Say::id("legal-link").with("name", name).with("link", link)], keyboard);
}
