//! The certificate's parcel followed through a whole desk by SF Express's own interface: busy, silent, lying about another parcel, and at
//! the door in the end. Everybody is told what it says, once.

use super::courier::{sf_at, sf_believes};
use super::parcels::shipped;
use super::standin::{Asked, Reply, StandIn, value};
use super::town::{Town, WAYBILL};
use certdesk::config::Config;
use certdesk::domain::order::{StageKind, What};
use certdesk::domain::outage::{Call, Outage};
use certdesk::gateway::courier::DigestMode;
use serde_json::{Value, json};

fn sf(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| sf_at(&mut config.courier, &url, DigestMode::Standard)
}

/// The first so many routes of a parcel.
fn told(number: &str, routes: usize) -> Reply {
    let all = [
        ("2026-11-22 13:00:00", "顺丰速运 已收取快件", "50", "已揽收"),
        ("2026-11-22 20:00:00", "快件到达 南昌中转场", "31", "运送中"),
        ("2026-11-23 09:00:00", "派送不成功，收件人不在", "70", ""),
        ("2026-11-23 15:00:00", "已签收，本人签收", "80", "已签收"),
    ];
    let route = |(at, remark, op, name): &(&str, &str, &str, &str)| {
        let mut route = json!({ "acceptTime": at, "acceptAddress": "南昌市", "remark": remark, "opCode": op });
        if !name.is_empty() {
            route["firstStatusName"] = json!(name);
        }
        route
    };
    let routes: Vec<Value> = all[..routes].iter().map(route).collect();
    let data = json!({
        "success": true, "errorCode": "S0000", "errorMsg": null,
        "msgData": { "routeResps": [{ "mailNo": number, "routes": routes }] },
    });
    Reply::ok(
        json!({ "apiErrorMsg": "", "apiResponseID": "1", "apiResultCode": "A1000", "apiResultData": data.to_string() }),
    )
}

fn says(code: &str) -> Reply {
    Reply::ok(json!({ "apiErrorMsg": "…", "apiResponseID": "1", "apiResultCode": code, "apiResultData": null }))
}

/// What SF's server does: works the digest out again from what came.
fn sf_would_accept(asked: &Asked) {
    let form = asked.form();
    assert!(asked.uri.path() == "/std/service" && sf_believes(&form, DigestMode::Standard), "{form:?}");
    let data: Value = serde_json::from_str(&value(&form, "msgData")).unwrap();
    assert_eq!((&data["trackingNumber"], &data["checkPhoneNo"]), (&json!([WAYBILL]), &json!("7000")));
}

#[tokio::test]
async fn the_certificate_arrives_by_sf_and_everybody_hears_each_step_once() {
    let sf_server = StandIn::answering([
        says("A1005"),
        Reply::Body(502, "<html>".to_owned()),
        told(WAYBILL, 0),
        // Another parcel's signature is nobody's, and no answer about this one.
        told("SF9999999999999", 4),
        told(WAYBILL, 1),
        told(WAYBILL, 2),
        told(WAYBILL, 2),
        told(WAYBILL, 3),
        told(WAYBILL, 4),
    ])
    .await;
    let mut town = Town::with(shipped(), sf(&sf_server.url)).await;
    town.pass(1).await;
    town.pass(20).await;
    assert_eq!(sf_server.asked().len(), 1, "left alone for half an hour, and no subscription is asked for");
    for nth in 0..14 {
        if nth == 4 {
            town = Box::pin(town.restarted()).await;
        }
        town.pass(9 * 60).await;
        if town.order().await.stage.kind() == StageKind::Delivered {
            break;
        }
    }
    assert_eq!(town.order().await.stage.kind(), StageKind::Delivered);
    let (anna, staff) = (town.applicant(), town.staff());
    for text in ["顺丰速运 已收取快件", "快件到达 南昌中转场", "派送不成功，收件人不在", "已签收，本人签收"]
    {
        assert_eq!(Town::said(&anna, text), 1, "{text}");
    }
    assert_eq!(Town::said(&staff, "派送未成功"), 1, "what went wrong at the door is raised");
    let asked = sf_server.asked();
    asked.iter().for_each(sf_would_accept);
    town.pass(40 * 24 * 60).await;
    assert_eq!(sf_server.asked().len(), asked.len(), "what was signed for is left alone");
    let call = Call::OutboundParcel;
    let journal = town.app.desk().db().look().await.unwrap().journal(&town.order().await.number).await.unwrap();
    let calls = journal
        .into_iter()
        .map(|entry| entry.what)
        .filter(|what| matches!(what, What::CalledInVain { .. } | What::CallAnswered { .. }));
    // Once for who was busy and broken, once for who told of another parcel.
    let wanted = [(); 2].map(|()| [What::CalledInVain { call, why: Outage::Unknown }, What::CallAnswered { call }]);
    assert_eq!(calls.collect::<Vec<_>>(), wanted.concat());
    town.app.stop().await;
}

#[tokio::test]
async fn a_refusal_of_sf_is_raised_with_staff_once_and_stops_nothing() {
    let sf_server = StandIn::answering([says("A1006")]).await;
    let town = Town::with(shipped(), sf(&sf_server.url)).await;
    for _ in 0..5 {
        town.pass(9 * 60).await;
    }
    assert_eq!(Town::said(&town.staff(), "拒绝"), 1, "once, however often it is asked");
    assert_eq!(Town::said(&town.applicant(), "拒绝"), 0, "it says nothing of the parcel");
    assert!(sf_server.asked().len() > 1, "it is asked all the same, seldom");
    assert_eq!(town.order().await.stage.kind(), StageKind::Shipped);
    town.app.stop().await;
}
