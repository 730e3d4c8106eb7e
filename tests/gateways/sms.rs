//! Short messages: requests that Aliyun would accept, its errors told apart, and nothing sent twice.

use super::standin::{Asked, Reply, StandIn, brisk, nobody, value};
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::mobile::Mobile;
use certdesk::domain::texting::TextKind;
use certdesk::gateway::sms::{Before, Provider, Sms, SmsAt, Text};
use certdesk::gateway::{Failure, Kept, sign};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

fn noon() -> DateTime<Utc> {
    "2026-11-22T04:00:00Z".parse().unwrap()
}

/// The section of a desk whose Aliyun is at this address.
pub(crate) fn aliyun_at(at: &mut SmsAt, url: &str) {
    at.provider = Provider::Aliyun;
    let own = &mut at.aliyun;
    (own.url, own.key_id, own.key_secret) = (url.to_owned(), "KEYID".to_owned(), Kept::Here("SECRET".to_owned()));
    "江西CA".clone_into(&mut own.sign_name);
    (own.shipped, own.notice) = ("SMS_1".to_owned(), "SMS_2".to_owned());
}

fn aliyun(url: &str) -> Sms {
    let mut at = Config::shipped().unwrap().sms;
    aliyun_at(&mut at, url);
    Sms::open(&at, Clock::set_to(noon()), brisk()).unwrap()
}

fn text(mobile: &Mobile) -> Text<'_> {
    let (number, waybill) = ("26000010", "SF1234567890123");
    Text { mobile, kind: TextKind::Shipped, mark: "mark-1", number, waybill, words: "证书已寄出“快”\n{mark}" }
}

fn mobile() -> Mobile {
    Mobile::parse("13700137000").unwrap()
}

/// What Aliyun's server does: puts the canonical request together from what came, and signs it with the secret.
pub(crate) fn aliyun_believes(asked: &Asked) -> bool {
    let header = asked.header("authorization");
    let Some((names, signature)) = header
        .strip_prefix("ACS3-HMAC-SHA256 Credential=KEYID,SignedHeaders=")
        .and_then(|rest| rest.split_once(",Signature="))
    else {
        return false;
    };
    let headers = names.split(';').map(|name| format!("{name}:{}\n", asked.header(name))).collect::<Vec<_>>().concat();
    let mut query: Vec<&str> = asked.uri.query().unwrap_or_default().split('&').collect();
    query.sort_unstable();
    let hash = sign::sha256_hex(&asked.body);
    let canonical = format!("{}\n{}\n{}\n{headers}\n{names}\n{hash}", asked.method, asked.uri.path(), query.join("&"));
    let whole = format!("ACS3-HMAC-SHA256\n{}", sign::sha256_hex(canonical));
    signature == hex::encode(sign::hmac_sha256(b"SECRET", whole.as_bytes()))
        && (asked.header("x-acs-version"), asked.header("x-acs-content-sha256")) == ("2017-05-25".to_owned(), hash)
}

fn aliyun_would_accept(asked: &Asked) {
    assert!(aliyun_believes(asked), "{}", asked.header("authorization"));
    assert_eq!(asked.header("x-acs-date"), "2026-11-22T04:00:00Z");
}

#[tokio::test]
async fn aliyun_is_asked_as_it_wants_to_be() {
    let server =
        StandIn::answering([Reply::ok(json!({ "Code": "OK", "Message": "OK", "BizId": "9006", "RequestId": "F655" }))])
            .await;
    aliyun(&server.url).send(text(&mobile())).await.unwrap();
    let asked = &server.asked()[0];
    aliyun_would_accept(asked);
    let query = asked.query();
    assert_eq!(asked.header("x-acs-action"), "SendSms");
    assert_eq!((value(&query, "PhoneNumbers"), value(&query, "SignName")), ("13700137000".into(), "江西CA".into()));
    let fills: Value = serde_json::from_str(&value(&query, "TemplateParam")).unwrap();
    assert_eq!(
        (value(&query, "TemplateCode"), fills),
        ("SMS_1".into(), json!({ "number": "26000010", "waybill": "SF1234567890123" }))
    );
    assert_eq!(value(&query, "OutId"), "mark-1");
}

#[tokio::test]
async fn every_error_of_aliyun_is_told_apart_and_nothing_is_sent_twice() {
    for (code, means) in [
        ("isv.BUSINESS_LIMIT_CONTROL", "busy"),
        ("Throttling.User", "busy"),
        ("isv.DAY_LIMIT_CONTROL", "refused"),
        ("isv.MONTH_LIMIT_CONTROL", "refused"),
        ("isv.OUT_OF_SERVICE", "refused"),
        ("isv.SIGN_STATE_ILLEGAL", "refused"),
        ("isv.DENY_IP_RANGE", "refused"),
        ("SignatureDoesNotMatch", "refused"),
        ("isp.SYSTEM_ERROR", "unknown"),
    ] {
        let server = StandIn::answering([Reply::ok(json!({ "Code": code, "Message": "13700137000" }))]).await;
        let failure = aliyun(&server.url).send(text(&mobile())).await.unwrap_err();
        assert_eq!(failure.code(), means, "{code}");
        assert!(!failure.to_string().contains("137"), "{failure}");
    }
    for reply in [Reply::Never, Reply::Body(502, String::new()), Reply::ok("garbage")] {
        let server = StandIn::answering([reply]).await;
        assert_eq!(aliyun(&server.url).send(text(&mobile())).await.unwrap_err().code(), "unknown");
        assert_eq!(server.asked().len(), 1, "it may have gone out");
    }
    assert_eq!(aliyun(&nobody().await).send(text(&mobile())).await.unwrap_err().code(), "away");
}

#[tokio::test]
async fn what_was_sent_is_known_by_its_mark() {
    let details = |out: &str, status: i64| json!({ "Code": "OK", "TotalCount": "1", "SmsSendDetailDTOs": { "SmsSendDetailDTO": [{ "OutId": out, "SendStatus": status }] } });
    for (said, before) in [
        (details("mark-1", 3), Before::Sent),
        (details("mark-1", 1), Before::Sent),
        (details("mark-1", 2), Before::NotSent),
        (details("another", 3), Before::NotSent),
    ] {
        let server = StandIn::answering([Reply::ok(&said)]).await;
        assert_eq!(aliyun(&server.url).sent(text(&mobile()), noon()).await, Ok(before), "{said}");
        aliyun_would_accept(&server.asked()[0]);
        assert_eq!(value(&server.asked()[0].query(), "SendDate"), "20261122");
    }
    let server = StandIn::answering([Reply::ok(json!({ "Code": "OK" }))]).await;
    assert!(matches!(aliyun(&server.url).sent(text(&mobile()), noon()).await, Err(Failure::Unknown(_))));
}

fn detail(out: &str, total: &str) -> Reply {
    let detail = json!({ "OutId": out, "SendStatus": 3 });
    Reply::ok(json!({ "Code": "OK", "TotalCount": total, "SmsSendDetailDTOs": { "SmsSendDetailDTO": [detail] } }))
}

fn nothing() -> Reply {
    Reply::ok(json!({ "Code": "OK", "TotalCount": 0, "SmsSendDetailDTOs": { "SmsSendDetailDTO": [] } }))
}

/// The days and pages that were looked at.
fn looked_at(server: &StandIn) -> Vec<(String, String)> {
    let queries = server.asked().into_iter().map(|asked| asked.query());
    queries.map(|query| (value(&query, "SendDate"), value(&query, "CurrentPage"))).collect()
}

#[tokio::test]
async fn what_went_out_over_midnight_is_found_on_either_day() {
    // 23:59 and 00:01 of Chinese days, whatever day it is elsewhere.
    let owed: DateTime<Utc> = "2026-11-21T15:59:00Z".parse().unwrap();
    let at = |now: &str| {
        let now: DateTime<Utc> = now.parse().unwrap();
        move |url: &str| {
            let mut at = Config::shipped().unwrap().sms;
            aliyun_at(&mut at, url);
            Sms::open(&at, Clock::set_to(now), brisk()).unwrap()
        }
    };
    let after_midnight = at("2026-11-21T16:01:00Z");
    for (replies, before) in [
        (vec![detail("mark-1", "1")], Before::Sent),
        (vec![nothing(), detail("mark-1", "1")], Before::Sent),
        (vec![nothing(), detail("another", "1")], Before::NotSent),
    ] {
        let count = replies.len();
        let server = StandIn::answering(replies).await;
        assert_eq!(after_midnight(&server.url).sent(text(&mobile()), owed).await, Ok(before));
        let days: Vec<String> = looked_at(&server).into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, ["20261122", "20261121"][..count], "the newest first");
    }
    // Aliyun keeps a month: what may be older is not known, however empty the month is.
    let server = StandIn::answering([nothing()]).await;
    assert_eq!(at("2027-02-01T04:00:00Z")(&server.url).sent(text(&mobile()), owed).await, Ok(Before::Untold));
    assert_eq!(server.asked().len(), 30);
    let server = StandIn::answering([Reply::Body(503, String::new())]).await;
    assert!(after_midnight(&server.url).sent(text(&mobile()), owed).await.is_err(), "silence is no answer");
}

#[tokio::test]
async fn a_number_that_was_written_to_often_is_looked_through_page_by_page() {
    let server = StandIn::answering([detail("a", "120"), detail("b", "120"), detail("mark-1", "120")]).await;
    assert_eq!(aliyun(&server.url).sent(text(&mobile()), noon()).await, Ok(Before::Sent));
    let pages: Vec<String> = looked_at(&server).into_iter().map(|(_, page)| page).collect();
    assert_eq!(pages, ["1", "2", "3"]);
    let server = StandIn::answering([detail("a", "51"), detail("b", "51")]).await;
    assert_eq!(aliyun(&server.url).sent(text(&mobile()), noon()).await, Ok(Before::NotSent));
    assert_eq!(server.asked().len(), 2);
    // Without end it is not known.
    let server = StandIn::answering([detail("a", "9999999")]).await;
    assert_eq!(aliyun(&server.url).sent(text(&mobile()), noon()).await, Ok(Before::Untold));
    assert_eq!(server.asked().len(), 10);
}

#[tokio::test]
async fn of_a_code_nothing_but_a_code_is_repeated() {
    let long = "x".repeat(90);
    for code in
        ["isv.小王", "13700137000", "isv.13700137000", "Li.13700137000", "caiwu@example.cn", "x\nfake=line", &long]
    {
        let server = StandIn::answering([Reply::ok(json!({ "Code": code }))]).await;
        let said = aliyun(&server.url).send(text(&mobile())).await.unwrap_err().to_string();
        assert_eq!(said, "unknown: a code that is not documented", "{code}");
    }
}

#[tokio::test]
async fn any_other_provider_is_described_by_a_template() {
    let mut at = Config::shipped().unwrap().sms;
    at.provider = Provider::Template;
    let server =
        StandIn::answering([Reply::ok(r#"{"ret":0}"#), Reply::ok(r#"{"ret":9}"#), Reply::Body(500, String::new())])
            .await;
    at.template.url.clone_from(&server.url);
    at.template.authorization = Kept::Here("Bearer key".to_owned());
    r#"{"to":"{mobile}","content":"{text}","id":"{mark}"}"#.clone_into(&mut at.template.body);
    r#""ret":0"#.clone_into(&mut at.template.taken);
    let sms = Sms::open(&at, Clock::set_to(noon()), brisk()).unwrap();
    sms.send(text(&mobile())).await.unwrap();
    assert_eq!(sms.send(text(&mobile())).await.unwrap_err().code(), "refused");
    assert_eq!(sms.send(text(&mobile())).await.unwrap_err().code(), "unknown");
    let asked = &server.asked()[0];
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(body, json!({ "to": "13700137000", "content": "证书已寄出“快”\n{mark}", "id": "mark-1" }));
    assert_eq!(asked.header("authorization"), "Bearer key");
    assert_eq!(sms.sent(text(&mobile()), noon()).await, Ok(Before::Untold));
    // A secret that cannot be read is no secret left out: nothing is sent without it.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authorization");
    at.template.authorization = Kept::File { file: file.clone() };
    let unread = Sms::open(&at, Clock::System, brisk()).unwrap_err().to_string();
    assert!(unread.contains("sms.template.authorization"), "{unread}");
    std::fs::write(&file, "Bearer key\n").unwrap();
    let sms = Sms::open(&at, Clock::System, brisk()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let asked = server.asked().len();
    let refused = sms.send(text(&mobile())).await.unwrap_err();
    assert_eq!((refused.code(), server.asked().len()), ("refused", asked), "{refused}");
    "{mobile}".clone_into(&mut at.template.body);
    assert!(Sms::open(&at, Clock::System, brisk()).unwrap_err().to_string().contains("{text}"));
}
