//! The applicant's seat: a desk with two certificates on file and three of the staff, the way to each place in the form, and time.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::{USCC, certificate, rules, start};
use certdesk::conversation::{Happening, Input};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind};
use certdesk::domain::staff::{Member, Role};
use chrono::Duration;

/// The agent.
pub(crate) const ANNA: i64 = 1;
/// The legal person.
pub(crate) const LIANG: i64 = 2;
pub(crate) const WEI: i64 = 3;
pub(crate) const FANG: i64 = 4;
pub(crate) const MO: i64 = 5;
/// The agent's chat.
pub(crate) const CHAT: ChatId = ChatId(ANNA);

/// Everything that is typed for a first order with an ordinary invoice, before and after its kind is chosen.
pub(crate) const BEFORE_KIND: [&str; 7] = [
    "江西省南昌市红谷滩区会展路88号",
    "13800138000",
    "梁法人",
    "11010519491231002X",
    "安经办",
    "440524188001010014",
    "13900139000",
];
pub(crate) const AFTER_KIND: [&str; 6] =
    ["江西样例建筑有限公司", USCC, "caiwu@example.cn", "收件人甲", "13700137000", "江西省南昌市东湖区一号"];

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
    desk.says(ANNA, "/start");
    desk.presses(ANNA, CHAT, "注册");
    for text in ["江西样例建筑有限公司", USCC, "138 0013 8000", "Buban-2026"] {
        desk.says(ANNA, text);
    }
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

/// Types and presses everything up to the summary.
pub(crate) fn fill_in(desk: &mut MemoryDesk) {
    for text in BEFORE_KIND {
        desk.says(ANNA, text);
    }
    desk.presses(ANNA, CHAT, "普通发票");
    for text in AFTER_KIND {
        desk.says(ANNA, text);
    }
}

/// A first order at its summary.
pub(crate) fn at_summary() -> MemoryDesk {
    let mut desk = at_details();
    fill_in(&mut desk);
    desk
}

/// A first order whose forms are printed.
pub(crate) fn preparing() -> MemoryDesk {
    let mut desk = at_summary();
    desk.presses(ANNA, CHAT, "确认无误");
    assert_eq!(newest(&desk).stage.kind(), StageKind::Preparing, "{}", desk.last(CHAT).text);
    desk
}

/// The legal person opens the newest link, consents and sends the video; a reviewer believes it.
pub(crate) fn verify(desk: &mut MemoryDesk) {
    let link = desk.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).expect("a link");
    let payload: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    desk.says(LIANG, &format!("/start {payload}"));
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    let file = FileRef { id: "note".into(), unique_id: "note".into(), name: None, size: 9, form: FileForm::VideoNote };
    let letter = desk.letter(LIANG, ChatId(LIANG), Input::VideoNote { file, seconds: 5 });
    desk.arrive(&letter);
    desk.presses(WEI, GROUP, "认证成功");
}

/// A first order in pre-review.
pub(crate) fn submitted() -> MemoryDesk {
    let mut desk = preparing();
    verify(&mut desk);
    for document in DocumentKind::ALL {
        desk.read = Some(document);
        desk.sends(ANNA, &format!("scan-{}", document.number()));
    }
    desk.presses(ANNA, CHAT, "提交预审");
    assert_eq!(newest(&desk).stage.kind(), StageKind::PreReview, "{}", desk.last(CHAT).text);
    desk
}

pub(crate) fn newest(desk: &MemoryDesk) -> &Order {
    desk.orders.values().last().expect("an order")
}

/// Time passes; what falls due meanwhile is brought in, each at its instant.
pub(crate) fn wait(desk: &mut MemoryDesk, by: Duration) {
    let until = desk.now + by;
    loop {
        let due = desk.orders.values().filter_map(|o| o.due_at.map(|at| (at, o.number.clone()))).min();
        let Some((at, order)) = due.filter(|(at, _)| *at <= until) else { break };
        desk.now = desk.now.max(at);
        desk.happen(&Happening::Due { order });
    }
    desk.now = desk.now.max(until);
}

/// How many messages of the agent's chat hold the text.
pub(crate) fn count(desk: &MemoryDesk, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == CHAT && m.text.contains(text)).count()
}
