//! The applicant's seat: a desk with two certificates on file and three of the staff, the way to each place in the form, and time.

use crate::memory::MemoryDesk;
use crate::rules::{certificate, rules, start};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind};
use certdesk::domain::staff::{Member, Role};

/// The agent's chat.
pub(crate) const CHAT: ChatId = ChatId(ANNA);

pub(crate) fn desk() -> MemoryDesk {
    let mut desk = MemoryDesk::new(rules(), start());
    desk.certificates = vec![certificate("JX-0001", true), certificate("JX-0002", false)];
    let member = |id, name: &str, role| Member { id: UserId(id), name: name.into(), roles: vec![role] };
    desk.staff =
        vec![member(WEI, "魏审", Role::Reviewer), member(FANG, "方财", Role::Finance), member(MO, "莫制", Role::Maker)];
    desk
}

pub(crate) fn registered() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    assert_eq!(desk.accounts.len(), 1, "{}", desk.last(CHAT).text);
    desk
}

/// At the first detail of an order with this certificate.
pub(crate) fn apply_for(desk: &mut MemoryDesk, serial: &str) {
    desk.says(ANNA, "/apply");
    for label in ["同意", "江西建工集团", serial, "选好了", "遗失", "我明白"] {
        desk.presses(ANNA, CHAT, label);
    }
}

/// At the first detail of a first order.
pub(crate) fn at_details() -> MemoryDesk {
    let mut desk = registered();
    apply_for(&mut desk, "JX-0001");
    desk
}

/// A first order at its summary.
pub(crate) fn at_summary() -> MemoryDesk {
    let mut desk = at_details();
    desk.answers();
    desk
}

/// A first order whose forms are printed.
pub(crate) fn preparing() -> MemoryDesk {
    let mut desk = at_summary();
    desk.presses(ANNA, CHAT, "确认无误");
    assert_eq!(newest(&desk).stage.kind(), StageKind::Preparing, "{}", desk.last(CHAT).text);
    desk
}

/// A first order in pre-review.
pub(crate) fn submitted() -> MemoryDesk {
    let mut desk = preparing();
    desk.verifies();
    desk.uploads();
    desk.presses(ANNA, CHAT, "提交预审");
    assert_eq!(newest(&desk).stage.kind(), StageKind::PreReview, "{}", desk.last(CHAT).text);
    desk
}

pub(crate) fn newest(desk: &MemoryDesk) -> &Order {
    desk.orders.values().last().expect("an order")
}

/// How many messages of the agent's chat hold the text.
pub(crate) fn count(desk: &MemoryDesk, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == CHAT && m.text.contains(text)).count()
}
