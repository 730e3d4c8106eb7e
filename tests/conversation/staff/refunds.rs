//! Money that does not fit while the order goes on: finance decide whether it goes back, each time twice asked; nobody else does, and what
//! the order was paid with stays.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI, desk};
use certdesk::conversation::Happening;
use certdesk::domain::ids::ChatId;
use certdesk::domain::money::Fen;
use certdesk::domain::order::StageKind;
use certdesk::domain::payment::{PayWay, Refund, Standing};

/// Anna's order, to be paid, with a code of each way.
fn two_codes() -> MemoryDesk {
    let mut desk = desk();
    desk.rules.services.ways = vec![PayWay::Alipay, PayWay::Wechat];
    desk.rules.services.code_lasts = 60;
    desk.registers();
    desk.confirms();
    desk.comes_to_payment();
    desk.taps(&["支付宝扫码付款", "微信支付扫码付款"]);
    desk
}

fn trade(desk: &MemoryDesk, nth: usize) -> String {
    desk.newest().attempts[nth].trade.clone()
}

fn pays(desk: &mut MemoryDesk, nth: usize, amount: u64) {
    let (order, trade) = (desk.newest().number.clone(), trade(desk, nth));
    let standing = Standing::Paid { amount: Fen(amount), transaction: format!("T-{nth}") };
    desk.happen(&Happening::PaymentSeen { order, trade, standing });
}

fn refund(desk: &mut MemoryDesk, nth: usize, refund: Refund) {
    let (order, trade) = (desk.newest().number.clone(), trade(desk, nth));
    desk.happen(&Happening::RefundSeen { order, trade, refund });
}

fn count(desk: &MemoryDesk, chat: ChatId, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == chat && m.text.contains(text)).count()
}

/// The keys below the message that says this, newest first.
fn keys(desk: &MemoryDesk, text: &str) -> Vec<String> {
    let message = desk.shown.iter().rev().find(|m| m.chat == GROUP && m.text.contains(text)).expect("it was said");
    message.keys.iter().map(|(label, _)| label.clone()).collect()
}

const CHAT: ChatId = ChatId(ANNA);

#[test]
fn a_double_payment_goes_back_when_finance_say_so_twice() {
    let mut desk = two_codes();
    pays(&mut desk, 0, 13_000);
    pays(&mut desk, 1, 13_000);
    assert_eq!(keys(&desk, "又到账 130.00 元"), ["退回这笔"]);
    for other in [WEI, MO] {
        desk.presses(other, GROUP, "退回这笔");
        assert_eq!(keys(&desk, "又到账 130.00 元"), ["退回这笔"], "it is finance's: {:?}", desk.toasts);
    }
    desk.presses(FANG, GROUP, "退回这笔");
    assert_eq!(keys(&desk, "又到账 130.00 元"), ["确认原路退回 130.00 元", "先不退"]);
    desk.presses(FANG, GROUP, "先不退");
    assert!(desk.given_back.is_empty());
    // Whatever else is decided meanwhile, it is the same payment.
    desk.presses(FANG, GROUP, "退回这笔");
    desk.presses(FANG, GROUP, "确认原路退回");
    assert_eq!(desk.given_back, [trade(&desk, 1)]);
    assert!(keys(&desk, "又到账 130.00 元").is_empty());
    assert!(desk.saw(GROUP, "方财 退回微信支付 130.00 元"), "{}", desk.last(GROUP).text);
    refund(&mut desk, 1, Refund::Underway);
    assert_eq!((count(&desk, CHAT, "正在原路退回"), count(&desk, CHAT, "已原路退回")), (1, 0));
    for _ in 0..2 {
        refund(&mut desk, 1, Refund::Done);
    }
    assert_eq!((count(&desk, CHAT, "130.00 元已原路退回"), count(&desk, GROUP, "130.00 元已退款")), (1, 1));
    let order = desk.newest();
    assert_eq!(
        (order.stage.kind(), order.payment.as_ref().map(|p| p.amount)),
        (StageKind::AwaitingPaper, Some(Fen(13_000)))
    );
    desk.staff_says(WEI, &format!("/status {}", desk.number()));
    let timeline = &desk.last(GROUP).text;
    assert!(timeline.contains("退回 130.00 元（交易") && timeline.contains("方财"), "{timeline}");
}

#[test]
fn what_differs_goes_back_and_what_was_confirmed_stays() {
    let mut desk = two_codes();
    pays(&mut desk, 0, 1_300);
    assert_eq!(keys(&desk, "金额不符"), ["退回这笔"]);
    desk.presses(FANG, GROUP, "退回这笔");
    desk.presses(FANG, GROUP, "确认原路退回 13.00 元");
    assert_eq!(desk.given_back, [trade(&desk, 0)]);
    refund(&mut desk, 0, Refund::Done);
    assert_eq!(count(&desk, CHAT, "13.00 元已原路退回"), 1, "as much as came");

    let mut desk = two_codes();
    pays(&mut desk, 0, 12_000);
    desk.staff_says(FANG, &format!("/paid {} 120.00", desk.number()));
    assert_eq!(desk.newest().stage.kind(), StageKind::AwaitingPaper, "{}", desk.last(GROUP).text);
    let asked = desk.shown.iter().rev().find(|m| m.chat == GROUP && m.text.contains("金额不符")).unwrap();
    assert_eq!(asked.keys.len(), 1, "the key still hangs there");
    desk.presses(FANG, GROUP, "退回这笔");
    assert!(desk.toasts.last().unwrap().contains("有效付款"), "{:?}", desk.toasts);
    assert!(desk.given_back.is_empty());
}

#[test]
fn a_refund_that_did_not_come_out_is_tried_again_by_finance_alone() {
    let mut desk = two_codes();
    pays(&mut desk, 0, 13_000);
    pays(&mut desk, 1, 13_000);
    desk.presses(FANG, GROUP, "退回这笔");
    desk.presses(FANG, GROUP, "确认原路退回");
    refund(&mut desk, 1, Refund::Underway);
    refund(&mut desk, 1, Refund::Failed);
    assert_eq!(keys(&desk, "没有退回 130.00 元"), ["再试一次"]);
    assert_eq!(count(&desk, CHAT, "财务正在处理"), 1);
    desk.presses(WEI, GROUP, "再试一次");
    assert_eq!(desk.given_back.len(), 1, "{:?}", desk.toasts);
    desk.presses(FANG, GROUP, "再试一次");
    assert_eq!(desk.given_back, [trade(&desk, 1), trade(&desk, 1)], "under the same number");
    let (order, trade) = (desk.newest().number.clone(), trade(&desk, 1));
    desk.happen(&Happening::NotRefunded { order, trade, refused: false });
    assert!(desk.saw(GROUP, "可能已退，也可能未退"));
    assert_eq!(count(&desk, CHAT, "财务正在处理"), 1, "which the applicant has heard");
}

#[test]
fn what_an_invoice_of_telegrams_brought_is_given_back_by_hand() {
    let mut desk = desk();
    desk.rules.services.ways = vec![PayWay::Telegram, PayWay::Alipay];
    desk.rules.services.code_lasts = 60;
    desk.registers();
    desk.confirms();
    desk.comes_to_payment();
    desk.taps(&["Telegram 支付"]);
    pays(&mut desk, 0, 1_300);
    assert!(keys(&desk, "金额不符").is_empty());
}
