//! What time brings to staff: a claim ends by itself, an order is overdue, a morning's digest.

use super::list::is_of;
use crate::conversation::phrases;
use crate::conversation::session::Listing;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::Keyboard;
use crate::domain::ids::UserId;
use crate::domain::order::{Deadline, Order, StageKind};
use crate::domain::say::Say;

/// Tells the group what fell due; the order has been moved already, `before` is how it stood.
pub(in crate::conversation) fn fell_due(talk: &mut Talk<'_>, before: &Order, deadline: Deadline) {
    let number = before.number.to_string();
    match deadline {
        Deadline::ClaimExpiry => {
            let name = before.claim.as_ref().map(|claim| claim.name.clone()).unwrap_or_default();
            let line = Say::id("staff-claim-expired").with("number", number).with("name", name);
            talk.tell_staff_of_order(vec![line], Keyboard::None, false);
            talk.show_desk_card(false);
        }
        Deadline::Overdue => {
            let Some(order) = talk.order().cloned() else { return };
            let due = before.staff_due(talk.scene.rules);
            let who = order.claim.as_ref().map_or_else(|| Say::id("nobody"), |c| Say::verbatim(c.name.clone()));
            let mut lines = vec![
                Say::id("staff-overdue")
                    .with("number", number)
                    .with("stage", phrases::stage(order.stage.kind()))
                    .with("date", due.map(|due| phrases::date(due.on)).unwrap_or_default())
                    .with("who", who),
            ];
            if due.is_some_and(|due| !due.certain) {
                lines.push(Say::id("staff-calendar-unknown"));
            }
            let key = deed(Say::id("key-open-card"), &order, Deed::Refresh, 0, 0);
            talk.tell_staff_of_order(lines, Keyboard::Inline(vec![vec![key]]), true);
        }
        _ => {}
    }
}

/// What lies on the desk this morning; nothing is said where nothing does.
pub(in crate::conversation) fn morning(talk: &mut Talk<'_>) {
    let nobody = UserId(0);
    let count = |listing: &Listing| talk.scene.queue.iter().filter(|l| is_of(talk, &l.order, listing, nobody)).count();
    let (all, free, late) = (count(&Listing::All), count(&Listing::Unclaimed), count(&Listing::Overdue));
    if all == 0 {
        return;
    }
    let mut lines = vec![Say::id("staff-digest").with("count", all).with("free", free).with("late", late)];
    for stage in StageKind::ALL {
        let count = talk.scene.queue.iter().filter(|l| l.order.stage.kind() == stage).count();
        if count > 0 {
            lines.push(Say::id("staff-digest-stage").with("stage", phrases::stage(stage)).with("count", count));
        }
    }
    talk.tell_staff(lines, Keyboard::None);
}
