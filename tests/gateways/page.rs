//! The page of a legal person without Telegram, over HTTP as a browser asks for it: looking changes nothing, and what is done is bound to
//! the link, to the digits, and to size and time.

use super::bureau::{Bureau, Mood, SECRET, identity_at};
use super::town::{LINK, Town, preparing};
use certdesk::config::Config;
use certdesk::domain::order::VerificationState;
use certdesk::gateway::identity::signature;
use reqwest::{Client, Response};
use serde_json::json;
use std::path::PathBuf;
use telegram_sim::people::SeenKind;

fn outside(config: &mut Config) {
    "https://desk.example/".clone_into(&mut config.web.address);
}

async fn town() -> Town {
    Town::with(preparing(), outside).await
}

async fn look(town: &Town, lang: &str) -> String {
    let response = reqwest::get(town.address(&format!("/legal/{LINK}?lang={lang}"))).await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

/// Presses one of the page's buttons; gives the page that it leads to.
async fn press(town: &Town, act: &str) -> String {
    let response = Client::new().post(town.address(&format!("/legal/{LINK}/{act}?lang=zh-CN"))).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.url().path().ends_with(LINK), "back to the page");
    let page = response.text().await.unwrap();
    town.quiet().await;
    page
}

/// Where the page sends its video.
fn target(page: &str) -> String {
    page.split("data-to=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the camera is offered").to_owned()
}

async fn post(town: &Town, to: &str, video: Vec<u8>) -> Response {
    let response = Client::new().post(town.address(to)).body(video).send().await.unwrap();
    town.quiet().await;
    response
}

fn mp4(mark: u8) -> Vec<u8> {
    [b"\0\0\0\x18ftypmp42".as_slice(), &[mark; 4_000]].concat()
}

#[tokio::test]
async fn looking_shows_who_asks_and_changes_nothing() {
    let town = town().await;
    let before = town.order().await;
    let page = look(&town, "zh-CN").await;
    for words in ["江西样例建筑有限公司", "安经办", "梁&lt;b&gt;法人", "2600 0010", "我是本人，同意授权", "拒绝"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("11010519491231002X") && !page.contains("13900139000"), "no number of a person's");
    assert!(look(&town, "en").await.contains("do you authorise the agent?"));
    let spoken = Client::new().get(town.address(&format!("/legal/{LINK}"))).header("accept-language", "en-GB,en;q=0.9");
    let response = spoken.send().await.unwrap();
    let headers = response.headers().clone();
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["cache-control"], "no-store");
    let page = response.text().await.unwrap();
    assert!(page.contains("lang=\"en\"") && !page.contains("https://"), "nothing from elsewhere: {page}");
    for part in ["page.css", "page.js"] {
        assert_eq!(town.page(&format!("/legal/{part}")).await.0, 200, "{part}");
    }
    assert_eq!(town.order().await, before);
    for wrong in ["v26000010-0123456789abcdee", "v26000010", "v26000011-0123456789abcdef", "x", "%00"] {
        let (status, page) = town.page(&format!("/legal/{wrong}")).await;
        assert_eq!(status, 404, "{wrong}");
        assert!(!page.contains("江西样例"), "{wrong}");
        let done = Client::new().post(town.address(&format!("/legal/{wrong}/consent"))).send().await.unwrap();
        assert_eq!(done.status(), 404, "{wrong}");
        let video = format!("/legal/{wrong}/video?until=0");
        assert_eq!(post(&town, &video, mp4(1)).await.status(), 404, "{wrong}");
    }
    assert_eq!(town.order().await, before);
    town.app.stop().await;
}

#[tokio::test]
async fn a_desk_without_an_address_has_no_page() {
    let town = Town::with(preparing(), |_| {}).await;
    assert_eq!(town.page(&format!("/legal/{LINK}")).await.0, 404);
    assert_eq!(town.page("/legal/page.css").await.0, 404);
    town.app.stop().await;
}

#[tokio::test]
async fn a_video_reaches_the_reviewer_and_the_page_shows_the_word() {
    let town = town().await;
    let page = press(&town, "consent").await;
    let VerificationState::Asked { digits, .. } = town.order().await.verification.state else { panic!("{page}") };
    let shown = digits.chars().map(|digit| format!("<span>{digit}</span>")).collect::<Vec<_>>().concat();
    assert!(page.contains(&shown), "{page}");
    assert_eq!(press(&town, "consent").await.matches(&shown).count(), 1, "pressing twice gives no others");
    assert_eq!(Town::said(&town.applicant(), "核验链接已在网页上打开"), 1);

    let to = target(&page);
    assert_eq!(post(&town, &to, mp4(1)).await.status(), 204);
    assert_eq!(post(&town, &to, mp4(1)).await.status(), 409, "it is there already");
    assert!(look(&town, "zh-CN").await.contains("审核人员会尽快核对"));
    assert_eq!(Town::said(&town.applicant(), "已提交核验视频"), 1);
    let video = town.staff().history().into_iter().find_map(|message| match message.kind {
        SeenKind::Video { file } => town.sim.download(file.number),
        _ => None,
    });
    assert_eq!(video.expect("the video is in the group"), mp4(1));
    assert_eq!(Town::said(&town.staff(), "应念数字"), 1);

    let staff = town.staff();
    staff.press("认证成功").await.expect("the reviewer decides");
    town.quiet().await;
    assert!(town.order().await.verification.is_verified());
    let page = look(&town, "zh-CN").await;
    assert!(page.contains("认证成功") && page.contains("撤回授权"), "{page}");
    let page = press(&town, "withdraw").await;
    assert!(page.contains("您已拒绝授权"), "{page}");
    assert!(!town.order().await.verification.is_verified());
    assert_eq!(Town::said(&town.applicant(), "撤回了授权"), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn videos_are_kept_sealed_and_deleted_with_the_orders_files() {
    let town = town().await;
    let to = target(&press(&town, "consent").await);
    // Two browsers with the same link at the same moment: one is taken, and both are known to the desk.
    let (one, other) = tokio::join!(post(&town, &to, mp4(1)), post(&town, &to, mp4(2)));
    let mut answers = [one.status().as_u16(), other.status().as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [204, 409]);
    let files = town.files();
    let VerificationState::Sent { video, .. } = town.order().await.verification.state else { panic!("none is taken") };
    assert!([mp4(1), mp4(2)].contains(&files.read(&video.unique_id).await.unwrap().to_vec()));
    let sealed = town.files_kept();
    assert!((1..=2).contains(&sealed.len()), "{sealed:?}");
    for path in &sealed {
        let bytes = std::fs::read(path).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"ftypmp42" || part == [1; 8]), "it lies open");
    }

    town.pass(60 * 24 * 40).await;
    assert_eq!(town.clears_out().await, 0, "the order goes on");
    assert_eq!(town.files_kept(), sealed);
    town.withdraws().await;
    town.pass(60 * 24 * 29).await;
    assert_eq!(town.clears_out().await, 0, "not yet");
    assert_eq!(town.files_kept(), sealed);
    town.pass(60 * 24 * 2).await;
    assert_eq!(town.clears_out().await, 1);
    assert_eq!(town.files_kept(), Vec::<PathBuf>::new(), "nothing of it is left");
    assert_eq!(town.clears_out().await, 0, "once is enough");
    town.app.stop().await;
}

#[tokio::test]
async fn what_is_no_video_of_this_moment_is_refused() {
    let town = town().await;
    let early = format!("/legal/{LINK}/video?until={}", town.clock.now().timestamp());
    assert_eq!(post(&town, &early, mp4(1)).await.status(), 409, "nobody asked for it");
    let to = target(&press(&town, "consent").await);
    let (path, until) = to.split_once("until=").unwrap();
    let until: i64 = until.parse().unwrap();
    assert_eq!(post(&town, &format!("{path}until={}", until - 600), mp4(1)).await.status(), 410, "for older digits");
    assert_eq!(post(&town, path, mp4(1)).await.status(), 400);
    assert_eq!(post(&town, &to, b"<html>".repeat(1_000)).await.status(), 415);
    assert_eq!(post(&town, &to, Vec::new()).await.status(), 415);
    assert_eq!(post(&town, &to, vec![0; (16 << 20) + 1]).await.status(), 413);
    assert!(matches!(town.order().await.verification.state, VerificationState::Asked { .. }));
    town.pass(11).await;
    assert_eq!(post(&town, &to, mp4(1)).await.status(), 410, "the digits are too old");
    assert!(look(&town, "zh-CN").await.contains("已超时"));
    assert_eq!(town.order().await.verification.tries, 0);
    assert!(!town.staff().history().iter().any(|message| message.file().is_some()), "nothing reached the group");
    town.app.stop().await;
}

#[tokio::test]
async fn three_videos_and_then_staff() {
    let town = town().await;
    for mark in 1..=3 {
        let to = target(&press(&town, "consent").await);
        if mark == 2 {
            assert_eq!(post(&town, &to, mp4(1)).await.status(), 409, "the one of before");
        }
        let webm = [&[0x1a, 0x45, 0xdf, 0xa3], [mark; 4_000].as_slice()].concat();
        assert_eq!(post(&town, &to, if mark == 3 { webm } else { mp4(mark) }).await.status(), 204, "{mark}");
        let staff = town.staff();
        staff.press("不通过").await.expect("the reviewer decides");
        town.quiet().await;
        let question = staff.history().into_iter().rev().find(|m| m.text.contains("不通过的原因")).expect("why").id;
        let reply = staff.reply(question, "看不清面部").unwrap();
        Town::hears(&staff, reply, "未认可法人核验").await;
        town.quiet().await;
        assert!(matches!(town.order().await.verification.state, VerificationState::Refused { .. }), "{mark}");
    }
    let page = look(&town, "zh-CN").await;
    assert!(page.contains("尝试次数已用完") && !page.contains("<form"), "{page}");
    assert!(press(&town, "consent").await.contains("尝试次数已用完"));
    let documents = town.staff().history().iter().filter(|m| matches!(m.kind, SeenKind::Document { .. })).count();
    assert_eq!(documents, 1, "what Telegram does not play arrives as a file");
    town.app.stop().await;
}

#[tokio::test]
async fn the_page_and_the_chat_do_not_take_it_from_each_other() {
    let town = town().await;
    let liang = town.legal_person();
    town.opens_link().await;
    liang.press("我是本人").await.expect("consent is asked for");
    town.quiet().await;
    let page = look(&town, "zh-CN").await;
    assert!(page.contains("已在 Telegram 中打开") && !page.contains("<form"), "{page}");
    assert!(press(&town, "consent").await.contains("已在 Telegram 中打开"));
    town.pass(11).await;
    // Whoever has the link may take it up again, here too.
    let page = press(&town, "consent").await;
    assert!(page.contains("data-to"), "{page}");
    assert!(press(&town, "decline").await.contains("您已拒绝授权"));
    assert!(matches!(town.order().await.verification.state, VerificationState::Declined { .. }));
    press(&town, "consent").await;
    // A page that was left lying keeps nobody out for longer than its digits are good.
    town.pass(11).await;
    town.opens_link().await;
    assert!(matches!(town.order().await.verification.state, VerificationState::Opened { by, .. } if by.0 != 0));
    town.app.stop().await;
}

#[tokio::test]
async fn the_page_leads_to_the_provider_and_waits_for_its_word() {
    let bureau = Bureau::in_moods([Mood::Says("open")]).await;
    let town = Town::with(preparing(), |config| {
        outside(config);
        identity_at(&mut config.identity, &bureau.url);
    })
    .await;
    assert!(look(&town, "zh-CN").await.contains("刷脸核验"));
    press(&town, "consent").await;
    let page = look(&town, "zh-CN").await;
    assert!(page.contains("href=\"https://identity.example/p\"") && page.contains("http-equiv=\"refresh\""), "{page}");
    let body = json!({ "session": bureau.session(), "result": "passed" }).to_string();
    let timestamp = town.clock.now().timestamp().to_string();
    let signed = signature(SECRET, &timestamp, body.as_bytes());
    let call = Client::new().post(town.address("/callbacks/identity")).header("x-timestamp", timestamp);
    assert_eq!(call.header("x-signature", signed).body(body).send().await.unwrap().status(), 204);
    town.quiet().await;
    assert!(look(&town, "zh-CN").await.contains("认证成功"));
    town.app.stop().await;
}
