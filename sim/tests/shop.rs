//! An invoice, the question before it is paid, and what follows from the bot's word, over HTTP on the bot's side.

use serde_json::{Value, json};
use std::time::Duration;
use telegram_sim::world::Action;
use telegram_sim::{Seat, Settings, Sim, WorldSpec};

const TOKEN: &str = "7000002:shop-token-shop-token-shop-token-0002";
const ANNA: i64 = 101;
const BERT: i64 = 102;

struct Shop {
    sim: Sim,
    http: reqwest::Client,
}

impl Shop {
    async fn open() -> Self {
        let town = format!(
            "[[bots]]\ntoken = \"{TOKEN}\"\nusername = \"shop_bot\"\nname = \"Shop\"\npayment_token = \"1:TEST:x\"\n\
             [[people]]\nid = {ANNA}\nfirst_name = \"Anna\"\n[[people]]\nid = {BERT}\nfirst_name = \"Bert\"\n"
        );
        let sim = Sim::start(&WorldSpec::from_toml(&town).unwrap(), Settings::without_limits()).await.unwrap();
        Self { sim, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    async fn call(&self, method: &str, body: Value) -> Value {
        let url = format!("{}/bot{TOKEN}/{method}", self.sim.api_url());
        self.http.post(url).json(&body).send().await.unwrap().json().await.unwrap()
    }

    fn seat(&self, person: i64) -> Seat {
        let seat = self.sim.person(person).unwrap().chat("shop_bot").unwrap();
        seat.start("").unwrap();
        seat
    }

    async fn asked(&self) -> Value {
        let updates = self.call("getUpdates", json!({ "timeout": 0 })).await;
        let found = updates["result"].as_array().unwrap().iter().rev().find_map(|u| u.get("pre_checkout_query"));
        found.expect("the bot is asked").clone()
    }
}

fn invoice(more: &Value) -> Value {
    let mut body = json!({ "chat_id": ANNA, "title": "Seal", "description": "One seal", "payload": "order-1", "currency": "CNY",
                           "provider_token": "1:TEST:x", "prices": [{ "label": "Seal", "amount": 13_000 }] });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn a_no_is_heard_a_yes_pays_and_what_is_paid_is_not_paid_again() {
    let shop = Shop::open().await;
    let anna = shop.seat(ANNA);
    let sent = shop.call("sendInvoice", invoice(&json!({ "start_parameter": "pay" }))).await;
    assert_eq!(sent["result"]["invoice"]["start_parameter"], "pay");
    let bill = sent["result"]["message_id"].as_i64().unwrap();
    let first = anna.pay(bill).unwrap();
    let query = shop.asked().await["id"].clone();
    assert_eq!(query, first.to_string());
    let no = json!({ "pre_checkout_query_id": query, "ok": false, "error_message": "Closed today" });
    assert_eq!(shop.call("answerPreCheckoutQuery", no.clone()).await["ok"], true);
    assert_eq!(anna.verdict_on(first).await, Some(Err("Closed today".to_owned())));
    let again = shop.call("answerPreCheckoutQuery", no).await;
    assert!(again["description"].as_str().unwrap().contains("query is too old"), "one answer is all: {again}");

    let second = anna.pay(bill).unwrap();
    let yes = json!({ "pre_checkout_query_id": shop.asked().await["id"], "ok": true });
    shop.call("answerPreCheckoutQuery", yes).await;
    assert_eq!(anna.verdict_on(second).await, Some(Ok(())));
    let updates = shop.call("getUpdates", json!({})).await;
    let paid = updates["result"].as_array().unwrap().last().unwrap()["message"]["successful_payment"].clone();
    assert_eq!((&paid["invoice_payload"], &paid["total_amount"]), (&json!("order-1"), &json!(13_000)));
    anna.pay(bill).expect_err("it shows its receipt");
}

#[tokio::test]
async fn who_is_answered_too_late_has_not_paid() {
    let shop = Shop::open().await;
    let anna = shop.seat(ANNA);
    let bill = shop.call("sendInvoice", invoice(&json!({}))).await["result"]["message_id"].as_i64().unwrap();
    anna.pay(bill).unwrap();
    let yes = json!({ "pre_checkout_query_id": shop.asked().await["id"], "ok": true });
    shop.sim.advance(Duration::from_secs(11));
    let late = shop.call("answerPreCheckoutQuery", yes).await;
    assert!(late["description"].as_str().unwrap().contains("query is too old"), "{late}");
}

#[tokio::test]
async fn a_forwarded_copy_leads_to_the_bot_where_it_has_a_parameter() {
    let shop = Shop::open().await;
    let (_anna, bert) = (shop.seat(ANNA), shop.seat(BERT));
    for (more, leads) in [(json!({ "start_parameter": "pay" }), true), (json!({}), false)] {
        let bill = shop.call("sendInvoice", invoice(&more)).await["result"]["message_id"].clone();
        let copy = json!({ "chat_id": BERT, "from_chat_id": ANNA, "message_id": bill });
        let copy = shop.call("forwardMessage", copy).await["result"]["message_id"].as_i64().unwrap();
        let seen = bert.message(copy).unwrap();
        let action = &seen.buttons[0][0].action;
        if leads {
            assert_eq!(*action, Action::Url("https://t.me/shop_bot?start=pay".to_owned()));
            bert.pay(copy).expect_err("there is no Pay button");
        } else {
            assert_eq!(*action, Action::Pay);
            bert.pay(copy).unwrap();
            assert_eq!(shop.asked().await["from"]["id"], BERT);
        }
    }
    let protected = invoice(&json!({ "protect_content": true }));
    let bill = shop.call("sendInvoice", protected).await["result"]["message_id"].clone();
    let copy = shop.call("forwardMessage", json!({ "chat_id": BERT, "from_chat_id": ANNA, "message_id": bill })).await;
    assert_eq!(copy["ok"], false);
}

#[tokio::test]
async fn a_link_is_checked_like_an_invoice() {
    let shop = Shop::open().await;
    let link = shop.call("createInvoiceLink", invoice(&json!({}))).await;
    assert!(link["result"].as_str().unwrap().starts_with("https://t.me/$"), "{link}");
    for (wrong, why) in [
        (json!({ "provider_token": "2:TEST:y" }), "PAYMENT_PROVIDER_INVALID"),
        (json!({ "currency": "yuan" }), "CURRENCY_INVALID"),
        (json!({ "prices": [] }), "at least one price"),
    ] {
        let answer = shop.call("createInvoiceLink", invoice(&wrong)).await;
        assert!(answer["description"].as_str().unwrap().contains(why), "{answer}");
    }
}
