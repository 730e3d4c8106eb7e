//! Looking up and deleting: the timeline with what is expected, a stranger's little look, what becomes void.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI, desk};
use certdesk::conversation::Happening;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::tracking::{Milestone, Sighting, Step, Which};
use chrono::Duration;

const BO: i64 = 9;

fn prepared() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.confirms();
    desk
}

/// All the way to the certificate in the post.
fn shipped() -> MemoryDesk {
    let mut desk = prepared();
    desk.comes_to_posting();
    desk.says(ANNA, "SF1234567890123");
    let number = desk.number();
    desk.staff_says(WEI, &format!("/paper {number} ok"));
    desk.presses(MO, GROUP, "已制证");
    desk.staff_answers(MO, &number, "JX-9001");
    desk.staff_says(MO, &format!("/ship {number} SF1234567890124"));
    desk
}

#[test]
fn the_timeline_has_dates_what_is_expected_both_parcels_and_the_invoice() {
    let mut desk = prepared();
    let number = desk.number();
    desk.says(ANNA, &number);
    assert!(desk.saw(ChatId(ANNA), "约 2 个工作日寄出证书"));
    desk.taps(&["查看进度"]);
    assert!(desk.saw(ChatId(ANNA), "建立订单"), "by the button as well");
    let mut desk = shipped();
    let number = desk.number();
    desk.says(ANNA, &format!("/status {number}"));
    let status = desk.shown.iter().rev().find(|m| m.text.contains("建立订单")).unwrap().text.clone();
    // Made on a Sunday: the third working day after it is Wednesday.
    for part in [
        "11-22",
        "预审通过",
        "SF1234567890123",
        "已收到并审核通过",
        "SF1234567890124",
        "已交快递",
        "预计发送发票：2026-11-25 前",
    ] {
        assert!(status.contains(part), "{part}: {status}");
    }
    desk.staff_says(FANG, &format!("/invoice {number} 26362000000012345678"));
    desk.staff_says(MO, &format!("/delivered {number}"));
    desk.says(ANNA, &number);
    let status = desk.shown.iter().rev().find(|m| m.text.contains("建立订单")).unwrap().text.clone();
    assert!(status.contains("26362000000012345678") && status.contains("签收") && !status.contains("预计"), "{status}");
}

/// The courier tells of the certificate's parcel.
fn courier_says(desk: &mut MemoryDesk, milestone: Milestone, text: &str) {
    desk.waits(Duration::hours(2));
    let (order, number) = (OrderNumber::parse(&desk.number()).unwrap(), "SF1234567890124".to_owned());
    let answer = Ok(Sighting { steps: vec![Step::told(desk.now, milestone, text)] });
    desk.happen(&Happening::Tracked { order, which: Which::Outbound, number, answer, told: false });
}

#[test]
fn the_whole_way_of_a_parcel_is_shown_while_it_travels_and_its_end_when_it_has_come() {
    let mut desk = shipped();
    desk.rules.services.follow_seconds = Some(1_800);
    let status = |desk: &mut MemoryDesk| {
        desk.says(ANNA, "/status");
        desk.shown.iter().rev().find(|m| m.text.contains("建立订单")).unwrap().text.clone()
    };
    courier_says(&mut desk, Milestone::Collected, "南昌市东湖营业部已揽收");
    for nth in 1..=12 {
        courier_says(&mut desk, Milestone::OnTheWay, &format!("已到达第{nth}站"));
    }
    let travelling = status(&mut desk);
    let at = |text: &str| travelling.find(text);
    assert!(at("已交快递") < at("第1站") && at("第1站") < at("第2站") && at("第2站") < at("第12站"), "{travelling}");
    assert_eq!(at("东湖营业部"), None, "of a long way the latest is shown: {travelling}");
    courier_says(&mut desk, Milestone::Delivered, "已签收，签收人：本人");
    let delivered = status(&mut desk);
    assert!(delivered.contains("签收人：本人") && !delivered.contains("第12站"), "{delivered}");
}

#[test]
fn a_stranger_sees_stage_and_waybill_only_and_has_few_tries() {
    let mut desk = shipped();
    let number = desk.number();
    desk.says(BO, &number);
    desk.says(BO, "9000");
    let seen = desk.sees(BO).to_owned();
    assert!(seen.contains("证书已寄出") && seen.contains("SF1234567890124"), "{seen}");
    for secret in ["江西样例", "安经办", "建立订单", "13900139000"] {
        assert!(!seen.contains(secret), "{seen}");
    }
    // A number that nobody has and wrong digits: the same words; five tries in an hour.
    let nobody = OrderNumber::make(2026, 777).as_str().to_owned();
    let mut heard = Vec::new();
    for (typed, digits) in [(&number, "0000"), (&nobody, "9000"), (&number, "1111"), (&nobody, "0000")] {
        desk.says(BO, typed);
        desk.says(BO, digits);
        heard.push(desk.sees(BO).to_owned());
    }
    assert!(heard.iter().all(|text| *text == heard[0]), "{heard:#?}");
    desk.says(BO, &number);
    assert!(desk.sees(BO).contains("次数过多"));
    desk.now += Duration::hours(1);
    desk.says(BO, &number);
    // Another number instead of the digits is another question, and letters are none.
    desk.says(BO, "abcd");
    assert!(desk.sees(BO).contains("后四位"));
    desk.says(BO, &nobody);
    desk.says(BO, "9000");
    assert!(desk.sees(BO).contains("不符"));
    // Digits that were mistyped are typed again, without the number.
    for (typed, told) in [(&*number, "后四位"), ("9001", "不符"), ("9000", "证书已寄出")] {
        desk.says(BO, typed);
        assert!(desk.sees(BO).contains(told), "{typed}: {}", desk.sees(BO));
    }
}

#[test]
fn typing_a_number_switches_between_orders() {
    let mut desk = prepared();
    let first = desk.number();
    desk.says(ANNA, "/apply");
    let second = desk.number();
    assert_ne!(first, second);
    desk.says(ANNA, "/cancel");
    desk.says(ANNA, &first);
    desk.says(ANNA, "/orders");
    assert!(desk.sees(ANNA).contains(&format!("▶ {} {}", &first[..4], &first[4..])), "{}", desk.sees(ANNA));
}

#[test]
fn deleting_says_what_becomes_void_and_is_confirmed() {
    let mut desk = prepared();
    desk.comes_to_payment();
    desk.sends(ANNA, "receipt");
    desk.taps(&["删除订单"]);
    let asked = desk.sees(ANNA).to_owned();
    for part in ["表格全部作废", "核验结果作废", "5 份材料作废", "上传过付款回单", "一键沿用", "不能恢复"]
    {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    desk.taps(&["保留订单"]);
    assert_eq!(desk.stage(), StageKind::AwaitingPayment);
    desk.taps(&["删除订单", "确定删除"]);
    assert_eq!(desk.stage(), StageKind::Withdrawn);
    // Its certificate is free again, its answers are offered, and its link opens nothing.
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白", "全部沿用"]);
    assert!(desk.sees(ANNA).contains("请核对订单"), "{}", desk.sees(ANNA));
}

#[test]
fn a_draft_is_deleted_with_few_words_and_a_paid_order_not_at_all() {
    let mut desk = desk();
    desk.registers();
    desk.says(ANNA, "/apply");
    desk.says(ANNA, "/cancel");
    let number = desk.number();
    desk.says(ANNA, &number);
    desk.taps(&["删除订单"]);
    assert!(!desk.sees(ANNA).contains("表格") && desk.sees(ANNA).contains("证书不受影响"), "{}", desk.sees(ANNA));
    let mut desk = prepared();
    desk.comes_to_payment();
    desk.taps(&["删除订单"]);
    let number = desk.number();
    desk.staff_says(FANG, &format!("/paid {number}"));
    desk.taps(&["确定删除"]);
    assert!(desk.sees(ANNA).contains("现在办不了"), "{}", desk.sees(ANNA));
    assert_eq!(desk.stage(), StageKind::AwaitingPaper);
}
