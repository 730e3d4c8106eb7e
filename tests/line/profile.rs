//! What Telegram shows of the bot before a word is said: commands, description and short text, for each language and role, from the start
//! on; and the commands of one chat, as its person comes in.

use crate::chats::until;
use crate::player::Player;
use crate::world::{TOKEN, World};
use serde_json::{Value, json};

const BOT_ID: i64 = 7_000_001;

async fn asks(world: &World, method: &str, body: Value) -> Value {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/bot{TOKEN}/{method}", world.sim.api_url());
    let answer: Value = http.post(url).json(&body).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["ok"], true, "{method}: {answer}");
    answer["result"].clone()
}

/// The description of a command in a menu, where it is there.
async fn command(world: &World, scope: &Value, lang: &str, name: &str) -> Option<String> {
    let menu = asks(world, "getMyCommands", json!({ "scope": scope, "language_code": lang })).await;
    let found = menu.as_array().unwrap().iter().find(|command| command["command"] == name);
    found.map(|command| command["description"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_and_profile_are_set_for_each_language_and_role() {
    let world = World::with(1).await;
    let app = world.desk().await;
    let short = async |lang: &str| {
        let said = asks(&world, "getMyShortDescription", json!({ "language_code": lang })).await;
        said["short_description"].as_str().unwrap().to_owned()
    };
    until(&async || !short("en").await.is_empty()).await;
    assert!(short("").await.contains("数字证书补办"));
    for (lang, words) in [("", "数字证书补办"), ("en", "Re-issue of digital certificates")] {
        let said = asks(&world, "getMyDescription", json!({ "language_code": lang })).await;
        assert!(said["description"].as_str().unwrap().contains(words), "{said}");
    }
    let private = json!({ "type": "all_private_chats" });
    assert_eq!(command(&world, &private, "", "apply").await.as_deref(), Some("申请补办证书"));
    assert_eq!(command(&world, &private, "en", "apply").await.as_deref(), Some("Apply for a re-issue"));
    let group = json!({ "type": "chat", "chat_id": world.group });
    assert_eq!(command(&world, &group, "", "approve").await.as_deref(), Some("预审通过"));
    assert_eq!(command(&world, &private, "", "approve").await, None, "staff's commands are nobody else's");

    // Whoever comes in is offered what fits, and in the language that they choose.
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    let offered = |name: &str| anna.seat.menu(BOT_ID).into_iter().find(|command| command.command == name);
    until(&async || offered("logout").is_some()).await;
    assert!(offered("register").is_none() && offered("apply").is_some());
    anna.hears("/language", "请选择语言").await;
    anna.presses("English");
    anna.sees("English from now on").await;
    let own = json!({ "type": "chat", "chat_id": anna.seat.key });
    until(&async || command(&world, &own, "", "logout").await.as_deref() == Some("Log out")).await;
    app.stop().await;
}
