//! What staff look at: the queue, search results, one order's card, its history.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::scene::Listed;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::effect::{Key, Keyboard};
use crate::domain::order::By;
use crate::domain::say::Say;
use crate::domain::staff::Member;

/// The most orders in one message.
const LISTED: usize = 20;

/// The order's card at the bottom of the group.
pub(super) fn show(talk: &mut Talk<'_>, _letter: &Letter) {
    talk.show_desk_card(true);
}

pub(super) fn queue(talk: &mut Talk<'_>) {
    if talk.scene.queue.is_empty() {
        return talk.reply(vec![Say::id("staff-queue-empty")], Keyboard::None);
    }
    let head = Say::id("staff-queue").with("count", talk.scene.queue.len());
    listed(talk, head);
}

pub(super) fn find(talk: &mut Talk<'_>, words: &str) {
    let head = match (words.trim().is_empty(), talk.scene.queue.is_empty()) {
        (true, _) => return talk.reply(vec![Say::id("usage-find")], Keyboard::None),
        (false, true) => return talk.reply(vec![Say::id("staff-found-none")], Keyboard::None),
        _ => Say::id("staff-found").with("count", talk.scene.queue.len()),
    };
    listed(talk, head);
}

fn listed(talk: &mut Talk<'_>, head: Say) {
    let mut lines = vec![head];
    let mut keys: Vec<Key> = Vec::new();
    for Listed { order, unit } in talk.scene.queue.iter().take(LISTED) {
        let claimed = order.claim.as_ref().map_or_else(|| Say::id("nobody"), |c| Say::verbatim(c.name.clone()));
        lines.push(
            Say::id("staff-queue-line")
                .with("number", order.number.to_string())
                .with("stage", phrases::stage(order.stage.kind()))
                .with("unit", unit.as_str())
                .with("since", order.stage.since().map(phrases::moment).unwrap_or_default())
                .with("who", claimed),
        );
        keys.push(deed(Say::verbatim(order.number.to_string()), order, Deed::Refresh, 0, 0));
    }
    let rows = keys.chunks(3).map(<[Key]>::to_vec).collect();
    talk.reply(lines, Keyboard::Inline(rows));
}

/// The journal in readable lines.
pub(super) fn history(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let mut lines = vec![
        Say::id("status-head")
            .with("number", order.number.to_string())
            .with("stage", phrases::stage(order.stage.kind())),
    ];
    for event in &talk.scene.journal {
        let who = who(event.by);
        let what = serde_json::to_value(&event.what).ok();
        let name = what.as_ref().and_then(|v| v.get("event")).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        lines.push(Say::id("history-line").with("at", phrases::moment(event.at)).with("who", who).with("what", name));
    }
    lines.extend(crate::conversation::private::parcels(&order));
    talk.reply(lines, Keyboard::None);
}

/// Who did something, as the group names them.
pub(super) fn who(by: By) -> Say {
    match by {
        By::Applicant(_) => Say::id("by-applicant"),
        By::LegalPerson(_) => Say::id("by-legal-person"),
        By::Staff(id) => Say::id("by-staff").with("id", id.0),
        By::Desk => Say::id("by-desk"),
    }
}

pub(super) fn whoami(talk: &mut Talk<'_>, member: &Member) {
    let roles = member.roles.iter().map(|r| super::role_name(*r));
    let mut lines = vec![Say::id("staff-you").with("name", member.name.as_str())];
    lines.extend(roles.map(|role| Say::id("item").with("item", role)));
    talk.reply(lines, Keyboard::None);
}
