//! Time passes on an order that nobody moves.

use super::seat::{CHAT, at_details, count, newest, preparing, submitted};
use crate::memory::GROUP;
use crate::walk::{ANNA, FANG};
use certdesk::domain::calendar::local;
use certdesk::domain::order::{StageKind, What};
use chrono::{Duration, Timelike as _};

const A_DAY: Duration = Duration::days(1);

#[test]
fn an_unfinished_order_is_gently_reminded_of_at_set_intervals() {
    let mut desk = at_details();
    desk.says(ANNA, "江西省南昌市一号路");
    desk.waits(Duration::hours(23));
    assert_eq!(count(&desk, "提醒：订单"), 0, "not before the hour of the next day");
    desk.waits(Duration::hours(2));
    assert_eq!(count(&desk, "提醒：订单"), 1);
    assert_eq!(local(desk.now - Duration::hours(1)).hour(), 10, "in the morning");
    assert!(desk.last(CHAT).text.contains("停在：单位信息 · 单位联系手机"), "{}", desk.last(CHAT).text);
    desk.waits(A_DAY * 10);
    assert_eq!(count(&desk, "提醒：订单"), 2, "two intervals are configured, and no more come");
    // The reminder's own key leads back to the question.
    desk.presses(ANNA, CHAT, "继续填写");
    assert!(desk.last(CHAT).text.contains("联系手机"), "{}", desk.last(CHAT).text);
}

#[test]
fn who_does_something_is_left_alone_for_a_while() {
    let mut desk = at_details();
    for answer in ["江西省南昌市一号路", "13800138000", "梁法人"] {
        desk.waits(Duration::hours(20));
        desk.says(ANNA, answer);
    }
    let told = count(&desk, "提醒：订单");
    desk.waits(Duration::hours(11));
    assert_eq!(count(&desk, "提醒：订单"), told);
}

#[test]
fn reminders_can_be_silenced_and_the_closing_is_announced_all_the_same() {
    let mut desk = at_details();
    desk.waits(A_DAY * 2);
    desk.presses(ANNA, CHAT, "不再提醒");
    assert!(desk.last(CHAT).text.contains("不再提醒这个订单"));
    desk.waits(A_DAY * 60);
    assert_eq!(count(&desk, "提醒：订单"), 1);
    desk.waits(A_DAY * 25);
    assert!(desk.last(CHAT).text.contains("将自动关闭"), "{}", desk.last(CHAT).text);
    assert_eq!(newest(&desk).stage.kind(), StageKind::Draft);
    desk.waits(A_DAY * 10);
    assert_eq!(newest(&desk).stage.kind(), StageKind::Withdrawn);
    assert!(desk.saw(CHAT, "已自动关闭"));
    assert!(desk.journal[&newest(&desk).number].iter().any(|event| event.what == What::Closed));
}

#[test]
fn reminders_come_back_when_they_are_wanted_again() {
    let mut desk = at_details();
    desk.waits(A_DAY * 2);
    desk.presses(ANNA, CHAT, "不再提醒");
    desk.presses(ANNA, CHAT, "恢复提醒");
    desk.waits(A_DAY * 2);
    assert_eq!(count(&desk, "提醒：订单"), 2);
}

#[test]
fn a_step_after_the_announcement_keeps_the_order() {
    let mut desk = at_details();
    desk.says(ANNA, "江西省南昌市一号路");
    desk.waits(A_DAY * 85);
    assert!(desk.saw(CHAT, "将自动关闭"));
    desk.says(ANNA, "13800138000");
    desk.waits(A_DAY * 30);
    assert_eq!(newest(&desk).stage.kind(), StageKind::Draft);
}

#[test]
fn what_was_entered_in_a_closed_order_is_offered_in_the_next() {
    let mut desk = at_details();
    desk.says(ANNA, "江西省南昌市一号路");
    desk.says(ANNA, "13800138001");
    desk.waits(A_DAY * 120);
    assert_eq!(newest(&desk).stage.kind(), StageKind::Withdrawn);
    super::seat::apply_for(&mut desk, "JX-0002");
    desk.presses(ANNA, CHAT, "江西省南昌市一号路");
    desk.presses(ANNA, CHAT, "13800138001");
    assert_eq!(newest(&desk).answers.text(certdesk::domain::order::Question::UnitMobile), "13800138001");
}

#[test]
fn a_reminder_says_what_is_missing_and_a_desk_that_was_away_reminds_once() {
    let mut desk = preparing();
    // The desk is away for two weeks: both intervals have passed when it looks again.
    desk.now += A_DAY * 14;
    desk.waits(Duration::zero());
    assert_eq!(count(&desk, "提醒：订单"), 1);
    let text = &desk.last(CHAT).text;
    assert!(text.contains("法人核验") && text.contains("营业执照"), "{text}");
}

#[test]
fn a_payment_and_the_paper_are_reminded_of() {
    let mut desk = submitted();
    desk.waits(A_DAY * 30);
    assert_eq!(count(&desk, "提醒：订单"), 0, "what waits for staff is no applicant's fault");
    let number = newest(&desk).number.clone();
    desk.staff_says(crate::walk::WEI, &format!("/approve {number}"));
    let card = desk.shown.iter().rev().find(|m| m.chat == GROUP && m.text.contains("待付款")).unwrap().keys.clone();
    desk.waits(A_DAY * 2);
    assert!(desk.last(CHAT).text.contains("待付款：130.00 元"), "{}", desk.last(CHAT).text);
    // A reminder changes nothing that a decision was made on: finance's card still counts.
    let data = card.iter().find(|(label, _)| label.contains("已收款")).unwrap().1.clone();
    let press = desk.letter(FANG, GROUP, certdesk::conversation::Input::Pressed { query: "q".into(), data });
    desk.arrive(&press);
    assert_eq!(newest(&desk).stage.kind(), StageKind::AwaitingPaper, "{:?}", desk.toasts.last());
    desk.waits(A_DAY * 4);
    assert!(desk.last(CHAT).text.contains("填写快递单号"), "{}", desk.last(CHAT).text);
    desk.waits(A_DAY * 200);
    assert_eq!(newest(&desk).stage.kind(), StageKind::AwaitingPaper, "what is paid for is never closed");
}

#[test]
fn a_receipt_ends_the_reminders_of_a_payment() {
    let mut desk = submitted();
    let number = newest(&desk).number.clone();
    desk.staff_says(crate::walk::WEI, &format!("/approve {number}"));
    desk.sends(ANNA, "receipt");
    desk.waits(A_DAY * 200);
    assert_eq!(count(&desk, "提醒：订单"), 0);
    assert_eq!(newest(&desk).stage.kind(), StageKind::AwaitingPayment);
}

#[test]
fn one_live_card_is_edited_in_place_and_sent_anew_where_it_has_scrolled_away() {
    let mut desk = preparing();
    let cards = |desk: &crate::memory::MemoryDesk| {
        let shown = desk.shown.iter().filter(|m| m.chat == CHAT && m.text.contains("· 准备材料"));
        shown.map(|m| (m.id, m.text.clone())).collect::<Vec<_>>()
    };
    let before = cards(&desk);
    assert_eq!(before.len(), 1, "{before:#?}");
    // The legal person opens the link: the same message says so.
    let link = desk.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).unwrap().to_owned();
    let payload: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    desk.says(crate::walk::LIANG, &format!("/start {payload}"));
    let after = cards(&desk);
    assert_eq!((after.len(), after[0].0), (1, before[0].0), "edited in place");
    assert!(before[0].1.contains("链接还未打开") && after[0].1.contains("已打开链接"), "{after:#?}");
    // What is said meanwhile moves it out of sight, and the next change brings it back to the bottom.
    for _ in 0..4 {
        desk.says(ANNA, "/help");
    }
    desk.presses(crate::walk::LIANG, certdesk::domain::ids::ChatId(crate::walk::LIANG), "我是本人");
    let anew = cards(&desk);
    assert_eq!(anew.len(), 1, "there is never a second one");
    assert!(anew[0].0 > after[0].0 && anew[0].1.contains("等待录制视频"), "{anew:#?}");
}
