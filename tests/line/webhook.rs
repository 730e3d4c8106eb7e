//! The webhook: only Telegram is let in, and it hears "taken" only when what it brought is committed.

use crate::player::Player;
use crate::world::World;
use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Mode, Secret};

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_comes_in_by_webhook_and_nobody_else_does() {
    let world = World::with(1).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut config = world.config();
    config.telegram.mode = Mode::Webhook;
    config.telegram.webhook.url = format!("http://{free}/from-telegram");
    config.telegram.webhook.secret = Secret::of("only-between-us");
    config.web.listen = Some(free);
    let app = App::start(config, Clock::System).await.unwrap();
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    app.idle().await;

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = async |secret: &str, body: String| {
        let request =
            http.post(format!("http://{free}/from-telegram")).header("x-telegram-bot-api-secret-token", secret);
        request.body(body).send().await.unwrap().status().as_u16()
    };
    let update = r#"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"a"},"text":"/help"}}"#;
    let seen = async || app.desk().db().look().await.unwrap().count_seen(7_000_001).await.unwrap();
    let before = seen().await;
    assert_eq!(call("", update.to_owned()).await, 401);
    assert_eq!(call("only-between-you", update.to_owned()).await, 401);
    assert_eq!(call("only-between-us", "not an update".to_owned()).await, 400);
    assert_eq!(call("only-between-us", " ".repeat((1 << 20) + 1)).await, 413);
    assert_eq!(seen().await, before);
    assert_eq!(call("only-between-us", update.to_owned()).await, 200);
    assert_eq!(call("only-between-us", update.to_owned()).await, 200);
    assert_eq!(seen().await, before + 1);

    let health = http.get(format!("http://{free}/healthz")).send().await.unwrap();
    assert_eq!(health.status().as_u16(), 200);
    assert!(health.text().await.unwrap().contains(env!("CARGO_PKG_VERSION")));
    let ready = http.get(format!("http://{free}/readyz")).send().await.unwrap();
    assert_eq!(ready.status().as_u16(), 200, "whoever takes updates in by the door is ready");
    app.stop().await;
}
