//! A provider's stand-in: an HTTP server on the loopback that keeps what it was asked and answers what a test tells it to.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse as _, Response};
use certdesk::gateway::Manners;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// The pairs of the form in the body.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&self.body)
    }

    /// The pairs of the query.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        pairs(self.uri.query().unwrap_or_default())
    }
}

pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let mut url = reqwest::Url::parse("http://form/").unwrap();
    url.set_query(Some(query));
    url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

pub(crate) fn value(pairs: &[(String, String)], name: &str) -> String {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// What is answered.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Body(u16, String),
    Headed(u16, Vec<(&'static str, String)>, String),
    /// As the provider makes it of what it was asked, with this status and body.
    Made(fn(&Asked, u16, &str) -> Self, u16, String),
    /// No answer within anybody's patience.
    Never,
}

impl Reply {
    #[expect(clippy::needless_pass_by_value, reason = "bodies are made where they are answered")]
    pub(crate) fn ok(body: impl ToString) -> Self {
        Self::Body(200, body.to_string())
    }
}

#[derive(Clone, Default)]
struct Script {
    /// A mark in the answers, and the field of a query whose first value takes its place.
    echo: Arc<Mutex<Option<(&'static str, &'static str)>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
}

/// Serves these on a port of the loopback that the system chose, as long as the test lasts; the address.
pub(crate) async fn serve(routes: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    url
}

/// The server; it ends with the test.
pub(crate) struct StandIn {
    script: Script,
    pub(crate) url: String,
}

impl StandIn {
    /// Answers these in order; the last one for ever.
    pub(crate) async fn answering(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script = Script::default();
        script.replies.lock().unwrap().extend(replies);
        let url = serve(Router::new().fallback(answer).with_state(script.clone())).await;
        Self { script, url }
    }

    /// The first value of this field that was ever asked with takes the mark's place in every answer.
    pub(crate) fn echo(&self, field: &'static str, mark: &'static str) {
        *self.script.echo.lock().unwrap() = Some((field, mark));
    }

    /// Answers these from now on, in order; the last one for ever.
    pub(crate) fn turns(&self, replies: impl IntoIterator<Item = Reply>) {
        *self.script.replies.lock().unwrap() = replies.into_iter().collect();
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.script.asked.lock().unwrap().clone()
    }
}

async fn answer(State(script): State<Script>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let body = String::from_utf8_lossy(&body).into_owned();
    let asked = Asked { method, uri, headers, body };
    script.asked.lock().unwrap().push(asked.clone());
    let reply = {
        let mut replies = script.replies.lock().unwrap();
        if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() }
    };
    let reply = match reply.expect("a stand-in has an answer") {
        Reply::Made(make, status, body) => make(&asked, status, &body),
        reply => reply,
    };
    let echoed = script.echo.lock().unwrap().and_then(|(field, mark)| {
        let asked = script.asked.lock().unwrap();
        asked
            .iter()
            .map(|asked| value(&asked.query(), field))
            .find(|value| !value.is_empty())
            .map(|value| (mark, value))
    });
    let reply = match (reply, echoed) {
        (Reply::Body(status, body), Some((mark, value))) => Reply::Body(status, body.replace(mark, &value)),
        (reply, _) => reply,
    };
    match reply {
        Reply::Body(status, body) => (axum::http::StatusCode::from_u16(status).unwrap(), body).into_response(),
        Reply::Headed(status, headers, body) => {
            let mut response = (axum::http::StatusCode::from_u16(status).unwrap(), body).into_response();
            for (name, value) in headers {
                response.headers_mut().insert(name, value.parse().unwrap());
            }
            response
        }
        Reply::Made(..) | Reply::Never => std::future::pending().await,
    }
}

/// An address at which nobody listens, and nobody else will: it is held as long as the tests run.
pub(crate) async fn nobody() -> String {
    let held = Box::leak(Box::new(tokio::net::TcpSocket::new_v4().unwrap()));
    held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    format!("http://{}", held.local_addr().unwrap())
}

/// Quick to give up, so that a provider that never answers holds up no test.
pub(crate) fn brisk() -> Manners {
    let (connect, wait) = (Duration::from_secs(5), Duration::from_millis(1));
    Manners { connect, whole: Duration::from_millis(1_500), tries: 3, wait }
}
