//! The certificate authority's own interface: a unit's certificates are asked for when an order is opened; when the certificates are made
//! the new ones are issued and then the old ones revoked. Staff hear of what did not come out, and may ask again.

use super::phrases;
use super::talk::{Talk, deed};
use super::turn::Write;
use crate::domain::authority::{Act, Enrolment};
use crate::domain::button::Deed;
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, Move, ServiceMove, What};
use crate::domain::say::Say;

/// After a step: what the authority is asked or told because of it.
pub(super) fn after(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().filter(|_| talk.scene.rules.services.authority) else { return };
    let number = order.number.clone();
    let places = u16::try_from(order.serials.len()).unwrap_or(u16::MAX);
    let happened = |wanted: fn(&What) -> bool| talk.events().iter().any(|event| wanted(&event.what));
    let made = happened(|what| matches!(what, What::Made { .. }));
    if happened(|what| matches!(what, What::Opened)) {
        talk.effect(Effect::AskRegister { order: number.clone() });
    }
    for place in (0..places).filter(|_| made) {
        talk.effect(Effect::Enrol { order: number.clone(), act: Act::Issue, place });
    }
}

/// A draft is gone on with: what the authority said when it was opened may be out of date.
pub(super) fn refresh(talk: &mut Talk<'_>) {
    if !talk.scene.rules.services.authority || talk.act(By::Desk, Move::Service(ServiceMove::AskRegister)).is_err() {
        return;
    }
    if let Some(order) = talk.order().map(|order| order.number.clone()) {
        talk.effect(Effect::AskRegister { order });
    }
}

/// How an act came out: on the order's timeline; an old certificate is revoked once the new one counts.
pub(super) fn enrolled(talk: &mut Talk<'_>, act: Act, place: u16, outcome: Enrolment) {
    let Some(before) = talk.order().map(|order| order.revoked.len()) else { return };
    if talk.act(By::Desk, Move::Service(ServiceMove::Enrolled { act, place, outcome })).is_err() {
        return;
    }
    let Some(order) = talk.order().cloned() else { return };
    let say = |id: &'static str| {
        Say::id(id)
            .with("number", order.number.to_string())
            .with("place", place + 1)
            .with("act", phrases::enrolling(act))
    };
    let old = order.certificates.get(usize::from(place));
    match (act, outcome) {
        (Act::Issue, Enrolment::Done) if old.is_some_and(|old| old.known_serial().is_none()) => {
            talk.tell_staff_of_order(vec![say("staff-serial-unknown")], Keyboard::None, false);
        }
        (Act::Issue, Enrolment::Done) => {
            talk.effect(Effect::Enrol { order: order.number.clone(), act: Act::Revoke, place });
        }
        // The applicant is told once, when it is true of all of them.
        (Act::Revoke, Enrolment::Done) => {
            if order.revoked.len() > before && order.revoked.len() == order.certificates.len() {
                talk.tell_applicant(&[Say::id("old-revoked").with("number", order.number.to_string())]);
            }
        }
        (_, Enrolment::Refused | Enrolment::Unknown) => {
            let line = say("staff-not-enrolled").with("outcome", phrases::enrolment(outcome));
            let key = deed(Say::id("key-enrol-again"), &order, Deed::Enrol, place, u16::from(act == Act::Revoke));
            talk.tell_staff_of_order(vec![line], Keyboard::Inline(vec![vec![key]]), false);
        }
    }
}

/// Staff have it asked and told once more.
pub(super) fn again(talk: &mut Talk<'_>, place: u16, revoke: bool) -> Result<(), Say> {
    let order = talk.order().filter(|order| usize::from(place) < order.serials.len());
    let order = order.map(|order| order.number.clone()).ok_or_else(|| Say::id("old-button"))?;
    if !talk.scene.rules.services.authority {
        return Err(Say::id("old-button"));
    }
    let act = if revoke { Act::Revoke } else { Act::Issue };
    talk.effect(Effect::Enrol { order, act, place });
    Ok(())
}

/// The unit's certificates as the authority has them, or nothing where it did not say. What was revoked here stays so: the authority may
/// not have heard of it yet.
pub(super) fn looked_up(talk: &mut Talk<'_>, found: Option<&[Certificate]>) {
    let count = found.map(|found| u32::try_from(found.len()).unwrap_or(u32::MAX));
    if talk.act(By::Desk, Move::Service(ServiceMove::RegisterAsked { found: count })).is_err() {
        return;
    }
    let revoked = |new: &Certificate| {
        talk.scene.on_file.iter().any(|old| old.serial == new.serial && old.state == CertificateState::Revoked)
    };
    // Another unit's certificate is not taken from it.
    let theirs =
        |new: &Certificate| talk.scene.on_file.iter().any(|old| old.serial == new.serial && old.uscc != new.uscc);
    let certificates: Vec<Certificate> =
        found.into_iter().flatten().filter(|new| !revoked(new) && !theirs(new)).cloned().collect();
    if !certificates.is_empty() {
        talk.write(Write::PutCertificates(certificates));
    }
}
