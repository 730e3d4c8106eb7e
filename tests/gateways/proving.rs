//! The legal person at an identity provider, through a whole desk: good, refused, forged, repeated, replayed, away, silent. The order is
//! proved once, by its present session, and whoever cannot be helped there records a video.

use super::bureau::{Bureau, Mood, SECRET, identity_at};
use super::town::{LINK, Town, preparing};
use certdesk::config::Config;
use certdesk::domain::order::VerificationState;
use certdesk::gateway::identity::signature;
use serde_json::json;

fn by_bureau(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        "https://desk.example".clone_into(&mut config.web.address);
        identity_at(&mut config.identity, &url);
    }
}

/// The legal person opens the link and consents.
async fn consents(town: &Town) {
    let liang = town.legal_person();
    town.opens_link().await;
    liang.press("我是本人").await.expect("consent is asked for");
    town.quiet().await;
}

/// The provider calls back, signed with this secret at this second of the desk's clock.
async fn call_back(town: &Town, (session, result): (&str, &str), secret: &str, ago: i64) -> u16 {
    let body = json!({ "session": session, "result": result }).to_string();
    let timestamp = (town.clock.now().timestamp() - ago).to_string();
    let request = reqwest::Client::new()
        .post(town.address("/callbacks/identity"))
        .header("x-signature", signature(secret, &timestamp, body.as_bytes()))
        .header("x-timestamp", timestamp);
    let status = request.body(body).send().await.unwrap().status().as_u16();
    town.quiet().await;
    status
}

async fn state(town: &Town) -> VerificationState {
    town.order().await.verification.state
}

#[tokio::test]
async fn a_proof_counts_once_however_often_it_is_told() {
    let bureau = Bureau::in_moods([Mood::Says("open")]).await;
    let town = Town::with(preparing(), by_bureau(&bureau.url)).await;
    consents(&town).await;
    let (liang, session) = (town.legal_person(), bureau.session());
    let sent =
        liang.history().into_iter().rev().find(|message| message.button("前往认证页面").is_some()).expect("a page");
    assert!(format!("{:?}", sent.buttons).contains("https://identity.example/p"), "{:?}", sent.buttons);
    let asked = &bureau.started()[0];
    assert_eq!((&asked["name"], &asked["id_number"]), (&json!("梁<b>法人"), &json!("11010519491231002X")));
    assert_eq!(asked["return_url"], json!(format!("https://desk.example/legal/{LINK}")));

    assert_eq!(call_back(&town, (&session, "passed"), "a forger's secret", 0).await, 401);
    assert_eq!(call_back(&town, (&session, "passed"), SECRET, 400).await, 401, "too old");
    assert_eq!(call_back(&town, ("26000010-ffff", "passed"), SECRET, 0).await, 204, "understood, and of no use");
    assert_eq!(call_back(&town, ("nonsense", "passed"), SECRET, 0).await, 400);
    assert!(matches!(state(&town).await, VerificationState::AtProvider { .. }));

    for _ in 0..3 {
        assert_eq!(call_back(&town, (&session, "passed"), SECRET, 0).await, 204);
    }
    assert_eq!(call_back(&town, (&session, "failed"), SECRET, 0).await, 204, "the first word counts");
    assert!(town.order().await.verification.is_verified());
    assert_eq!(Town::said(&town.staff(), "身份认证服务已确认"), 1);
    assert_eq!(Town::said(&town.applicant(), "法人核验：认证成功。"), 1);
    assert_eq!(Town::said(&liang, "认证成功"), 1);
    town.pass(60).await;
    assert_eq!(bureau.looks(), 0, "what is proved is not asked after");
    town.app.stop().await;
}

#[tokio::test]
async fn who_is_refused_tries_again_and_old_words_do_not_count() {
    let bureau = Bureau::in_moods([Mood::Says("open")]).await;
    let town = Town::with(preparing(), by_bureau(&bureau.url)).await;
    consents(&town).await;
    let (liang, first) = (town.legal_person(), bureau.session());
    assert_eq!(call_back(&town, (&first, "failed"), SECRET, 0).await, 204);
    assert!(matches!(state(&town).await, VerificationState::Unproven { .. }));
    assert_eq!(Town::said(&town.applicant(), "未能确认是法定代表人"), 1);
    liang.press("重新核验").await.expect("a new try");
    town.quiet().await;
    let second = bureau.session();
    assert_ne!(first, second);
    assert_eq!(call_back(&town, (&first, "passed"), SECRET, 0).await, 204);
    assert!(!town.order().await.verification.is_verified(), "the old session proves nothing");
    assert_eq!(call_back(&town, (&second, "failed"), SECRET, 0).await, 204);
    liang.press("重新核验").await.expect("a third try");
    town.quiet().await;
    assert_eq!(call_back(&town, (&bureau.session(), "failed"), SECRET, 0).await, 204);
    assert_eq!(town.order().await.verification.tries, 3);
    liang.press("重新核验").await.expect("the key is there still");
    town.quiet().await;
    assert_eq!(bureau.started().len(), 3, "three tries, then staff");
    assert_eq!(Town::said(&town.staff(), "几次机会都已用完"), 1);
    town.staff().press("再给一次核验机会").await.expect("staff have a way on");
    town.quiet().await;
    liang.press("重新核验").await.expect("one more");
    town.quiet().await;
    assert_eq!(call_back(&town, (&bureau.session(), "passed"), SECRET, 0).await, 204);
    assert!(town.order().await.verification.is_verified());
    town.app.stop().await;
}

#[tokio::test]
async fn a_provider_that_opens_no_session_leaves_the_video() {
    let bureau = Bureau::in_moods([Mood::Down]).await;
    let town = Town::with(preparing(), by_bureau(&bureau.url)).await;
    consents(&town).await;
    let liang = town.legal_person();
    assert_eq!(Town::said(&liang, "请改为录制视频"), 1);
    assert!(matches!(state(&town).await, VerificationState::Asked { .. }));
    assert_eq!(Town::said(&liang, "圆形视频"), 1, "and which digits are to be said");
    town.pass(60).await;
    assert_eq!((bureau.looks(), Town::said(&town.staff(), "认证服务")), (0, 0), "it is not asked after");
    town.app.stop().await;
}

#[tokio::test]
async fn a_call_back_that_never_comes_is_made_up_for_by_asking() {
    let moods =
        [Mood::Says("open"), Mood::Down, Mood::Down, Mood::Down, Mood::Garbage, Mood::Unsigned, Mood::Says("open")];
    let bureau = Bureau::in_moods(moods.into_iter().chain([Mood::Says("passed")])).await;
    let town = Town::with(preparing(), by_bureau(&bureau.url)).await;
    consents(&town).await;
    for _ in 0..10 {
        town.pass(1).await;
    }
    assert!(town.order().await.verification.is_verified(), "{:?}", state(&town).await);
    assert_eq!(Town::said(&town.staff(), "身份认证服务已确认"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn a_session_that_nobody_ends_is_let_go_and_begun_anew() {
    let bureau = Bureau::in_moods([Mood::Says("open")]).await;
    let town = Town::with(preparing(), by_bureau(&bureau.url)).await.restarted().await;
    consents(&town).await;
    let session = bureau.session();
    for _ in 0..20 {
        town.pass(1).await;
    }
    assert!(matches!(state(&town).await, VerificationState::Opened { .. }));
    assert!((5..60).contains(&bureau.looks()), "asked now and then: {}", bureau.looks());
    let liang = town.legal_person();
    assert_eq!(Town::said(&liang, "认证页面已超时"), 1);
    assert_eq!(call_back(&town, (&session, "passed"), SECRET, 0).await, 204);
    assert!(!town.order().await.verification.is_verified(), "too late");
    liang.press("重新核验").await.expect("a new try");
    town.quiet().await;
    assert_ne!(bureau.session(), session);
    town.app.stop().await;
}
