//! The page's JSON API over real HTTP: people act, the stream tells, files come back byte for byte, strangers stay out.
#![expect(clippy::unwrap_used, reason = "a test's own support may panic: that is how it fails")]

use bytes::Bytes;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use telegram_sim::{Settings, Sim, WorldSpec};

const WORLD: &str = r#"
    [[bots]]
    token = "7001:secret"
    username = "desk_bot"
    name = "Desk"

    [[people]]
    id = 11
    first_name = "Anna"
    phone = "+8613800138000"

    [[people]]
    id = 21
    first_name = "Rui"

    [[groups]]
    id = -1001000000001
    kind = "supergroup"
    title = "Staff"
    owner = 21
    bots = ["desk_bot"]

    [[notes]]
    people = [11]
    role = "applicant"
    answers = [{ what = "unit_name", value = "某某公司" }]
    papers = { company = "某某公司" }

    [[panes]]
    title = "Applicant"
    people = [11]
    chat = "@desk_bot"
"#;
/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_secs(30);

struct Desk {
    sim: Sim,
    client: Client,
}

impl Desk {
    async fn open() -> Self {
        let settings = Settings { page: true, ..Settings::without_limits() };
        let sim = Sim::start(&WorldSpec::from_toml(WORLD).unwrap(), settings).await.unwrap();
        Self { sim, client: Client::builder().timeout(PATIENCE).build().unwrap() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/_sim/{path}", self.sim.api_url())
    }

    async fn get(&self, path: &str) -> Value {
        self.client.get(self.url(path)).send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.try_post(path, body.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    async fn try_post(&self, path: &str, body: impl Into<Bytes>) -> (StatusCode, Value) {
        let answer = self.client.post(self.url(path)).body(body.into()).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn bot(&self, method: &str, body: Value) -> Value {
        let url = format!("{}/bot7001:secret/{method}", self.sim.api_url());
        let answer: Value = self.client.post(url).json(&body).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    async fn messages(&self) -> Vec<Value> {
        self.get("people/11/chats/7001/messages").await["messages"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn the_state_names_people_bots_and_panes() {
    let desk = Desk::open().await;
    let state = desk.get("state").await;
    assert_eq!(state["bots"][0]["username"], "desk_bot");
    assert_eq!(state["people"][0]["name"], "Anna");
    let notes = json!([{ "people": [11], "role": "applicant", "papers": { "company": "某某公司" },
                         "answers": [{ "what": "unit_name", "value": "某某公司" }] }]);
    assert_eq!(state["notes"], notes);
    assert_eq!(state["panes"], json!([{ "title": "Applicant", "people": [11], "chat": "7001" }]));
    desk.sim.stop().await;
}

#[tokio::test]
async fn a_person_starts_a_bot_reads_its_answer_and_presses_its_button() {
    let desk = Desk::open().await;
    let opened = desk.get("people/11/chats/7001").await;
    assert_eq!((&opened["chat"]["started"], &opened["chat"]["kind"]), (&json!(false), &json!("private")));
    desk.post("people/11/chats/7001/start", json!({ "payload": "abc" })).await;
    let updates = desk.bot("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["text"], "/start abc");
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let text = json!({ "chat_id": 11, "text": "<b>Sure?</b>", "parse_mode": "HTML", "reply_markup": markup });
    let sent = desk.bot("sendMessage", text).await;
    let seen = desk.messages().await.pop().unwrap();
    assert_eq!((&seen["text"], &seen["out"]), (&json!("Sure?"), &json!(false)));
    assert_eq!(seen["entities"][0]["type"], "bold");
    assert_eq!(seen["inline"], json!([[{ "text": "Yes", "callback": "y" }]]));

    let press = json!({ "message": sent["message_id"], "data": "y" });
    let pressed = desk.post("people/11/chats/7001/press", press).await;
    let id = pressed["callback"].as_str().unwrap();
    assert_eq!(desk.get(&format!("callbacks/{id}")).await["answer"], Value::Null);
    desk.bot("answerCallbackQuery", json!({ "callback_query_id": id, "text": "Done", "show_alert": true })).await;
    let answer = desk.get(&format!("callbacks/{id}")).await;
    assert_eq!((&answer["answer"]["text"], &answer["answer"]["show_alert"]), (&json!("Done"), &json!(true)));
    desk.sim.stop().await;
}

#[tokio::test]
async fn the_reply_keyboard_and_the_commands_are_part_of_the_chat() {
    let desk = Desk::open().await;
    desk.post("people/11/chats/7001/start", json!({})).await;
    let commands = json!([{ "command": "status", "description": "Where it stands" }]);
    desk.bot("setMyCommands", json!({ "commands": commands })).await;
    let markup = json!({ "keyboard": [[{ "text": "My number", "request_contact": true }]], "one_time_keyboard": true });
    desk.bot("sendMessage", json!({ "chat_id": 11, "text": "Number?", "reply_markup": markup })).await;
    let opened = desk.get("people/11/chats/7001").await;
    assert_eq!(opened["menu"][0]["command"], "status");
    assert_eq!(opened["keyboard"]["rows"], json!([[{ "text": "My number", "request": "contact" }]]));
    desk.post("people/11/chats/7001/contact", json!({ "user_id": 11 })).await;
    let shared = desk.messages().await.pop().unwrap();
    assert_eq!(shared["contact"]["phone_number"], "+8613800138000");
    assert_eq!(desk.get("people/11/chats/7001").await["keyboard"], Value::Null);
    desk.sim.stop().await;
}

#[tokio::test]
async fn a_document_comes_back_byte_for_byte_and_a_page_of_html_is_never_run() {
    let desk = Desk::open().await;
    let bytes: Vec<u8> = (0..=255_u8).cycle().take(70_000).collect();
    let (status, _) = desk.try_post("people/11/chats/7001/document?name=a.bin&caption=here", bytes.clone()).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = desk.try_post("people/11/chats/7001/document?name=evil.html", "<script>").await;
    assert_eq!(status, StatusCode::OK);
    let messages = desk.messages().await;
    assert_eq!((&messages[0]["text"], &messages[0]["media"]["size"]), (&json!("here"), &json!(70_000)));
    let fetch = async |message: &Value| {
        let path = message["media"]["url"].as_str().unwrap().to_owned();
        desk.client.get(format!("{}{path}", desk.sim.api_url())).send().await.unwrap()
    };
    assert_eq!(fetch(&messages[0]).await.bytes().await.unwrap(), bytes);
    let page = fetch(&messages[1]).await;
    assert_eq!(page.headers()["content-type"], "application/octet-stream");
    assert!(page.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    desk.sim.stop().await;
}

#[tokio::test]
async fn pictures_go_up_first_and_are_posted_as_an_album() {
    let desk = Desk::open().await;
    let scan =
        json!({ "kind": "licence", "company": "Sample Ltd", "legal_person": "Zhao", "uscc": "9136", "dpi": 150 });
    let mut items = Vec::new();
    for finish in ["good", "no_seal"] {
        let mut order = scan.clone();
        order["finish"] = json!(finish);
        let made = desk.post("paper/card", order).await;
        assert_eq!((&made["width"], &made["height"]), (&json!(1240), &json!(1754)), "{made}");
        let preview = desk.client.get(format!("{}{}", desk.sim.api_url(), made["preview"].as_str().unwrap()));
        assert!(preview.send().await.unwrap().bytes().await.unwrap().starts_with(&[0xFF, 0xD8]));
        items.push(json!({ "upload": made["upload"], "as": "photo" }));
    }
    let answer = desk.post("people/11/chats/7001/media", json!({ "items": items, "caption": "both" })).await;
    assert_eq!(answer["messages"].as_array().unwrap().len(), 2);
    let messages = desk.messages().await;
    assert_eq!(messages[0]["album"], messages[1]["album"]);
    assert_eq!((&messages[0]["text"], &messages[1]["text"]), (&json!("both"), &json!("")));
    assert_eq!(messages[0]["photo"]["height"], 1280);
    desk.sim.stop().await;
}

#[tokio::test]
async fn words_are_edited_answered_forwarded_and_deleted() {
    let desk = Desk::open().await;
    let chat = "people/21/chats/-1001000000001";
    let first = desk.post(&format!("{chat}/say"), json!({ "text": "one" })).await["message"].clone();
    desk.post(&format!("{chat}/say"), json!({ "text": "two", "reply_to": first })).await;
    desk.post(&format!("{chat}/edit"), json!({ "message": first, "text": "uno" })).await;
    desk.post(&format!("{chat}/forward"), json!({ "message": first, "to": "7001" })).await;
    let messages = desk.get(&format!("{chat}/messages")).await["messages"].clone();
    assert_eq!((&messages[0]["text"], &messages[0]["edited"]), (&json!("uno"), &json!(true)));
    assert_eq!((&messages[1]["reply_to"]["text"], &messages[1]["reply_to"]["name"]), (&json!("uno"), &json!("Rui")));
    let forwarded = desk.get("people/21/chats/7001/messages").await["messages"][0].clone();
    assert_eq!((&forwarded["text"], &forwarded["forward"]["name"]), (&json!("uno"), &json!("Rui")));
    desk.post(&format!("{chat}/delete"), json!({ "message": first })).await;
    assert_eq!(desk.get(&format!("{chat}/messages")).await["messages"].as_array().unwrap().len(), 1);
    desk.sim.stop().await;
}

#[tokio::test]
async fn the_history_is_read_in_pieces() {
    let desk = Desk::open().await;
    for number in 0..25 {
        desk.post("people/11/chats/7001/say", json!({ "text": format!("{number}") })).await;
    }
    let last = desk.get("people/11/chats/7001?limit=10").await;
    let oldest = last["messages"][0].clone();
    assert_eq!((&oldest["text"], &last["more"]), (&json!("15"), &json!(true)));
    let path = format!("people/11/chats/7001/messages?limit=20&before={}", oldest["id"]);
    let earlier = desk.get(&path).await;
    assert_eq!((&earlier["messages"][0]["text"], &earlier["more"]), (&json!("0"), &json!(false)));
    desk.sim.stop().await;
}

/// Reads the stream until it holds `wanted`, and gives back what came.
async fn heard(desk: &Desk, path: &str, wanted: &str) -> String {
    let mut stream = desk.client.get(desk.url(path)).send().await.unwrap();
    let mut text = String::new();
    while !text.contains(wanted) {
        let piece = tokio::time::timeout(PATIENCE, stream.chunk()).await.expect("the stream went silent").unwrap();
        text.push_str(&String::from_utf8_lossy(&piece.expect("the stream ended")));
    }
    text
}

#[tokio::test]
async fn the_stream_tells_what_happened_and_goes_on_where_it_was_left() {
    let desk = Desk::open().await;
    let before = desk.get("state").await["seq"].clone();
    for text in ["one", "two", "three"] {
        desk.post("people/11/chats/7001/say", json!({ "text": text })).await;
    }
    let all = heard(&desk, &format!("events?since={before}"), "\"message\":3").await;
    assert_eq!(all.matches("\"what\":\"posted\"").count(), 3, "{all}");
    assert!(all.contains("\"chat\":\"7001\"") && all.contains("\"owner\":11"), "{all}");
    let second = all.split("\"message\":2").next().unwrap().rsplit("\"seq\":").next().unwrap();
    let second: u64 = second.split(',').next().unwrap().parse().unwrap();
    let rest = heard(&desk, &format!("events?since={second}"), "\"message\":3").await;
    assert!(!rest.contains("\"message\":2"), "{rest}");
    let lost = heard(&desk, "events?since=99999999", "lost").await;
    assert!(lost.contains("event: lost"), "{lost}");
    desk.sim.stop().await;
}

#[tokio::test]
async fn a_blocked_bot_hears_of_it_and_cannot_write() {
    let desk = Desk::open().await;
    desk.post("people/11/chats/7001/start", json!({})).await;
    desk.post("people/11/chats/7001/block", json!({})).await;
    assert_eq!(desk.get("people/11/chats/7001").await["chat"]["blocked"], true);
    let (status, answer) = desk.try_post("people/11/chats/7001/say", r#"{"text":"hello"}"#).await;
    assert_eq!(status, StatusCode::CONFLICT, "{answer}");
    desk.post("people/11/chats/7001/unblock", json!({})).await;
    desk.post("people/11/chats/7001/say", json!({ "text": "hello" })).await;
    desk.sim.stop().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_words() {
    let desk = Desk::open().await;
    let cases = [
        ("people/99/chats/7001/say", r#"{"text":"x"}"#, StatusCode::NOT_FOUND),
        ("people/11/chats/12345/say", r#"{"text":"x"}"#, StatusCode::NOT_FOUND),
        ("people/11/chats/7001/dance", "{}", StatusCode::NOT_FOUND),
        ("people/11/chats/7001/say", "{not json", StatusCode::BAD_REQUEST),
        ("people/11/chats/7001/say", r#"{"text":"x","surprise":1}"#, StatusCode::BAD_REQUEST),
        ("people/11/chats/7001/press", r#"{"message":1,"data":"x"}"#, StatusCode::CONFLICT),
        ("people/11/chats/7001/media", r#"{"items":[{"upload":5,"as":"photo"}]}"#, StatusCode::NOT_FOUND),
        ("people/11/chats/7001/media", r#"{"items":[]}"#, StatusCode::BAD_REQUEST),
        ("people/11/chats/7001/photo", "this is no picture", StatusCode::CONFLICT),
        ("people/11/chats/-1001000000001/say", r#"{"text":"x"}"#, StatusCode::CONFLICT),
        ("paper/scan", r#"{"file":77}"#, StatusCode::NOT_FOUND),
        ("paper/card", r#"{"kind":"passport"}"#, StatusCode::BAD_REQUEST),
        ("paper/wrong", r#"{"kind":"../secret"}"#, StatusCode::BAD_REQUEST),
    ];
    for (path, body, wanted) in cases {
        let (status, answer) = desk.try_post(path, body).await;
        assert_eq!(status, wanted, "{path} {body}: {answer}");
        assert!(answer["error"].as_str().is_some_and(|words| !words.is_empty()), "{path}: {answer}");
    }
    let huge = Bytes::from(vec![0_u8; 52 << 20]);
    let refused = desk.client.post(desk.url("uploads?name=huge")).body(huge).send().await;
    // Cut off in the middle of the body or answered with 413: either way nothing is kept.
    assert!(refused.is_err_and(|error| !error.is_timeout()) || refused_with(&desk).await);
    desk.sim.stop().await;
}

async fn refused_with(desk: &Desk) -> bool {
    desk.client.get(desk.url("uploads/1")).send().await.unwrap().status() == StatusCode::NOT_FOUND
}

#[tokio::test]
async fn strangers_stay_out() {
    let desk = Desk::open().await;
    let ask = |name: &'static str, value: &'static str| desk.client.get(desk.url("state")).header(name, value).send();
    assert_eq!(ask("host", "rebound.example").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(ask("origin", "http://elsewhere.example").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(ask("sec-fetch-site", "cross-site").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(ask("accept", "*/*").await.unwrap().status(), StatusCode::OK);
    for switch in ["faults", "complaints"] {
        let forged = desk.client.get(desk.url(switch)).header("origin", "http://elsewhere.example");
        assert_eq!(forged.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{switch}");
        assert_eq!(desk.client.get(desk.url(switch)).send().await.unwrap().status(), StatusCode::OK, "{switch}");
    }
    for switch in ["faults", "release", "time"] {
        let forged = desk.client.post(desk.url(switch)).header("host", "rebound.example").body("{}");
        assert_eq!(forged.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{switch}");
    }
    let page = desk.client.get(desk.sim.page_url()).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'self'"));
    assert!(page.text().await.unwrap().contains("/_sim/assets/main.js"));
    desk.sim.stop().await;
}

#[tokio::test]
async fn the_desk_lists_a_bots_pdf_and_scans_it() {
    let desk = Desk::open().await;
    desk.post("people/11/chats/7001/start", json!({})).await;
    for name in ["申请表.pdf", "服务协议.pdf"] {
        let form = reqwest::multipart::Part::bytes(include_bytes!("fixtures/form.pdf").as_slice()).file_name(name);
        let body = reqwest::multipart::Form::new().text("chat_id", "11").part("document", form);
        let url = format!("{}/bot7001:secret/sendDocument", desk.sim.api_url());
        let sent: Value = desk.client.post(url).multipart(body).send().await.unwrap().json().await.unwrap();
        assert_eq!(sent["ok"], true, "{sent}");
    }
    let papers = desk.post("paper/list", json!({ "person": 11, "chat": "7001" })).await["papers"].clone();
    assert_eq!(papers.as_array().unwrap().len(), 1, "an agreement is read, not stamped: {papers}");
    assert_eq!((&papers[0]["name"], &papers[0]["pages"]), (&json!("申请表.pdf"), &json!(1)));
    let order = json!({ "file": papers[0]["file"], "page": 1, "finish": "blurred", "dpi": 150, "company": "某某公司" });
    let scan = desk.post("paper/scan", order.clone()).await;
    assert_eq!(scan["name"], "申请表-scan.jpg");
    let codes = desk.post("paper/codes", json!({ "file": papers[0]["file"], "page": 1 })).await;
    assert_eq!(codes["codes"], json!([]));
    let (status, answer) =
        desk.try_post("paper/scan", json!({ "file": papers[0]["file"], "page": 9 }).to_string()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    desk.sim.stop().await;
}
