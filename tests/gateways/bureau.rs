//! An identity provider's stand-in that keeps the contract as the provider would: it believes only what is signed, and signs what it
//! says, unless a test puts it in another mood.

use crate::standin::serve;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use certdesk::gateway::Kept;
use certdesk::gateway::identity::{IdentityAt, Provider, signature};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

pub(crate) const SECRET: &str = "a secret of two, thirty-two and more";

/// How it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mood {
    /// As it should; asked after a session it says this.
    Says(&'static str),
    Down,
    Refuses,
    Garbage,
    Unsigned,
    /// Signed at another time.
    Stale,
    /// About another session.
    Astray,
    /// Its page is no https.
    Open,
}

#[derive(Clone, Default)]
struct Books {
    moods: Arc<Mutex<VecDeque<Mood>>>,
    started: Arc<Mutex<Vec<Value>>>,
    looks: Arc<Mutex<usize>>,
}

/// The stand-in; it ends with the test.
pub(crate) struct Bureau {
    books: Books,
    pub(crate) url: String,
}

impl Bureau {
    /// In these moods one after the other; the last one for ever.
    pub(crate) async fn in_moods(moods: impl IntoIterator<Item = Mood>) -> Self {
        let books = Books::default();
        books.moods.lock().unwrap().extend(moods);
        let routes = Router::new().route("/v1/{what}", axum::routing::post(answer)).with_state(books.clone());
        let url = format!("{}/v1", serve(routes).await);
        Self { books, url }
    }

    /// The sessions that were begun, as they were asked for.
    pub(crate) fn started(&self) -> Vec<Value> {
        self.books.started.lock().unwrap().clone()
    }

    /// The newest session's name.
    pub(crate) fn session(&self) -> String {
        self.started().last().expect("a session was begun")["session"].as_str().unwrap().to_owned()
    }

    pub(crate) fn looks(&self) -> usize {
        *self.books.looks.lock().unwrap()
    }
}

/// `[identity]` of a desk whose provider is at this address.
pub(crate) fn identity_at(at: &mut IdentityAt, url: &str) {
    at.provider = Provider::Remote;
    url.clone_into(&mut at.remote.url);
    "desk-7".clone_into(&mut at.remote.client);
    at.remote.secret = Kept::Here(SECRET.to_owned());
}

async fn answer(State(books): State<Books>, Path(what): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let timestamp = header("x-timestamp");
    if signature(SECRET, &timestamp, &body) != header("x-signature") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let asked: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(asked["client"], "desk-7");
    let mood = {
        let mut moods = books.moods.lock().unwrap();
        if moods.len() > 1 { moods.pop_front().unwrap() } else { *moods.front().unwrap() }
    };
    if what == "look" {
        *books.looks.lock().unwrap() += 1;
    } else {
        books.started.lock().unwrap().push(asked.clone());
    }
    let session = if mood == Mood::Astray { json!("26000010-another") } else { asked["session"].clone() };
    let page = if mood == Mood::Open { "http://identity.example/p" } else { "https://identity.example/p" };
    let result = if let Mood::Says(result) = mood { result } else { "passed" };
    let said = match what.as_str() {
        "start" => json!({ "session": session, "page": page }),
        "look" => json!({ "session": session, "result": result }),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let said = if mood == Mood::Garbage { "<html>502</html>".to_owned() } else { said.to_string() };
    let at = if mood == Mood::Stale { "1700000000".to_owned() } else { timestamp };
    match mood {
        Mood::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::Refuses => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Mood::Unsigned => said.into_response(),
        _ => {
            let signed = signature(SECRET, &at, said.as_bytes());
            ([("x-timestamp", at), ("x-signature", signed)], said).into_response()
        }
    }
}
