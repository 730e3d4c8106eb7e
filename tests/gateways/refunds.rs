//! Money that goes back, at WeChat Pay and Alipay: one refund however often it is asked for, told apart from one that is still on its
//! way, and every documented refusal of theirs.

use super::payment::{
    AMOUNT, PLATFORM, alipay, alipay_would_accept, bill, node, notify, signed, wechat, wechat_event,
    wechat_would_accept,
};
use super::standin::{Reply, StandIn};
use certdesk::domain::payment::Refund;
use certdesk::gateway::payment::Notice;
use certdesk::gateway::{Failure, Refused};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TRADE: &str = "26000011_1";

fn now() -> DateTime<Utc> {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

/// A refund as WeChat tells of it: an answer names its standing otherwise than a call-back.
pub(crate) fn wechat_refund(trade: &str, field: &str, standing: &str) -> String {
    json!({
        "mchid": "1900000001", "refund_id": "50000001", "out_refund_no": format!("{trade}_r"), "transaction_id": "4200001",
        "out_trade_no": trade, "channel": "ORIGINAL", "user_received_account": "…", "create_time": "2026-11-22T14:00:00+08:00",
        field: standing, "amount": { "total": 13_000, "refund": 13_000, "payer_total": 13_000, "payer_refund": 13_000 },
    })
    .to_string()
}

/// What is known of an outcome: the refund, or the failure's class.
fn told(outcome: Result<Refund, Failure>) -> Result<Refund, &'static str> {
    outcome.map_err(|failure| failure.code())
}

#[tokio::test]
async fn wechat_says_how_a_refund_stands_asked_for_it_and_after_it() {
    for (standing, means) in [
        ("SUCCESS", Ok(Refund::Done)),
        ("PROCESSING", Ok(Refund::Underway)),
        ("CLOSED", Ok(Refund::Failed)),
        ("ABNORMAL", Ok(Refund::Failed)),
        ("ACCEPTED-SOMEHOW", Err("unknown")),
    ] {
        let server = StandIn::answering([signed(200, &wechat_refund(TRADE, "status", standing))]).await;
        let way = wechat(&server.url);
        assert_eq!(told(way.refund(TRADE, AMOUNT).await), means, "{standing}");
        assert_eq!(told(way.refunded(TRADE).await), means, "{standing}");
        let asked = server.asked();
        let body: Value = serde_json::from_str(&asked[0].body).unwrap();
        assert_eq!((&body["out_refund_no"], &body["amount"]["refund"]), (&json!("26000011_1_r"), &json!(13_000)));
        assert_eq!(body["notify_url"], "https://desk.example/callbacks/payment/wechat");
        assert_eq!(asked[1].uri, "/v3/refund/domestic/refunds/26000011_1_r");
        asked.iter().for_each(wechat_would_accept);
    }
    let others = signed(200, &wechat_refund("26000029_1", "status", "SUCCESS"));
    let server = StandIn::answering([others]).await;
    assert_eq!(told(wechat(&server.url).refund(TRADE, AMOUNT).await), Err("unknown"), "another trade's answer");
    let server = StandIn::answering([Reply::ok(wechat_refund(TRADE, "status", "SUCCESS"))]).await;
    assert_eq!(told(wechat(&server.url).refunded(TRADE).await), Err("unknown"), "anybody may have said it");
}

#[tokio::test]
async fn wechat_calls_back_about_a_refund() {
    let way = wechat("http://127.0.0.1:9");
    let heard = |event: &str, clear: &str| {
        let (headers, body) = wechat_event(event, clear, now(), PLATFORM);
        notify(&way, &headers, &body)
    };
    for (standing, refund) in [
        ("SUCCESS", Refund::Done),
        ("ABNORMAL", Refund::Failed),
        ("CLOSED", Refund::Failed),
        ("PROCESSING", Refund::Underway),
    ] {
        let told = heard(&format!("REFUND.{standing}"), &wechat_refund(TRADE, "refund_status", standing));
        assert_eq!(told, Ok(Notice::Refund { trade: TRADE.to_owned(), refund }), "{standing}");
    }
    let success = wechat_refund(TRADE, "refund_status", "SUCCESS");
    let by_hand = success.replace("26000011_1_r", "by-hand-1");
    assert_eq!(heard("REFUND.SUCCESS", &by_hand), Ok(Notice::Other), "one that was made in the console");
    assert_eq!(heard("MALL_REFUND.SUCCESS", &success), Ok(Notice::Other), "an event of another kind");
    let elsewhere = success.replace("1900000001", "1900000002");
    assert_eq!(heard("REFUND.SUCCESS", &elsewhere), Err(Refused::Signature), "another merchant's");
    let nobodys = success.replace("mchid", "someone");
    assert_eq!(heard("REFUND.SUCCESS", &nobodys), Err(Refused::Signature), "nobody's");
    assert_eq!(heard("REFUND.SUCCESS", "nonsense"), Err(Refused::Unreadable));
    let odd = wechat_refund(TRADE, "refund_status", "PERHAPS");
    assert_eq!(heard("REFUND.SUCCESS", &odd), Err(Refused::Unreadable));
    let (headers, body) = wechat_event("REFUND.SUCCESS", &success, now(), "PUB_KEY_ID_0002");
    assert_eq!(notify(&way, &headers, &body), Err(Refused::Signature), "another key");
}

#[tokio::test]
async fn every_refusal_of_a_refund_by_wechat_is_told_apart() {
    for (status, code, means) in [
        (400, "PARAM_ERROR", "refused"),
        (400, "INVALID_REQUEST", "refused"),
        (401, "SIGN_ERROR", "refused"),
        (403, "NOT_ENOUGH", "refused"),
        (403, "NO_AUTH", "refused"),
        (403, "USER_ACCOUNT_ABNORMAL", "refused"),
        (404, "MCH_NOT_EXISTS", "refused"),
        (404, "RESOURCE_NOT_EXISTS", "refused"),
        (429, "FREQUENCY_LIMITED", "busy"),
        (500, "SYSTEM_ERROR", "unknown"),
        (502, "BAD_GATEWAY", "unknown"),
    ] {
        let server =
            StandIn::answering([signed(status, &json!({ "code": code, "message": "余额 13800138000" }).to_string())])
                .await;
        let failure = wechat(&server.url).refund(TRADE, AMOUNT).await.unwrap_err();
        assert_eq!(failure.code(), means, "{status} {code}: {failure}");
        assert!(!failure.to_string().contains("138"), "what the provider says of people is not repeated");
    }
}

#[tokio::test]
async fn wechat_closes_a_trade() {
    let server = StandIn::answering([signed(204, "")]).await;
    assert_eq!(wechat(&server.url).close(TRADE).await, Ok(()));
    let asked = server.asked();
    assert_eq!(asked[0].uri.path(), "/v3/pay/transactions/out-trade-no/26000011_1/close");
    wechat_would_accept(&asked[0]);
}

#[tokio::test]
async fn alipay_says_whether_the_money_has_moved() {
    let refund = |change: &str| {
        let said = json!({ "code": "10000", "out_trade_no": TRADE, "refund_fee": "130.00", "fund_change": change });
        node("alipay.trade.refund", &said)
    };
    for (change, means) in [("Y", Refund::Done), ("N", Refund::Underway), ("", Refund::Underway)] {
        let server = StandIn::answering([refund(change)]).await;
        assert_eq!(told(alipay(&server.url).refund(TRADE, AMOUNT).await), Ok(means), "{change}");
        let content = alipay_would_accept(&server.asked()[0]);
        assert_eq!((&content["refund_amount"], &content["out_request_no"]), (&json!("130.00"), &json!("26000011_1_r")));
    }
    let query = |said: Value| node("alipay.trade.fastpay.refund.query", &said);
    let done = json!({
        "code": "10000", "out_trade_no": TRADE, "out_request_no": "26000011_1_r", "refund_status": "REFUND_SUCCESS", "refund_amount": "130.00",
    });
    let mut others = done.clone();
    others["out_request_no"] = json!("26000029_1_r");
    for (said, means) in [
        (done, Ok(Refund::Done)),
        (json!({ "code": "10000" }), Ok(Refund::Underway)),
        (others, Err("unknown")),
        (json!({ "code": "40004", "sub_code": "TRADE_NOT_EXIST" }), Err("refused")),
        (json!({ "code": "40004", "sub_code": "ACQ.SYSTEM_ERROR" }), Err("unknown")),
    ] {
        let server = StandIn::answering([query(said.clone())]).await;
        assert_eq!(told(alipay(&server.url).refunded(TRADE).await), means, "{said}");
        let content = alipay_would_accept(&server.asked()[0]);
        assert_eq!(content, json!({ "out_trade_no": TRADE, "out_request_no": "26000011_1_r" }));
    }
}

#[tokio::test]
async fn every_refusal_of_alipay_is_told_apart() {
    let said =
        |method: &str, sub: &str| node(method, &json!({ "code": "40004", "msg": "Business Failed", "sub_code": sub }));
    for (sub, means) in [
        ("ACQ.SYSTEM_ERROR", "unknown"),
        ("ACQ.INVALID_PARAMETER", "refused"),
        ("ACQ.ACCESS_FORBIDDEN", "refused"),
        ("ACQ.EXIST_FORBIDDEN_WORD", "refused"),
        ("ACQ.TOTAL_FEE_EXCEED", "refused"),
        ("ACQ.CONTEXT_INCONSISTENT", "refused"),
        ("ACQ.TRADE_HAS_SUCCESS", "refused"),
        ("ACQ.TRADE_HAS_CLOSE", "refused"),
        ("ACQ.BUYER_SELLER_EQUAL", "refused"),
        ("ACQ.TRADE_BUYER_NOT_MATCH", "refused"),
    ] {
        let server = StandIn::answering([said("alipay.trade.precreate", sub)]).await;
        let failure = alipay(&server.url).begin(bill(TRADE)).await.unwrap_err();
        assert_eq!(failure.code(), means, "precreate {sub}");
    }
    for (sub, means) in [
        ("ACQ.TRADE_NOT_EXIST", Ok(())),
        ("ACQ.SYSTEM_ERROR", Err("unknown")),
        ("ACQ.TRADE_STATUS_ERROR", Err("refused")),
        ("ACQ.REASON_TRADE_STATUS_INVALID", Err("refused")),
        ("ACQ.REASON_ILLEGAL_STATUS", Err("refused")),
        ("ACQ.INVALID_PARAMETER", Err("refused")),
    ] {
        let server = StandIn::answering([said("alipay.trade.close", sub)]).await;
        assert_eq!(alipay(&server.url).close(TRADE).await.map_err(|failure| failure.code()), means, "close {sub}");
    }
    for (sub, means) in [
        ("ACQ.SYSTEM_ERROR", "unknown"),
        ("ACQ.SELLER_BALANCE_NOT_ENOUGH", "refused"),
        ("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "refused"),
        ("ACQ.REASON_TRADE_BEEN_FREEZEN", "refused"),
        ("ACQ.TRADE_NOT_EXIST", "refused"),
        ("ACQ.TRADE_HAS_FINISHED", "refused"),
        ("ACQ.TRADE_STATUS_ERROR", "refused"),
        ("ACQ.DISCORDANT_REPEAT_REQUEST", "refused"),
        ("ACQ.BUYER_ERROR", "refused"),
        ("ACQ.TRADE_NOT_ALLOW_REFUND", "refused"),
        ("ACQ.REFUND_FEE_ERROR", "refused"),
    ] {
        let server = StandIn::answering([said("alipay.trade.refund", sub)]).await;
        assert_eq!(told(alipay(&server.url).refund(TRADE, AMOUNT).await), Err(means), "refund {sub}");
    }
    let server =
        StandIn::answering([node("alipay.trade.close", &json!({ "code": "10000", "out_trade_no": TRADE }))]).await;
    assert_eq!(alipay(&server.url).close(TRADE).await, Ok(()));
    assert_eq!(notify(&alipay(&server.url), &BTreeMap::new(), "trade_status=TRADE_SUCCESS"), Err(Refused::Signature));
}
