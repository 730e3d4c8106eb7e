//! Short messages: the recipient's when the certificate is shipped, and how each came out. Staff are told of what did not go out. The
//! agent's, beside the chat, are `beside`'s.

use super::phrases;
use super::talk::Talk;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, Move, ServiceMove, What};
use crate::domain::say::Say;
use crate::domain::texting::{TextKind, TextOutcome, TextTo};

/// After a step: who receives the certificate has no chat with the desk, and is written to when it is shipped.
pub(super) fn after(talk: &mut Talk<'_>) {
    if !talk.scene.rules.services.texts()
        || !talk.events().iter().any(|event| matches!(event.what, What::Shipped { .. }))
    {
        return;
    }
    if let Some(order) = talk.order().map(|order| order.number.clone()) {
        talk.effect(Effect::Text { order, to: TextTo::Recipient, kind: TextKind::Shipped });
    }
}

/// How a message came out: in the journal, and to staff where it did not go out.
pub(super) fn texted(talk: &mut Talk<'_>, to: TextTo, kind: TextKind, outcome: TextOutcome) {
    if talk.act(By::Desk, Move::Service(ServiceMove::Texted { to, kind, outcome })).is_err()
        || outcome == TextOutcome::Sent
    {
        return;
    }
    let Some(order) = talk.order() else { return };
    let line = Say::id("staff-not-texted")
        .with("number", order.number.to_string())
        .with("to", phrases::text_to(to))
        .with("why", phrases::text_outcome(outcome));
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
}
