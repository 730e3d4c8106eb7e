//! Alipay's stand-in with trades of its own: makes codes, says how a trade stands, calls back when it is paid. A lying one says of every
//! trade that another was paid.

use crate::payment::{alipay_call, node};
use crate::standin::{Reply, pairs, serve, value};
use axum::Router;
use axum::extract::State;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Books {
    lies: bool,
    /// What was paid for each trade, where it was.
    trades: Arc<Mutex<HashMap<String, Option<String>>>>,
}

/// The stand-in; it ends with the test.
pub(crate) struct Till {
    books: Books,
    pub(crate) url: String,
}

impl Till {
    pub(crate) async fn open(lies: bool) -> Self {
        let books = Books { lies, ..Books::default() };
        let answer = async |State(books): State<Books>, body: String| books.answer(&body);
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

/// Calls a desk back about a trade, and has this in the place of that after it was signed; the answer.
pub(crate) async fn calls_back(
    desk: &str,
    (trade, amount): (&str, &str),
    forged: Option<(&str, &str)>,
) -> (u16, String) {
    let honest = alipay_call(&[("out_trade_no", trade), ("total_amount", amount)]);
    let body = forged.map_or(honest.clone(), |(was, is)| honest.replace(was, is));
    let request = reqwest::Client::new().post(format!("{desk}/callbacks/payment/alipay")).body(body);
    let answer = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

impl Books {
    fn answer(&self, body: &str) -> String {
        let form = pairs(body);
        let (method, content) = (value(&form, "method"), value(&form, "biz_content"));
        let content: Value = serde_json::from_str(&content).unwrap();
        let trade = content["out_trade_no"].as_str().unwrap();
        let said = self.said(&method, trade);
        let Reply::Body(_, text) = node(&method, &said) else { panic!("a node is a body") };
        text
    }

    fn said(&self, method: &str, trade: &str) -> Value {
        let mut trades = self.trades.lock().unwrap();
        if method == "alipay.trade.precreate" {
            trades.entry(trade.to_owned()).or_default();
            return json!({ "code": "10000", "out_trade_no": trade, "qr_code": "https://qr.alipay.com/bax1" });
        }
        let about = if self.lies { "26000028_1" } else { trade };
        match trades.get(trade) {
            _ if self.lies => paid(about, "130.00"),
            None => json!({ "code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST" }),
            Some(Some(amount)) => paid(about, amount),
            Some(None) => {
                json!({ "code": "10000", "out_trade_no": about, "trade_no": "2026", "trade_status": "WAIT_BUYER_PAY" })
            }
        }
    }
}

fn paid(trade: &str, amount: &str) -> Value {
    json!({
        "code": "10000", "out_trade_no": trade, "trade_no": "2026", "trade_status": "TRADE_SUCCESS", "total_amount": amount,
    })
}
