//! Time passes on an order: its people are gently reminded, told that it will be closed, told that it was. When, is the order's own
//! knowledge; here is what is said.

use super::phrases;
use super::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::calendar::local;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, Deadline, Move, Order, StageKind};
use crate::domain::say::{Say, Words};

/// Something fell due on the order at hand.
pub(super) fn due(talk: &mut Talk<'_>) {
    let Some(before) = talk.order().cloned() else { return };
    let now = talk.scene.now;
    let Some((_, deadline)) = before.deadline(talk.scene.rules).filter(|(at, _)| *at <= now) else { return };
    if talk.act(By::Desk, Move::FallDue).is_err() {
        return;
    }
    let number = before.number.to_string();
    match deadline {
        Deadline::Reminder => remind(talk, Say::id("reminder").with("number", number)),
        Deadline::Notice => {
            let closes = talk.order().and_then(|order| order.closes_at(talk.scene.rules)).unwrap_or(now);
            let date = phrases::date(local(closes).date_naive());
            remind(talk, Say::id("reminder-closing").with("number", number).with("date", date));
        }
        Deadline::ClaimExpiry | Deadline::Overdue => super::staff::fell_due(talk, &before, deadline),
        Deadline::Closing => {
            talk.tell_applicant(&[Say::id("closed").with("number", number)]);
            talk.show_checklist(false);
            if before.stage.kind().is_submitted() {
                talk.show_desk_card(false);
            }
        }
    }
}

/// Tells everyone who follows the order what can be done now, with the keys to do it or to hear no more of it.
fn remind(talk: &mut Talk<'_>, headline: Say) {
    let Some(order) = talk.order().cloned() else { return };
    let mut keys = vec![vec![deed(Say::id("key-continue"), &order, Deed::Open, 0, 0)]];
    if !order.reminders.silenced {
        keys.push(vec![deed(Say::id("key-silence"), &order, Deed::Silence, 0, 0)]);
    }
    let lines = [vec![headline], todo(talk, &order)].concat();
    for viewer in &talk.scene.viewers {
        let words = Words::new(viewer.lang, lines.clone());
        talk.effect(Effect::Say {
            to: viewer.chat.into(),
            words,
            keyboard: Keyboard::Inline(keys.clone()),
            reply_to: None,
        });
    }
}

/// What waits for the applicant, in a line or two.
fn todo(talk: &Talk<'_>, order: &Order) -> Vec<Say> {
    match order.stage.kind() {
        StageKind::Draft => {
            let open = order.answers.next_open().filter(|_| order.warned_at.is_some());
            vec![match open {
                Some(question) => Say::id("todo-question")
                    .with("section", phrases::section(question.section()))
                    .with("field", phrases::field(question)),
                None => Say::id("todo-draft"),
            }]
        }
        StageKind::Preparing | StageKind::Correcting => {
            let missing = order.missing(talk.scene.rules);
            let mut lines = Vec::new();
            if !order.verification.is_verified() {
                lines.push(Say::id("todo-verification"));
            }
            if !missing.is_empty() {
                lines.push(Say::id("todo-documents").with("documents", phrases::documents_list(&missing)));
            }
            if lines.is_empty() {
                lines.push(Say::id("todo-submit"));
            }
            lines
        }
        StageKind::AwaitingPayment => {
            let total = order.bill.as_ref().map(|bill| bill.total().to_string()).unwrap_or_default();
            vec![Say::id("todo-payment").with("total", total)]
        }
        StageKind::AwaitingPaper => vec![Say::id("todo-paper").with("number", order.number.to_string())],
        _ => Vec::new(),
    }
}
