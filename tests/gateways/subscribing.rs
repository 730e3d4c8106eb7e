//! A whole desk that asks Kuaidi100 to tell of each step: again where that failed or was given up, politely, and while it goes on asking.

use super::parcels::{SUBSCRIBED, kuaidi, push, salt, shipped, told};
use super::standin::{Reply, StandIn};
use super::town::{NUMBER, Town, WAYBILL};
use certdesk::domain::order::{StageKind, What};
use certdesk::domain::outage::{Call, Outage};
use serde_json::json;

/// How often it was asked after the parcel, and how often to tell of it by itself.
fn asked(courier: &StandIn) -> (usize, usize) {
    let paths: Vec<String> = courier.asked().iter().map(|asked| asked.uri.path().to_owned()).collect();
    let of = |path: &str| paths.iter().filter(|asked| *asked == path).count();
    (of("/poll/query.do"), of("/poll"))
}

fn failing() -> Reply {
    Reply::ok(json!({ "result": false, "returnCode": "500", "message": "" }))
}

#[tokio::test]
async fn a_subscription_that_failed_or_was_given_up_is_asked_for_again() {
    let replies = [
        // A question, and a subscription beside it, until that is granted.
        vec![Reply::ok(told(1)), failing()],
        vec![Reply::ok(told(1)), Reply::Body(503, String::new())],
        vec![Reply::ok(told(1)), Reply::ok(SUBSCRIBED)],
        vec![Reply::ok(told(1))],
        vec![Reply::ok(told(1)), Reply::ok(SUBSCRIBED)],
        vec![Reply::ok(told(1))],
    ];
    let courier = StandIn::answering(replies.concat()).await;
    let mut town = Town::with(shipped(), kuaidi(&courier.url)).await;
    town.pass(1).await;
    assert_eq!(asked(&courier), (1, 1));
    town.pass(9 * 60).await;
    assert_eq!(asked(&courier), (2, 2), "asked again with the next question");
    town = Box::pin(town.restarted()).await;
    town.pass(9 * 60).await;
    town.pass(9 * 60).await;
    assert_eq!(asked(&courier), (4, 3), "and no more once it is granted");

    // The provider gives the parcel up.
    let salt = salt(courier.asked().iter().rfind(|asked| asked.uri.path() == "/poll").unwrap());
    let nothing = json!({ "nu": WAYBILL, "state": "0", "data": [] });
    for _ in 0..2 {
        let (status, _) = push(&town, ("abort", nothing.clone()), &salt, &format!("{NUMBER}-out")).await;
        assert_eq!(status, 200);
    }
    town.quiet().await;
    assert_eq!(asked(&courier).1, 3, "not at once");
    town.pass(9 * 60).await;
    town.pass(9 * 60).await;
    assert_eq!(asked(&courier).1, 4, "then once more");
    let journal = town.app.desk().db().look().await.unwrap().journal(&town.order().await.number).await.unwrap();
    let calls = journal.iter().map(|entry| &entry.what).filter(|what| {
        matches!(what, What::CalledInVain { call, .. } | What::CallAnswered { call } | What::CallDone { call } if *call == Call::OutboundSteps)
    });
    let call = Call::OutboundSteps;
    let wanted = [&What::CalledInVain { call, why: Outage::Unknown }, &What::CallAnswered { call }];
    assert_eq!(calls.collect::<Vec<_>>(), wanted, "each change, once");
    assert_eq!(Town::said(&town.applicant(), "已揽收：已揽收"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn a_carrier_that_is_not_served_is_not_asked_for_again_and_what_never_works_is_let_be() {
    let unserved = Reply::ok(json!({ "result": false, "returnCode": "701", "message": "" }));
    let courier = StandIn::answering([Reply::ok(told(1)), unserved, Reply::ok(told(1))]).await;
    let town = Town::with(shipped(), kuaidi(&courier.url)).await;
    for _ in 0..4 {
        town.pass(9 * 60).await;
    }
    assert_eq!(asked(&courier), (5, 1));
    town.app.stop().await;

    let replies: Vec<Reply> = (0..40).map(|nth| if nth % 2 == 0 { Reply::ok(told(1)) } else { failing() }).collect();
    let courier = StandIn::answering(replies[..10].iter().cloned().chain([Reply::ok(told(1))])).await;
    let town = Town::with(shipped(), kuaidi(&courier.url)).await;
    for _ in 0..9 {
        town.pass(9 * 60).await;
    }
    assert_eq!(asked(&courier), (10, 5), "the desk goes on asking where it is");
    town.app.stop().await;
}

#[tokio::test]
async fn too_often_is_heard_and_the_number_is_left_alone() {
    let courier =
        StandIn::answering([Reply::Body(429, String::new()), Reply::ok(SUBSCRIBED), Reply::ok(told(1))]).await;
    let town = Town::with(shipped(), kuaidi(&courier.url)).await;
    town.pass(1).await;
    for _ in 0..4 {
        town.pass(7).await;
    }
    assert_eq!(asked(&courier), (1, 1), "for half an hour at least");
    town.pass(9 * 60).await;
    assert_eq!(asked(&courier), (2, 1));
    assert_eq!(Town::said(&town.applicant(), "已揽收：已揽收"), 1);
    assert_eq!(town.order().await.stage.kind(), StageKind::Shipped);
    town.app.stop().await;
}
