//! The stand-in of Alipay and of WeChat Pay with trades of its own: believes who signs as they must, makes codes, says how a trade stands,
//! calls back when it is paid. A lying one says of every trade that another was paid.

use crate::payment::{
    PLATFORM, alipay_believes, alipay_call, node, wechat_believes, wechat_call, wechat_signs, wechat_trade_of,
};
use crate::refunds::wechat_refund;
use crate::standin::{Asked, Reply, serve};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use certdesk::domain::money::Fen;
use certdesk::domain::payment::PayWay;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Of which trade a liar speaks.
const ANOTHER: &str = "26000028_1";

#[derive(Clone, Default)]
struct Books {
    lies: bool,
    /// What was paid for each trade, where it was.
    trades: Arc<Mutex<HashMap<String, Option<String>>>>,
}

/// How a trade stands.
enum Stands {
    NotThere,
    Open,
    Paid(String),
}

/// The stand-in; it ends with the test.
pub(crate) struct Till {
    books: Books,
    pub(crate) url: String,
}

impl Till {
    pub(crate) async fn open(lies: bool) -> Self {
        let books = Books { lies, ..Books::default() };
        let url = serve(Router::new().fallback(answer).with_state(books.clone())).await;
        Self { books, url }
    }

    /// So much is paid for a trade.
    pub(crate) fn takes(&self, trade: &str, amount: &str) {
        let mut trades = self.books.trades.lock().unwrap();
        *trades.get_mut(trade).expect("a code was made for it") = Some(amount.to_owned());
    }

    /// How many trades there are.
    pub(crate) fn trades(&self) -> usize {
        self.books.trades.lock().unwrap().len()
    }
}

/// A call-back about a trade that was paid.
#[derive(Clone, Copy)]
pub(crate) struct Paid<'a> {
    pub(crate) way: PayWay,
    pub(crate) trade: &'a str,
    pub(crate) amount: &'a str,
    /// Something in it was changed after it was signed.
    pub(crate) forged: bool,
}

impl Paid<'_> {
    /// Tells a desk, whose clock shows this; the answer.
    pub(crate) async fn told(self, desk: &str, now: DateTime<Utc>) -> (u16, String) {
        let (headers, body) = match self.way {
            PayWay::Wechat => wechat_call(&wechat_trade_of(self.trade, "SUCCESS", fen(self.amount)), now, PLATFORM),
            _ => (BTreeMap::new(), alipay_call(&[("out_trade_no", self.trade), ("total_amount", self.amount)])),
        };
        let (was, is) = match self.way {
            PayWay::Wechat => ("\"EV-1\"", "\"EV-2\""),
            _ => ("total_amount=", "total_amount=1"),
        };
        let body = if self.forged { body.replace(was, is) } else { body };
        let request = reqwest::Client::new().post(format!("{desk}/callbacks/payment/{}", self.way.code())).body(body);
        let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        let answer = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

/// What a provider wants to hear, so that it does not call again.
pub(crate) fn thanks(way: PayWay) -> (u16, String) {
    match way {
        PayWay::Wechat => (204, String::new()),
        _ => (200, "success".to_owned()),
    }
}

fn fen(amount: &str) -> u64 {
    Fen::parse_yuan(amount).unwrap().0
}

async fn answer(State(books): State<Books>, method: Method, uri: Uri, headers: HeaderMap, body: String) -> Response {
    let asked = Asked { method, uri, headers, body };
    if asked.uri.path() == "/gateway.do" { books.as_alipay(&asked) } else { books.as_wechat(&asked) }
}

impl Books {
    fn stands(&self, trade: &str) -> Stands {
        match self.trades.lock().unwrap().get(trade) {
            None => Stands::NotThere,
            Some(None) => Stands::Open,
            Some(Some(amount)) => Stands::Paid(amount.clone()),
        }
    }

    fn opens(&self, trade: &str) {
        self.trades.lock().unwrap().entry(trade.to_owned()).or_default();
    }

    fn as_alipay(&self, asked: &Asked) -> Response {
        let (method, said) = match alipay_believes(&asked.body) {
            Some((method, content)) => {
                let said = self.alipay_says(&method, content["out_trade_no"].as_str().unwrap());
                (method, said)
            }
            None => ("error".to_owned(), json!({ "code": "40002", "sub_code": "isv.invalid-signature" })),
        };
        let Reply::Body(_, text) = node(&method, &said) else { panic!("a node is a body") };
        text.into_response()
    }

    fn alipay_says(&self, method: &str, trade: &str) -> Value {
        if method == "alipay.trade.precreate" {
            self.opens(trade);
            return json!({ "code": "10000", "out_trade_no": trade, "qr_code": "https://qr.alipay.com/bax1" });
        }
        let paid = |trade: &str, amount: &str| {
            json!({
                "code": "10000", "out_trade_no": trade, "trade_no": "2026", "trade_status": "TRADE_SUCCESS", "total_amount": amount,
            })
        };
        match self.stands(trade) {
            _ if self.lies => paid(ANOTHER, "130.00"),
            Stands::NotThere => json!({ "code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST" }),
            Stands::Paid(amount) => paid(trade, &amount),
            Stands::Open => {
                json!({ "code": "10000", "out_trade_no": trade, "trade_no": "2026", "trade_status": "WAIT_BUYER_PAY" })
            }
        }
    }

    fn as_wechat(&self, asked: &Asked) -> Response {
        let Some(timestamp) = wechat_believes(asked) else {
            return (StatusCode::UNAUTHORIZED, json!({ "code": "SIGN_ERROR" }).to_string()).into_response();
        };
        let (status, body) = self.wechat_says(asked);
        let mut answer = (StatusCode::from_u16(status).unwrap(), body.clone()).into_response();
        for (name, value) in wechat_signs(&timestamp, PLATFORM, &body) {
            answer.headers_mut().insert(name, value.parse().unwrap());
        }
        answer
    }

    fn wechat_says(&self, asked: &Asked) -> (u16, String) {
        let content: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let steps: Vec<&str> = asked.uri.path().trim_start_matches("/v3/").split('/').collect();
        match steps[..] {
            ["pay", "transactions", "native"] => {
                self.opens(content["out_trade_no"].as_str().unwrap());
                (200, json!({ "code_url": "weixin://wxpay/bizpayurl?pr=1" }).to_string())
            }
            ["pay", "transactions", "out-trade-no", _, "close"] => (204, String::new()),
            ["pay", "transactions", "out-trade-no", trade] => match self.stands(trade) {
                _ if self.lies => (200, wechat_trade_of(ANOTHER, "SUCCESS", 13_000)),
                Stands::NotThere => (404, json!({ "code": "ORDER_NOT_EXIST" }).to_string()),
                Stands::Paid(amount) => (200, wechat_trade_of(trade, "SUCCESS", fen(&amount))),
                Stands::Open => (200, wechat_trade_of(trade, "NOTPAY", 13_000)),
            },
            ["refund", "domestic", "refunds", ..] => {
                let asked = content["out_trade_no"].as_str().or_else(|| steps.last()?.strip_suffix("_r"));
                (200, wechat_refund(asked.unwrap(), "status", "SUCCESS"))
            }
            _ => (404, json!({ "code": "RESOURCE_NOT_EXISTS" }).to_string()),
        }
    }
}
