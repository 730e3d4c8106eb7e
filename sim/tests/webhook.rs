//! Updates that are posted to a bot: with the secret, until somebody takes them, and what `getWebhookInfo` tells meanwhile.
#![expect(clippy::unwrap_used, reason = "a test's own support may panic: that is how it fails")]

#[expect(dead_code, reason = "each test binary uses a part of it")]
mod support;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{ANNA, Desk, desk_with};
use telegram_sim::Settings;
use tokio::sync::mpsc;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_mins(1);
const SECRET: &str = "only-the-two-of-us";

/// How the bot's side answers a delivery.
#[derive(Clone, Copy)]
enum Answer {
    Is(StatusCode),
    Elsewhere,
    Never,
}

/// A bot's own web server: says what its script says, then 200 for ever, and passes on what it heard.
#[derive(Clone)]
struct Ear {
    script: Arc<Mutex<VecDeque<Answer>>>,
    otherwise: Answer,
    heard: mpsc::UnboundedSender<(Option<String>, Value)>,
}

async fn hear(State(ear): State<Ear>, headers: HeaderMap, body: String) -> Response {
    let secret = headers.get("x-telegram-bot-api-secret-token").map(|secret| secret.to_str().unwrap().to_owned());
    ear.heard.send((secret, serde_json::from_str(&body).unwrap())).unwrap();
    let answer = ear.script.lock().unwrap().pop_front().unwrap_or(ear.otherwise);
    match answer {
        Answer::Is(status) => status.into_response(),
        Answer::Elsewhere => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
        Answer::Never => std::future::pending().await,
    }
}

/// A world whose bot is told through a webhook, and what the bot's side hears.
async fn hooked(
    settings: Settings,
    script: &[Answer],
    otherwise: Answer,
) -> (Desk, mpsc::UnboundedReceiver<(Option<String>, Value)>) {
    let desk = desk_with(Settings { webhook_pause: Duration::from_millis(20), ..settings }).await;
    let (heard, hearing) = mpsc::unbounded_channel();
    let ear = Ear { script: Arc::new(Mutex::new(script.iter().copied().collect())), otherwise, heard };
    let router = Router::new().route("/", post(hear)).route("/elsewhere", post(hear)).with_state(ear);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    desk.ok("setWebhook", json!({ "url": url, "secret_token": SECRET })).await;
    (desk, hearing)
}

async fn next(hearing: &mut mpsc::UnboundedReceiver<(Option<String>, Value)>) -> (Option<String>, Value) {
    tokio::time::timeout(PATIENCE, hearing.recv()).await.expect("nothing is delivered").unwrap()
}

/// Waits until `getWebhookInfo` looks like this.
async fn info(desk: &Desk, fits: impl Fn(&Value) -> bool) -> Value {
    let looking = async {
        loop {
            let info = desk.ok("getWebhookInfo", json!({})).await;
            if fits(&info) {
                return info;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("getWebhookInfo never says so")
}

fn anna(desk: &Desk) -> telegram_sim::Seat {
    desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap()
}

#[tokio::test]
async fn an_update_is_posted_with_the_secret_until_it_is_taken() {
    let script = [Answer::Is(StatusCode::INTERNAL_SERVER_ERROR), Answer::Elsewhere, Answer::Is(StatusCode::NOT_FOUND)];
    let (desk, mut hearing) = hooked(Settings::without_limits(), &script, Answer::Is(StatusCode::NO_CONTENT)).await;
    anna(&desk).say("are you there?").unwrap();
    let first = next(&mut hearing).await;
    assert_eq!(first.0.as_deref(), Some(SECRET));
    assert_eq!(first.1["message"]["text"], "are you there?");
    for _ in 0..script.len() {
        assert_eq!(next(&mut hearing).await, first, "the same update, with the same id and the secret, again");
    }
    let info = info(&desk, |info| info["pending_update_count"] == 0).await;
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 404 Not Found");
    assert!(info["last_error_date"].as_i64().unwrap() > 0);
    anna(&desk).say("good").unwrap();
    assert_eq!(
        next(&mut hearing).await.1["message"]["text"],
        "good",
        "a redirection is not followed, nothing comes twice"
    );
}

#[tokio::test]
async fn a_redirection_is_told_as_a_wrong_answer() {
    let (desk, mut hearing) = hooked(Settings::without_limits(), &[], Answer::Elsewhere).await;
    anna(&desk).say("hello").unwrap();
    next(&mut hearing).await;
    let info = info(&desk, |info| info["last_error_message"].is_string()).await;
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 302 Found");
    assert_eq!(info["pending_update_count"], 1);
}

#[tokio::test]
async fn who_does_not_answer_in_time_is_asked_again() {
    let settings = Settings { webhook_patience: Duration::from_millis(300), ..Settings::without_limits() };
    let (desk, mut hearing) = hooked(settings, &[Answer::Never], Answer::Is(StatusCode::OK)).await;
    anna(&desk).say("hello").unwrap();
    let first = next(&mut hearing).await;
    assert_eq!(next(&mut hearing).await, first);
    let info = info(&desk, |info| info["pending_update_count"] == 0).await;
    assert_eq!(info["last_error_message"], "Read timeout expired");
}

#[tokio::test]
async fn a_webhook_that_is_gone_for_a_day_is_taken_away_and_its_updates_stay() {
    let (desk, mut hearing) = hooked(Settings::without_limits(), &[], Answer::Is(StatusCode::GONE)).await;
    anna(&desk).say("hello").unwrap();
    next(&mut hearing).await;
    info(&desk, |info| info["last_error_message"] == "Wrong response from the webhook: 410 Gone").await;
    desk.sim.advance(Duration::from_hours(23));
    let info = info(&desk, |info| info["url"] == "").await;
    assert_eq!(info["pending_update_count"], 1);
    assert_eq!(desk.updates(0).await[0]["message"]["text"], "hello", "now it can be fetched");
}
