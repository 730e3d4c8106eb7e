//! Paying by an invoice of Telegram's: who is let through and who is not, in both languages; what counts as the payment, and what is
//! stated to finance.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, LIANG, desk};
use certdesk::conversation::{Counter, Happening, Input, Session, Viewer, checked_out};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind, What};
use certdesk::domain::payment::{Charge, Checkout, Hindrance, PayWay, Sum};
use certdesk::domain::rules::Lang;
use chrono::Duration;

/// A colleague of Anna's, who reads English.
const COLLEAGUE: i64 = 8;

fn yuan(units: u64) -> Sum {
    Sum { units, currency: "CNY".into() }
}

/// Anna's order, to be paid, and an invoice for it in her chat.
fn invoiced() -> MemoryDesk {
    let mut desk = unpaid();
    desk.taps(&["Telegram 支付"]);
    desk
}

fn unpaid() -> MemoryDesk {
    let mut desk = desk();
    desk.rules.services.ways = vec![PayWay::Alipay, PayWay::Telegram];
    desk.rules.services.code_lasts = 60;
    desk.registers();
    desk.confirms();
    desk.comes_to_payment();
    let account = desk.newest().account.clone();
    let session = Session { account: Some(account), lang: Some(Lang::En), ..Session::default() };
    desk.sessions.insert((ChatId(COLLEAGUE), UserId(COLLEAGUE)), session);
    desk
}

/// The invoice that was sent last.
fn trade(desk: &MemoryDesk) -> String {
    desk.invoices.last().expect("an invoice was sent").1.clone()
}

/// Asks as Telegram does before it takes money: what the payer is told where they may not.
fn asks_for(desk: &MemoryDesk, payer: i64, (trade, sum): (&str, Sum), busy: bool) -> Option<String> {
    let (query, trade, payer) = ("1".into(), trade.to_owned(), UserId(payer));
    let checkout = Checkout { query, payer, lang: Lang::En, trade, sum };
    let order = Order::number_of_trade(&checkout.trade).and_then(|number| desk.orders.get(&number)).cloned();
    let bound = desk.sessions.iter().filter(|(_, s)| s.account.is_some());
    let of_order = bound.filter(|(_, s)| s.account.as_ref() == order.as_ref().map(|order| &order.account));
    let viewer = |((chat, user), s): (&(ChatId, UserId), &Session)| Viewer {
        chat: *chat,
        user: *user,
        lang: s.lang.unwrap_or_default(),
        reachable: true,
    };
    let viewers = of_order.map(viewer).collect();
    let (_, refusal) = checked_out(&checkout, &Counter { order, viewers, busy }, desk.now).err()?;
    let lang = desk.sessions.get(&(ChatId(payer.0), payer)).and_then(|s| s.lang).unwrap_or(checkout.lang);
    Some(desk.texts.plain(lang, &refusal))
}

fn asks(desk: &MemoryDesk, payer: i64) -> Option<String> {
    asks_for(desk, payer, (&trade(desk), yuan(13_000)), false)
}

/// Telegram tells that a person paid.
fn pays(desk: &mut MemoryDesk, payer: i64, (trade, sum): (&str, Sum), charge: &str) {
    let (telegram, provider) = (format!("t-{charge}"), format!("p-{charge}"));
    let paid = Charge { trade: trade.to_owned(), sum, telegram, provider };
    let letter = desk.letter(payer, ChatId(payer), Input::Charged(paid));
    desk.arrive(&letter);
}

fn count(desk: &MemoryDesk, chat: ChatId, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == chat && m.text.contains(text)).count()
}

const CHAT: ChatId = ChatId(ANNA);
const INVOICE: &str = "请点下方按钮支付";

#[test]
fn an_invoice_is_paid_once_however_often_it_is_told() {
    let mut desk = invoiced();
    assert!(desk.sees(ANNA).contains("应付 130.00 元") && desk.sees(ANNA).contains(INVOICE), "{}", desk.sees(ANNA));
    let trade = trade(&desk);
    assert_eq!(asks(&desk, ANNA), None);
    assert_eq!(asks(&desk, ANNA), None, "asked twice, answered alike");
    for _ in 0..3 {
        pays(&mut desk, ANNA, (&trade, yuan(13_000)), "1");
    }
    let order = desk.newest();
    let payment = order.payment.clone().unwrap();
    assert_eq!((order.stage.kind(), payment.amount.0), (StageKind::AwaitingPaper, 13_000));
    assert_eq!(payment.reference.unwrap().as_str(), "p-1");
    assert_eq!(count(&desk, CHAT, "已确认收款 130.00 元"), 1);
    assert_eq!(count(&desk, GROUP, "Telegram 支付到账 130.00 元，已自动确认"), 1);
    assert_eq!(count(&desk, GROUP, "服务商流水号 p-1，Telegram 流水号 t-1"), 1);
    assert_eq!(count(&desk, GROUP, "⚠️"), 0);
    assert_eq!(count(&desk, CHAT, INVOICE), 0, "nobody is to be tempted to pay twice");
    assert!(asks(&desk, ANNA).unwrap().contains("已经付款，无需再付，没有扣款"));
    assert!(asks(&desk, COLLEAGUE).unwrap().contains("is paid already; nothing was taken"));
}

#[test]
fn one_invoice_at_a_time_can_be_paid_in_a_chat() {
    let mut desk = invoiced();
    let first = trade(&desk);
    desk.waits(Duration::seconds(5));
    desk.taps(&["Telegram 支付"]);
    let sent = desk.invoices.clone();
    assert_eq!(sent, [(CHAT, first.clone()), (CHAT, first.clone())], "one that is good is sent again");
    assert_eq!(count(&desk, CHAT, INVOICE), 1, "and takes the earlier one's place");
    // A colleague has the same invoice in the same unit's chat.
    desk.says(COLLEAGUE, &format!("/status {}", desk.number()));
    desk.presses(COLLEAGUE, ChatId(COLLEAGUE), "Pay by Telegram Payments");
    assert_eq!((trade(&desk), desk.newest().attempts.len()), (first.clone(), 1));
    assert!(desk.saw(ChatId(COLLEAGUE), "130.00 yuan are due"));
    assert_eq!(asks(&desk, COLLEAGUE), None, "it is the unit that pays");
    let busy = |payer| asks_for(&desk, payer, (&first, yuan(13_000)), true).unwrap();
    assert!(busy(ANNA).contains("您的同事正在支付"));
    assert!(busy(COLLEAGUE).contains("A colleague of yours is paying"));
    pays(&mut desk, COLLEAGUE, (&first, yuan(13_000)), "1");
    assert!(!desk.saw(ChatId(COLLEAGUE), "130.00 yuan are due") && !desk.saw(CHAT, INVOICE));
    assert_eq!((count(&desk, CHAT, "已确认收款"), count(&desk, ChatId(COLLEAGUE), "130.00 yuan confirmed")), (1, 1));
}

#[test]
fn who_logs_out_or_is_logged_out_leaves_no_invoice_behind() {
    let mut desk = invoiced();
    desk.says(COLLEAGUE, &format!("/status {}", desk.number()));
    desk.presses(COLLEAGUE, ChatId(COLLEAGUE), "Pay by Telegram Payments");
    assert_eq!((count(&desk, CHAT, INVOICE), desk.saw(ChatId(COLLEAGUE), "130.00 yuan are due")), (1, true));
    desk.says(ANNA, "/logout");
    assert_eq!((count(&desk, CHAT, INVOICE), desk.saw(ChatId(COLLEAGUE), "130.00 yuan are due")), (0, true));
    assert!(asks(&desk, ANNA).unwrap().contains("/login"), "nor could it be paid there");
    assert_eq!(asks(&desk, COLLEAGUE), None, "the others' stays");
}

#[test]
fn who_was_not_let_pay_stands_on_the_timeline_once_for_each_reason() {
    let mut desk = invoiced();
    let (order, trade) = (desk.newest().number.clone(), trade(&desk));
    let told = |desk: &mut MemoryDesk, trade: &str, why| {
        desk.happen(&Happening::NotLetPay { order: order.clone(), trade: trade.to_owned(), why });
    };
    for why in [Hindrance::Stranger, Hindrance::Busy, Hindrance::Stranger, Hindrance::Unanswered, Hindrance::Busy] {
        told(&mut desk, &trade, why);
    }
    told(&mut desk, "26000000_1", Hindrance::NotThere);
    let refused = |what: &What| matches!(what, What::NotLetPay { .. });
    assert_eq!(desk.journal[&order].iter().filter(|event| refused(&event.what)).count(), 3);
    assert_eq!(count(&desk, GROUP, "账单付款未放行"), 0, "nobody needs to act on it");
    assert_eq!(asks(&desk, ANNA), None, "and it changes nothing");
}

#[test]
fn who_may_not_pay_is_told_why_and_what_to_do() {
    let mut desk = invoiced();
    let trade = trade(&desk);
    let zh = |desk: &MemoryDesk, trade: &str, sum| asks_for(desk, ANNA, (trade, sum), false).unwrap();
    let en = |desk: &MemoryDesk, trade: &str, sum| asks_for(desk, COLLEAGUE, (trade, sum), false).unwrap();
    // Neither the legal person, nor staff, nor whoever got a copy; and they hear nothing of the order.
    let number = desk.newest().number.to_string();
    for stranger in [LIANG, FANG, 99] {
        let told = asks(&desk, stranger).unwrap();
        assert!(told.contains("/login") && !told.contains(&number), "{told}");
    }
    assert!(asks(&desk, 99).unwrap().contains("Only the unit’s own agent can pay"));
    for nothing in ["certdesk_check", "", "26000000_1", &format!("{}_9", desk.number())] {
        assert!(zh(&desk, nothing, yuan(13_000)).contains("找不到这张账单，没有扣款"), "{nothing}");
        assert!(en(&desk, nothing, yuan(13_000)).contains("There is no such invoice"), "{nothing}");
    }
    let dollars = Sum { units: 13_000, currency: "USD".into() };
    for sum in [yuan(12_999), yuan(0), dollars] {
        assert!(zh(&desk, &trade, sum.clone()).contains("应付金额与这张账单不符，没有扣款"), "{sum:?}");
        assert!(en(&desk, &trade, sum.clone()).contains("not what is due"), "{sum:?}");
    }
    desk.now += Duration::minutes(60);
    assert!(zh(&desk, &trade, yuan(13_000)).contains("已过期，没有扣款"), "to the minute, swept or not");
    desk.waits(Duration::minutes(1));
    assert!(en(&desk, &trade, yuan(13_000)).contains("has run out"));
    desk.taps(&["删除订单", "确定删除"]);
    assert!(zh(&desk, &trade, yuan(13_000)).contains("现在不收款，没有扣款"));
    assert!(en(&desk, &trade, yuan(13_000)).contains("takes no payment now"));
    // A code to scan is no invoice.
    let mut desk = unpaid();
    desk.taps(&["支付宝扫码付款"]);
    let scanned = desk.newest().attempts[0].trade.clone();
    assert!(zh(&desk, &scanned, yuan(13_000)).contains("找不到这张账单"));
}

#[test]
fn an_invoice_that_has_run_out_goes_and_the_next_is_another() {
    let mut desk = invoiced();
    let first = trade(&desk);
    desk.waits(Duration::minutes(61));
    assert_eq!(count(&desk, CHAT, INVOICE), 0);
    desk.says(ANNA, "/status");
    desk.taps(&["Telegram 支付"]);
    assert_ne!(trade(&desk), first);
    assert_eq!((count(&desk, CHAT, INVOICE), asks(&desk, ANNA)), (1, None));
    assert!(asks_for(&desk, ANNA, (&first, yuan(13_000)), false).unwrap().contains("已过期"));
    // Who was let through a moment before the end has paid: it is what is due, and it counts.
    pays(&mut desk, ANNA, (&first, yuan(13_000)), "1");
    assert_eq!(
        (desk.stage(), count(&desk, GROUP, "⚠️"), count(&desk, CHAT, INVOICE)),
        (StageKind::AwaitingPaper, 0, 0)
    );
    let second = trade(&desk);
    pays(&mut desk, ANNA, (&second, yuan(13_000)), "2");
    assert_eq!(count(&desk, GROUP, "又到账 130.00 元"), 1);
}

#[test]
fn an_order_that_is_deleted_takes_its_invoice_along_and_money_that_comes_late_is_finances_to_return() {
    let mut desk = invoiced();
    let trade = trade(&desk);
    desk.taps(&["删除订单", "确定删除"]);
    assert_eq!((desk.stage(), count(&desk, CHAT, INVOICE)), (StageKind::Withdrawn, 0));
    for _ in 0..2 {
        pays(&mut desk, ANNA, (&trade, yuan(13_000)), "1");
    }
    assert_eq!(desk.stage(), StageKind::Withdrawn);
    assert_eq!(count(&desk, GROUP, "请财务在支付服务商后台退还"), 1);
    assert_eq!(count(&desk, GROUP, "服务商流水号 p-1"), 1);
    assert_eq!(count(&desk, CHAT, "您支付的 130.00 元将由财务退还"), 1);
    // Nothing is promised that Telegram cannot do.
    assert_eq!((desk.given_back.len(), count(&desk, GROUP, "自动退款"), count(&desk, CHAT, "原路")), (0, 0, 0));
}

#[test]
fn a_second_payment_is_stated_whichever_way_the_first_came() {
    let mut desk = invoiced();
    let trade = trade(&desk);
    desk.staff_says(FANG, &format!("/paid {}", desk.number()));
    assert_eq!(desk.stage(), StageKind::AwaitingPaper);
    for charge in ["1", "1", "2"] {
        pays(&mut desk, ANNA, (&trade, yuan(13_000)), charge);
    }
    assert_eq!(count(&desk, GROUP, "又到账 130.00 元"), 2, "two charges on one invoice are two payments");
    assert_eq!((count(&desk, GROUP, "p-1"), count(&desk, GROUP, "p-2")), (1, 1));
    assert_eq!(count(&desk, CHAT, "财务正在核对"), 2);
    assert!(desk.newest().payment.as_ref().unwrap().reference.is_none(), "the bank transfer is what was counted");
}

#[test]
fn another_sum_or_another_currency_pays_nothing_by_itself() {
    let mut desk = invoiced();
    let first = trade(&desk);
    pays(&mut desk, ANNA, (&first, yuan(100)), "1");
    assert_eq!(desk.stage(), StageKind::AwaitingPayment);
    assert_eq!(count(&desk, GROUP, "到账 1.00 元，应付 130.00 元，金额不符"), 1);
    desk.says(ANNA, "/status");
    desk.taps(&["Telegram 支付"]);
    let second = trade(&desk);
    assert_ne!(first, second);
    for _ in 0..2 {
        pays(&mut desk, ANNA, (&second, Sum { units: 13_000, currency: "USD".into() }), "2");
    }
    assert_eq!(desk.stage(), StageKind::AwaitingPayment);
    assert_eq!(count(&desk, GROUP, "到账的不是人民币"), 1);
    assert_eq!(count(&desk, GROUP, "USD 13000（最小货币单位）"), 1);
    assert_eq!(count(&desk, CHAT, "不是人民币的付款"), 1);
    assert!(asks(&desk, ANNA).unwrap().contains("已过期"), "an invoice that was paid so is paid by nobody else");
}

#[test]
fn money_that_belongs_to_nothing_is_not_swallowed() {
    let mut desk = invoiced();
    let other = format!("{}_9", desk.number());
    for (trade, charge) in [("nonsense", "1"), ("26000000_1", "2"), (other.as_str(), "3")] {
        pays(&mut desk, ANNA, (trade, yuan(13_000)), charge);
        assert_eq!(count(&desk, GROUP, &format!("找不到对应的账单（{trade}）")), 1);
        assert_eq!(count(&desk, GROUP, &format!("服务商流水号 p-{charge}")), 1);
    }
    assert_eq!(count(&desk, CHAT, "您的付款已收到，财务会核对"), 3);
    assert_eq!((desk.stage(), asks(&desk, ANNA)), (StageKind::AwaitingPayment, None));
}

#[test]
fn a_payment_disturbs_no_form_and_reaches_who_has_logged_out() {
    let mut desk = invoiced();
    let trade = trade(&desk);
    desk.says(ANNA, "/apply");
    let open = desk.dialogue(ANNA);
    pays(&mut desk, ANNA, (&trade, yuan(13_000)), "1");
    assert_eq!((desk.dialogue(ANNA), count(&desk, CHAT, "已确认收款")), (open, 1));
    let mut desk = invoiced();
    let session = desk.sessions.get_mut(&(CHAT, UserId(ANNA))).unwrap();
    session.account = None;
    assert!(asks(&desk, ANNA).unwrap().contains("/login"));
    pays(&mut desk, ANNA, (&trade, yuan(13_000)), "1");
    assert_eq!((desk.stage(), count(&desk, CHAT, "您的付款已收到")), (StageKind::AwaitingPaper, 1));
    assert_eq!(count(&desk, ChatId(COLLEAGUE), "130.00 yuan confirmed"), 1);
}
