//! Answers that can be given with one tap, each with where it comes from: the account, the last order, another section, what was
//! sent too early, a shared contact. None twice.

use crate::conversation::talk::Talk;
use crate::domain::identity::IdentityKind;
use crate::domain::order::{Answer, Order, Question};
use crate::domain::paste::Pasted;
use crate::domain::say::Say;

/// An answer within reach.
pub(super) struct Offer {
    pub(super) source: Say,
    pub(super) answer: Answer,
}

pub(super) fn offers(talk: &Talk<'_>, order: &Order, question: Question) -> Vec<Offer> {
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
    let mut offers: Vec<Offer> = Vec::new();
    for (source, answer) in found.into_iter().flatten().chain(at_hand(talk, question)) {
        if offers.iter().all(|known| known.answer != answer) {
            offers.push(Offer { source, answer });
        }
    }
    offers
}

/// What the person sent before the question was there, where it would be an answer to it.
fn at_hand(talk: &Talk<'_>, question: Question) -> Vec<(Say, Answer)> {
    let of_identity = matches!(question, Question::LegalIdentity | Question::AgentIdentity);
    let kinds = if of_identity { &IdentityKind::ALL[..] } else { &IdentityKind::ALL[..1] };
    let read = |text: &String| -> Vec<(Say, Answer)> {
        let answers = kinds.iter().filter_map(|kind| Some((*kind, question.read(text, *kind).ok()?)));
        answers
            .map(|(kind, answer)| {
                let source = if of_identity {
                    crate::conversation::phrases::identity_key(kind)
                } else {
                    Say::id("offer-at-hand")
                };
                (source, answer)
            })
            .collect()
    };
    talk.session.at_hand.iter().rev().flat_map(read).collect()
}

/// A shared contact as answers to a name and the mobile that goes with it.
pub(super) fn known_to_telegram(question: Question, name: &str, phone: &str) -> Option<Pasted> {
    let mobile = match question {
        Question::AgentName => Question::AgentMobile,
        Question::RecipientName => Question::RecipientMobile,
        _ => return None,
    };
    let read = |question: Question, text: &str| {
        question.read(text, IdentityKind::ResidentCard).ok().map(|answer| (question, answer))
    };
    Some(Pasted { fields: vec![read(question, name)?, read(mobile, phone)?], rest: Vec::new() })
}
