//! The local Telegram speaks what teloxide reads: every kind of update and result that it makes, over real HTTP, becomes a
//! value of teloxide's own types, and that value still says everything the local Telegram said.
#![expect(clippy::unwrap_used, reason = "a test's own support may panic: that is how it fails")]

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use telegram_sim::world::Contact;
use telegram_sim::{Seat, Settings, Sim, WorldSpec};
use teloxide::types as wire;

const TOKEN: &str = "7000001:AAEexampleDeskBotToken_0123456789abcde";
const PAID: &str = "7000002:AAFexampleEchoBotToken_0123456789abcde";
const DESK: &str = "example_desk_bot";
const ANNA: i64 = 101;
const RITA: i64 = 103;
const FINN: i64 = 104;
const MEI: i64 = 105;
const BASIC: i64 = -2001;
const STAFF: i64 = -1_001_000_002_002;
const FORUM: i64 = -1_001_000_002_003;
const NEWS: i64 = -1_001_000_003_001;
/// What teloxide has no place for: fields kept for old clients beside a newer one that says the same, and the list of a
/// person's usernames.
const UNREAD: [&str; 4] = ["new_chat_member", "new_chat_participant", "left_chat_participant", "active_usernames"];

/// An answer to `getUpdates`, its updates as they came.
#[derive(serde::Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    result: Vec<&'a serde_json::value::RawValue>,
}

/// A world, a bot that sees everything in it, and what has been read so far.
struct Reader {
    sim: Sim,
    http: reqwest::Client,
    token: &'static str,
    /// What the messages and updates were about.
    kinds: BTreeSet<String>,
}

impl Reader {
    async fn open(token: &'static str) -> Self {
        let spec = WorldSpec::from_toml(include_str!("../sim/worlds/example.toml")).unwrap();
        let sim = Sim::start(&spec, Settings::without_limits()).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let reader = Self { sim, http, token, kinds: BTreeSet::new() };
        let all = [
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "callback_query",
            "my_chat_member",
            "chat_member",
            "message_reaction",
            "pre_checkout_query",
        ];
        reader.call("getUpdates", json!({ "allowed_updates": all })).await;
        reader
    }

    fn seat(&self, person: i64, chat: i64) -> Seat {
        self.sim.person(person).unwrap().chat(chat).unwrap()
    }

    fn private(&self, person: i64) -> Seat {
        self.sim.person(person).unwrap().chat(DESK).unwrap()
    }

    async fn call(&self, method: &str, body: Value) -> Value {
        let url = format!("{}/bot{}/{method}", self.sim.api_url(), self.token);
        let answer: Value = self.http.post(url).json(&body).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    /// Calls a method and reads its result as teloxide does.
    async fn result<T: DeserializeOwned + Serialize>(&self, method: &str, body: Value) -> Value {
        let raw = self.call(method, body).await;
        read::<T>(method, &raw);
        raw
    }

    /// Sends a message, and notes what it was about.
    async fn sends(&mut self, method: &str, body: Value) -> Value {
        let raw = self.result::<wire::Message>(method, body).await;
        self.note(&raw);
        raw
    }

    async fn uploads(&mut self, method: &str, fields: &[(&'static str, &str)], file: &'static str) -> Value {
        let part = reqwest::multipart::Part::bytes(picture()).file_name("a.png");
        let form = reqwest::multipart::Form::new().text("chat_id", ANNA.to_string()).part(file, part);
        let form = fields.iter().fold(form, |form, (name, value)| form.text(*name, (*value).to_owned()));
        let url = format!("{}/bot{}/{method}", self.sim.api_url(), self.token);
        let answer: Value = self.http.post(url).multipart(form).send().await.unwrap().json().await.unwrap();
        let raw = answer["result"].clone();
        read::<wire::Message>(method, &raw);
        self.note(&raw);
        raw
    }

    /// Reads everything that waits, as teloxide does.
    async fn updates(&mut self) -> Vec<wire::Update> {
        let url = format!("{}/bot{}/getUpdates", self.sim.api_url(), self.token);
        // As text: teloxide reads an update's fields in the order in which they come.
        let answer = self.http.get(url).send().await.unwrap().text().await.unwrap();
        let answer: Answer<'_> = serde_json::from_str(&answer).unwrap();
        let mut read_so_far = Vec::new();
        for update in answer.result {
            let typed: wire::Update = serde_json::from_str(update.get()).unwrap();
            let update: Value = serde_json::from_str(update.get()).unwrap();
            let (kind, inside) = update.as_object().unwrap().iter().find(|(key, _)| *key != "update_id").unwrap();
            hold("an update", inside, &payload(&typed.kind));
            self.kinds.insert(kind.clone());
            self.note(inside);
            read_so_far.push(typed);
        }
        if let Some(last) = read_so_far.last() {
            self.call("getUpdates", json!({ "offset": last.id.0 + 1 })).await;
        }
        read_so_far
    }

    fn note(&mut self, message: &Value) {
        let keys = message.as_object().into_iter().flatten().map(|(key, _)| key.clone());
        self.kinds.extend(keys);
    }
}

/// Reads a value as one of teloxide's types, and holds what it says then against what was said.
fn read<T: DeserializeOwned + Serialize>(what: &str, raw: &Value) {
    let typed: T = serde_json::from_value(raw.clone()).unwrap_or_else(|error| panic!("{what}: {error}\n{raw:#}"));
    hold(what, raw, &serde_json::to_value(&typed).unwrap());
}

fn hold(what: &str, said: &Value, read: &Value) {
    let mut lost = Vec::new();
    compare("", said, read, &mut lost);
    assert!(lost.is_empty(), "{what} loses {lost:#?}\n{said:#}");
}

/// What an update is about, as teloxide would write it down again.
fn payload(kind: &wire::UpdateKind) -> Value {
    let written = match kind {
        wire::UpdateKind::Message(message)
        | wire::UpdateKind::EditedMessage(message)
        | wire::UpdateKind::ChannelPost(message)
        | wire::UpdateKind::EditedChannelPost(message) => serde_json::to_value(message),
        wire::UpdateKind::CallbackQuery(query) => serde_json::to_value(query),
        wire::UpdateKind::MyChatMember(change) | wire::UpdateKind::ChatMember(change) => serde_json::to_value(change),
        wire::UpdateKind::MessageReaction(change) => serde_json::to_value(change),
        wire::UpdateKind::PreCheckoutQuery(query) => serde_json::to_value(query),
        other => panic!("teloxide takes it for {other:?}"),
    };
    written.unwrap()
}

/// Everything in `said` must be in `read`; what teloxide adds of its own does not matter.
fn compare(path: &str, said: &Value, read: &Value, lost: &mut Vec<String>) {
    match (said, read) {
        (Value::Object(said), Value::Object(read)) => {
            for (key, value) in said.iter().filter(|(key, _)| !unread(key, said)) {
                compare(&format!("{path}/{key}"), value, read.get(key).unwrap_or(&Value::Null), lost);
            }
        }
        (Value::Array(said), Value::Array(read)) if said.len() == read.len() => {
            let pairs = said.iter().zip(read).enumerate();
            pairs.for_each(|(at, (said, read))| compare(&format!("{path}/{at}"), said, read, lost));
        }
        (Value::Number(said), Value::Number(read)) if said.as_f64() == read.as_f64() => {}
        // A flag that is not up, no address, the date of a message that is gone: as good as not there.
        (said, Value::Null) if *said == json!(false) || *said == json!("") || *said == json!(0) => {}
        _ if said == read => {}
        _ => lost.push(format!("{path}: {said} is {read}")),
    }
}

/// What teloxide's types have no place for, or another name (a reaction's `user` is its `actor`, held by its own test).
fn unread(key: &str, beside: &Map<String, Value>) -> bool {
    match key {
        // An animation is a document too, for clients that know no animations.
        "document" => beside.contains_key("animation"),
        "reply_markup" => beside.contains_key("invoice"),
        "reply_to_message" => beside.keys().any(|key| key.starts_with("forum_topic_")),
        "user" => beside.contains_key("new_reaction"),
        _ => UNREAD.contains(&key),
    }
}

fn picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(640, 480, |x, y| {
        image::Rgb([u8::try_from(x % 251).unwrap(), u8::try_from(y % 241).unwrap(), 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn holds(reader: &Reader, wanted: &[&str]) {
    let missing: Vec<_> = wanted.iter().filter(|kind| !reader.kinds.contains(**kind)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
}

#[tokio::test]
async fn what_people_send_in_private() {
    let mut reader = Reader::open(TOKEN).await;
    let anna = reader.private(ANNA);
    let started = anna.start("order_12").unwrap();
    anna.say("see https://example.org/ #tag @someone a@example.org and *this*").unwrap();
    anna.reply(started, "an answer").unwrap();
    anna.send_photo(picture(), "caption with a #tag").await.unwrap();
    anna.send_captioned_document("表.pdf", b"%PDF-1.7".to_vec(), "form").unwrap();
    anna.send_video_note(vec![1; 64], 3).unwrap();
    anna.send_video("film.mp4", vec![1; 64], 3).unwrap();
    anna.send_voice(vec![1; 64], 2).unwrap();
    anna.send_sticker(vec![1; 64], "🐢").unwrap();
    anna.send_location(28.682_892, 115.858_197).unwrap();
    anna.share_contact().unwrap();
    let stranger =
        Contact { phone_number: "+8619900000000".into(), first_name: "某人".into(), last_name: None, user_id: None };
    anna.send_contact(stranger).unwrap();
    anna.send_album(vec![Bytes::from(picture()), Bytes::from(picture())], "two").await.unwrap();
    let files = vec![("a.txt".to_owned(), Bytes::from_static(b"a")), ("b.txt".to_owned(), Bytes::from_static(b"b"))];
    anna.send_document_album(files, "").unwrap();
    let said = anna.say("frist").unwrap();
    anna.edit(said, "first").unwrap();
    anna.react(said, &["👍"]).unwrap();
    anna.forward(anna.key, said).unwrap();
    anna.block(true);
    anna.block(false);
    let updates = reader.updates().await;
    let messages = updates.iter().filter_map(|update| match &update.kind {
        wire::UpdateKind::Message(message) => Some(message),
        _ => None,
    });
    let messages: Vec<_> = messages.collect();
    assert!(messages.iter().all(|message| !matches!(message.kind, wire::MessageKind::Empty {})));
    assert!(messages.iter().any(|message| message.video_note().is_some()));
    assert_eq!(messages.iter().filter(|message| message.media_group_id().is_some()).count(), 4);
    assert!(messages.iter().any(|message| message.forward_origin().is_some()));
    assert!(updates.iter().any(|update| matches!(&update.kind, wire::UpdateKind::MessageReaction(change)
        if change.actor.user().is_some_and(|user| user.id.0 == ANNA.cast_unsigned()) && change.new_reaction.len() == 1)));
    holds(
        &reader,
        &[
            "message",
            "edited_message",
            "my_chat_member",
            "message_reaction",
            "text",
            "entities",
            "photo",
            "caption",
            "caption_entities",
            "document",
            "video_note",
            "video",
            "voice",
            "sticker",
            "location",
            "contact",
            "media_group_id",
            "reply_to_message",
            "forward_origin",
            "edit_date",
        ],
    );
}

#[tokio::test]
async fn what_happens_in_groups_and_channels() {
    let mut reader = Reader::open(TOKEN).await;
    let rita = reader.seat(RITA, STAFF);
    rita.say("/status@example_desk_bot 1").unwrap();
    rita.add(ANNA).unwrap();
    rita.remove(ANNA).unwrap();
    rita.promote(MEI).unwrap();
    rita.mute(MEI).unwrap();
    rita.demote(MEI).unwrap();
    rita.stay_anonymous(true).unwrap();
    rita.say("as the group").unwrap();
    let news = reader.seat(RITA, NEWS);
    let post = news.say("to all").unwrap();
    news.edit(post, "to everybody").unwrap();
    rita.stay_anonymous(false).unwrap();
    rita.forward(news.key, post).unwrap();
    let forum = reader.seat(RITA, FORUM);
    let topic = forum.create_topic("Offices").unwrap();
    forum.in_topic(topic).say("inside").unwrap();
    forum.close_topic(topic, true).unwrap();
    forum.close_topic(topic, false).unwrap();
    let place = json!({ "chat_id": FORUM, "message_thread_id": topic, "name": "Rooms" });
    reader.call("editForumTopic", place).await;
    reader.call("setChatTitle", json!({ "chat_id": STAFF, "title": "Office" })).await;
    let pinned = reader.sends("sendMessage", json!({ "chat_id": STAFF, "text": "read this" })).await;
    reader.call("pinChatMessage", json!({ "chat_id": STAFF, "message_id": pinned["message_id"] })).await;
    reader.seat(ANNA, BASIC).upgrade_group(-1_001_000_009_009).unwrap();
    reader.updates().await;
    holds(
        &reader,
        &[
            "chat_member",
            "my_chat_member",
            "channel_post",
            "edited_channel_post",
            "sender_chat",
            "new_chat_members",
            "left_chat_member",
            "forum_topic_created",
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
            "is_topic_message",
            "message_thread_id",
            "new_chat_title",
            "pinned_message",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "forward_origin",
        ],
    );
}

#[tokio::test]
async fn presses_and_payments() {
    let mut reader = Reader::open(TOKEN).await;
    let anna = reader.private(ANNA);
    anna.start("").unwrap();
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y:1" }, { "text": "More", "url": "https://example.org/" }]] });
    let asked = json!({ "chat_id": ANNA, "text": "<b>Sure</b>?", "parse_mode": "HTML", "reply_markup": keyboard });
    let asked = reader.sends("sendMessage", asked).await["message_id"].as_i64().unwrap();
    anna.press_data(asked, "y:1", false).unwrap();
    let shown = reader.updates().await;
    assert!(shown.iter().any(|update| matches!(&update.kind, wire::UpdateKind::CallbackQuery(query)
        if query.data.as_deref() == Some("y:1") && query.regular_message().is_some())));
    reader.call("deleteMessage", json!({ "chat_id": ANNA, "message_id": asked })).await;
    anna.press_data(asked, "y:1", true).unwrap();
    let gone = reader.updates().await;
    assert!(gone.iter().any(|update| matches!(&update.kind, wire::UpdateKind::CallbackQuery(query)
        if query.message.is_some() && query.regular_message().is_none())));
    holds(&reader, &["callback_query", "reply_markup"]);

    let mut shop = Reader::open(PAID).await;
    let anna = shop.sim.person(ANNA).unwrap().chat("example_echo_bot").unwrap();
    let invoice = json!({ "chat_id": ANNA, "title": "Seal", "description": "One seal", "payload": "order-1", "currency": "CNY",
                          "provider_token": "284685063:TEST:example", "prices": [{ "label": "Seal", "amount": 13_000 }] });
    let bill = shop.sends("sendInvoice", invoice).await["message_id"].as_i64().unwrap();
    anna.pay(bill).unwrap();
    let asked = shop.call("getUpdates", json!({})).await;
    let query = asked.as_array().unwrap().iter().find_map(|update| update.get("pre_checkout_query")).unwrap().clone();
    shop.updates().await;
    shop.call("answerPreCheckoutQuery", json!({ "pre_checkout_query_id": query["id"], "ok": true })).await;
    shop.updates().await;
    holds(&shop, &["pre_checkout_query", "invoice", "successful_payment"]);
}

#[tokio::test]
async fn what_methods_answer() {
    let mut reader = Reader::open(TOKEN).await;
    let anna = reader.private(ANNA);
    let started = anna.start("").unwrap();
    let chat = |mut body: Value| {
        body["chat_id"] = json!(ANNA);
        body
    };
    let text = "<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><pre><code class=\"language-rust\">r</code></pre>\
                <a href=\"https://example.org/\">l</a><a href=\"tg://user?id=101\">m</a><blockquote>q</blockquote>\
                <blockquote expandable>e</blockquote><tg-spoiler>p</tg-spoiler>";
    let answer = json!({ "message_id": started, "quote": "/start" });
    let sent = chat(json!({ "text": text, "parse_mode": "HTML", "reply_parameters": answer, "protect_content": true }));
    let sent = reader.sends("sendMessage", sent).await;
    let keys = json!({ "keyboard": [[{ "text": "Phone", "request_contact": true }]], "resize_keyboard": true });
    reader.sends("sendMessage", chat(json!({ "text": "?", "reply_markup": keys }))).await;
    reader.sends("sendLocation", chat(json!({ "latitude": 28.6, "longitude": 115.8 }))).await;
    reader.sends("sendContact", chat(json!({ "phone_number": "+861", "first_name": "A", "last_name": "B" }))).await;
    let photo = reader.uploads("sendPhoto", &[("caption", "c"), ("has_spoiler", "true")], "photo").await;
    let file = reader.uploads("sendDocument", &[("caption", "c")], "document").await;
    let shape = [("duration", "3"), ("width", "640"), ("height", "360"), ("length", "240"), ("title", "song")];
    for (method, field) in [
        ("sendVideo", "video"),
        ("sendAnimation", "animation"),
        ("sendAudio", "audio"),
        ("sendVoice", "voice"),
        ("sendVideoNote", "video_note"),
        ("sendSticker", "sticker"),
    ] {
        reader.uploads(method, &shape, field).await;
    }
    let (photo, file) = (&photo["photo"][0]["file_id"], &file["document"]["file_id"]);
    let album = json!([{ "type": "photo", "media": photo }, { "type": "photo", "media": photo, "caption": "two" }]);
    reader.result::<Vec<wire::Message>>("sendMediaGroup", chat(json!({ "media": album }))).await;
    reader.result::<wire::File>("getFile", json!({ "file_id": file })).await;
    let here = chat(json!({ "from_chat_id": ANNA, "message_id": started }));
    reader.result::<wire::MessageId>("copyMessage", here.clone()).await;
    reader.sends("forwardMessage", here).await;
    let edited = chat(json!({ "message_id": sent["message_id"], "text": "other" }));
    reader.sends("editMessageText", edited).await;
    reader.result::<wire::Me>("getMe", json!({})).await;
    reader.result::<wire::WebhookInfo>("getWebhookInfo", json!({})).await;
    reader.result::<wire::UserProfilePhotos>("getUserProfilePhotos", json!({ "user_id": ANNA })).await;
    holds(&reader, &["animation", "audio", "has_media_spoiler", "has_protected_content", "quote"]);
}

#[tokio::test]
async fn what_methods_answer_about_chats() {
    let reader = Reader::open(TOKEN).await;
    reader.private(ANNA).start("").unwrap();
    for id in [ANNA, BASIC, STAFF, FORUM, NEWS] {
        reader.result::<wire::ChatFullInfo>("getChat", json!({ "chat_id": id })).await;
    }
    for id in [BASIC, STAFF, FORUM, NEWS] {
        reader.result::<Vec<wire::ChatMember>>("getChatAdministrators", json!({ "chat_id": id })).await;
    }
    let rita = reader.seat(RITA, STAFF);
    rita.mute(FINN).unwrap();
    rita.remove(MEI).unwrap();
    for who in [RITA, FINN, MEI, ANNA, 7_000_001] {
        reader.result::<wire::ChatMember>("getChatMember", json!({ "chat_id": STAFF, "user_id": who })).await;
    }
    reader.result::<wire::ForumTopic>("createForumTopic", json!({ "chat_id": FORUM, "name": "Rooms" })).await;
    reader.result::<Vec<wire::Sticker>>("getForumTopicIconStickers", json!({})).await;
    let link = json!({ "chat_id": STAFF, "name": "door", "member_limit": 3 });
    reader.result::<wire::ChatInviteLink>("createChatInviteLink", link).await;
    let commands = json!([{ "command": "start", "description": "begin" }]);
    reader.call("setMyCommands", json!({ "commands": commands })).await;
    reader.result::<Vec<wire::BotCommand>>("getMyCommands", json!({})).await;
    reader.result::<wire::BotName>("getMyName", json!({})).await;
    reader.result::<wire::BotDescription>("getMyDescription", json!({})).await;
    reader.result::<wire::BotShortDescription>("getMyShortDescription", json!({})).await;
    reader.result::<wire::MenuButton>("getChatMenuButton", json!({})).await;
}
