//! Kuaidi100's stand-in, and SF Express's, with parcels of their own: asked for a number, by who signs as it must, they tell as many steps
//! as the parcel has come; Kuaidi100 calls back as it was asked to. A lying one tells of another parcel.

use crate::courier::{kuaidi_believes, sf_believes};
use crate::standin::{pairs, serve, value};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::post;
use certdesk::gateway::courier::DigestMode;
use certdesk::gateway::sign;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The steps of every parcel, oldest first, on the day on which the tests begin; Kuaidi100's code for each, and SF's.
const STEPS: [(&str, &str, &str, &str); 3] = [
    ("2026-11-22 12:05:00", "快件已揽收", "103", "50"),
    ("2026-11-22 12:10:00", "到达南昌中转场", "1002", "31"),
    ("2026-11-22 12:20:00", "已签收，本人签收", "301", "80"),
];
/// What it tells of where it lies.
const ANOTHER: &str = "SF9999999999999";

#[derive(Clone, Default)]
struct Books {
    lies: bool,
    /// How far each parcel has come; one that is asked for is collected.
    come: Arc<Mutex<HashMap<String, usize>>>,
    /// Where to call back about a number, and with what salt.
    subscribed: Arc<Mutex<HashMap<String, (String, String)>>>,
}

/// The stand-in; it ends with the test.
pub(crate) struct Depot {
    books: Books,
    pub(crate) url: String,
}

impl Depot {
    pub(crate) async fn open(lies: bool) -> Self {
        let books = Books { lies, ..Books::default() };
        let routes = Router::new()
            .route("/poll", post(async |State(books): State<Books>, body: String| books.subscribe(&body).to_string()))
            .route(
                "/poll/{what}",
                post(async |State(books): State<Books>, Path(_): Path<String>, body: String| {
                    books.query(&body).to_string()
                }),
            )
            .route(
                "/std/service",
                post(async |State(books): State<Books>, body: String| books.routes(&body).to_string()),
            );
        let url = serve(routes.with_state(books.clone())).await;
        Self { books, url }
    }

    /// A parcel has come so far, and nobody is called.
    pub(crate) fn has_come(&self, number: &str, come: usize) {
        self.books.come.lock().unwrap().insert(number.to_owned(), come);
    }

    /// Calls a desk back about a number: it has come so far. Signed with this salt where one is given; the status.
    pub(crate) async fn calls_back(
        &self,
        desk: &str,
        (asked, told): (&str, &str),
        come: usize,
        salt: Option<&str>,
    ) -> u16 {
        let (path, own) = self.books.subscribed.lock().unwrap().get(asked).cloned().expect("a subscription");
        self.has_come(told, come);
        let said = json!({ "status": "polling", "lastResult": steps(told, come) }).to_string();
        let signature = hex::encode_upper(sign::md5(format!("{said}{}", salt.unwrap_or(&own))));
        let request = reqwest::Client::new().post(format!("{desk}{path}"));
        let body = sign::form([("sign", signature.as_str()), ("param", &said)]);
        let sent = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await;
        sent.unwrap().status().as_u16()
    }
}

impl Books {
    fn subscribe(&self, body: &str) -> Value {
        let param: Value = serde_json::from_str(&value(&pairs(body), "param")).unwrap();
        if param["key"] != "KEY" {
            return json!({ "result": false, "returnCode": "600", "message": "" });
        }
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let path = reqwest::Url::parse(&text(&param["parameters"]["callbackurl"])).unwrap().path().to_owned();
        let subscription = (path, text(&param["parameters"]["salt"]));
        self.subscribed.lock().unwrap().insert(text(&param["number"]), subscription);
        json!({ "result": true, "returnCode": "200", "message": "" })
    }

    fn query(&self, body: &str) -> Value {
        let form = pairs(body);
        if !kuaidi_believes(&form) {
            return json!({ "result": false, "returnCode": "503", "message": "" });
        }
        let param: Value = serde_json::from_str(&value(&form, "param")).unwrap();
        let (number, come) = self.told(param["num"].as_str().unwrap());
        steps(&number, come)
    }

    fn routes(&self, body: &str) -> Value {
        let form = pairs(body);
        if !sf_believes(&form, DigestMode::Standard) {
            return json!({ "apiResultCode": "A1006" });
        }
        let data: Value = serde_json::from_str(&value(&form, "msgData")).unwrap();
        let (number, come) = self.told(data["trackingNumber"][0].as_str().unwrap());
        let routes: Vec<Value> = STEPS[..come]
            .iter()
            .map(|(at, text, _, op)| json!({ "acceptTime": at, "acceptAddress": "南昌市", "remark": text, "opCode": op }))
            .collect();
        let found = json!({ "success": true, "errorCode": "S0000", "msgData": { "routeResps": [{ "mailNo": number, "routes": routes }] } });
        json!({ "apiResultCode": "A1000", "apiResponseID": "00016", "apiResultData": found.to_string() })
    }

    /// Which parcel is told of to who asks for this one, and how far it has come.
    fn told(&self, number: &str) -> (String, usize) {
        if self.lies {
            return (ANOTHER.to_owned(), STEPS.len());
        }
        (number.to_owned(), *self.come.lock().unwrap().entry(number.to_owned()).or_insert(1))
    }
}

fn steps(number: &str, come: usize) -> Value {
    let data: Vec<Value> = STEPS[..come]
        .iter()
        .rev()
        .map(|(at, text, code, _)| json!({ "time": at, "ftime": at, "context": text, "statusCode": code }))
        .collect();
    json!({ "message": "ok", "nu": number, "com": "shunfeng", "status": "200", "state": "0", "data": data })
}
