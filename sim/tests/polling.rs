//! `getUpdates` over HTTP: what is offered, what a call confirms, who may wait.

#[expect(dead_code, reason = "each test binary uses a part of it")]
mod support;

use serde_json::{Value, json};
use support::{ANNA, desk};
use telegram_sim::{UpdateFault, UpdateTrouble};

fn texts(updates: &[Value]) -> Vec<&str> {
    updates.iter().map(|u| u["message"]["text"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_answer_confirms_nothing_and_the_next_offset_does() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.say("one").unwrap();
    anna.say("two").unwrap();
    let first = desk.updates(0).await;
    assert_eq!(texts(&first), ["one", "two"]);
    assert_eq!(texts(&desk.updates(0).await), ["one", "two"]);
    let second = first[1]["update_id"].as_i64().unwrap();
    assert_eq!(texts(&desk.updates(second).await), ["two"]);
    assert!(!desk.sim.is_quiet());
    assert_eq!(desk.updates(second + 1).await, Vec::<Value>::new());
    assert!(desk.sim.is_quiet());
}

#[tokio::test]
async fn a_long_poll_wakes_when_somebody_speaks() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let poll = desk.ok("getUpdates", json!({ "timeout": 30 }));
    let (updates, said) = tokio::join!(poll, async { anna.say("hello") });
    said.unwrap();
    assert_eq!(updates[0]["message"]["text"], "hello");
}

#[tokio::test]
async fn the_older_of_two_polls_is_told_to_go() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let url = desk.url("getUpdates");
    let http = desk.http.clone();
    let older = tokio::spawn(async move {
        let response = http.post(url).json(&json!({ "timeout": 50 })).send().await.unwrap();
        response.json::<Value>().await.unwrap()
    });
    // A short poll that ends the long one comes until the long one has arrived.
    while !older.is_finished() {
        desk.ok("getUpdates", json!({})).await;
        tokio::task::yield_now().await;
    }
    anna.say("for whoever is left").unwrap();
    let answer = older.await.unwrap();
    assert_eq!(answer["error_code"], 409);
    assert_eq!(
        answer["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
}

#[tokio::test]
async fn kinds_are_chosen_when_an_update_is_queued() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    desk.ok("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    anna.say("unheard").unwrap();
    assert!(desk.updates(0).await.is_empty());
    desk.ok("getUpdates", json!({ "allowed_updates": [] })).await;
    anna.say("heard").unwrap();
    assert_eq!(texts(&desk.updates(0).await), ["heard"]);
}

#[tokio::test]
async fn updates_can_come_twice_late_and_in_the_wrong_order() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let trouble = |trouble| UpdateFault { bot: None, times: 1, trouble };
    desk.sim.faults().arm_updates(trouble(UpdateTrouble::Repeated(1)));
    anna.say("again").unwrap();
    let id = desk.updates(0).await[0]["update_id"].as_i64().unwrap();
    assert_eq!(desk.updates(id + 1).await.len(), 0, "offset is past it");
    assert_eq!(texts(&desk.updates(0).await), ["again"], "though confirmed, it is there again");
    assert!(desk.updates(id + 1).await.is_empty());
    assert!(desk.updates(0).await.is_empty());

    desk.sim.faults().arm_updates(trouble(UpdateTrouble::Reordered));
    anna.say("first").unwrap();
    anna.say("second").unwrap();
    assert_eq!(texts(&desk.updates(0).await), ["second", "first"]);

    desk.ok("getUpdates", json!({ "offset": -1 })).await;
    let id = desk.updates(0).await[0]["update_id"].as_i64().unwrap();
    desk.updates(id + 1).await;
    desk.sim.faults().arm_updates(trouble(UpdateTrouble::Delayed(3_600_000)));
    anna.say("late").unwrap();
    assert!(desk.updates(0).await.is_empty());
    desk.sim.advance(std::time::Duration::from_secs(3_601));
    assert_eq!(texts(&desk.updates(0).await), ["late"]);
}
