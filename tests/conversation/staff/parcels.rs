//! Money, paper and parcels in the staff view: what the courier says, several orders in one parcel, a parcel that comes back, paper that
//! lacks something, a payment that differs.

use super::office::{desk, second_order, stage_of, submitted, to_making};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::conversation::Happening;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::tracking::{Milestone, Sighting, Step, Which};
use chrono::Duration;

const CHAT: ChatId = ChatId(ANNA);

fn courier_says(desk: &mut MemoryDesk, order: &str, waybill: &str, milestone: Milestone) {
    let order = OrderNumber::parse(order).unwrap();
    let step = Step { at: desk.now, milestone, text: "南昌红谷滩营业点".into() };
    let answer = Ok(Sighting { steps: vec![step] });
    desk.happen(&Happening::Tracked { order, which: Which::Outbound, number: waybill.into(), answer, told: false });
}

#[test]
fn a_signature_at_the_door_ends_the_order_and_staff_see_it() {
    let mut desk = desk();
    desk.rules.services.follow_seconds = Some(1_800);
    let n = to_making(&mut desk);
    desk.staff_says(MO, &format!("/made {n} JX-9001"));
    desk.staff_says(MO, &format!("/ship {n} SF1234567890124"));
    desk.waits(Duration::minutes(5));
    courier_says(&mut desk, &n, "SF1234567890124", Milestone::OnTheWay);
    assert_eq!(stage_of(&desk, &n), StageKind::Shipped);
    desk.waits(Duration::hours(20));
    courier_says(&mut desk, &n, "SF1234567890124", Milestone::Delivered);
    assert_eq!(stage_of(&desk, &n), StageKind::Delivered);
    assert!(desk.saw(CHAT, "已签收") && desk.saw(GROUP, "快递显示已签收"), "{}", desk.last(GROUP).text);
    // By hand it is then too late, and said so.
    desk.staff_says(MO, &format!("/delivered {n}"));
    assert_eq!(stage_of(&desk, &n), StageKind::Delivered);
}

#[test]
fn paper_that_goes_back_has_not_arrived() {
    let mut desk = desk();
    desk.rules.services.follow_seconds = Some(1_800);
    let n = submitted(&mut desk);
    for (user, command) in [(WEI, "approve"), (FANG, "paid")] {
        desk.staff_says(user, &format!("/{command} {n}"));
    }
    desk.presses(ANNA, CHAT, "填写快递单号");
    desk.says(ANNA, "SF1234567890199");
    let order = OrderNumber::parse(&n).unwrap();
    for (milestone, text) in [
        (Milestone::OnTheWay, "到达南昌中转场"),
        (Milestone::Returning, "收件人拒收，正在退回"),
        (Milestone::Returned, "已退回寄件人"),
    ] {
        desk.waits(Duration::hours(2));
        let step = Step { at: desk.now, milestone, text: text.into() };
        let (number, answer) = ("SF1234567890199".to_owned(), Ok(Sighting { steps: vec![step] }));
        desk.happen(&Happening::Tracked { order: order.clone(), which: Which::Inbound, number, answer, told: false });
        assert!(desk.saw(GROUP, text), "each step stands in the order's topic: {text}");
    }
    assert!(!desk.saw(GROUP, "已到："), "{}", desk.last(GROUP).text);
    assert!(desk.saw(GROUP, "正在退回，请尽快处理"));
    desk.staff_says(WEI, &format!("/order {n}"));
    assert!(desk.last(GROUP).text.contains("已退回寄件人"), "the card shows the latest: {}", desk.last(GROUP).text);
}

#[test]
fn several_orders_lie_in_one_parcel_and_one_comes_back() {
    let mut desk = desk();
    let first = to_making(&mut desk);
    desk.staff_says(MO, &format!("/made {first} JX-9001"));
    let second = second_order(&mut desk);
    for (user, command) in [(WEI, "approve"), (FANG, "paid")] {
        desk.staff_says(user, &format!("/{command} {second}"));
    }
    desk.presses(ANNA, CHAT, "填写快递单号");
    desk.says(ANNA, "SF1234567890199");
    desk.staff_says(WEI, &format!("/paper {second} ok"));
    desk.staff_says(MO, &format!("/made {second} JX-9002"));
    desk.staff_says(MO, &format!("/ship {first} {second} SF1234567890124"));
    let report = desk.last(GROUP).text.clone();
    assert!(report.contains("成功 2 件"), "{report}");
    for n in [&first, &second] {
        assert_eq!(stage_of(&desk, n), StageKind::Shipped);
        let order = &desk.orders[&OrderNumber::parse(n).unwrap()];
        assert_eq!(order.outbound.as_ref().unwrap().waybill.number, "SF1234567890124");
    }
    desk.staff_says(MO, &format!("/returned {second}"));
    assert_eq!((stage_of(&desk, &first), stage_of(&desk, &second)), (StageKind::Shipped, StageKind::Made));
    desk.staff_says(MO, &format!("/order {second}"));
    assert!(desk.last(GROUP).text.contains("曾退件"), "{}", desk.last(GROUP).text);
}

#[test]
fn missing_paper_is_ticked_item_by_item_and_a_payment_that_differs_is_shown() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(FANG, &format!("/paid {n} 150 回单9"));
    assert!(desk.saw(GROUP, "实收 150.00 元，应收 130.00 元"), "{}", desk.last(GROUP).text);
    desk.presses(ANNA, CHAT, "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/order {n}"));
    assert!(desk.last(GROUP).text.contains("与应收 130.00 元不符"), "{}", desk.last(GROUP).text);
    desk.presses(WEI, GROUP, "已收到资料");
    desk.presses(WEI, GROUP, "要求补寄…");
    for document in ["营业执照", "法人授权委托书", "营业执照"] {
        desk.presses(WEI, GROUP, document);
    }
    desk.presses(WEI, GROUP, "要求补寄");
    assert_eq!(stage_of(&desk, &n), StageKind::AwaitingPaper, "{:?}", desk.toasts);
    let told = desk.shown.iter().rev().find(|m| m.chat == CHAT && m.text.contains("法人授权委托书")).unwrap();
    assert!(!told.text.contains("营业执照"), "what was ticked and unticked is not asked for: {}", told.text);
}
