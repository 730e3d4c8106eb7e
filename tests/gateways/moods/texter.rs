//! Aliyun's stand-in with a book of what it sent for who signs as they must. A lying one sends nothing, says what is not in the book of codes, and tells of other
//! people's messages when it is asked.

use crate::sms::aliyun_believes;
use crate::standin::{Asked, serve, value};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Books {
    lies: bool,
    /// The marks of the messages that went out.
    sent: Arc<Mutex<Vec<String>>>,
}

/// The stand-in; it ends with the test.
pub(crate) struct Texter {
    books: Books,
    pub(crate) url: String,
}

impl Texter {
    pub(crate) async fn open(lies: bool) -> Self {
        let books = Books { lies, ..Books::default() };
        let answer = async |State(books): State<Books>, method: Method, uri: Uri, headers: HeaderMap, body: String| {
            books.answer(&Asked { method, uri, headers, body }).to_string()
        };
        let url = serve(Router::new().fallback(answer).with_state(books.clone())).await;
        Self { books, url }
    }

    /// How many messages went out.
    pub(crate) fn sent(&self) -> usize {
        self.books.sent.lock().unwrap().len()
    }
}

impl Books {
    fn answer(&self, asked: &Asked) -> Value {
        if !aliyun_believes(asked) {
            return json!({ "Code": "SignatureDoesNotMatch" });
        }
        let query = asked.query();
        let mut sent = self.sent.lock().unwrap();
        if asked.header("x-acs-action") == "SendSms" {
            if self.lies {
                return json!({ "Code": "Perhaps", "BizId": "1" });
            }
            sent.push(value(&query, "OutId"));
            return json!({ "Code": "OK", "BizId": "1" });
        }
        let others = ["another's".to_owned()];
        let told = if self.lies { &others[..] } else { &sent[..] };
        let details: Vec<Value> = told.iter().map(|mark| json!({ "OutId": mark, "SendStatus": 3 })).collect();
        json!({ "Code": "OK", "SmsSendDetailDTOs": { "SmsSendDetailDTO": details } })
    }
}
