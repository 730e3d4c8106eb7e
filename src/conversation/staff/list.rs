//! What staff look at page by page: the queue and what a search finds; and one order's card.

use super::is_own;
use crate::conversation::phrases;
use crate::conversation::scene::Listed;
use crate::conversation::session::Listing;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::{Button, Deed};
use crate::domain::effect::{Effect, Key, Keyboard, Press};
use crate::domain::ids::UserId;
use crate::domain::order::Order;
use crate::domain::say::{Say, Words};
use crate::domain::staff::Member;

/// Orders on a page.
const PAGE: usize = 10;

/// Choices from here on are queues, below it pages.
const TABS: u16 = 1_000;

const QUEUES: [Listing; 4] = [Listing::All, Listing::Mine, Listing::Unclaimed, Listing::Overdue];

/// The order's card at the bottom of the group; who may not decide on it sees it without keys.
pub(super) fn show(talk: &mut Talk<'_>, member: &Member) {
    let Some(order) = talk.order().cloned() else { return };
    if is_own(talk, &order, member) {
        let (mut lines, _) = super::card::desk_card(&order, talk.scene);
        lines.push(Say::id("staff-own-order"));
        return talk.reply_of_order(lines, Keyboard::None);
    }
    talk.bring_desk_card();
}

/// `/queue`, with a word for which.
pub(super) fn queue(talk: &mut Talk<'_>, member: &Member, words: &str) -> super::decide::Tried {
    let listing = match words.trim() {
        "" | "all" | "全部" => Listing::All,
        "mine" | "my" | "我的" => Listing::Mine,
        "free" | "unclaimed" | "待领" => Listing::Unclaimed,
        "overdue" | "late" | "超时" => Listing::Overdue,
        _ => return Err(Say::id("usage-queue")),
    };
    open(talk, member, listing);
    Ok(())
}

pub(super) fn find(talk: &mut Talk<'_>, member: &Member, words: &str) -> super::decide::Tried {
    let words = words.trim();
    if words.is_empty() {
        return Err(Say::id("usage-find"));
    }
    if talk.scene.queue.is_empty() {
        return Err(Say::id("staff-found-none"));
    }
    open(talk, member, Listing::Found(words.chars().take(100).collect()));
    Ok(())
}

fn open(talk: &mut Talk<'_>, member: &Member, listing: Listing) {
    talk.session.stamp = talk.session.stamp.wrapping_add(1);
    talk.session.listing = Some(listing);
    let (lines, keyboard) = page(talk, member, 0);
    talk.reply(lines, keyboard);
}

/// A page is turned, or another queue is chosen: in place, by who opened the list.
pub(super) fn turn(talk: &mut Talk<'_>, member: &Member, stamp: u32, choice: u16) -> super::decide::Tried {
    if stamp != talk.session.stamp || talk.session.listing.is_none() {
        return Err(Say::id("staff-not-your-list"));
    }
    let mut at = usize::from(choice);
    if let Some(queue) = choice.checked_sub(TABS) {
        talk.session.listing = QUEUES.get(usize::from(queue)).cloned();
        at = 0;
    }
    let (lines, keyboard) = page(talk, member, at);
    if let Some(message) = talk.message {
        let words = Words::new(talk.lang, lines);
        talk.effect(Effect::Edit { chat: talk.to.chat, message, words, keyboard });
    }
    Ok(())
}

/// Whether an order is in a queue.
pub(super) fn is_of(talk: &Talk<'_>, order: &Order, listing: &Listing, user: UserId) -> bool {
    match listing {
        Listing::All | Listing::Found(_) => true,
        Listing::Mine => order.claim.as_ref().is_some_and(|claim| claim.by == user),
        Listing::Unclaimed => order.claim.is_none(),
        Listing::Overdue => order.is_overdue(talk.scene.rules, talk.scene.now),
    }
}

fn page(talk: &Talk<'_>, member: &Member, at: usize) -> (Vec<Say>, Keyboard) {
    let listing = talk.session.listing.clone().unwrap_or(Listing::All);
    let found: Vec<&Listed> =
        talk.scene.queue.iter().filter(|listed| is_of(talk, &listed.order, &listing, member.id)).collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let at = at.min(pages - 1);
    let head = match listing {
        Listing::Found(_) => Say::id("staff-found").with("count", found.len()),
        _ if found.is_empty() => Say::id("staff-queue-empty"),
        Listing::All => Say::id("staff-queue").with("count", found.len()),
        Listing::Mine => Say::id("staff-queue-mine").with("count", found.len()),
        Listing::Unclaimed => Say::id("staff-queue-unclaimed").with("count", found.len()),
        Listing::Overdue => Say::id("staff-queue-overdue").with("count", found.len()),
    };
    let mut lines = vec![head];
    let mut keys: Vec<Key> = Vec::new();
    for listed in found.iter().skip(at * PAGE).take(PAGE) {
        lines.push(entry(listed));
        let number = Say::verbatim(listed.order.number.to_string());
        keys.push(deed(number, &listed.order, Deed::Refresh, 0, 0));
    }
    let mut rows: Vec<Vec<Key>> = keys.chunks(3).map(<[Key]>::to_vec).collect();
    let stamp = talk.session.stamp;
    let pick = |label: Say, choice: usize| Key {
        label,
        press: Press::Data(Button::Pick { stamp, choice: u16::try_from(choice).unwrap_or(0) }.encode()),
    };
    let mut turning = Vec::new();
    if at > 0 {
        turning.push(pick(Say::id("key-page-before"), at - 1));
    }
    if at + 1 < pages {
        turning.push(pick(Say::id("key-page-next"), at + 1));
    }
    if pages > 1 {
        lines.push(Say::id("staff-page").with("page", at + 1).with("pages", pages));
        rows.push(turning);
    }
    if !matches!(listing, Listing::Found(_)) {
        let label = |queue: &Listing| {
            Say::id(match queue {
                Listing::Mine => "key-queue-mine",
                Listing::Unclaimed => "key-queue-unclaimed",
                Listing::Overdue => "key-queue-overdue",
                _ => "key-queue-all",
            })
        };
        let others = QUEUES.iter().enumerate().filter(|(_, queue)| **queue != listing);
        rows.push(others.map(|(place, queue)| pick(label(queue), usize::from(TABS) + place)).collect());
    }
    (lines, Keyboard::Inline(rows))
}

/// One line of a list.
pub(super) fn entry(listed: &Listed) -> Say {
    let order = &listed.order;
    let who = order.claim.as_ref().map_or_else(|| Say::id("nobody"), |c| Say::verbatim(c.name.clone()));
    Say::id("staff-queue-line")
        .with("number", order.number.to_string())
        .with("stage", phrases::stage(order.stage.kind()))
        .with("unit", listed.unit.as_str())
        .with("since", order.stage.since().map(phrases::moment).unwrap_or_default())
        .with("who", who)
}

/// A number that cannot be right: the orders that it may have meant, each with a key.
pub(super) fn meant(talk: &mut Talk<'_>) {
    let mut lines = vec![Say::id("wrong-number-check")];
    let mut keys = Vec::new();
    if !talk.scene.near.is_empty() {
        lines.push(Say::id("staff-did-you-mean"));
    }
    for listed in talk.scene.near.iter().take(PAGE) {
        lines.push(entry(listed));
        let number = Say::verbatim(listed.order.number.to_string());
        keys.push(deed(number, &listed.order, Deed::Refresh, 0, 0));
    }
    let rows: Vec<Vec<Key>> = keys.chunks(3).map(<[Key]>::to_vec).collect();
    talk.reply(lines, if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) });
}
