//! A certificate authority's stand-in that keeps the contract as the authority would: it believes only what is signed, does nothing twice
//! under one key, and signs what it says, unless a test puts it in another mood.

use super::bureau::SECRET;
use crate::standin::serve;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use certdesk::gateway::Kept;
use certdesk::gateway::authority::{AuthorityAt, Provider, signature};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// What one request meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mood {
    /// As it should.
    Right,
    /// Takes its time.
    Pending,
    Answers(u16),
    /// It is done, and the answer is lost.
    DoneUnheard,
    Garbage,
    Unsigned,
    /// Signed at another time.
    Stale,
    /// About another key or unit.
    Astray,
    /// Says a word that is not in the contract.
    Odd,
    /// No answer within anybody's patience.
    Never,
}

#[derive(Clone, Default)]
struct Books {
    moods: Arc<Mutex<VecDeque<Mood>>>,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
    done: Arc<Mutex<Vec<String>>>,
    unit: Arc<Mutex<Value>>,
}

/// The stand-in; it ends with the test.
pub(crate) struct Registry {
    books: Books,
    pub(crate) url: String,
}

impl Registry {
    /// In these moods one after the other; the last one for ever.
    pub(crate) async fn in_moods(moods: impl IntoIterator<Item = Mood>) -> Self {
        let books = Books::default();
        *books.unit.lock().unwrap() = json!([]);
        books.moods.lock().unwrap().extend(moods);
        let routes = Router::new().route("/v1/{what}", axum::routing::post(answer)).with_state(books.clone());
        let url = format!("{}/v1", serve(routes).await);
        Self { books, url }
    }

    /// Has these certificates of every unit.
    pub(crate) fn holding(self, certificates: Value) -> Self {
        *self.books.unit.lock().unwrap() = certificates;
        self
    }

    /// Every request, by its path, as it was asked.
    pub(crate) fn asked(&self) -> Vec<(String, Value)> {
        self.books.asked.lock().unwrap().clone()
    }

    /// The paths in the order in which they were asked.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|(what, _)| what).collect()
    }

    /// The keys under which something was done, each as often as it was done.
    pub(crate) fn done(&self) -> Vec<String> {
        self.books.done.lock().unwrap().clone()
    }

    /// From now on in this mood.
    pub(crate) fn turns(&self, mood: Mood) {
        *self.books.moods.lock().unwrap() = VecDeque::from([mood]);
    }
}

/// `[authority]` of a desk whose authority is at this address.
pub(crate) fn authority_at(at: &mut AuthorityAt, url: &str) {
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
    books.asked.lock().unwrap().push((what.clone(), asked.clone()));
    let mood = {
        let mut moods = books.moods.lock().unwrap();
        if moods.len() > 1 { moods.pop_front().unwrap() } else { *moods.front().unwrap() }
    };
    match mood {
        Mood::Answers(status) => return StatusCode::from_u16(status).unwrap().into_response(),
        Mood::Never => std::future::pending::<()>().await,
        _ => {}
    }
    let said = books.said(&what, &asked, mood);
    match mood {
        Mood::DoneUnheard => StatusCode::BAD_GATEWAY.into_response(),
        Mood::Unsigned => said.to_string().into_response(),
        _ => {
            let said = if mood == Mood::Garbage { "<html>".to_owned() } else { said.to_string() };
            let at = if mood == Mood::Stale { "1700000000".to_owned() } else { timestamp };
            let signed = signature(SECRET, &at, said.as_bytes());
            ([("x-timestamp", at), ("x-signature", signed)], said).into_response()
        }
    }
}

impl Books {
    fn said(&self, what: &str, asked: &Value, mood: Mood) -> Value {
        if what == "unit" {
            let uscc = if mood == Mood::Astray { json!("91110000600037341L") } else { asked["uscc"].clone() };
            return json!({ "uscc": uscc, "certificates": *self.unit.lock().unwrap() });
        }
        let key = asked["key"].as_str().unwrap().to_owned();
        let mut done = self.done.lock().unwrap();
        let known = done.contains(&key);
        if what != "look" && !known && matches!(mood, Mood::Right | Mood::DoneUnheard) {
            done.push(key.clone());
        }
        let result = match (mood, what) {
            (Mood::Pending, _) => "pending",
            (Mood::Odd, _) => "perhaps",
            (_, "look") if !known => "none",
            _ => "done",
        };
        json!({ "key": if mood == Mood::Astray { "another" } else { &key }, "result": result })
    }
}
