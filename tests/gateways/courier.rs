//! Couriers: signed as they want it, understood in all that they document, and believed only when signed.

use super::standin::{Reply, StandIn, brisk, nobody, value};
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::parcel::{Carrier, Waybill};
use certdesk::domain::tracking::{Milestone, Silence};
use certdesk::gateway::courier::{Courier, CourierAt, DigestMode, Following, Provider, Question};
use certdesk::gateway::{Kept, Refused, sign};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// Of SF's own example.
pub(crate) const CHECK_WORD: &str = "fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci";

fn kept(text: &str) -> Kept {
    Kept::Here(text.to_owned())
}

fn kuaidi(url: &str) -> Courier {
    let mut at = Config::shipped().unwrap().courier;
    kuaidi_at(&mut at, url);
    Courier::open(&at, Clock::System, brisk()).unwrap()
}

/// The section of a desk whose courier is Kuaidi100 at this address.
pub(crate) fn kuaidi_at(at: &mut CourierAt, url: &str) {
    at.provider = Provider::Kuaidi100;
    url.clone_into(&mut at.kuaidi100.url);
    at.kuaidi100.detect_url = format!("{url}/autonumber/auto");
    "CUSTOMER".clone_into(&mut at.kuaidi100.customer);
    (at.kuaidi100.key, at.kuaidi100.salt) = (kept("KEY"), kept("grain"));
    "https://desk.example/".clone_into(&mut at.kuaidi100.callback);
}

/// What Kuaidi100's server does with a query: works the signature out again.
pub(crate) fn kuaidi_believes(form: &[(String, String)]) -> bool {
    let signed = hex::encode_upper(sign::md5(format!("{}KEYCUSTOMER", value(form, "param"))));
    (value(form, "sign"), value(form, "customer")) == (signed, "CUSTOMER".to_owned())
}

fn sf(url: &str, digest: DigestMode) -> Courier {
    let mut at = Config::shipped().unwrap().courier;
    sf_at(&mut at, url, digest);
    Courier::open(&at, Clock::System, brisk()).unwrap()
}

/// The section of a desk whose courier is SF Express at this address.
pub(crate) fn sf_at(at: &mut CourierAt, url: &str, digest: DigestMode) {
    at.provider = Provider::Sf;
    at.sf.url = format!("{url}/std/service");
    "PARTNER".clone_into(&mut at.sf.partner);
    (at.sf.check_word, at.sf.digest) = (kept(CHECK_WORD), digest);
}

/// What SF's server does with a request: works the digest out again, in the mode that its console was told.
pub(crate) fn sf_believes(form: &[(String, String)], mode: DigestMode) -> bool {
    let whole = format!("{}{}{CHECK_WORD}", value(form, "msgData"), value(form, "timestamp"));
    let wanted = match mode {
        DigestMode::Standard => sign::base64(sign::md5(sign::encode_as_java(&whole))),
        DigestMode::Simple => sign::base64(sign::md5(&whole)),
        DigestMode::Sm3 => hex::encode(sign::sm3(&whole)),
    };
    value(form, "msgDigest") == wanted && value(form, "partnerID") == "PARTNER"
}

fn waybill(number: &str) -> Waybill {
    Waybill { carrier: Carrier::recognise(number), number: number.to_owned() }
}

fn question(waybill: &Waybill) -> Question<'_> {
    let posted: DateTime<Utc> = "2026-11-20T02:00:00Z".parse().unwrap();
    Question { waybill, digits: Some("5678"), posted, now: posted + TimeDelta::hours(30) }
}

fn kuaidi_found() -> serde_json::Value {
    json!({
        "message": "ok", "nu": "SF1234567890123", "ischeck": "1", "com": "shunfeng", "status": "200", "state": "3",
        "condition": "F00", "isLoop": false,
        "data": [
            { "time": "2026-11-21 15:04:05", "ftime": "2026-11-21 15:04:05", "context": "已签收，签收人：本人", "status": "签收",
              "statusCode": "301", "areaCode": null, "areaName": null, "location": "" },
            { "time": "2026-11-21 09:00:00", "ftime": "2026-11-21 09:00:00", "context": "派件异常：收件人不在", "status": "疑难", "statusCode": "205" },
            { "time": "2026-11-20 20:00:00", "ftime": "2026-11-20 20:00:00", "context": "已揽收", "status": "揽收", "statusCode": "103" },
        ],
    })
}

#[tokio::test]
async fn kuaidi100_is_asked_as_it_wants_to_be() {
    let server = StandIn::answering([Reply::ok(kuaidi_found())]).await;
    let sighting = kuaidi(&server.url).ask(question(&waybill("SF1234567890123"))).await.unwrap();
    let milestones: Vec<Milestone> = sighting.steps.iter().map(|step| step.milestone).collect();
    assert_eq!(milestones, [Milestone::Delivered, Milestone::Trouble, Milestone::Collected]);
    assert_eq!(sighting.steps[0].at.to_rfc3339(), "2026-11-21T07:04:05+00:00", "Chinese clocks");
    let asked = server.asked();
    assert_eq!((asked.len(), asked[0].uri.path()), (1, "/poll/query.do"));
    assert!(kuaidi_believes(&asked[0].form()), "{}", asked[0].body);
    let param: serde_json::Value = serde_json::from_str(&value(&asked[0].form(), "param")).unwrap();
    assert_eq!(
        (&param["com"], &param["num"], &param["phone"]),
        (&json!("shunfeng"), &json!("SF1234567890123"), &json!("5678"))
    );
    assert!(!asked[0].body.contains("KEYCUSTOMER"), "the key itself stays here");
}

#[tokio::test]
async fn every_error_of_kuaidi100_is_told_apart() {
    for (code, means) in [
        ("400", Silence::Refused),
        ("408", Silence::WrongDigits),
        ("500", Silence::NoRecord),
        ("501", Silence::NoAnswer),
        ("502", Silence::NoAnswer),
        ("503", Silence::Refused),
        ("601", Silence::Refused),
    ] {
        let body = json!({ "result": false, "returnCode": code, "message": "…" });
        let server = StandIn::answering([Reply::ok(body)]).await;
        let answer = kuaidi(&server.url).ask(question(&waybill("SF1234567890123"))).await;
        assert_eq!(answer, Err(means), "{code}");
        assert_eq!(server.asked().len(), 1, "{code}: a number that was asked for is not asked for again");
    }
}

#[tokio::test]
async fn a_courier_that_is_down_slow_or_talks_nonsense_is_silent_and_asked_once() {
    let bill = waybill("SF1234567890123");
    let long = format!("{{\"data\":\"{}\"}}", "x".repeat(2 << 20));
    let mut another = kuaidi_found();
    another["nu"] = json!("SF9999999999999");
    let unread = json!({ "nu": "SF1234567890123", "state": "3", "data": [{ "ftime": "yesterday", "context": "?" }] })
        .to_string();
    for reply in [
        Reply::Never,
        Reply::Body(500, String::new()),
        Reply::Body(502, "<html>".to_owned()),
        Reply::ok("not json"),
        Reply::ok(long),
        Reply::ok(unread),
        Reply::ok(another),
        Reply::ok("[]"),
    ] {
        let server = StandIn::answering([reply.clone()]).await;
        assert_eq!(kuaidi(&server.url).ask(question(&bill)).await, Err(Silence::NoAnswer), "{reply:.60?}");
        assert_eq!(server.asked().len(), 1, "what may have been seen is not repeated");
        let server = StandIn::answering([reply.clone()]).await;
        assert_eq!(
            sf(&server.url, DigestMode::Simple).ask(question(&bill)).await,
            Err(Silence::NoAnswer),
            "{reply:.60?}"
        );
    }
    assert_eq!(kuaidi(&nobody().await).ask(question(&bill)).await, Err(Silence::NoAnswer));
}

#[tokio::test]
async fn a_provider_that_fails_again_and_again_is_left_alone() {
    let bill = waybill("SF1234567890123");
    let overloaded = json!({ "result": false, "returnCode": "501", "message": "" });
    for reply in [
        Reply::Body(503, String::new()),
        Reply::Body(500, String::new()),
        Reply::ok("<html>garbage</html>"),
        Reply::ok(overloaded),
        Reply::ok("{}"),
    ] {
        let server = StandIn::answering([reply.clone()]).await;
        let courier = kuaidi(&server.url);
        for _ in 0..9 {
            assert_eq!(courier.ask(question(&bill)).await, Err(Silence::NoAnswer));
        }
        assert_eq!(server.asked().len(), 5, "{reply:?}");
        let count = courier.count().unwrap();
        assert_eq!((count.calls, count.unknown, count.resting), (5, 5, true), "{reply:?}");
    }
    // Too often is said at once, and heard at once.
    let server = StandIn::answering([Reply::Body(429, String::new())]).await;
    let courier = kuaidi(&server.url);
    assert_eq!(courier.ask(question(&bill)).await, Err(Silence::NoAnswer));
    assert_eq!((server.asked().len(), courier.count().unwrap().busy), (1, 1));
}

#[tokio::test]
async fn a_provider_that_says_no_is_there() {
    let server = StandIn::answering([Reply::ok(json!({ "result": false, "returnCode": "601", "message": "" }))]).await;
    let (courier, bill) = (kuaidi(&server.url), waybill("SF1234567890123"));
    for _ in 0..9 {
        assert_eq!(courier.ask(question(&bill)).await, Err(Silence::Refused));
    }
    let count = courier.count().unwrap();
    assert_eq!((count.calls, count.refused, count.resting), (9, 9, false));
}

#[tokio::test]
async fn a_carrier_that_the_number_does_not_tell_is_asked_for() {
    let guess = json!([{ "comCode": "debangkuaidi", "lengthPre": 12 }]);
    let mut found = kuaidi_found();
    found["nu"] = json!("abc123456789");
    let server = StandIn::answering([Reply::ok(guess), Reply::ok(found)]).await;
    let bill = waybill("ABC123456789");
    assert_eq!(bill.carrier, Carrier::Other);
    assert!(kuaidi(&server.url).ask(question(&bill)).await.is_ok());
    let asked = server.asked();
    assert_eq!(value(&asked[0].query(), "num"), "ABC123456789");
    let param: serde_json::Value = serde_json::from_str(&value(&asked[1].form(), "param")).unwrap();
    assert_eq!(param["com"], "debangkuaidi");
}

#[tokio::test]
async fn a_subscription_brings_call_backs_that_count_for_their_parcel_only() {
    for (code, followed) in [
        ("200", Following::Followed),
        ("501", Following::Followed),
        ("701", Following::NotThisCarrier),
        ("702", Following::NotThisCarrier),
    ] {
        let server =
            StandIn::answering([Reply::ok(json!({ "result": code == "200", "returnCode": code, "message": "" }))])
                .await;
        let outcome = kuaidi(&server.url).follow(question(&waybill("SF1234567890123")), "26000011-out").await;
        assert_eq!(outcome, Ok(followed), "{code}");
    }
    for (code, means) in
        [("600", "refused"), ("601", "refused"), ("700", "refused"), ("500", "unknown"), ("999", "unknown")]
    {
        let server =
            StandIn::answering([Reply::ok(json!({ "result": false, "returnCode": code, "message": "" }))]).await;
        let outcome = kuaidi(&server.url).follow(question(&waybill("SF1234567890123")), "26000011-out").await;
        assert_eq!(outcome.map_err(|failure| failure.code()), Err(means), "{code}");
    }
    let server = StandIn::answering([Reply::ok(json!({ "result": true, "returnCode": "200", "message": "" }))]).await;
    let courier = kuaidi(&server.url);
    courier.follow(question(&waybill("SF1234567890123")), "26000011-out").await.unwrap();
    let form = server.asked()[0].form();
    let param: serde_json::Value = serde_json::from_str(&value(&form, "param")).unwrap();
    assert_eq!(
        (value(&form, "schema"), &param["company"], &param["key"]),
        ("json".to_owned(), &json!("shunfeng"), &json!("KEY"))
    );
    assert_eq!(param["parameters"]["callbackurl"], "https://desk.example/callbacks/courier/26000011-out");
    let salt = param["parameters"]["salt"].as_str().unwrap().to_owned();

    let said =
        json!({ "status": "polling", "billstatus": "", "message": "", "lastResult": kuaidi_found() }).to_string();
    let signed = |said: &str, salt: &str| {
        let signature = hex::encode_upper(sign::md5(format!("{said}{salt}")));
        sign::form([("sign", signature.as_str()), ("param", said)]).into_bytes()
    };
    let pushed = courier.pushed("26000011-out", &signed(&said, &salt)).unwrap();
    assert_eq!((pushed.number.as_str(), pushed.answer.unwrap().steps.len()), ("SF1234567890123", 3));
    // Whatever becomes of the watching: what it has of the parcel counts, and nothing is nothing.
    let gibberish = json!({ "nu": "SF1234567890123", "data": [{ "ftime": "-262143-01-01 00:00:00", "context": "?" }] });
    for (status, last, answer, ended) in [
        ("polling", kuaidi_found(), Ok(3), false),
        ("updateall", kuaidi_found(), Ok(3), false),
        ("shutdown", kuaidi_found(), Ok(3), true),
        ("abort", json!({ "nu": "SF1234567890123", "state": "0", "data": [] }), Err(Silence::NoRecord), true),
        ("abort", gibberish, Err(Silence::NoAnswer), true),
        ("", kuaidi_found(), Ok(3), false),
    ] {
        let said = json!({ "status": status, "message": "", "lastResult": last }).to_string();
        let pushed = courier.pushed("26000011-out", &signed(&said, &salt)).unwrap();
        assert_eq!((pushed.answer.map(|sighting| sighting.steps.len()), pushed.ended), (answer, ended), "{status}");
    }
    assert_eq!(courier.pushed("26000011-in", &signed(&said, &salt)), Err(Refused::Signature), "another parcel's");
    assert_eq!(courier.pushed("26000011-out", &signed(&said, "guessed")), Err(Refused::Signature));
    let changed = String::from_utf8(signed(&said, &salt)).unwrap().replace("301", "205");
    assert_eq!(courier.pushed("26000011-out", changed.as_bytes()), Err(Refused::Signature));
    for garbage in [&b""[..], b"\xff\xfe", b"param=&", b"sign=1&param={}"] {
        assert!(courier.pushed("26000011-out", garbage).is_err());
    }
    let gibberish = courier.pushed("26000011-out", &signed("{\"lastResult\":7}", &salt));
    assert_eq!(gibberish, Err(Refused::Unreadable), "signed, and nonsense all the same");
}

fn sf_found() -> serde_json::Value {
    let data = json!({
        "success": true, "errorCode": "S0000", "errorMsg": null,
        "msgData": { "routeResps": [{ "mailNo": "SF1234567890123", "routes": [
            { "acceptAddress": "南昌市", "acceptTime": "2026-11-20 19:06:26", "remark": "顺丰速运 已收取快件", "opCode": "50", "firstStatusName": "已揽收" },
            { "acceptAddress": "九江市", "acceptTime": "2026-11-21 08:30:00", "remark": "派送不成功", "opCode": "70" },
            { "acceptAddress": "九江市", "acceptTime": "2026-11-21 14:00:00", "remark": "已签收", "opCode": "80", "firstStatusName": "已签收" },
        ]}]},
    });
    json!({ "apiErrorMsg": "", "apiResponseID": "00016", "apiResultCode": "A1000", "apiResultData": data.to_string() })
}

#[tokio::test]
async fn sf_is_asked_with_each_of_its_digests() {
    for mode in [DigestMode::Standard, DigestMode::Simple, DigestMode::Sm3] {
        let server = StandIn::answering([Reply::ok(sf_found())]).await;
        let sighting = sf(&server.url, mode).ask(question(&waybill("SF1234567890123"))).await.unwrap();
        let milestones: Vec<Milestone> = sighting.steps.iter().map(|step| step.milestone).collect();
        assert_eq!(milestones, [Milestone::Collected, Milestone::Failed, Milestone::Delivered]);
        let form = server.asked()[0].form();
        assert!(sf_believes(&form, mode), "{mode:?}: {form:?}");
        assert_eq!(
            (value(&form, "serviceCode"), value(&form, "requestID").len()),
            ("EXP_RECE_SEARCH_ROUTES".to_owned(), 36)
        );
        let data: serde_json::Value = serde_json::from_str(&value(&form, "msgData")).unwrap();
        assert_eq!((&data["checkPhoneNo"], &data["trackingNumber"]), (&json!("5678"), &json!(["SF1234567890123"])));
    }
}

#[tokio::test]
async fn every_error_of_sf_is_told_apart() {
    let inner = |data: serde_json::Value| json!({ "apiResultCode": "A1000", "apiResultData": data.to_string() });
    let nothing = inner(
        json!({ "success": true, "errorCode": "S0000", "msgData": { "routeResps": [{ "mailNo": "SF1234567890123", "routes": [] }] } }),
    );
    let another = inner(
        json!({ "success": true, "errorCode": "S0000", "msgData": { "routeResps": [{ "mailNo": "SF9999999999999", "routes": [] }] } }),
    );
    let failed = inner(json!({ "success": false, "errorCode": "S0001", "errorMsg": "…" }));
    let cases = [
        (json!({ "apiResultCode": "A1001" }), Silence::Refused),
        (json!({ "apiResultCode": "A1002" }), Silence::Refused),
        (json!({ "apiResultCode": "A1003" }), Silence::Refused),
        (json!({ "apiResultCode": "A1004" }), Silence::Refused),
        (json!({ "apiResultCode": "A1005" }), Silence::NoAnswer),
        (json!({ "apiResultCode": "A1006" }), Silence::Refused),
        (nothing, Silence::NoRecord),
        (failed, Silence::NoAnswer),
        (another, Silence::NoAnswer),
        (json!({ "apiResultCode": "A1000", "apiResultData": "broken {" }), Silence::NoAnswer),
    ];
    for (body, means) in cases {
        let server = StandIn::answering([Reply::ok(&body)]).await;
        let answer = sf(&server.url, DigestMode::Standard).ask(question(&waybill("SF1234567890123"))).await;
        assert_eq!(answer, Err(means), "{body}");
    }
    let server = StandIn::answering([Reply::ok(sf_found())]).await;
    let other = waybill("YT1234567890123");
    assert_eq!(sf(&server.url, DigestMode::Standard).ask(question(&other)).await, Err(Silence::NotFollowed));
    assert_eq!(server.asked().len(), 0, "another carrier's number is none of its business");
}

#[tokio::test]
async fn what_is_not_set_is_named_before_the_desk_opens() {
    let mut at = Config::shipped().unwrap().courier;
    assert!(!Courier::open(&at, Clock::System, brisk()).unwrap().follows());
    at.provider = Provider::Kuaidi100;
    let open = |at: &CourierAt| Courier::open(at, Clock::System, brisk()).unwrap_err().to_string();
    assert_eq!(open(&at), "courier.kuaidi100.key is not set");
    at.kuaidi100.key = kept("KEY");
    assert_eq!(open(&at), "courier.kuaidi100.customer is not set");
    at.least_minutes = 5;
    assert!(open(&at).contains("30 minutes"));
}
