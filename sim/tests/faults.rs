//! Broken on purpose: faults of calls, and webhooks that fail.

#[expect(dead_code, reason = "each test binary uses a part of it")]
mod support;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{ANNA, desk, desk_with};
use telegram_sim::{CallFault, Fault, Settings};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

fn once(fault: Fault) -> CallFault {
    CallFault { method: Some("sendMessage".to_owned()), bot: None, chat: None, times: 1, fault }
}

#[tokio::test]
async fn a_call_meets_the_armed_fault_once() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.start("").unwrap();
    let body = json!({ "chat_id": ANNA, "text": "x" });
    desk.sim.faults().arm(once(Fault::TooMany { retry_after: 3 }));
    assert_eq!(desk.call("sendMessage", body.clone()).await["parameters"]["retry_after"], 3);
    let switch =
        json!({ "method": "SENDMESSAGE", "fault": { "kind": "error", "code": 502, "description": "Bad Gateway" } });
    let url = format!("{}/_sim/faults", desk.sim.api_url());
    desk.http.post(url).json(&switch).send().await.unwrap().error_for_status().unwrap();
    assert_eq!(desk.refused("sendMessage", body.clone()).await, "Bad Gateway");
    desk.ok("sendMessage", body.clone()).await;
    assert_eq!(anna.history().len(), 2);

    desk.sim.faults().arm(once(Fault::CutBefore));
    assert!(desk.http.post(desk.url("sendMessage")).json(&body).send().await.is_err());
    assert_eq!(anna.history().len(), 2, "nothing happened");
    desk.sim.faults().arm(once(Fault::CutAfter));
    assert!(desk.http.post(desk.url("sendMessage")).json(&body).send().await.is_err());
    assert_eq!(anna.history().len(), 3, "it happened, and nobody was told");

    desk.sim.faults().arm(once(Fault::Hold));
    let release = async {
        anna.wait_after(anna.last_id(), |m| m.text == "x", Duration::from_secs(5)).await.unwrap();
        assert!(!desk.sim.is_quiet());
        desk.sim.faults().release();
    };
    let (answer, ()) = tokio::join!(desk.call("sendMessage", body), release);
    assert_eq!(answer["ok"], true);
}

/// A webhook that answers with these statuses in turn, then 200, and tells what it got.
async fn hook(statuses: Vec<u16>) -> (String, mpsc::UnboundedReceiver<(Option<String>, Value)>) {
    let (tell, told) = mpsc::unbounded_channel();
    let statuses = Arc::new(Mutex::new(statuses.into_iter()));
    let take = move |State(()): State<()>, headers: HeaderMap, body: String| async move {
        let secret = headers.get("x-telegram-bot-api-secret-token").map(|v| v.to_str().unwrap().to_owned());
        tell.send((secret, serde_json::from_str(&body).unwrap())).unwrap();
        let status = statuses.lock().unwrap().next().unwrap_or(200);
        let reply = json!({ "method": "sendMessage", "chat_id": ANNA, "text": "in the body" });
        (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], reply.to_string())
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(take))).await });
    (url, told)
}

#[tokio::test]
async fn a_webhook_is_tried_until_it_takes_the_update() {
    let settings = Settings { webhook_pause: Duration::from_millis(20), ..Settings::without_limits() };
    let desk = desk_with(settings).await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let (url, mut told) = hook(vec![500, 503, 500]).await;
    let set = desk.call("setWebhook", json!({ "url": url, "secret_token": "s3cret" })).await;
    assert_eq!(set["description"], "Webhook was set");
    let conflict = desk.refused("getUpdates", json!({})).await;
    assert_eq!(
        conflict,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    anna.say("hello").unwrap();
    let mut ids = Vec::new();
    for _ in 0..4 {
        let (secret, update) = tokio::time::timeout(Duration::from_secs(10), told.recv()).await.unwrap().unwrap();
        assert_eq!(secret.as_deref(), Some("s3cret"));
        ids.push(update["update_id"].as_i64().unwrap());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "at least once: {ids:?}");
    anna.wait(|m| m.text == "in the body", Duration::from_secs(5)).await.unwrap();
    assert!(desk.sim.quiet(Duration::from_secs(5)).await);
    let info = desk.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["pending_update_count"], 0);
    assert!(info["last_error_message"].as_str().unwrap().contains("500"));
    let gone = desk.call("deleteWebhook", json!({})).await;
    assert_eq!(gone["description"], "Webhook was deleted");
    assert!(desk.updates(0).await.is_empty());
}

#[tokio::test]
async fn the_public_rules_for_webhooks_can_be_switched_on() {
    let desk = desk_with(Settings { local_webhooks: false, ..Settings::without_limits() }).await;
    let refused = async |url: &str| desk.refused("setWebhook", json!({ "url": url })).await;
    let plain = refused("http://e.org/").await;
    assert_eq!(plain, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
    let port = refused("https://e.org:8000/").await;
    assert_eq!(port, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
    assert_eq!(refused("https://127.0.0.1/").await, "Bad Request: bad webhook: IP address 127.0.0.1 is reserved");
}
