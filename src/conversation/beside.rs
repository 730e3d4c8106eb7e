//! A new stage is told of beside the chat, by short message and e-mail: where no chat of the account's can be reached, or where the desk
//! wants both. Once for each stage, however it is found out that nobody reads the chat; staff are told which way it went.

use super::talk::Talk;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::ChatId;
use crate::domain::mailing::MailKind;
use crate::domain::order::{By, Move, Order, ServiceMove, StageKind};
use crate::domain::say::Say;
use crate::domain::texting::{TextKind, TextTo};
use chrono::{DateTime, TimeDelta, Utc};

/// How long an order that has ended is still news.
const NEWS: TimeDelta = TimeDelta::days(1);

/// After a step in which staff, a service or time brought the order to another stage. Applicants know what they did themselves.
pub(super) fn after(talk: &mut Talk<'_>) {
    let (Some(before), Some(order)) = (talk.scene.order.as_ref(), talk.order()) else { return };
    let own = |by: By| matches!(by, By::Applicant(_) | By::LegalPerson(_));
    let moved = before.number == order.number && before.standing() != order.standing();
    if !moved || talk.events().iter().any(|event| own(event.by)) {
        return;
    }
    let viewers = &talk.scene.viewers;
    if viewers.iter().any(|viewer| viewer.reachable) {
        tell(talk, false);
        return;
    }
    let why = if viewers.is_empty() { "staff-beside-nobody" } else { "staff-beside-blocked" };
    let Some(how) = tell(talk, true) else { return };
    let number = talk.order().map(|order| order.number.to_string()).unwrap_or_default();
    let line = Say::id("staff-beside").with("number", number).with("why", Say::id(why)).with("how", Say::id(how));
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
}

/// A message to this chat has just come back: the order that was moved last is told of beside it, unless somebody else reads of it. Staff
/// are told by the caller, of all the account's orders at once.
pub(super) fn unreachable(talk: &mut Talk<'_>, chat: ChatId) {
    if talk.scene.viewers.iter().any(|viewer| viewer.chat != chat && viewer.reachable) {
        return;
    }
    if let Some(order) = moved_last(&talk.scene.orders, talk.scene.now).cloned() {
        talk.open(order);
        tell(talk, true);
    }
}

/// The order with the newest stage, while that is news.
fn moved_last(orders: &[Order], now: DateTime<Utc>) -> Option<&Order> {
    let fresh = |order: &&Order| !order.stage.kind().is_final() || now - order.standing().1 < NEWS;
    orders.iter().filter(fresh).max_by_key(|order| order.standing().1)
}

/// Owes what is wanted and can be sent, where this stage has not been told of beside the chat; and by which way it goes then. `gone`:
/// nobody reads the chat.
fn tell(talk: &mut Talk<'_>, gone: bool) -> Option<&'static str> {
    let (order, services) = (talk.order()?.clone(), &talk.scene.rules.services);
    let agent = order.answers.agent_mobile();
    let text = services.texts() && (gone || services.texts_also) && agent.is_some();
    let mail = services.mails() && (gone || services.mails_also) && order.answers.invoice_email().is_some();
    if !(gone || text || mail) {
        return None;
    }
    talk.act(By::Desk, Move::Service(ServiceMove::ToldBeside)).ok()?;
    // Who receives the certificate is written to when it is shipped; that may be the agent.
    let shipped = order.stage.kind() == StageKind::Shipped;
    let told = shipped && agent == order.answers.recipient_mobile();
    if text && !told {
        talk.effect(Effect::Text { order: order.number.clone(), to: TextTo::Agent, kind: TextKind::Notice });
    }
    if mail {
        let kind = if shipped { MailKind::Shipped } else { MailKind::Notice };
        talk.effect(Effect::Mail { order: order.number, kind });
    }
    Some(match (text, mail) {
        (true, true) => "staff-beside-both",
        (true, false) => "staff-beside-text",
        (false, true) => "staff-beside-mail",
        (false, false) => "staff-beside-none",
    })
}
