//! Paying and posting: the receipt for finance, the waybill typed or read, its carrier, what is missing among the paper.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, WEI, desk};
use certdesk::conversation::Dialogue;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use certdesk::domain::parcel::Carrier;

fn at_payment() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.confirms();
    desk.comes_to_payment();
    desk
}

fn at_posting() -> MemoryDesk {
    let mut desk = at_payment();
    let number = desk.number();
    desk.staff_says(FANG, &format!("/paid {number}"));
    desk
}

#[test]
fn the_bill_says_how_to_pay_and_the_receipt_goes_to_finance_with_its_key() {
    let mut desk = at_payment();
    for part in ["印章 1 枚 × 130.00 元", "建设银行南昌支行", "3600", "附言请写订单号"] {
        assert!(desk.sees(ANNA).contains(part), "{part}: {}", desk.sees(ANNA));
    }
    desk.says(ANNA, "我付了");
    assert!(desk.saw(ChatId(ANNA), "付款后不用另外告知，到账确认后会通知您"));
    assert!(desk.sees(ANNA).contains("待付款"), "and the card to go on with is below it: {}", desk.sees(ANNA));
    desk.taps(&["上传付款回单"]);
    desk.says(ANNA, "已经付了");
    assert!(desk.sees(ANNA).contains("请把付款回单"), "{}", desk.sees(ANNA));
    desk.sends(ANNA, "receipt");
    assert!(desk.saw(ChatId(ANNA), "回单已收到"));
    assert!(desk.saw(GROUP, "付款回单，应收 130.00 元"));
    // Another one takes its place; a picture without any button before it is taken as a receipt, too.
    desk.sends(ANNA, "receipt-2");
    assert!(desk.saw(ChatId(ANNA), "代替之前的一份"));
    desk.presses(WEI, GROUP, "已收款 130.00 元");
    assert!(desk.toasts.last().unwrap().contains("财务"));
    desk.presses(FANG, GROUP, "已收款 130.00 元");
    assert_eq!(desk.stage(), StageKind::AwaitingPaper);
}

#[test]
fn the_packing_list_comes_with_the_address_as_text() {
    let mut desk = at_posting();
    assert!(desk.sees(ANNA).contains("左上角手写订单号"), "{}", desk.sees(ANNA));
    desk.taps(&["邮寄清单"]);
    assert!(desk.saw(ChatId(ANNA), "江西省南昌市高新区"));
}

#[test]
fn a_waybill_is_taken_without_pressing_anything_first() {
    let mut desk = at_posting();
    desk.says(ANNA, "ｓｆ 1234-5678-90123");
    assert_eq!(desk.stage(), StageKind::PaperReview, "{}", desk.sees(ANNA));
    assert!(desk.saw(ChatId(ANNA), "顺丰速运 SF1234567890123"));
}

#[test]
fn what_cannot_be_a_waybill_is_refused_with_the_reason() {
    let mut desk = at_posting();
    desk.taps(&["填写快递单号"]);
    let own = desk.number();
    for (typed, reason) in [
        ("已经寄了", "不像快递单号"),
        ("138 0013 8000", "这是手机号"),
        (own.as_str(), "这是我们的订单号"),
        ("SF12345678901", "应有 13 位数字，您输入了 11 位"),
        ("RB123456786US", "校验位对不上"),
    ] {
        desk.says(ANNA, typed);
        assert!(desk.sees(ANNA).contains(reason), "{typed}: {}", desk.sees(ANNA));
        assert_eq!(desk.dialogue(ANNA), Dialogue::Waybill);
    }
    assert!(desk.newest().inbound.is_empty());
}

#[test]
fn a_misread_number_is_put_right_with_one_tap() {
    let mut desk = at_posting();
    desk.taps(&["填写快递单号"]);
    desk.says(ANNA, "SF12345678O0l23");
    assert!(desk.sees(ANNA).contains("SF1234567800123"), "{}", desk.sees(ANNA));
    desk.taps(&["重新输入"]);
    assert_eq!(desk.dialogue(ANNA), Dialogue::Waybill);
    desk.says(ANNA, "SF12345678O0l23");
    desk.taps(&["对，就是它"]);
    assert_eq!(desk.newest().inbound[0].waybill.number, "SF1234567800123");
}

#[test]
fn the_carrier_is_asked_where_the_number_does_not_tell_and_corrected_where_it_misleads() {
    let mut desk = at_posting();
    desk.taps(&["填写快递单号"]);
    desk.says(ANNA, "ABC123456789");
    desk.taps(&["中通快递"]);
    assert_eq!(desk.newest().inbound[0].waybill.carrier, Carrier::Zto);
    desk.taps(&["快递公司不对", "申通快递"]);
    let parcels = &desk.newest().inbound;
    assert_eq!((parcels.len(), parcels[0].waybill.carrier), (1, Carrier::Sto), "put right in place, no second parcel");
    // Another number takes its place; the same one again changes nothing.
    desk.taps(&["更正快递单号"]);
    desk.says(ANNA, "SF1234567890123");
    assert_eq!(desk.newest().inbound.last().unwrap().waybill.carrier, Carrier::Sf);
    desk.says(ANNA, "SF1234567890123");
    assert!(desk.sees(ANNA).contains("已经登记过"), "{}", desk.sees(ANNA));
}

#[test]
fn a_photo_of_the_slip_is_read() {
    let mut desk = at_posting();
    desk.taps(&["填写快递单号"]);
    desk.slip = vec!["755W".into(), "SF1234567890123".into()];
    desk.sends(ANNA, "slip");
    assert!(desk.saw(ChatId(ANNA), "从面单上读到：顺丰速运 SF1234567890123"));
    assert_eq!(desk.stage(), StageKind::PaperReview);
    assert!(desk.sees(GROUP.0).contains("SF1234567890123"));
}

#[test]
fn an_unreadable_slip_is_asked_for_again_or_typed() {
    let mut desk = at_posting();
    desk.sends(ANNA, "dark");
    assert!(desk.sees(ANNA).contains("没有读到"), "{}", desk.sees(ANNA));
    desk.slip = vec!["SF1234567890123".into(), "YT1234567890123".into()];
    desk.sends(ANNA, "two");
    assert!(desk.sees(ANNA).contains("不止一个单号") && desk.sees(ANNA).contains("圆通"), "{}", desk.sees(ANNA));
    // The label's own code is the order's number and no waybill.
    desk.slip = vec![desk.number()];
    desk.sends(ANNA, "label");
    assert!(desk.sees(ANNA).contains("没有读到"));
    desk.says(ANNA, "SF1234567890123");
    assert_eq!(desk.stage(), StageKind::PaperReview);
}

#[test]
fn what_is_missing_is_named_one_by_one_and_only_that_is_posted_again() {
    let mut desk = at_posting();
    desk.says(ANNA, "SF1234567890123");
    let number = desk.number();
    desk.staff_says(WEI, &format!("/paper {number} 1,4 请补盖公章"));
    let card = desk.sees(ANNA).to_owned();
    for part in ["申请表：请用本订单", "授权委托书：加盖公章", "请补盖公章", "只补寄上面列出的资料", "已收到，资料不齐"]
    {
        assert!(card.contains(part), "{part}: {card}");
    }
    assert!(!card.contains("采集表的顺序"), "{card}");
    // The first parcel's number is not the second one's.
    desk.says(ANNA, "SF1234567890123");
    assert!(desk.sees(ANNA).contains("已经登记过"), "{}", desk.sees(ANNA));
    assert_eq!(desk.stage(), StageKind::AwaitingPaper);
    desk.says(ANNA, "SF1234567890124");
    assert_eq!((desk.stage(), desk.newest().inbound.len()), (StageKind::PaperReview, 2));
}

#[test]
fn posting_in_english() {
    let mut desk = at_posting();
    desk.says(ANNA, "/language");
    desk.taps(&["English"]);
    desk.says(ANNA, "/orders");
    let number = desk.number();
    desk.says(ANNA, &number);
    desk.taps(&["waybill"]);
    desk.says(ANNA, "SF123");
    assert!(desk.sees(ANNA).contains("SF1234567890123"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "SF12345678901");
    assert!(desk.sees(ANNA).contains("has 13 digits after the letters; you typed 11"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "SF1234567890123");
    desk.taps(&["Wrong courier", "EMS"]);
    assert_eq!(desk.newest().inbound[0].waybill.carrier, Carrier::Ems);
}
