//! The page of a legal person without Telegram in a real browser with a made-up camera: consent, the digits, a recording that is looked at
//! before it is sent, and the page's word that it is with the reviewers.

use crate::town::{LINK, Town, preparing};
use crate::webdriver::{Browser, until};
use certdesk::domain::order::VerificationState;
use telegram_sim::people::SeenKind;

/// What a button says that the page's attributes name so.
async fn words(browser: &Browser, name: &str) -> String {
    let script = "return document.getElementById('camera').dataset[arguments[0]]";
    browser.look(script, &[name.into()]).await.unwrap().as_str().expect(name).to_owned()
}

/// Waits until a button that says this may be pressed, and presses it.
async fn presses(browser: &Browser, label: &str) {
    let press = "const key = [...document.querySelectorAll('#camera button')]
        .find((key) => !key.disabled && key.offsetParent && key.textContent === arguments[0]);
        if (key) key.click(); return Boolean(key);";
    let pressed = async || Ok((browser.look(press, &[label.into()]).await? == true).then_some(()));
    until(label, pressed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_camera_s_recording_reaches_the_reviewers() {
    let outside = |config: &mut certdesk::config::Config| "https://desk.example/".clone_into(&mut config.web.address);
    let town = Town::with(preparing(), outside).await;
    let browser = Browser::open(&town.address(&format!("/legal/{LINK}?lang=zh-CN"))).await.unwrap();
    browser.click("form[action*=consent] button").await.unwrap();
    browser.sees("#camera button").await.unwrap();
    let shown = browser.look("return document.querySelector('.digits').textContent", &[]).await.unwrap();
    let VerificationState::Asked { digits, .. } = town.order().await.verification.state else { panic!("no digits") };
    let shown: String = shown.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(shown, digits);

    let (open, record, send) =
        (words(&browser, "open").await, words(&browser, "record").await, words(&browser, "send").await);
    presses(&browser, &open).await;
    presses(&browser, &record).await;
    // It can be looked at before anybody else sees it.
    browser.sees("#camera video[controls]").await.unwrap();
    assert!(matches!(town.order().await.verification.state, VerificationState::Asked { .. }), "nothing is sent yet");
    presses(&browser, &send).await;
    browser.misses("#camera").await.unwrap();
    let said = browser.look("return document.body.textContent", &[]).await.unwrap();
    assert!(said.as_str().unwrap().contains("视频已提交"), "{said}");

    town.quiet().await;
    let VerificationState::Sent { video, .. } = town.order().await.verification.state else { panic!("nothing came") };
    let recorded = town.files().read(&video.unique_id).await.unwrap();
    assert!(recorded.len() > 20_000, "some seconds of a picture: {} bytes", recorded.len());
    let in_group = |message: &telegram_sim::SeenMessage| match &message.kind {
        SeenKind::Video { file } | SeenKind::Document { file } => town.sim.download(file.number),
        _ => None,
    };
    let copies: Vec<_> = town.staff().history().iter().filter_map(in_group).collect();
    assert_eq!(copies, [recorded], "the reviewers have what was recorded");
    drop(browser);
    town.app.stop().await;
}
