//! WeChat Pay and Alipay: requests that their servers would accept, answers and call-backs believed only with their signature on them.

use super::standin::{Asked, Reply, StandIn, brisk, nobody, pairs, value};
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::money::Fen;
use certdesk::domain::payment::{PayWay, Standing};
use certdesk::gateway::payment::{Bill, CallBack, Notice, Payment, PaymentAt, Provider};
use certdesk::gateway::{Failure, Kept, Refused, sign};
use chrono::{DateTime, TimeDelta, Utc};
use ring::aead;
use serde_json::{Value, json};
use std::collections::BTreeMap;

// Keys made for these tests: they open nothing.
pub(crate) const DESK: &str = include_str!("keys/desk.pem");
pub(crate) const DESK_PKCS1: &str = include_str!("keys/desk-pkcs1.pem");
const DESK_PUBLIC: &str = include_str!("keys/desk.pub.pem");
pub(crate) const PROVIDER: &str = include_str!("keys/provider.pem");
pub(crate) const PROVIDER_PUBLIC: &str = include_str!("keys/provider.pub.pem");
pub(crate) const V3_KEY: &str = "0123456789abcdef0123456789ABCDEF";
/// The name of the platform's key.
pub(crate) const PLATFORM: &str = "PUB_KEY_ID_0001";
pub(crate) const AMOUNT: Fen = Fen(13_000);

fn now() -> DateTime<Utc> {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

fn kept(text: &str) -> Kept {
    Kept::Here(text.to_owned())
}

fn code(way: PayWay, at: &PaymentAt) -> Provider {
    match Payment::open(way, at, Clock::set_to(now()), brisk()).unwrap() {
        Payment::Code(provider) => provider,
        Payment::Invoice(_) => panic!("{way:?} has codes"),
    }
}

pub(crate) fn wechat(url: &str) -> Provider {
    let mut at = Config::shipped().unwrap().payment;
    wechat_at(&mut at, url);
    code(PayWay::Wechat, &at)
}

/// The section of a desk whose WeChat Pay is at this address.
pub(crate) fn wechat_at(at: &mut PaymentAt, url: &str) {
    let own = &mut at.wechat;
    url.clone_into(&mut own.url);
    (own.appid, own.mchid, own.serial) = ("wx1".to_owned(), "1900000001".to_owned(), "5157F09EFDC096DE".to_owned());
    (own.private_key, own.platform_key, own.api_v3_key) = (kept(DESK), kept(PROVIDER_PUBLIC), kept(V3_KEY));
    (own.platform_id, own.callback) = (PLATFORM.to_owned(), "https://desk.example".to_owned());
}

pub(crate) fn alipay(url: &str) -> Provider {
    let mut at = Config::shipped().unwrap().payment;
    alipay_at(&mut at, url);
    code(PayWay::Alipay, &at)
}

/// The section of a desk whose Alipay is at this address.
pub(crate) fn alipay_at(at: &mut PaymentAt, url: &str) {
    let own = &mut at.alipay;
    own.url = format!("{url}/gateway.do");
    "2021000000000001".clone_into(&mut own.app_id);
    // Alipay's console gives bare Base64, of PKCS #1 or #8.
    let bare = |pem: &str| pem.lines().filter(|line| !line.starts_with("---")).collect::<String>();
    (own.private_key, own.alipay_key) = (kept(&bare(DESK_PKCS1)), kept(&bare(PROVIDER_PUBLIC)));
    "https://desk.example/".clone_into(&mut own.callback);
}

fn provider_signs(text: &str) -> String {
    sign::Signer::read(PROVIDER).unwrap().sign(text.as_bytes())
}

/// An answer as WeChat signs it, at the time at which it was asked.
pub(crate) fn signed(status: u16, body: &str) -> Reply {
    Reply::Made(
        |asked, status, body| {
            let header = asked.header("authorization");
            let timestamp = header.split("timestamp=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            signed_at(timestamp, PLATFORM, status, body)
        },
        status,
        body.to_owned(),
    )
}

/// An answer signed at this time with the key of this name.
fn signed_at(timestamp: &str, key: &str, status: u16, body: &str) -> Reply {
    Reply::Headed(status, wechat_signs(timestamp, key, body), body.to_owned())
}

/// The headers of an answer of WeChat's at this time, signed with the key of this name.
pub(crate) fn wechat_signs(timestamp: &str, key: &str, body: &str) -> Vec<(&'static str, String)> {
    let signature = provider_signs(&format!("{timestamp}\nnonce\n{body}\n"));
    [
        ("wechatpay-serial", key),
        ("wechatpay-timestamp", timestamp),
        ("wechatpay-nonce", "nonce"),
        ("wechatpay-signature", &signature),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// An answer as Alipay signs it.
pub(crate) fn node(method: &str, node: &Value) -> Reply {
    let text = node.to_string();
    let name = format!("{}_response", method.replace('.', "_"));
    Reply::ok(format!(r#"{{"{name}":{text},"sign":"{}"}}"#, provider_signs(&text)))
}

pub(crate) fn bill(trade: &str) -> Bill<'_> {
    Bill { trade, amount: AMOUNT, subject: "证书补办", expires: now() + TimeDelta::hours(1) }
}

/// What WeChat's server does with a request: takes the header apart and verifies it with the merchant's certificate. The request's time,
/// where it is the merchant's.
pub(crate) fn wechat_believes(asked: &Asked) -> Option<String> {
    let header = asked.header("authorization");
    let fields: BTreeMap<&str, &str> = header
        .strip_prefix("WECHATPAY2-SHA256-RSA2048 ")?
        .split(',')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (name, value.trim_matches('"')))
        .collect();
    let path = asked.uri.path_and_query()?;
    let (timestamp, nonce) = (*fields.get("timestamp")?, fields.get("nonce_str")?);
    let text = format!("{}\n{path}\n{timestamp}\n{nonce}\n{}\n", asked.method, asked.body);
    let is_theirs = sign::Verifier::read(DESK_PUBLIC)?.verifies(text.as_bytes(), fields.get("signature")?);
    let is_ours = fields.get("mchid") == Some(&"1900000001") && fields.get("serial_no") == Some(&"5157F09EFDC096DE");
    (is_theirs && is_ours).then(|| timestamp.to_owned())
}

pub(crate) fn wechat_would_accept(asked: &Asked) {
    assert_eq!(wechat_believes(asked), Some(now().timestamp().to_string()), "{}", asked.header("authorization"));
}

/// What Alipay's server does with a request: verifies it with the application's key. What it is about, where it is the application's.
pub(crate) fn alipay_believes(body: &str) -> Option<(String, Value)> {
    let mut fields: BTreeMap<String, String> = pairs(body).into_iter().collect();
    let signature = fields.remove("sign")?;
    let text = fields.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
    let is_theirs = sign::Verifier::read(DESK_PUBLIC)?.verifies(text.as_bytes(), &signature);
    let is_ours = fields.get("app_id")? == "2021000000000001" && fields.get("sign_type")? == "RSA2";
    let content = serde_json::from_str(fields.get("biz_content")?).ok()?;
    (is_theirs && is_ours).then(|| (fields["method"].clone(), content))
}

pub(crate) fn alipay_would_accept(asked: &Asked) -> Value {
    assert_eq!(value(&asked.form(), "timestamp"), "2026-11-22 14:00:00");
    alipay_believes(&asked.body).unwrap_or_else(|| panic!("{}", asked.body)).1
}

#[tokio::test]
async fn wechat_makes_a_code_and_its_answer_is_verified() {
    let server = StandIn::answering([signed(200, r#"{"code_url":"weixin://wxpay/bizpayurl?pr=1"}"#)]).await;
    let code = wechat(&server.url).begin(bill("26000011_1")).await;
    assert_eq!(code.as_deref(), Ok("weixin://wxpay/bizpayurl?pr=1"));
    let asked = server.asked();
    wechat_would_accept(&asked[0]);
    let body: Value = serde_json::from_str(&asked[0].body).unwrap();
    assert_eq!(body["amount"], json!({ "total": 13_000, "currency": "CNY" }));
    assert_eq!(
        (&body["out_trade_no"], &body["time_expire"]),
        (&json!("26000011_1"), &json!("2026-11-22T15:00:00+08:00"))
    );
    assert_eq!(body["notify_url"], "https://desk.example/callbacks/payment/wechat");
}

pub(crate) fn wechat_trade(state: &str) -> String {
    wechat_trade_of("26000011_1", state, 13_000)
}

/// What WeChat says of a trade.
pub(crate) fn wechat_trade_of(trade: &str, state: &str, fen: u64) -> String {
    json!({
        "amount": { "total": fen, "payer_total": fen, "currency": "CNY", "payer_currency": "CNY" }, "appid": "wx1",
        "mchid": "1900000001", "out_trade_no": trade, "trade_state": state, "trade_state_desc": "…", "trade_type": "NATIVE",
        "transaction_id": "4200001", "success_time": "2026-11-22T14:00:00+08:00", "payer": { "openid": "o" }, "attach": "", "bank_type": "X",
    })
    .to_string()
}

pub(crate) fn paid(transaction: &str) -> Standing {
    Standing::Paid { amount: AMOUNT, transaction: transaction.to_owned() }
}

#[tokio::test]
async fn wechat_tells_how_a_trade_stands() {
    for (state, means) in [
        ("SUCCESS", Some(paid("4200001"))),
        ("NOTPAY", Some(Standing::Open)),
        ("USERPAYING", Some(Standing::Open)),
        ("PAYERROR", Some(Standing::Open)),
        ("CLOSED", Some(Standing::Closed)),
        ("REVOKED", Some(Standing::Closed)),
        ("REFUND", Some(Standing::Refunded)),
        ("ACCEPTED-SOMEHOW", None),
    ] {
        let server = StandIn::answering([signed(200, &wechat_trade(state))]).await;
        assert_eq!(wechat(&server.url).look("26000011_1").await.ok(), means, "{state}");
        assert_eq!(server.asked()[0].uri, "/v3/pay/transactions/out-trade-no/26000011_1?mchid=1900000001");
        wechat_would_accept(&server.asked()[0]);
    }
    let server = StandIn::answering([signed(200, &wechat_trade("SUCCESS"))]).await;
    assert!(matches!(wechat(&server.url).look("26000029_1").await, Err(Failure::Unknown(_))), "another trade's answer");
}

#[tokio::test]
async fn wechat_does_not_know_a_trade_only_where_it_says_so() {
    for (code, means) in [
        ("ORDER_NOT_EXIST", Ok(Standing::NotThere)),
        ("ORDERNOTEXIST", Ok(Standing::NotThere)),
        ("NOT_FOUND", Err("refused")),
        ("", Err("refused")),
    ] {
        let body = json!({ "code": code, "message": "…" }).to_string();
        let server = StandIn::answering([signed(404, &body)]).await;
        let (look, close) =
            (wechat(&server.url).look("26000011_1").await, wechat(&server.url).close("26000011_1").await);
        assert_eq!(look.as_ref().map_err(Failure::code), means.as_ref().map_err(|code| *code), "{code}");
        assert_eq!(close.map_err(|failure| failure.code()), means.map(|_| ()), "{code}");
        let server = StandIn::answering([Reply::Body(404, body)]).await;
        let unsigned = wechat(&server.url).look("26000011_1").await;
        assert_eq!(unsigned.map_err(|failure| failure.code()), Err("unknown"), "{code}: anybody may have said it");
    }
}

#[tokio::test]
async fn an_answer_of_wechat_is_of_its_key_and_of_its_time() {
    let trade = wechat_trade("SUCCESS");
    let at = |seconds: i64| (now().timestamp() + seconds).to_string();
    for (timestamp, key, believed) in [
        (at(0), PLATFORM, true),
        (at(299), PLATFORM, true),
        (at(-299), PLATFORM, true),
        (at(-300), PLATFORM, false),
        (at(300), PLATFORM, false),
        ("soon".to_owned(), PLATFORM, false),
        (i64::MIN.to_string(), PLATFORM, false),
        (at(0), "PUB_KEY_ID_0002", false),
    ] {
        let server = StandIn::answering([signed_at(&timestamp, key, 200, &trade)]).await;
        let looked = wechat(&server.url).look("26000011_1").await;
        let wanted = if believed { Ok(paid("4200001")) } else { Err("unknown") };
        assert_eq!(looked.map_err(|failure| failure.code()), wanted, "{timestamp} {key}");
    }
}

#[tokio::test]
async fn a_lying_answer_is_no_answer() {
    let lie = Reply::ok(wechat_trade("SUCCESS"));
    let server = StandIn::answering([lie]).await;
    assert!(matches!(wechat(&server.url).look("26000011_1").await, Err(Failure::Unknown(_))));
    let node = json!({ "code": "10000", "out_trade_no": "26000011_1", "trade_no": "1", "trade_status": "TRADE_SUCCESS", "total_amount": "130.00" });
    let lie =
        Reply::ok(format!(r#"{{"alipay_trade_query_response":{node},"sign":"{}"}}"#, provider_signs("something else")));
    let server = StandIn::answering([lie]).await;
    assert!(matches!(alipay(&server.url).look("26000011_1").await, Err(Failure::Unknown(_))));
}

#[tokio::test]
async fn every_error_of_wechat_is_told_apart() {
    for (status, code, means) in [
        (400, "PARAM_ERROR", "refused"),
        (401, "SIGN_ERROR", "refused"),
        (403, "NO_AUTH", "refused"),
        (429, "FREQUENCY_LIMITED", "busy"),
        (500, "SYSTEM_ERROR", "unknown"),
        (502, "BAD_GATEWAY", "unknown"),
    ] {
        let body = json!({ "code": code, "message": "姓名 13800138000" }).to_string();
        let server = StandIn::answering([Reply::Body(status, body)]).await;
        let failure = wechat(&server.url).begin(bill("26000011_1")).await.unwrap_err();
        assert_eq!(failure.code(), means, "{status} {code}: {failure}");
        assert!(!failure.to_string().contains("138"), "what the provider says of people is not repeated");
    }
    assert_eq!(wechat(&nobody().await).begin(bill("26000011_1")).await.unwrap_err().code(), "away");
}

/// A call-back as WeChat makes it of a payment, signed at this time with the key of this name.
pub(crate) fn wechat_call(clear: &str, at: DateTime<Utc>, key: &str) -> (BTreeMap<String, String>, String) {
    wechat_event("TRANSACTION.SUCCESS", clear, at, key)
}

/// The same of any event.
pub(crate) fn wechat_event(
    event: &str,
    clear: &str,
    at: DateTime<Utc>,
    key: &str,
) -> (BTreeMap<String, String>, String) {
    let nonce = b"wCq51qZv4Yfg";
    let own = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, V3_KEY.as_bytes()).unwrap());
    let mut closed = clear.as_bytes().to_vec();
    let kind = event.split('.').next().unwrap().to_ascii_lowercase();
    let nonce_of = aead::Nonce::assume_unique_for_key(*nonce);
    own.seal_in_place_append_tag(nonce_of, aead::Aad::from(kind.as_bytes()), &mut closed).unwrap();
    let body = json!({
        "id": "EV-1", "create_time": "2026-11-22T14:00:00+08:00", "event_type": event, "resource_type": "encrypt-resource",
        "resource": { "algorithm": "AEAD_AES_256_GCM", "ciphertext": sign::base64(&closed), "associated_data": kind,
            "nonce": "wCq51qZv4Yfg", "original_type": kind },
        "summary": "…",
    })
    .to_string();
    let timestamp = at.timestamp().to_string();
    let signature = provider_signs(&format!("{timestamp}\nabc\n{body}\n"));
    let headers = [("serial", key), ("timestamp", &timestamp), ("nonce", "abc"), ("signature", &signature)];
    (headers.into_iter().map(|(name, value)| (format!("wechatpay-{name}"), value.to_owned())).collect(), body)
}

pub(crate) fn notify(way: &Provider, headers: &BTreeMap<String, String>, body: &str) -> Result<Notice, Refused> {
    let header = |name: &str| headers.get(name).cloned();
    way.notified(CallBack { header: &header, body: body.as_bytes(), now: now() })
}

#[tokio::test]
async fn a_call_back_of_wechat_is_believed_when_everything_fits() {
    let way = wechat("http://127.0.0.1:9");
    let (headers, body) = wechat_call(&wechat_trade("SUCCESS"), now(), PLATFORM);
    let notice = Notice::Trade { trade: "26000011_1".to_owned(), standing: paid("4200001") };
    assert_eq!(notify(&way, &headers, &body), Ok(notice));
    assert_eq!(notify(&way, &headers, &body.replace("EV-1", "EV-2")), Err(Refused::Signature), "a changed byte");
    assert_eq!(notify(&way, &BTreeMap::new(), &body), Err(Refused::Signature), "no signature");
    for minutes in [-6, 6] {
        let (headers, body) = wechat_call(&wechat_trade("SUCCESS"), now() + TimeDelta::minutes(minutes), PLATFORM);
        assert_eq!(notify(&way, &headers, &body), Err(Refused::Stale), "{minutes}");
    }
    let (headers, body) = wechat_call(&wechat_trade("SUCCESS"), now(), "PUB_KEY_ID_0002");
    assert_eq!(notify(&way, &headers, &body), Err(Refused::Signature), "another key");
    let elsewhere = wechat_trade("SUCCESS").replace("1900000001", "1900000002");
    let (headers, body) = wechat_call(&elsewhere, now(), PLATFORM);
    assert_eq!(notify(&way, &headers, &body), Err(Refused::Signature), "another merchant's money");
    let (headers, body) = wechat_call("nonsense", now(), PLATFORM);
    assert_eq!(notify(&way, &headers, &body), Err(Refused::Unreadable));
}

#[tokio::test]
async fn alipay_makes_a_code_and_its_answer_is_verified() {
    let said = json!({ "code": "10000", "msg": "Success", "out_trade_no": "26000011_1", "qr_code": "https://qr.alipay.com/bax1" });
    let server = StandIn::answering([node("alipay.trade.precreate", &said)]).await;
    let code = alipay(&server.url).begin(bill("26000011_1")).await;
    assert_eq!(code.as_deref(), Ok("https://qr.alipay.com/bax1"));
    let content = alipay_would_accept(&server.asked()[0]);
    assert_eq!((&content["total_amount"], &content["time_expire"]), (&json!("130.00"), &json!("2026-11-22 15:00:00")));
    let form = server.asked()[0].form();
    assert_eq!(value(&form, "notify_url"), "https://desk.example/callbacks/payment/alipay");
}

#[tokio::test]
async fn alipay_tells_how_a_trade_stands() {
    let trade = |status: &str| json!({ "code": "10000", "out_trade_no": "26000011_1", "trade_no": "2026", "trade_status": status, "total_amount": "130.00" });
    for (status, means) in [
        ("WAIT_BUYER_PAY", Some(Standing::Open)),
        ("TRADE_SUCCESS", Some(paid("2026"))),
        ("TRADE_FINISHED", Some(paid("2026"))),
        ("TRADE_CLOSED", Some(Standing::Closed)),
        ("SOMETHING_ELSE", None),
    ] {
        let server = StandIn::answering([node("alipay.trade.query", &trade(status))]).await;
        assert_eq!(alipay(&server.url).look("26000011_1").await.ok(), means, "{status}");
    }
    for (code, sub, means) in [
        ("40004", "ACQ.TRADE_NOT_EXIST", Ok(Standing::NotThere)),
        ("40004", "ACQ.SYSTEM_ERROR", Err("unknown")),
        ("20000", "isp.unknow-error", Err("unknown")),
        ("40002", "isv.invalid-signature", Err("refused")),
        ("40006", "isv.insufficient-isv-permissions", Err("refused")),
    ] {
        let server = StandIn::answering([node("alipay.trade.query", &json!({ "code": code, "sub_code": sub }))]).await;
        let found = alipay(&server.url).look("26000011_1").await;
        assert_eq!(found.as_ref().map_err(Failure::code), means.as_ref().map_err(|code| *code), "{sub}");
    }
}

/// A call-back as Alipay makes it, with some fields changed before it is signed.
pub(crate) fn alipay_call(changes: &[(&str, &str)]) -> String {
    let mut fields: BTreeMap<&str, &str> = [
        ("app_id", "2021000000000001"),
        ("notify_id", "1"),
        ("notify_time", "2026-11-22 14:00:00"),
        ("out_trade_no", "26000011_1"),
        ("subject", "证书 补办&更多"),
        ("total_amount", "130.00"),
        ("trade_no", "2026"),
        ("trade_status", "TRADE_SUCCESS"),
    ]
    .into_iter()
    .collect();
    fields.extend(changes.iter().copied());
    alipay_signs(fields, |_| true)
}

/// The form of a call-back, signed over those of its fields.
fn alipay_signs(fields: BTreeMap<&str, &str>, signed: impl Fn(&str) -> bool) -> String {
    let over = fields.iter().filter(|(_, value)| signed(value));
    let text = over.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
    let signature = provider_signs(&text);
    sign::form(fields.into_iter().chain([("sign", signature.as_str()), ("sign_type", "RSA2")]))
}

#[tokio::test]
async fn a_call_back_of_alipay_may_sign_empty_fields_or_leave_them_out() {
    let way = alipay("http://127.0.0.1:9");
    let fields = BTreeMap::from([
        ("app_id", "2021000000000001"),
        ("body", ""),
        ("notify_time", "2026-11-22 14:00:00"),
        ("out_trade_no", "26000011_1"),
        ("passback_params", ""),
        ("total_amount", "130.00"),
        ("trade_no", "2026"),
        ("trade_status", "TRADE_SUCCESS"),
    ]);
    let notice = Notice::Trade { trade: "26000011_1".to_owned(), standing: paid("2026") };
    let none = BTreeMap::new();
    assert_eq!(notify(&way, &none, &alipay_signs(fields.clone(), |_| true)), Ok(notice.clone()), "as its page says");
    let without = alipay_signs(fields.clone(), |value| !value.is_empty());
    assert_eq!(notify(&way, &none, &without), Ok(notice), "as its libraries do");
    assert_eq!(notify(&way, &none, &without.replace("130.00", "1.00")), Err(Refused::Signature));
    let filled = alipay_signs(fields, |value| !value.is_empty()).replace("body=", "body=x");
    assert_eq!(notify(&way, &none, &filled), Err(Refused::Signature), "what was empty is not any more");
}

#[tokio::test]
async fn a_call_back_of_alipay_is_believed_when_everything_fits() {
    let way = alipay("http://127.0.0.1:9");
    let call = alipay_call;
    let none = BTreeMap::new();
    let notice = Notice::Trade { trade: "26000011_1".to_owned(), standing: paid("2026") };
    assert_eq!(notify(&way, &none, &call(&[])), Ok(notice));
    assert_eq!(notify(&way, &none, &call(&[]).replace("130.00", "1.00")), Err(Refused::Signature));
    assert_eq!(notify(&way, &none, &call(&[("app_id", "2021000000000002")])), Err(Refused::Signature));
    assert_eq!(notify(&way, &none, &call(&[("notify_time", "2026-11-20 14:00:00")])), Err(Refused::Stale));
    assert_eq!(notify(&way, &none, &call(&[("total_amount", "a lot")])), Err(Refused::Unreadable));
    let twice = format!("{}&total_amount=1.00", call(&[]));
    assert_eq!(notify(&way, &none, &twice), Err(Refused::Unreadable), "a field that comes twice");
    assert_eq!(notify(&way, &none, ""), Err(Refused::Signature));
}

#[tokio::test]
async fn keys_that_are_none_are_named() {
    let mut at = Config::shipped().unwrap().payment;
    let opened =
        |at: &PaymentAt| Payment::open(PayWay::Wechat, at, Clock::set_to(now()), brisk()).unwrap_err().to_string();
    assert_eq!(opened(&at), "payment.wechat.private_key is not set");
    (at.wechat.private_key, at.wechat.platform_key, at.wechat.api_v3_key) =
        (kept("key"), kept(PROVIDER_PUBLIC), kept("short"));
    assert_eq!(opened(&at), "payment.wechat.api_v3_key: it has 32 characters");
    let invoices = Payment::open(PayWay::Telegram, &at, Clock::set_to(now()), brisk());
    assert_eq!(invoices.unwrap_err().to_string(), "payment.telegram.provider_token is not set");
}
