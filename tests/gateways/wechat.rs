//! WeChat Pay through a whole desk: its call-backs answered in its own form, refunds that take their time, and a payment by each of two
//! ways.

use super::paying::{code, notify, waiting, wants_a_code, wants_a_code_by};
use super::payment::{PLATFORM, alipay_at, node, signed, wechat_at, wechat_event, wechat_trade};
use super::refunds::wechat_refund;
use super::standin::{Reply, StandIn};
use super::town::{NUMBER, Town};
use certdesk::config::Config;
use certdesk::domain::order::StageKind;
use certdesk::domain::payment::{PayWay, Standing};
use serde_json::{Value, json};

const KEY: &str = "微信支付扫码付款";

fn by_wechat(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        config.payment.ways = vec![PayWay::Wechat];
        wechat_at(&mut config.payment, &url);
    }
}

fn trade(nth: u8) -> String {
    format!("{NUMBER}_{nth}")
}

fn code_url() -> Reply {
    signed(200, r#"{"code_url":"weixin://wxpay/bizpayurl?pr=1"}"#)
}

fn transaction(trade: &str, state: &str) -> String {
    wechat_trade(state).replace("26000011_1", trade)
}

fn refund(standing: &str) -> Reply {
    signed(200, &wechat_refund(&trade(1), "status", standing))
}

/// WeChat calls back about this; the status, and what was answered.
async fn calls_back(town: &Town, event: &str, clear: &str) -> (u16, String) {
    let (headers, body) = wechat_event(event, clear, town.clock.now(), PLATFORM);
    posts(town, headers, body).await
}

async fn posts(town: &Town, headers: impl IntoIterator<Item = (String, String)>, body: String) -> (u16, String) {
    let mut request = reqwest::Client::new().post(town.address("/callbacks/payment/wechat")).body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn fails((status, body): (u16, String), wanted: u16) {
    let said: Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {status} {body}"));
    assert_eq!((status, &said["code"]), (wanted, &json!("FAIL")), "{body}");
    assert!(!said["message"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_call_back_is_answered_in_wechats_own_form() {
    let provider = StandIn::answering([code_url()]).await;
    let town = Town::with(waiting(), by_wechat(&provider.url)).await;
    wants_a_code_by(&town, KEY).await;
    let paid = transaction(&trade(1), "SUCCESS");
    let (headers, body) = wechat_event("TRANSACTION.SUCCESS", &paid, town.clock.now(), PLATFORM);
    fails(posts(&town, headers.clone(), body.replace("EV-1", "EV-2")).await, 401);
    fails(posts(&town, [], body.clone()).await, 401);
    let (old, stale) =
        wechat_event("TRANSACTION.SUCCESS", &paid, town.clock.now() - chrono::TimeDelta::minutes(6), PLATFORM);
    fails(posts(&town, old, stale).await, 401);
    fails(calls_back(&town, "TRANSACTION.SUCCESS", "nonsense").await, 400);
    fails(calls_back(&town, "TRANSACTION.SUCCESS", &transaction("nobodys", "SUCCESS")).await, 400);
    assert_eq!(posts(&town, headers.clone(), "x".repeat(300 << 10)).await.0, 413);
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPayment, "nothing of it was believed");
    for _ in 0..3 {
        assert_eq!(posts(&town, headers.clone(), body.clone()).await, (204, String::new()));
    }
    town.quiet().await;
    assert_eq!(town.order().await.stage.kind(), StageKind::AwaitingPaper);
    assert_eq!(Town::said(&town.staff(), "已自动确认"), 1);
    assert_eq!(calls_back(&town, "COUPON.USE", "{}").await, (204, String::new()), "none of the desk's, and told once");
    town.app.stop().await;
}

#[tokio::test]
async fn where_wechat_is_not_served_it_hears_so() {
    let town = Town::with(waiting(), |_| {}).await;
    fails(calls_back(&town, "TRANSACTION.SUCCESS", &transaction(&trade(1), "SUCCESS")).await, 404);
    town.app.stop().await;
}

/// A desk whose applicant paid just before the order was deleted, and what WeChat answers when it is to give the money back, and after it.
async fn owes_a_refund(answers: impl IntoIterator<Item = Reply>) -> (Town, StandIn) {
    let closed = signed(400, &json!({ "code": "ORDERPAID", "message": "…" }).to_string());
    let found = signed(200, &transaction(&trade(1), "SUCCESS"));
    let provider = StandIn::answering([code_url(), closed, found].into_iter().chain(answers)).await;
    let town = Town::with(waiting(), by_wechat(&provider.url)).await;
    wants_a_code_by(&town, KEY).await;
    town.withdraws().await;
    let anna = town.applicant();
    assert_eq!((Town::said(&anna, "的 130.00 元正在原路退回"), Town::said(&anna, "已原路退回")), (1, 0));
    assert!(town.order().await.attempts[0].is_refunding());
    (town, provider)
}

#[tokio::test]
async fn a_refund_is_told_when_it_is_made_and_not_before() {
    let (town, provider) = owes_a_refund([refund("PROCESSING")]).await;
    let anna = town.applicant();
    // Set for each question: how often a provider that is slow or down is asked at once is not what is told here.
    for answer in [refund("PROCESSING"), Reply::Body(502, String::new()), refund("PROCESSING")] {
        provider.turns([answer]);
        let asked = provider.asked().len();
        town.pass(8).await;
        assert_eq!(Town::said(&anna, "已原路退回"), 0);
        assert!(provider.asked().len() > asked, "it is asked after");
    }
    provider.turns([refund("SUCCESS")]);
    town.pass(60).await;
    assert_eq!((Town::said(&anna, "130.00 元已原路退回"), Town::said(&anna, "的 130.00 元正在原路退回")), (1, 1));
    assert_eq!(town.order().await.attempts[0].standing, Standing::Refunded);
    let asked = provider.asked().len();
    let posts =
        provider.asked().iter().filter(|asked| asked.method == "POST" && asked.uri.path().contains("refund")).count();
    assert_eq!(posts, 1, "it was told to give it back once");
    town.pass(24 * 60).await;
    assert_eq!(provider.asked().len(), asked, "and is asked no more");
    town.app.stop().await;
}

#[tokio::test]
async fn wechat_tells_by_itself_how_a_refund_ended() {
    let (town, _provider) = owes_a_refund([refund("PROCESSING")]).await;
    let done = wechat_refund(&trade(1), "refund_status", "SUCCESS");
    for _ in 0..2 {
        assert_eq!(calls_back(&town, "REFUND.SUCCESS", &done).await, (204, String::new()));
    }
    town.quiet().await;
    assert_eq!(Town::said(&town.applicant(), "130.00 元已原路退回"), 1);
    assert_eq!(town.order().await.attempts[0].standing, Standing::Refunded);
    town.app.stop().await;

    let (town, provider) = owes_a_refund([refund("PROCESSING")]).await;
    let abnormal = wechat_refund(&trade(1), "refund_status", "ABNORMAL");
    for _ in 0..2 {
        assert_eq!(calls_back(&town, "REFUND.ABNORMAL", &abnormal).await.0, 204);
    }
    town.quiet().await;
    assert_eq!(Town::said(&town.staff(), "支付机构没有退回 130.00 元"), 1);
    assert_eq!(Town::said(&town.applicant(), "未能自动退回，财务正在处理"), 1);
    provider.turns([refund("SUCCESS")]);
    town.staff().press("再试一次").await.unwrap();
    Town::hears(&town.applicant(), 0, "130.00 元已原路退回").await;
    town.app.stop().await;
}

#[tokio::test]
async fn a_refund_without_an_end_is_stated_to_finance() {
    let (town, provider) = owes_a_refund([refund("PROCESSING")]).await;
    for _ in 0..11 {
        town.pass(24 * 60).await;
    }
    let staff = town.staff();
    assert_eq!(Town::said(&staff, "130.00 元的退款十天仍未完成"), 1);
    let asked = provider.asked().len();
    town.pass(24 * 60).await;
    assert_eq!(provider.asked().len(), asked, "and is asked after no more");
    provider.turns([refund("SUCCESS")]);
    staff.press("再试一次").await.unwrap();
    Town::hears(&town.applicant(), 0, "130.00 元已原路退回").await;
    town.quiet().await;
    assert_eq!(Town::said(&town.applicant(), "130.00 元已原路退回"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn who_paid_by_each_of_two_ways_gets_the_second_back() {
    let (wechat, alipay) = (StandIn::answering([code_url()]).await, StandIn::answering([code()]).await);
    let (by, at) = (by_wechat(&wechat.url), alipay.url.clone());
    let town = Town::with(waiting(), |config| {
        by(config);
        config.payment.ways = vec![PayWay::Alipay, PayWay::Wechat];
        alipay_at(&mut config.payment, &at);
    })
    .await;
    wants_a_code(&town).await;
    wants_a_code_by(&town, KEY).await;
    assert_eq!(calls_back(&town, "TRANSACTION.SUCCESS", &transaction(&trade(2), "SUCCESS")).await.0, 204);
    town.quiet().await;
    assert_eq!(notify(&town, &[("out_trade_no", &trade(1))]).await.0, 200);
    town.quiet().await;
    let (anna, staff) = (town.applicant(), town.staff());
    assert_eq!((Town::said(&staff, "已自动确认"), Town::said(&staff, "支付宝又到账 130.00 元")), (1, 1));
    assert_eq!(Town::said(&anna, "财务正在核对"), 1);
    staff.press("退回这笔").await.unwrap();
    town.quiet().await;
    alipay.turns([node(
        "alipay.trade.refund",
        &json!({ "code": "10000", "out_trade_no": trade(1), "fund_change": "Y" }),
    )]);
    staff.press("确认原路退回").await.unwrap();
    Town::hears(&anna, 0, "130.00 元已原路退回").await;
    town.quiet().await;
    let order = town.order().await;
    assert_eq!((order.stage.kind(), order.payment.and_then(|p| p.trade)), (StageKind::AwaitingPaper, Some(trade(2))));
    assert_eq!(order.attempts[0].standing, Standing::Refunded);
    assert_eq!((alipay.asked().len(), wechat.asked().len()), (2, 1), "a code each, and one refund");
    town.app.stop().await;
}
