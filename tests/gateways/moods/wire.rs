//! A bad line to a provider's stand-in: what is asked arrives and is done, and the answer never comes, comes as rubbish, or is lost once.

use crate::standin::{nobody, serve};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nobody listens.
    Cut,
    /// No answer within anybody's patience.
    Slow,
    /// Not what was answered: a page, half of it, far too much, nothing.
    Garbage,
    /// The first answer is lost.
    LostOnce,
}

#[derive(Clone)]
struct Wire {
    to: String,
    fault: Fault,
    http: reqwest::Client,
    turn: Arc<AtomicUsize>,
}

/// An address that leads to this one, by such a line.
pub(crate) async fn wire(url: &str, fault: Fault) -> String {
    let whole = reqwest::Url::parse(url).unwrap();
    let path = whole.path().trim_end_matches('/');
    let to = url.strip_suffix(path).unwrap_or(url).trim_end_matches('/').to_owned();
    let near = if fault == Fault::Cut {
        nobody().await
    } else {
        let wire = Wire { to, fault, http: reqwest::Client::new(), turn: Arc::default() };
        serve(Router::new().fallback(pass).with_state(wire)).await
    };
    format!("{near}{path}")
}

async fn pass(State(wire): State<Wire>, method: Method, uri: Uri, mut headers: HeaderMap, body: Bytes) -> Response {
    let turn = wire.turn.fetch_add(1, Ordering::Relaxed);
    let address = format!("{}{}", wire.to, uri.path_and_query().map_or("/", |path| path.as_str()));
    // The host stays as it was asked for: it may be signed.
    headers.remove("content-length");
    let answer = wire.http.request(method, address).headers(headers).body(body).send().await.unwrap();
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    for name in ["content-length", "transfer-encoding", "connection"] {
        headers.remove(name);
    }
    let body = answer.bytes().await.unwrap();
    match (wire.fault, turn % 4) {
        (Fault::Slow, _) => std::future::pending().await,
        (Fault::LostOnce, _) if turn == 0 => StatusCode::BAD_GATEWAY.into_response(),
        (Fault::Garbage, 0) => (status, headers, "<html><body>Welcome to the hotel's wireless network").into_response(),
        (Fault::Garbage, 1) => (status, headers, body.slice(..body.len() / 2)).into_response(),
        (Fault::Garbage, 2) => (status, headers, " ".repeat(2 << 20)).into_response(),
        (Fault::Garbage, _) => (status, headers).into_response(),
        _ => (status, headers, body).into_response(),
    }
}
