//! A world and a plain HTTP caller for the tests. No test stands here.

use serde_json::{Value, json};
use telegram_sim::{Settings, Sim, WorldSpec};

pub(crate) const TOKEN: &str = "7000001:AAEexampleDeskBotToken_0123456789abcde";
pub(crate) const BOT: i64 = 7_000_001;
pub(crate) const ANNA: i64 = 101;
pub(crate) const RITA: i64 = 103;
pub(crate) const BASIC: i64 = -2001;
pub(crate) const STAFF: i64 = -1_001_000_002_002;
pub(crate) const FORUM: i64 = -1_001_000_002_003;
pub(crate) const NEWS: i64 = -1_001_000_003_001;

/// A running world and somebody who calls its Bot API.
pub(crate) struct Desk {
    pub(crate) sim: Sim,
    pub(crate) http: reqwest::Client,
}

/// Starts the example world without limits.
pub(crate) async fn desk() -> Desk {
    desk_with(Settings::without_limits()).await
}

pub(crate) async fn desk_with(settings: Settings) -> Desk {
    let spec = WorldSpec::from_toml(include_str!("../../worlds/example.toml")).unwrap();
    let sim = Sim::start(&spec, settings).await.unwrap();
    Desk { sim, http: reqwest::Client::builder().no_proxy().build().unwrap() }
}

impl Desk {
    pub(crate) fn url(&self, method: &str) -> String {
        format!("{}/bot{TOKEN}/{method}", self.sim.api_url())
    }

    /// Calls a method with a JSON body; gives back the whole answer.
    pub(crate) async fn call(&self, method: &str, body: Value) -> Value {
        let response = self.http.post(self.url(method)).json(&body).send().await.unwrap();
        let status = response.status().as_u16();
        let answer: Value = response.json().await.unwrap();
        let code = answer["error_code"].as_u64().unwrap_or(200);
        assert_eq!(u64::from(status), code, "status and error_code: {answer}");
        answer
    }

    /// Calls a method that must succeed; gives back the result.
    pub(crate) async fn ok(&self, method: &str, body: Value) -> Value {
        let answer = self.call(method, body).await;
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    /// Calls a method that must fail; gives back the description.
    pub(crate) async fn refused(&self, method: &str, body: Value) -> String {
        let answer = self.call(method, body).await;
        assert_eq!(answer["ok"], false, "{method}: {answer}");
        answer["description"].as_str().unwrap().to_owned()
    }

    /// What waits for the bot; everything before is confirmed by the next call with the last id + 1.
    pub(crate) async fn updates(&self, offset: i64) -> Vec<Value> {
        let result = self.ok("getUpdates", json!({ "offset": offset })).await;
        result.as_array().unwrap().clone()
    }

    /// Sends a file by multipart.
    pub(crate) async fn send_file(
        &self,
        method: &str,
        chat: i64,
        field: &'static str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Value {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().text("chat_id", chat.to_string()).part(field, part);
        self.http.post(self.url(method)).multipart(form).send().await.unwrap().json().await.unwrap()
    }
}

/// A picture of this size with something on it.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([u8::try_from(x % 251).unwrap(), u8::try_from(y % 241).unwrap(), 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
