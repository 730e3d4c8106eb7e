//! A desk with its staff, and orders brought to where a test begins.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI, staffed};
use certdesk::conversation::Input;
use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::{ChatId, MessageId};
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::staff::Role;

/// A second reviewer.
pub(crate) const RUI: i64 = 6;
/// An administrator.
pub(crate) const XIU: i64 = 7;

pub(crate) fn desk() -> MemoryDesk {
    staffed(&[
        (WEI, "魏审", Role::Reviewer),
        (FANG, "方财", Role::Finance),
        (MO, "莫制", Role::Maker),
        (RUI, "芮审", Role::Reviewer),
        (XIU, "修管", Role::Administrator),
    ])
}

pub(crate) fn number(desk: &MemoryDesk) -> String {
    desk.orders.keys().last().unwrap().as_str().to_owned()
}

pub(crate) fn stage(desk: &MemoryDesk) -> StageKind {
    desk.orders.values().last().unwrap().stage.kind()
}

pub(crate) fn stage_of(desk: &MemoryDesk, number: &str) -> StageKind {
    desk.orders[&OrderNumber::parse(number).unwrap()].stage.kind()
}

pub(crate) fn upload(desk: &mut MemoryDesk, document: DocumentKind, name: &str) {
    desk.read = Some(document);
    desk.sends(ANNA, name);
}

/// Anna's first order, submitted.
pub(crate) fn submitted(desk: &mut MemoryDesk) -> String {
    desk.registers();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
    desk.answers();
    hand_in(desk)
}

/// A second order of the same unit's, submitted too.
pub(crate) fn second_order(desk: &mut MemoryDesk) -> String {
    desk.says(ANNA, "/apply");
    for label in ["同意", "江西建工集团", "JX-0002", "选好了", "损坏", "我明白", "全部沿用"] {
        desk.presses(ANNA, ChatId(ANNA), label);
    }
    hand_in(desk)
}

/// From the summary to the submission.
fn hand_in(desk: &mut MemoryDesk) -> String {
    desk.presses(ANNA, ChatId(ANNA), "确认无误");
    desk.verifies();
    let n = number(desk);
    for document in DocumentKind::ALL {
        upload(desk, document, &format!("scan-{n}-{}", document.number()));
    }
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    assert_eq!(stage(desk), StageKind::PreReview, "{}", desk.last(ChatId(ANNA)).text);
    n
}

/// Anna's first order, on the maker's table.
pub(crate) fn to_making(desk: &mut MemoryDesk) -> String {
    let n = submitted(desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(FANG, &format!("/paid {n}"));
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    assert_eq!(stage(desk), StageKind::Making, "{}", desk.last(GROUP).text);
    n
}

/// One of the staff replies to this message of the bot's.
pub(crate) fn replies(desk: &mut MemoryDesk, user: i64, message: MessageId, text: &str) {
    let mut letter = desk.letter(user, GROUP, Input::Text(text.to_owned()));
    letter.reply_to = Some(message);
    letter.reply_to_bot = true;
    desk.arrive(&letter);
}
