//! Both parcels followed by a whole desk, with a courier that is down, slow, talks nonsense, repeats itself or lies: nobody is told
//! anything false or twice, staff see what happened, and the order arrives.

use super::standin::{Asked, Reply, StandIn, value};
use super::town::{NUMBER, Town, WAYBILL, noon, parcel};
use certdesk::config::Config;
use certdesk::domain::order::{StageKind, What};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::outage::{Call, Outage};
use certdesk::domain::tracking::Which;
use certdesk::gateway::courier::Provider;
use certdesk::gateway::{Kept, sign};
use serde_json::{Value, json};

pub(crate) fn kuaidi(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        config.courier.provider = Provider::Kuaidi100;
        let at = &mut config.courier.kuaidi100;
        (at.url, at.customer) = (url, "CUSTOMER".to_owned());
        (at.key, at.salt) = (Kept::Here("KEY".to_owned()), Kept::Here("grain".to_owned()));
        "https://desk.example".clone_into(&mut at.callback);
    }
}

/// The first so many steps of a parcel, as Kuaidi100 tells them.
pub(crate) fn told(steps: usize) -> Value {
    let all = [
        ("2026-11-22 13:00:00", "已揽收", "103"),
        ("2026-11-22 20:00:00", "到达南昌中转场", "1002"),
        ("2026-11-23 09:00:00", "派件失败，收件人不在", "205"),
        ("2026-11-23 15:00:00", "已签收，本人签收", "301"),
    ];
    let data: Vec<Value> = all[..steps]
        .iter()
        .rev()
        .map(|(at, text, code)| json!({ "time": at, "ftime": at, "context": text, "statusCode": code }))
        .collect();
    json!({ "message": "ok", "nu": WAYBILL, "com": "shunfeng", "status": "200", "state": "0", "data": data })
}

pub(crate) fn shipped() -> Value {
    json!({ "stage": { "stage": "shipped", "since": noon() }, "outbound": parcel(), "due_at": noon() })
}

pub(crate) const SUBSCRIBED: &str = r#"{"result":true,"returnCode":"200","message":""}"#;

#[tokio::test]
async fn a_courier_in_every_mood_and_the_parcel_arrives_once() {
    let courier = StandIn::answering([
        Reply::Body(503, String::new()),
        Reply::ok(SUBSCRIBED),
        Reply::ok("garbage"),
        Reply::Body(500, String::new()),
        Reply::ok(json!({ "result": false, "returnCode": "500", "message": "" })),
        Reply::ok(json!({ "nu": WAYBILL, "state": "3", "data": [{ "ftime": "2025-01-01 00:00:00", "context": "旧包裹已签收", "statusCode": "301" }] })),
        Reply::ok(told(2)),
        Reply::ok(told(2)),
        Reply::ok(told(3)),
        Reply::ok(told(4)),
    ])
    .await;
    let mut town = Town::with(shipped(), kuaidi(&courier.url)).await;
    town.pass(1).await;
    assert_eq!(courier.asked().len(), 2, "asked once, and asked for call-backs");
    town.pass(20).await;
    assert_eq!(courier.asked().len(), 2, "left alone for half an hour");
    for nth in 0..14 {
        if nth == 3 {
            town = Box::pin(town.restarted()).await;
        }
        town.pass(9 * 60).await;
        if town.order().await.stage.kind() == StageKind::Delivered {
            break;
        }
    }
    let (anna, staff) = (town.applicant(), town.staff());
    assert_eq!(town.order().await.stage.kind(), StageKind::Delivered);
    for text in ["已揽收：已揽收", "到达南昌中转场", "派件失败", "已签收，本人签收"] {
        assert_eq!(
            Town::said(&anna, text),
            1,
            "{text}: {:#?}",
            anna.history().iter().map(|m| m.text.clone()).collect::<Vec<_>>()
        );
    }
    assert_eq!(Town::said(&anna, "旧包裹"), 0, "another parcel's signature is nobody's");
    assert_eq!(Town::said(&staff, "派送未成功"), 1);
    let (status, figures) = town.page("/metrics").await;
    assert_eq!(status, 200);
    for line in [
        "certdesk_orders{stage=\"delivered\"} 1",
        "certdesk_provider_resting{provider=\"kuaidi100\"} 0",
        "certdesk_effects_age_seconds 0",
    ] {
        assert!(figures.lines().any(|found| found == line), "{line}: {figures}");
    }
    assert!(!figures.contains(WAYBILL) && !figures.contains("江西"), "nothing of anybody");
    assert_eq!((town.page("/healthz").await.0, town.page("/readyz").await.0), (200, 200));
    let asked = courier.asked().len();
    town.pass(40 * 24 * 60).await;
    assert_eq!(courier.asked().len(), asked, "a parcel that was signed for is left alone");
    let digits = courier.asked()[0].form();
    let param: Value = serde_json::from_str(&value(&digits, "param")).unwrap();
    assert_eq!(param["phone"], "7000", "the recipient's last four");
    town.app.stop().await;
}

/// The salt that the provider was asked to sign call-backs with.
pub(crate) fn salt(asked: &Asked) -> String {
    let subscription: Value = serde_json::from_str(&value(&asked.form(), "param")).unwrap();
    subscription["parameters"]["salt"].as_str().unwrap().to_owned()
}

/// The provider calls back with how its watching stands and what it knows; the desk's answer.
pub(crate) async fn push(town: &Town, (status, told): (&str, Value), salt: &str, mark: &str) -> (u16, String) {
    let said = json!({ "status": status, "lastResult": told }).to_string();
    let signature = hex::encode_upper(sign::md5(format!("{said}{salt}")));
    let body = sign::form([("sign", signature.as_str()), ("param", &said)]);
    let response = reqwest::Client::new()
        .post(town.address(&format!("/callbacks/courier/{mark}")))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await
        .unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn call_backs_move_the_parcel_once_however_often_they_come() {
    let courier = StandIn::answering([Reply::ok(told(1)), Reply::ok(SUBSCRIBED), Reply::ok(told(1))]).await;
    let town = Town::with(shipped(), kuaidi(&courier.url)).await;
    town.pass(1).await;
    let salt = salt(&courier.asked()[1]);
    let push = async |told: Value, salt: &str, mark: &str| push(&town, ("polling", told), salt, mark).await;
    let out = format!("{NUMBER}-out");
    for _ in 0..3 {
        let (status, body) = push(told(2), &salt, &out).await;
        let said: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, &said["result"], &said["returnCode"]), (200, &json!(true), &json!("200")));
    }
    assert_eq!(push(told(4), "guessed", &out).await.0, 401);
    assert_eq!(push(told(4), &salt, &format!("{NUMBER}-in")).await.0, 401);
    assert_eq!(push(json!({ "data": "x".repeat(300 << 10) }), &salt, &out).await.0, 413);
    town.quiet().await;
    let anna = town.applicant();
    assert_eq!(Town::said(&anna, "到达南昌中转场"), 1);
    assert_eq!(town.order().await.stage.kind(), StageKind::Shipped, "what was not signed has delivered nothing");
    town.clock.advance(chrono::TimeDelta::days(1));
    push(told(4), &salt, &out).await;
    push(told(4), &salt, &out).await;
    town.quiet().await;
    assert_eq!(town.order().await.stage.kind(), StageKind::Delivered);
    assert_eq!(Town::said(&anna, "本人签收"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn orders_in_one_parcel_hear_of_it_alike_and_their_applicant_once() {
    let courier = StandIn::answering([
        Reply::ok(told(1)),
        Reply::ok(SUBSCRIBED),
        Reply::Body(500, String::new()),
        Reply::ok(told(2)),
        Reply::ok(told(3)),
        Reply::ok(told(4)),
    ])
    .await;
    let mut soon = shipped();
    soon["due_at"] = json!(noon() + chrono::TimeDelta::minutes(10));
    let town = Town::with(soon.clone(), kuaidi(&courier.url)).await;
    let second = OrderNumber::make(2026, 77);
    town.beside(&second, soon).await;
    let (anna, staff) = (town.applicant(), town.staff());
    let stage = async || {
        let beside = town.app.desk().order(&second).await.unwrap().unwrap().0;
        [town.order().await, beside].map(|order| (order.stage.kind(), order.tracking(Which::Outbound).steps.len()))
    };
    town.pass(11).await;
    assert_eq!(stage().await, [(StageKind::Shipped, 1); 2], "asked for one, heard by both");
    assert_eq!(courier.asked().len(), 2, "one question and one subscription");
    for _ in 0..8 {
        town.pass(9 * 60).await;
        let [(_, first), (_, second)] = stage().await;
        assert_eq!(first, second, "neither is behind the other");
    }
    assert_eq!(stage().await, [(StageKind::Delivered, 4); 2]);
    for text in ["已揽收：已揽收", "到达南昌中转场", "派件失败", "已签收，本人签收"] {
        assert_eq!(Town::said(&anna, text), 1, "one parcel, one message: {text}");
    }
    assert_eq!(Town::said(&staff, "派送未成功"), 2, "staff hear which orders it is about");
    assert_eq!(courier.asked().len(), 6);
    town.app.stop().await;
}

#[tokio::test]
async fn a_provider_that_does_not_follow_a_carrier_says_nothing_of_its_parcels() {
    let sf = StandIn::answering([Reply::Body(500, String::new())]).await;
    let url = sf.url.clone();
    let yto = json!({ "waybill": { "carrier": "yto", "number": "YT1234567890123" }, "at": noon() });
    let order = json!({ "stage": { "stage": "paper_review", "since": noon() }, "inbound": [yto], "due_at": noon() });
    let town = Town::with(order, move |config| {
        config.courier.provider = Provider::Sf;
        let at = &mut config.courier.sf;
        (at.url, at.partner, at.check_word) = (url, "PARTNER".to_owned(), Kept::Here("word".to_owned()));
    })
    .await;
    for _ in 0..12 {
        town.pass(9 * 60).await;
    }
    let (anna, staff) = (town.applicant(), town.staff());
    assert_eq!(sf.asked().len(), 0, "another carrier's number is none of its business");
    for text in ["揽收记录", "YT1234567890123：", "⚠️"] {
        assert_eq!((Town::said(&anna, text), Town::said(&staff, text)), (0, 0), "{text}");
    }
    let journal = town.app.desk().db().look().await.unwrap().journal(&town.order().await.number).await.unwrap();
    // That the paper is late is raised all the same: it is.
    let calls: Vec<_> = journal.iter().map(|entry| &entry.what).filter(|what| **what != What::Raised).collect();
    assert_eq!(
        calls,
        [&What::CalledInVain { call: Call::InboundParcel, why: Outage::NotServed }],
        "said once, to staff"
    );
    town.app.stop().await;
}

#[tokio::test]
async fn paper_that_never_moves_is_raised_with_both_and_the_conversation_goes_on() {
    let unknown = json!({ "result": false, "returnCode": "500", "message": "" });
    let courier = StandIn::answering([Reply::ok(unknown)]).await;
    let order =
        json!({ "stage": { "stage": "paper_review", "since": noon() }, "inbound": [parcel()], "due_at": noon() });
    let town = Town::with(order, kuaidi(&courier.url)).await;
    for _ in 0..8 {
        town.pass(9 * 60).await;
    }
    let (anna, staff) = (town.applicant(), town.staff());
    assert_eq!((Town::said(&anna, "一直没有揽收记录"), Town::said(&staff, "仍无揽收记录")), (1, 1));
    anna.say(&format!("/status {NUMBER}")).unwrap();
    let answered = |message: &telegram_sim::SeenMessage| {
        message.from.is_bot && message.text.contains(WAYBILL) && !message.text.contains("揽收记录")
    };
    let waited = anna.wait_after(0, answered, std::time::Duration::from_secs(90)).await;
    assert!(waited.is_ok(), "{:#?}", anna.history().iter().map(|m| m.text.clone()).collect::<Vec<_>>());
    assert_eq!(town.order().await.stage.kind(), StageKind::PaperReview);
    town.app.stop().await;
}
