//! Limits and exact error texts, in tables: method, parameters, what Telegram answers.

#[expect(dead_code, reason = "each test binary uses a part of it")]
mod support;

use serde_json::{Value, json};
use support::{ANNA, BASIC, BOT, FORUM, NEWS, STAFF, TOKEN, desk, desk_with};
use telegram_sim::Settings;

fn text(chat: i64, text: &str) -> Value {
    json!({ "chat_id": chat, "text": text })
}

fn with(chat: i64, name: &str, value: Value) -> Value {
    json!({ "chat_id": chat, "text": "x", name: value })
}

fn inline(buttons: &[Value]) -> Value {
    json!({ "inline_keyboard": [buttons] })
}

#[tokio::test]
async fn refusals_use_telegrams_words() {
    let desk = desk().await;
    desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap().start("").unwrap();
    let html = |source: &str| json!({ "chat_id": ANNA, "text": source, "parse_mode": "HTML" });
    let data = json!({ "text": "b", "callback_data": "x".repeat(65) });
    let many: Vec<Value> = (0..101).map(|n| json!({ "text": "b", "callback_data": n.to_string() })).collect();
    let contact = json!({ "keyboard": [[{ "text": "me", "request_contact": true }]] });
    let table: Vec<(&str, Value, &str)> = vec![
        ("sendMessage", json!({ "chat_id": ANNA }), "message text is empty"),
        ("sendMessage", text(ANNA, "  \n "), "text must be non-empty"),
        ("sendMessage", html("<b></b>"), "text must be non-empty"),
        ("sendMessage", text(ANNA, &"😀".repeat(4_097)), "message is too long"),
        ("sendMessage", text(ANNA, &"a".repeat(32_769)), "text is too long"),
        ("sendMessage", with(ANNA, "parse_mode", json!("BBCode")), "unsupported parse_mode"),
        ("sendMessage", html("<b>x"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("sendMessage", html("a < b"), "can't parse entities: Unsupported start tag \"\" at byte offset 2"),
        ("sendMessage", json!({ "text": "x" }), "chat_id is empty"),
        ("sendMessage", text(999, "x"), "chat not found"),
        ("sendMessage", text(-77, "x"), "chat not found"),
        (
            "sendMessage",
            with(ANNA, "reply_parameters", json!({ "message_id": 999 })),
            "message to be replied not found",
        ),
        (
            "sendMessage",
            with(ANNA, "reply_markup", inline(&[json!({ "text": "b" })])),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ("sendMessage", with(ANNA, "reply_markup", inline(&[data])), "BUTTON_DATA_INVALID"),
        (
            "sendMessage",
            with(ANNA, "reply_markup", json!({ "inline_keyboard": many.chunks(5).collect::<Vec<_>>() })),
            "reply markup is too long",
        ),
        ("sendMessage", with(ANNA, "reply_markup", json!("{oops")), "can't parse reply keyboard markup JSON object"),
        (
            "sendMessage",
            with(STAFF, "reply_markup", contact.clone()),
            "phone number can be requested in private chats only",
        ),
        ("sendMessage", with(NEWS, "reply_markup", contact), "inline keyboard expected"),
        ("sendMessage", with(FORUM, "message_thread_id", json!(1)), "message thread not found"),
        ("sendChatAction", json!({ "chat_id": ANNA, "action": "sleep" }), "wrong parameter action in request"),
        ("editMessageText", json!({ "chat_id": ANNA, "text": "x" }), "message identifier is not specified"),
        ("editMessageText", json!({ "chat_id": ANNA, "text": "x", "message_id": 99 }), "message to edit not found"),
        ("editMessageText", json!({ "chat_id": ANNA, "text": "x", "message_id": 1 }), "message can't be edited"),
        ("deleteMessage", json!({ "chat_id": ANNA, "message_id": 99 }), "message to delete not found"),
        ("pinChatMessage", json!({ "chat_id": ANNA, "message_id": 99 }), "message to pin not found"),
        (
            "copyMessage",
            json!({ "chat_id": ANNA, "from_chat_id": ANNA, "message_id": 99 }),
            "message to copy not found",
        ),
        (
            "forwardMessage",
            json!({ "chat_id": ANNA, "from_chat_id": ANNA, "message_id": 99 }),
            "message to forward not found",
        ),
        (
            "answerCallbackQuery",
            json!({ "callback_query_id": "5" }),
            "query is too old and response timeout expired or query ID is invalid",
        ),
        ("getFile", json!({}), "file_id not specified"),
        ("getFile", json!({ "file_id": "x" }), "invalid file_id"),
        ("sendPhoto", json!({ "chat_id": ANNA }), "there is no photo in the request"),
        ("sendDocument", json!({ "chat_id": ANNA, "document": "x" }), "wrong file identifier/HTTP URL specified"),
        ("getChatAdministrators", json!({ "chat_id": ANNA }), "there are no administrators in the private chat"),
        ("createForumTopic", json!({ "chat_id": STAFF, "name": "x" }), "the chat is not a forum"),
        (
            "setMyCommands",
            json!({ "commands": [{ "command": "x".repeat(33), "description": "d" }] }),
            "command length must not exceed 32",
        ),
        (
            "setMyCommands",
            json!({ "commands": [{ "command": "x", "description": "" }] }),
            "command description must be non-empty",
        ),
        (
            "setWebhook",
            json!({ "url": "https://e.org/", "secret_token": "a b" }),
            "secret token contains unallowed characters",
        ),
    ];
    for (method, body, wanted) in table {
        assert_eq!(desk.refused(method, body.clone()).await, format!("Bad Request: {wanted}"), "{method} {body}");
    }
}

#[tokio::test]
async fn four_thousand_emoji_fit() {
    let desk = desk().await;
    desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap().start("").unwrap();
    let sent = desk.ok("sendMessage", text(ANNA, &format!("  {}\n", "😀".repeat(4_096)))).await;
    assert_eq!(sent["text"].as_str().unwrap().chars().count(), 4_096);
    let row: Vec<Value> = (0..14).map(|n| json!({ "text": "b", "callback_data": n.to_string() })).collect();
    let sent = desk.ok("sendMessage", with(ANNA, "reply_markup", inline(&row))).await;
    assert_eq!(sent["reply_markup"]["inline_keyboard"][0].as_array().unwrap().len(), 12, "cut off silently");
    assert_eq!(desk.sim.complaints().len(), 1, "and remarked upon");
}

#[tokio::test]
async fn who_cannot_be_reached_is_said_with_403() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap();
    let home = anna.chat("example_desk_bot").unwrap();
    let refused = async |chat| desk.refused("sendMessage", text(chat, "x")).await;
    assert_eq!(refused(ANNA).await, "Forbidden: bot can't initiate conversation with a user");
    home.start("").unwrap();
    desk.ok("sendMessage", text(ANNA, "x")).await;
    home.block(true);
    assert_eq!(refused(ANNA).await, "Forbidden: bot was blocked by the user");
    home.block(false);
    anna.deactivate();
    assert_eq!(refused(ANNA).await, "Forbidden: user is deactivated");
    assert_eq!(refused(BOT).await, "Forbidden: the bot can't send messages to the bot");
    let group = desk.sim.person(102).unwrap().chat(BASIC).unwrap();
    group.remove(BOT).unwrap();
    assert_eq!(refused(BASIC).await, "Forbidden: bot was kicked from the group chat");
    desk.ok("leaveChat", json!({ "chat_id": STAFF })).await;
    assert_eq!(refused(STAFF).await, "Forbidden: bot is not a member of the supergroup chat");
}

#[tokio::test]
async fn a_message_that_stays_the_same_is_not_modified() {
    let desk = desk().await;
    desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap().start("").unwrap();
    let sent = desk.ok("sendMessage", text(ANNA, "same")).await;
    let edit = json!({ "chat_id": ANNA, "message_id": sent["message_id"], "text": "same" });
    let refused = desk.refused("editMessageText", edit).await;
    assert_eq!(
        refused,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as \
         a current content and reply markup of the message"
    );
    let edit = json!({ "chat_id": ANNA, "message_id": sent["message_id"], "text": "other" });
    assert_eq!(desk.ok("editMessageText", edit).await["text"], "other");
}

#[tokio::test]
async fn tokens_methods_and_paths_are_told_apart() {
    let desk = desk().await;
    let get = async |path: &str| {
        let response = desk.http.get(format!("{}{path}", desk.sim.api_url())).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    assert_eq!(get("/bot5:x/getMe").await.0, 401);
    assert!(get("/botnonsense/getMe").await.1.contains("Unauthorized: invalid token specified"));
    assert!(get(&format!("/bot{TOKEN}/GETME")).await.1.contains("\"id\":7000001"));
    assert!(get(&format!("/bot{TOKEN}/test/getMe")).await.1.contains("can_read_all_group_messages"));
    let (status, body) = get(&format!("/bot{TOKEN}/noSuchThing")).await;
    assert_eq!((status, body.contains("Not Found: method not found")), (404, true));
    assert_eq!(get(&format!("/bot{TOKEN}/sendPoll")).await.0, 501);
    let methods: Vec<String> = desk.sim.complaints().into_iter().map(|c| c.method).collect();
    assert_eq!(methods, ["noSuchThing", "sendPoll"]);
}

#[tokio::test]
async fn limits_answer_429_in_body_and_header() {
    let desk = desk_with(Settings::default()).await;
    for n in 0..20 {
        desk.ok("sendMessage", text(STAFF, &n.to_string())).await;
    }
    let response = desk.http.post(desk.url("sendMessage")).json(&text(STAFF, "x")).send().await.unwrap();
    assert_eq!(response.status(), 429);
    let after: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["parameters"]["retry_after"], after);
    assert_eq!(body["description"], format!("Too Many Requests: retry after {after}"));
    desk.sim.advance(std::time::Duration::from_secs(after));
    desk.ok("sendMessage", text(STAFF, "x")).await;
}

#[test]
fn the_readme_names_every_method() {
    let readme = include_str!("../README.md");
    for method in telegram_sim::method_names().chain(telegram_sim::unsupported_names()) {
        assert!(readme.contains(&format!("`{method}`")), "{method} is not in the README");
    }
}
