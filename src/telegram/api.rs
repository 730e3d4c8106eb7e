//! The Bot API over one HTTP client with connections kept alive. Payloads are teloxide's; answers are read only as far as
//! they are needed, so that a field that Telegram adds or drops breaks nothing.

use super::failure::{Failure, Parameters};
use crate::domain::ids::{ChatId, MessageId};
use bytes::Bytes;
use reqwest::{Client, Response, multipart};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use teloxide::payloads;
use teloxide::requests::Payload;

/// The Bot API for one token. Neither `Debug` nor an error shows the token.
#[derive(Clone)]
pub struct Api {
    http: Client,
    /// `…/bot<token>/`
    methods: String,
    /// `…/file/bot<token>/`
    files: String,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Api(…)")
    }
}

/// Who the bot is.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    pub id: i64,
    pub username: String,
}

/// A message that was sent.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Sent {
    pub message_id: i64,
}

impl Sent {
    #[must_use]
    pub fn id(self) -> MessageId {
        MessageId(self.message_id)
    }
}

/// Where a file lies at Telegram.
#[derive(Debug, Deserialize)]
struct Lies {
    file_path: Option<String>,
    #[serde(default)]
    file_size: Option<u64>,
}

#[derive(Deserialize)]
struct Envelope<T> {
    ok: bool,
    result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

/// How a download ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    Whole(Bytes),
    /// Over the bound; the rest was not read.
    TooLarge,
}

impl Api {
    /// `url` is the server's address without a slash at its end; `token` what @`BotFather` gave.
    pub fn connect(url: &str, token: &str) -> Result<Self, Failure> {
        let http = Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .pool_max_idle_per_host(256)
            .tcp_nodelay(true)
            .no_proxy()
            .build()
            .map_err(unanswered)?;
        let url = url.trim_end_matches('/');
        Ok(Self { http, methods: format!("{url}/bot{token}/"), files: format!("{url}/file/bot{token}/") })
    }

    /// Calls a method.
    pub async fn call<P, R>(&self, payload: &P) -> Result<R, Failure>
    where
        P: Payload + Serialize + Sync,
        R: DeserializeOwned,
    {
        self.call_within(payload, Duration::from_secs(30)).await
    }

    /// `call`, with no more patience than this.
    pub(super) async fn call_within<P, R>(&self, payload: &P, most: Duration) -> Result<R, Failure>
    where
        P: Payload + Serialize + Sync,
        R: DeserializeOwned,
    {
        let body = serde_json::to_vec(payload).map_err(|e| Failure::Refused { code: 0, description: e.to_string() })?;
        let url = format!("{}{}", self.methods, P::NAME);
        let request = self.http.post(url).header("content-type", "application/json").body(body).timeout(most);
        answer(request.send().await.map_err(unanswered)?).await
    }

    /// Who the token belongs to.
    pub async fn me(&self) -> Result<Me, Failure> {
        self.call(&payloads::GetMe::new()).await
    }

    /// What a person, or the bot itself, is in a chat: `member`, `administrator`, `left` and so on. The chat must be there.
    pub async fn member(&self, chat: ChatId, user: i64) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Status {
            status: String,
        }
        let chat = teloxide::types::Recipient::Id(teloxide::types::ChatId(chat.0));
        let _there: serde::de::IgnoredAny = self.call(&payloads::GetChat::new(chat.clone())).await?;
        let user = teloxide::types::UserId(u64::try_from(user).unwrap_or(0));
        let status: Status = self.call(&payloads::GetChatMember::new(chat, user)).await?;
        Ok(status.status)
    }

    /// Whether a group has topics.
    pub async fn is_forum(&self, chat: ChatId) -> Result<bool, Failure> {
        #[derive(Deserialize)]
        struct Group {
            #[serde(default)]
            is_forum: bool,
        }
        let chat = teloxide::types::Recipient::Id(teloxide::types::ChatId(chat.0));
        let group: Group = self.call(&payloads::GetChat::new(chat)).await?;
        Ok(group.is_forum)
    }

    /// Opens a topic in a forum; its number.
    pub async fn create_topic(&self, chat: ChatId, name: &str) -> Result<MessageId, Failure> {
        #[derive(Serialize)]
        struct CreateForumTopic<'a> {
            chat_id: i64,
            name: &'a str,
        }
        impl Payload for CreateForumTopic<'_> {
            type Output = ();
            const NAME: &'static str = "createForumTopic";
        }
        #[derive(Deserialize)]
        struct Topic {
            message_thread_id: i64,
        }
        let topic: Topic = self.call(&CreateForumTopic { chat_id: chat.0, name }).await?;
        Ok(MessageId(topic.message_thread_id))
    }

    /// Waits up to `timeout` for updates from `offset` on; the raw answer, which `update::read_batch` reads. Everything
    /// before `offset` is confirmed by this.
    pub async fn updates(&self, offset: i64, timeout: Duration) -> Result<Bytes, Failure> {
        #[derive(Serialize)]
        struct Wanted<'a> {
            offset: i64,
            limit: u8,
            timeout: u64,
            allowed_updates: &'a [&'a str],
        }
        let wanted = Wanted { offset, limit: 100, timeout: timeout.as_secs(), allowed_updates: &super::UPDATES };
        let body = serde_json::to_vec(&wanted).map_err(|e| Failure::NoAnswer(e.to_string()))?;
        let request = self.http.post(format!("{}getUpdates", self.methods)).header("content-type", "application/json");
        let response =
            request.body(body).timeout(timeout + Duration::from_secs(10)).send().await.map_err(unanswered)?;
        if response.status().is_success() {
            return response.bytes().await.map_err(unanswered);
        }
        match answer::<serde::de::IgnoredAny>(response).await {
            Err(failure) => Err(failure),
            Ok(_) => Err(Failure::NoAnswer("an answer that is neither".to_owned())),
        }
    }

    /// Sends bytes as a document; `fields` are the method's other parameters, already as text.
    pub async fn send_document(
        &self,
        fields: Vec<(&'static str, String)>,
        name: String,
        bytes: Vec<u8>,
    ) -> Result<Sent, Failure> {
        self.send_bytes(("sendDocument", "document"), fields, multipart::Part::bytes(bytes).file_name(name)).await
    }

    /// Sends a JPEG or PNG as a photo; `fields` as for a document.
    pub async fn send_photo(
        &self,
        fields: Vec<(&'static str, String)>,
        picture: impl Into<Bytes>,
    ) -> Result<Sent, Failure> {
        let picture = picture.into();
        let length = picture.len() as u64;
        let part = multipart::Part::stream_with_length(picture, length).file_name("picture");
        self.send_bytes(("sendPhoto", "photo"), fields, part).await
    }

    /// Sends an MPEG-4 video; `fields` as for a document.
    pub async fn send_video(
        &self,
        fields: Vec<(&'static str, String)>,
        name: String,
        video: Bytes,
    ) -> Result<Sent, Failure> {
        let length = video.len() as u64;
        let part = multipart::Part::stream_with_length(video, length).file_name(name);
        self.send_bytes(("sendVideo", "video"), fields, part).await
    }

    async fn send_bytes(
        &self,
        (method, field): (&'static str, &'static str),
        fields: Vec<(&'static str, String)>,
        part: multipart::Part,
    ) -> Result<Sent, Failure> {
        let form = fields.into_iter().fold(multipart::Form::new(), |form, (field, text)| form.text(field, text));
        let request = self.http.post(format!("{}{method}", self.methods)).multipart(form.part(field, part));
        answer(request.timeout(Duration::from_mins(2)).send().await.map_err(unanswered)?).await
    }

    /// Fetches a file's bytes, `most` at the most.
    pub async fn fetch(&self, file: &str, most: u64) -> Result<Fetched, Failure> {
        let wanted = payloads::GetFile::new(teloxide::types::FileId(file.to_owned()));
        let lies: Lies = match self.call(&wanted).await {
            Err(Failure::Refused { description, .. }) if description.contains("file is too big") => {
                return Ok(Fetched::TooLarge);
            }
            other => other?,
        };
        let Some(path) = lies.file_path else {
            return Err(Failure::NoAnswer("the file has no path yet".to_owned()));
        };
        if lies.file_size.is_some_and(|size| size > most) {
            return Ok(Fetched::TooLarge);
        }
        let request = self.http.get(format!("{}{path}", self.files)).timeout(Duration::from_mins(2));
        let mut response = request.send().await.map_err(unanswered)?;
        if !response.status().is_success() {
            return Err(Failure::NoAnswer(format!("{} for a file", response.status().as_u16())));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unanswered)? {
            if (bytes.len() + chunk.len()) as u64 > most {
                return Ok(Fetched::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Fetched::Whole(bytes.into()))
    }
}

/// Reads an answer, whatever its status says.
async fn answer<R: DeserializeOwned>(response: Response) -> Result<R, Failure> {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.map_err(unanswered)?;
    match serde_json::from_slice::<Envelope<R>>(&bytes) {
        Ok(Envelope { ok: true, result: Some(result), .. }) => Ok(result),
        Ok(refused) if !refused.ok => {
            let code = if refused.error_code == 0 { status } else { refused.error_code };
            Err(Failure::of(code, &refused.description, &refused.parameters))
        }
        _ if status >= 400 => Err(Failure::of(status, "no readable answer", &Parameters::default())),
        _ => Err(Failure::NoAnswer("an answer that cannot be read".to_owned())),
    }
}

/// The address holds the token, so it is taken out of the error.
fn unanswered(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let source = std::error::Error::source(&error).map(|s| format!(": {s}")).unwrap_or_default();
    Failure::NoAnswer(format!("{error}{source}"))
}
