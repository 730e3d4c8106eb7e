//! The Bot API that a round's bot talks to: the few methods that it needs, over kept-alive connections, on the caller's one
//! thread. Its answers have Telegram's shape; its people are `people`'s.

use crate::http::{self, Parsed, Request};
use crate::people::People;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;

const ME: &str = r#"{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}"#;
const NO_WEBHOOK: &str =
    r#"{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0,"max_connections":40}}"#;
const DONE: &str = r#"{"ok":true,"result":true}"#;
const CONFLICT: &str = r#"{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}"#;
const UNREADABLE: &str = r#"{"ok":false,"error_code":400,"description":"Bad Request: message text is empty"}"#;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Telegram {
    pub(crate) people: RefCell<People>,
    /// Somebody spoke, or another poller came.
    spoken: Notify,
    /// Counts calls of `getUpdates`: an older one that still waits ends with a conflict.
    poll: Cell<u64>,
}

#[derive(Deserialize)]
struct Fetch {
    #[serde(default)]
    offset: i64,
    #[serde(default = "hundred")]
    limit: usize,
    #[serde(default)]
    timeout: u64,
}

fn hundred() -> usize {
    100
}

#[derive(Deserialize)]
struct Say<'a> {
    chat_id: i64,
    #[serde(borrow)]
    text: &'a RawValue,
}

impl Telegram {
    pub(crate) fn new(people: People) -> Rc<Self> {
        Rc::new(Self { people: RefCell::new(people), spoken: Notify::new(), poll: Cell::new(0) })
    }

    /// A waiting poller looks again.
    pub(crate) fn rouse(&self) {
        self.spoken.notify_waiters();
    }

    /// Serves until it is dropped; must run inside a `LocalSet`.
    pub(crate) async fn serve(self: Rc<Self>, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let telegram = Rc::clone(&self);
            tokio::task::spawn_local(async move {
                // A bot that hangs up ends its connection, and that is no fault.
                drop(telegram.connection(stream).await);
            });
        }
    }

    async fn connection(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (mut buffer, mut out) = (Vec::with_capacity(8192), Vec::with_capacity(8192));
        loop {
            let taken = match http::parse(&buffer) {
                Parsed::Request(request) => {
                    self.answer(&request, &mut out).await;
                    request.taken
                }
                Parsed::Partial => {
                    if !out.is_empty() {
                        stream.write_all(&out).await?;
                        out.clear();
                    }
                    if stream.read_buf(&mut buffer).await? == 0 {
                        return Ok(());
                    }
                    continue;
                }
                Parsed::Garbage => {
                    self.people.borrow_mut().faults.unreadable += 1;
                    return Ok(());
                }
            };
            buffer.drain(..taken);
        }
    }

    async fn answer(&self, request: &Request<'_>, out: &mut Vec<u8>) {
        let is = |name: &str| request.method.eq_ignore_ascii_case(name);
        if is("sendMessage") {
            self.hear(request.body, out);
        } else if is("getUpdates") {
            self.fetch(request.body, out).await;
        } else if is("getMe") {
            http::answer(out, 200, ME);
        } else if is("getWebhookInfo") {
            http::answer(out, 200, NO_WEBHOOK);
        } else {
            http::answer(out, 200, DONE);
        }
    }

    fn hear(&self, body: &[u8], out: &mut Vec<u8>) {
        let mut people = self.people.borrow_mut();
        let said = serde_json::from_slice::<Say<'_>>(body).ok();
        let text = said.as_ref().and_then(|say| serde_json::from_str::<Words<'_>>(say.text.get()).ok());
        let (Some(say), Some(text)) = (said, text) else {
            people.faults.unreadable += 1;
            return http::answer(out, 400, UNREADABLE);
        };
        let message = people.hear(say.chat_id, &text.0);
        http::answer(out, 200, &people.sent(say.chat_id, message, say.text));
        self.spoken.notify_waiters();
    }

    async fn fetch(&self, body: &[u8], out: &mut Vec<u8>) {
        let wanted = if body.is_empty() { Ok(None) } else { serde_json::from_slice::<Fetch>(body).map(Some) };
        let Ok(wanted) = wanted else {
            self.people.borrow_mut().faults.unreadable += 1;
            return http::answer(out, 400, UNREADABLE);
        };
        let wanted = wanted.unwrap_or(Fetch { offset: 0, limit: 100, timeout: 0 });
        let mine = self.poll.get() + 1;
        self.poll.set(mine);
        self.spoken.notify_waiters();
        let mut json = String::from(r#"{"ok":true,"result":["#);
        let patience = Duration::from_secs(wanted.timeout.min(50));
        let waited = timeout(patience, async {
            loop {
                if self.poll.get() != mine {
                    return false;
                }
                let spoken = self.spoken.notified();
                if self.people.borrow_mut().fetch(wanted.offset, wanted.limit.clamp(1, 100), &mut json) > 0 {
                    return true;
                }
                spoken.await;
            }
        });
        if waited.await == Ok(false) {
            return http::answer(out, 409, CONFLICT);
        }
        json.push_str("]}");
        http::answer(out, 200, &json);
    }
}

/// Text that is borrowed where nothing in it is escaped.
#[derive(Deserialize)]
#[serde(transparent)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);
