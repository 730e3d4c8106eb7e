//! Payments by a code through a whole desk, with a provider that is down, lies, repeats itself or is paid at the wrong moment: the
//! order is paid once, and finance see whatever is odd.

use super::payment::{AMOUNT, alipay_at, alipay_call, node};
use super::standin::{Reply, StandIn};
use super::town::{NUMBER, Town, noon};
use certdesk::config::Config;
use certdesk::domain::order::StageKind;
use certdesk::domain::payment::{PayWay, Standing};
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) fn by_alipay(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        config.payment.ways = vec![PayWay::Alipay];
        alipay_at(&mut config.payment, &url);
    }
}

pub(crate) fn waiting() -> Value {
    json!({ "stage": { "stage": "awaiting_payment", "since": noon() } })
}

pub(crate) fn code() -> Reply {
    let said =
        json!({ "code": "10000", "out_trade_no": format!("{NUMBER}_1"), "qr_code": "https://qr.alipay.com/bax1" });
    node("alipay.trade.precreate", &said)
}

pub(crate) fn trade(status: &str, amount: &str) -> Reply {
    let said = json!({
        "code": "10000", "out_trade_no": format!("{NUMBER}_1"), "trade_no": "2026", "trade_status": status, "total_amount": amount,
    });
    node("alipay.trade.query", &said)
}

fn gone(method: &str) -> Reply {
    node(method, &json!({ "code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST" }))
}

/// The applicant asks for the code, from the order's card.
pub(crate) async fn wants_a_code(town: &Town) {
    wants_a_code_by(town, "支付宝扫码付款").await;
}

/// The same by the way of this key.
pub(crate) async fn wants_a_code_by(town: &Town, key: &str) {
    let anna = town.applicant();
    anna.say(&format!("/status {NUMBER}")).unwrap();
    let offers = |message: &telegram_sim::SeenMessage| message.button(key).is_some();
    anna.wait_after(0, offers, Duration::from_secs(90)).await.expect("the way is offered");
    anna.press(key).await.expect("the key is there");
    town.quiet().await;
}

pub(crate) async fn notify(town: &Town, changes: &[(&str, &str)]) -> (u16, String) {
    let request = reqwest::Client::new().post(town.address("/callbacks/payment/alipay")).body(alipay_call(changes));
    let response = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

pub(crate) fn trade_number() -> String {
    format!("{NUMBER}_1")
}

#[tokio::test]
async fn a_payment_counts_once_however_often_it_is_told() {
    let provider = StandIn::answering([code(), code()]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    let anna = town.applicant();
    assert_eq!(Town::said(&anna, "扫码付款 130.00 元"), 1);
    let number = trade_number();
    for _ in 0..3 {
        let told = notify(&town, &[("out_trade_no", &number)]).await;
        assert_eq!(told, (200, "success".to_owned()), "Alipay's own form");
    }
    town.quiet().await;
    let order = town.order().await;
    assert_eq!((order.stage.kind(), order.payment.map(|p| p.amount)), (StageKind::AwaitingPaper, Some(AMOUNT)));
    assert_eq!(Town::said(&town.staff(), "已自动确认"), 1);
    assert_eq!(Town::said(&town.staff(), "⚠️"), 0);
    town.pass(3 * 60).await;
    assert_eq!(provider.asked().len(), 1, "what was paid is not asked after");
    town.app.stop().await;
}

#[tokio::test]
async fn a_call_back_that_never_comes_is_made_up_for_by_asking() {
    let down = Reply::Body(503, String::new());
    let provider = StandIn::answering([
        code(),
        down,
        Reply::ok("garbage"),
        gone("alipay.trade.query"),
        trade("WAIT_BUYER_PAY", "130.00"),
        trade("TRADE_SUCCESS", "130.00"),
    ])
    .await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    for _ in 0..6 {
        town.pass(8).await;
    }
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPaper);
    assert_eq!(Town::said(&town.staff(), "已自动确认"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn what_does_not_fit_is_stated_to_finance() {
    let provider = StandIn::answering([code(), trade("WAIT_BUYER_PAY", "130.00")]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    let number = trade_number();
    assert_eq!(notify(&town, &[("out_trade_no", &number), ("total_amount", "13.00")]).await.0, 200);
    town.quiet().await;
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPayment, "another amount pays nothing by itself");
    assert_eq!(Town::said(&town.staff(), "金额不符"), 1);
    assert_eq!(Town::said(&town.applicant(), "财务正在核对"), 1);
    for lie in [vec![("out_trade_no", "nonsense")], vec![("out_trade_no", number.as_str()), ("app_id", "another")]] {
        assert_ne!(notify(&town, &lie).await.0, 200);
    }
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPayment);
    town.app.stop().await;
}

#[tokio::test]
async fn money_that_belongs_to_no_code_is_stated_to_finance() {
    let provider = StandIn::answering([code()]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    // One that this order never had, and one of an order that nobody knows.
    let unknown = certdesk::domain::order_number::OrderNumber::make(2026, 77);
    for number in [format!("{NUMBER}_7"), format!("{}_1", unknown.as_str())] {
        assert_eq!(notify(&town, &[("out_trade_no", &number)]).await.0, 200);
        town.quiet().await;
        assert_eq!(Town::said(&town.staff(), &number), 1, "{number}");
    }
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPayment);
    town.app.stop().await;
}

#[tokio::test]
async fn what_did_not_fit_goes_back_when_the_order_is_deleted() {
    let refund =
        node("alipay.trade.refund", &json!({ "code": "10000", "out_trade_no": trade_number(), "fund_change": "Y" }));
    let provider = StandIn::answering([code(), refund]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    let number = trade_number();
    assert_eq!(notify(&town, &[("out_trade_no", &number), ("total_amount", "13.00")]).await.0, 200);
    town.quiet().await;
    town.withdraws().await;
    let (anna, staff) = (town.applicant(), town.staff());
    assert_eq!((Town::said(&staff, "金额不符"), Town::said(&staff, "正在自动退款")), (1, 1));
    assert_eq!(Town::said(&anna, "13.00 元已原路退回"), 1, "{:?}", anna.history().last());
    town.app.stop().await;
}

#[tokio::test]
async fn money_for_an_order_that_was_deleted_is_given_back() {
    let refund =
        node("alipay.trade.refund", &json!({ "code": "10000", "out_trade_no": trade_number(), "fund_change": "Y" }));
    let closed = node("alipay.trade.close", &json!({ "code": "40004", "sub_code": "ACQ.TRADE_STATUS_ERROR" }));
    let provider = StandIn::answering([code(), closed, trade("TRADE_SUCCESS", "130.00"), refund]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    let anna = town.applicant();
    anna.press("删除订单").await.expect("the order may be deleted");
    town.quiet().await;
    anna.press("确定删除").await.expect("it is asked once more");
    town.quiet().await;
    assert_eq!(town.order().await.stage.kind(), StageKind::Withdrawn);
    assert_eq!(Town::said(&town.staff(), "正在自动退款"), 1);
    assert_eq!(Town::said(&anna, "已原路退回"), 1);
    let methods: Vec<String> =
        provider.asked().iter().map(|asked| super::standin::value(&asked.form(), "method")).collect();
    assert_eq!(methods, ["alipay.trade.precreate", "alipay.trade.close", "alipay.trade.query", "alipay.trade.refund"]);
    let number = trade_number();
    assert_eq!(notify(&town, &[("out_trade_no", &number)]).await.0, 200, "told late, and already known");
    town.quiet().await;
    assert_eq!(Town::said(&town.staff(), "正在自动退款"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn a_provider_that_is_away_leaves_the_bank_transfer() {
    let url = super::standin::nobody().await;
    let town = Town::with(waiting(), by_alipay(&url)).await;
    wants_a_code(&town).await;
    assert_eq!(Town::said(&town.applicant(), "改用对公转账"), 1);
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPayment);
    town.app.stop().await;
}

#[tokio::test]
async fn a_code_that_nobody_has_scanned_can_be_paid_until_its_time_is_over() {
    let (close, look) = (gone("alipay.trade.close"), gone("alipay.trade.query"));
    let paid = trade("TRADE_SUCCESS", "130.00");
    let provider = StandIn::answering([code(), close.clone(), look.clone(), close.clone(), paid]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    town.pass(61).await;
    assert!(town.order().await.attempts[0].is_open(), "who is paying at that moment is not turned away");
    town.pass(5).await;
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPaper, "though the call-back never came");
    town.app.stop().await;

    let provider = StandIn::answering([code(), close.clone(), look.clone(), close, look]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    town.pass(61).await;
    town.pass(10).await;
    assert_eq!((town.order().await.attempts[0].standing.clone(), provider.asked().len()), (Standing::Closed, 5));
    town.pass(60).await;
    assert_eq!(provider.asked().len(), 5, "it is asked after no more");
    town.app.stop().await;
}
