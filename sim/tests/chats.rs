//! What people and bots do to each other in chats, over HTTP on the bot's side.

#[expect(dead_code, reason = "each test binary uses a part of it")]
mod support;

use bytes::Bytes;
use serde_json::{Value, json};
use std::time::Duration;
use support::{ANNA, BASIC, BOT, Desk, FORUM, RITA, STAFF, TOKEN, desk, png};

async fn last(desk: &Desk, kind: &str) -> Value {
    let updates = desk.updates(0).await;
    updates.iter().rev().find_map(|u| u.get(kind)).unwrap_or_else(|| panic!("no {kind} in {updates:?}")).clone()
}

#[tokio::test]
async fn a_deep_link_is_a_start_with_a_payload() {
    let desk = desk().await;
    desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap().start("order_12").unwrap();
    let message = last(&desk, "message").await;
    assert_eq!(message["text"], "/start order_12");
    assert_eq!(message["entities"], json!([{ "offset": 0, "length": 6, "type": "bot_command" }]));
    assert_eq!(message["from"]["language_code"], "en");
    assert_eq!(message["chat"]["type"], "private");
}

#[tokio::test]
async fn a_press_waits_for_its_answer_and_an_unanswered_one_is_known() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.start("").unwrap();
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y:1" }]] });
    desk.ok("sendMessage", json!({ "chat_id": ANNA, "text": "?", "reply_markup": keyboard })).await;
    let bot = async {
        loop {
            let updates = desk.ok("getUpdates", json!({ "timeout": 10 })).await;
            let offset = updates.as_array().unwrap().last().unwrap()["update_id"].as_i64().unwrap() + 1;
            if let Some(press) = updates.as_array().unwrap().iter().find_map(|u| u.get("callback_query")) {
                assert_eq!(press["data"], "y:1");
                let answer = json!({ "callback_query_id": press["id"], "text": "done", "show_alert": true });
                desk.ok("answerCallbackQuery", answer).await;
                return;
            }
            desk.updates(offset).await;
        }
    };
    let (pressed, ()) = tokio::join!(anna.press("Yes"), bot);
    let answer = pressed.unwrap().answer.unwrap();
    assert_eq!((answer.text.as_str(), answer.show_alert), ("done", true));
    assert!(desk.sim.unanswered_callbacks().is_empty());
    let asked = anna.last_id();
    anna.press_data(asked, "y:1", false).unwrap();
    assert_eq!(desk.sim.unanswered_callbacks().len(), 1);
    desk.sim.advance(Duration::from_secs(151));
    let press = desk.sim.unanswered_callbacks()[0].id.to_string();
    let late = desk.refused("answerCallbackQuery", json!({ "callback_query_id": press })).await;
    assert_eq!(late, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    anna.press_data(asked, "z", false).expect_err("there is no such button");
}

#[tokio::test]
async fn photos_are_compressed_and_documents_are_not() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let original = png(1_600, 800);
    anna.send_photo(original.clone(), "look").await.unwrap();
    let message = last(&desk, "message").await;
    let sizes: Vec<u64> = message["photo"].as_array().unwrap().iter().map(|s| s["width"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [90, 320, 800, 1_280]);
    assert_eq!(message["caption"], "look");
    let photo = download(&desk, &message["photo"][3]["file_id"]).await;
    let decoded = image::load_from_memory_with_format(&photo, image::ImageFormat::Jpeg).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (1_280, 640));
    anna.send_document("a.png", original.clone()).unwrap();
    let message = last(&desk, "message").await;
    assert_eq!(message["document"]["file_name"], "a.png");
    assert_eq!(download(&desk, &message["document"]["file_id"]).await, original);
}

async fn download(desk: &Desk, id: &Value) -> Vec<u8> {
    let file = desk.ok("getFile", json!({ "file_id": id })).await;
    let path = file["file_path"].as_str().unwrap().replace('/', "%2F");
    let url = format!("{}/file/bot{TOKEN}/{path}", desk.sim.api_url());
    desk.http.get(url).send().await.unwrap().bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_bots_files_are_stored_and_can_be_sent_again() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.start("").unwrap();
    let sent = desk.send_file("sendDocument", ANNA, "document", "f.pdf", b"%PDF-1.7 x".to_vec()).await;
    let id = sent["result"]["document"]["file_id"].clone();
    let again = desk.ok("sendDocument", json!({ "chat_id": ANNA, "document": id })).await;
    assert_eq!(again["document"]["mime_type"], "application/pdf");
    assert_eq!(desk.sim.download(0).unwrap(), Bytes::from_static(b"%PDF-1.7 x"));
    let refused = desk.refused("sendPhoto", json!({ "chat_id": ANNA, "photo": id })).await;
    assert_eq!(refused, "Bad Request: can't use file of type Document as Photo");
    let empty = desk.send_file("sendDocument", ANNA, "document", "f.pdf", Vec::new()).await;
    assert_eq!(empty["description"], "Bad Request: file must be non-empty");
    let no_picture = desk.send_file("sendPhoto", ANNA, "photo", "f.png", b"no picture".to_vec()).await;
    assert_eq!(no_picture["description"], "Bad Request: IMAGE_PROCESS_FAILED");
    let ribbon = desk.send_file("sendPhoto", ANNA, "photo", "f.png", png(2_100, 100)).await;
    assert_eq!(ribbon["description"], "Bad Request: PHOTO_INVALID_DIMENSIONS");
}

#[tokio::test]
async fn an_album_is_several_updates_with_one_group() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.send_album(vec![png(60, 60).into(), png(70, 70).into()], "both").await.unwrap();
    let updates = desk.updates(0).await;
    let groups: Vec<&str> = updates.iter().map(|u| u["message"]["media_group_id"].as_str().unwrap()).collect();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0], groups[1]);
    assert_eq!(updates[0]["message"]["caption"], "both");
    assert!(updates[1]["message"].get("caption").is_none());
    let id = &updates[0]["message"]["photo"][0]["file_id"];
    let photo = json!({ "type": "photo", "media": id });
    let result = desk.ok("sendMediaGroup", json!({ "chat_id": ANNA, "media": [photo, photo] })).await;
    assert_eq!(result.as_array().unwrap().len(), 2);
    let many: Vec<&Value> = vec![&photo; 11];
    let refused = desk.refused("sendMediaGroup", json!({ "chat_id": ANNA, "media": many })).await;
    assert_eq!(refused, "Bad Request: too many messages to send as an album");
}

#[tokio::test]
async fn a_contact_says_whose_it_is() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.start("").unwrap();
    let keys = json!({ "keyboard": [[{ "text": "My number", "request_contact": true }]], "one_time_keyboard": true });
    let asked = desk.ok("sendMessage", json!({ "chat_id": ANNA, "text": "?", "reply_markup": keys })).await;
    assert!(asked.get("reply_markup").is_none(), "only inline keyboards stay with a message");
    anna.press("My number").await.unwrap();
    let message = last(&desk, "message").await;
    assert_eq!(message["contact"]["user_id"], ANNA);
    assert_eq!(message["reply_to_message"]["message_id"], asked["message_id"]);
    assert!(anna.keyboard().is_none(), "it was for one time");
}

#[tokio::test]
async fn a_group_becomes_a_supergroup() {
    let desk = desk().await;
    let group = desk.sim.person(ANNA).unwrap().chat(BASIC).unwrap();
    let upgraded = group.upgrade_group(-1_001_000_009_999).unwrap();
    let updates = desk.updates(0).await;
    let has = |pointer: &str| updates.iter().any(|u| u.pointer(pointer).is_some());
    assert!(has("/message/migrate_to_chat_id") && has("/message/migrate_from_chat_id") && has("/my_chat_member"));
    let answer = desk.call("sendMessage", json!({ "chat_id": BASIC, "text": "x" })).await;
    assert_eq!(answer["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(answer["parameters"]["migrate_to_chat_id"], -1_001_000_009_999_i64);
    desk.ok("sendMessage", json!({ "chat_id": -1_001_000_009_999_i64, "text": "x" })).await;
    assert_eq!(upgraded.history().last().unwrap().text, "x");
}

#[tokio::test]
async fn topics_open_close_and_go() {
    let desk = desk().await;
    let rita = desk.sim.person(RITA).unwrap().chat(FORUM).unwrap();
    let topic = desk.ok("createForumTopic", json!({ "chat_id": FORUM, "name": "Order 7" })).await;
    let id = topic["message_thread_id"].as_i64().unwrap();
    let sent = desk.ok("sendMessage", json!({ "chat_id": FORUM, "text": "in it", "message_thread_id": id })).await;
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(id), &json!(true)));
    rita.in_topic(id).say("heard").unwrap();
    assert_eq!(last(&desk, "message").await["message_thread_id"], id);
    desk.ok("closeForumTopic", json!({ "chat_id": FORUM, "message_thread_id": id })).await;
    let again = desk.refused("closeForumTopic", json!({ "chat_id": FORUM, "message_thread_id": id })).await;
    assert_eq!(again, "Bad Request: TOPIC_NOT_MODIFIED");
    let closed = desk.sim.person(ANNA).unwrap().chat(FORUM).unwrap().in_topic(id).say("shut out");
    assert!(closed.is_err());
    rita.delete_topic(id).unwrap();
    let gone = desk.refused("sendMessage", json!({ "chat_id": FORUM, "text": "x", "message_thread_id": id })).await;
    assert_eq!(gone, "Bad Request: message thread not found");
    desk.ok("sendMessage", json!({ "chat_id": STAFF, "text": "ignored here", "message_thread_id": id })).await;
}

#[tokio::test]
async fn privacy_hides_what_does_not_concern_the_bot() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat(BASIC).unwrap();
    anna.say("among ourselves").unwrap();
    anna.say("/help@example_echo_bot").unwrap();
    anna.say("/help@Example_Desk_Bot").unwrap();
    assert_eq!(desk.updates(0).await.len(), 1);
    let sent = desk.ok("sendMessage", json!({ "chat_id": BASIC, "text": "here" })).await;
    anna.reply(sent["message_id"].as_i64().unwrap(), "thanks").unwrap();
    assert_eq!(last(&desk, "message").await["text"], "thanks");
    anna.promote(BOT).unwrap();
    anna.say("now everything").unwrap();
    assert_eq!(last(&desk, "message").await["text"], "now everything");
}

#[tokio::test]
async fn an_anonymous_administrator_speaks_as_the_group() {
    let desk = desk().await;
    let rita = desk.sim.person(RITA).unwrap().chat(STAFF).unwrap();
    rita.stay_anonymous(true).unwrap();
    rita.say("from nobody").unwrap();
    let message = last(&desk, "message").await;
    assert_eq!(message["from"]["id"], 1_087_968_824);
    assert_eq!(message["sender_chat"]["id"], STAFF);
}

#[tokio::test]
async fn blocking_and_editing_are_told() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    let said = anna.say("helo").unwrap();
    anna.edit(said, "hello").unwrap();
    assert_eq!(last(&desk, "edited_message").await["text"], "hello");
    anna.block(true);
    assert_eq!(last(&desk, "my_chat_member").await["new_chat_member"]["status"], "kicked");
}

#[tokio::test]
async fn menus_go_from_the_narrowest_scope_to_the_default() {
    let desk = desk().await;
    let rita = desk.sim.person(RITA).unwrap().chat(STAFF).unwrap();
    let set = async |command: &str, scope: Value| {
        let commands = json!([{ "command": command, "description": "d" }]);
        desk.ok("setMyCommands", json!({ "commands": commands, "scope": scope })).await;
    };
    set("all", json!({ "type": "default" })).await;
    set("admins", json!({ "type": "chat_administrators", "chat_id": STAFF })).await;
    assert_eq!(rita.menu(BOT)[0].command, "admins");
    let mei = desk.sim.person(105).unwrap().chat(STAFF).unwrap();
    assert_eq!(mei.menu(BOT)[0].command, "all");
}

#[tokio::test]
async fn a_ban_with_an_end_keeps_somebody_out_until_then() {
    let desk = desk().await;
    let rogue = desk.sim.person(105).unwrap().chat(STAFF).unwrap();
    let (now, member) = (desk.sim.shared().clock.now() / 1_000, json!({ "chat_id": STAFF, "user_id": 105 }));
    desk.ok("banChatMember", json!({ "chat_id": STAFF, "user_id": 105, "until_date": now + 60 })).await;
    assert_eq!(desk.ok("getChatMember", member.clone()).await["until_date"], now + 60);
    rogue.join().expect_err("still banned");
    desk.sim.advance(Duration::from_secs(61));
    assert_eq!(desk.ok("getChatMember", member.clone()).await["status"], "left");
    rogue.join().unwrap();
    // Less than half a minute, or more than 366 days, is for ever.
    desk.ok("banChatMember", json!({ "chat_id": STAFF, "user_id": 105, "until_date": now + 62 })).await;
    assert_eq!(desk.ok("getChatMember", member).await["until_date"], 0);
}

#[tokio::test]
async fn a_file_sent_again_by_its_id_keeps_its_shape() {
    let desk = desk().await;
    let anna = desk.sim.person(ANNA).unwrap().chat("example_desk_bot").unwrap();
    anna.send_photo(png(1_600, 800), "").await.unwrap();
    let photo = last(&desk, "message").await["photo"].clone();
    let sent = desk.ok("sendPhoto", json!({ "chat_id": ANNA, "photo": photo[1]["file_id"] })).await;
    assert_eq!(sent["photo"], photo);
    anna.send_video_note(vec![0; 64], 7).unwrap();
    let note = last(&desk, "message").await["video_note"].clone();
    let sent = desk.ok("sendVideoNote", json!({ "chat_id": ANNA, "video_note": note["file_id"] })).await;
    assert_eq!((&sent["video_note"]["duration"], &sent["video_note"]["length"]), (&json!(7), &json!(384)));
}
