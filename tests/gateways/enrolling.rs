//! The authority's own system from a whole desk: certificates are issued and revoked once however it answers, staff see how each came out,
//! and neither the applicant nor the order waits for it.

use super::registry::{Mood, Registry, authority_at};
use super::town::{NUMBER, Town, WAYBILL, noon};
use certdesk::config::Config;
use certdesk::domain::order::StageKind;
use serde_json::{Value, json};

const ISSUE: &str = "26000010-1-issue";
const REVOKE: &str = "26000010-1-revoke";
const ISSUED: &str = "签发新证书（第 1 张）已完成";
const REVOKED: &str = "吊销旧证书（第 1 张）已完成";

fn making() -> Value {
    json!({
        "stage": { "stage": "making", "since": noon() }, "version": 9, "changed": 9,
        "certificates": [{
            "serial": "JX-0001", "uscc": "91350100M000100Y43", "kind": "unit", "holder": "江西样例建筑有限公司", "has_seal": true,
            "state": "valid",
        }],
    })
}

fn told(registry: &Registry) -> impl FnOnce(&mut Config) {
    let mut at = Config::shipped().unwrap().authority;
    authority_at(&mut at, &registry.url);
    move |config| {
        config.authority = at;
    }
}

/// Staff write this in the group and wait for these words.
async fn staff(town: &Town, text: &str, words: &str) {
    let seat = town.staff();
    let sent = seat.say(text).unwrap();
    Town::hears(&seat, sent, words).await;
    town.quiet().await;
}

/// The certificate is made and nobody waits for the authority.
async fn made(town: &Town) {
    staff(town, &format!("/made {NUMBER} JX-9001"), "旧证书标记为吊销").await;
    assert_eq!(town.order().await.stage.kind(), StageKind::Made);
}

/// Staff read these on the order's timeline.
async fn timeline(town: &Town, lines: &[&str]) {
    let seat = town.staff();
    let sent = seat.say(&format!("/status {NUMBER}")).unwrap();
    Town::hears(&seat, sent, "证书机构接口：").await;
    let history = seat.history();
    let text = &history.iter().rfind(|message| message.text.contains("证书机构接口：")).unwrap().text;
    for line in lines {
        assert_eq!(text.matches(line).count(), 1, "{line} in {text}");
    }
}

/// The applicant heard once that it is made, once that the old one is revoked and only where it is, and nothing of the authority.
fn applicant_heard_once(town: &Town) {
    assert_eq!(Town::said(&town.applicant(), "已制作完成"), 1, "{:#?}", texts(town));
    assert_eq!(Town::said(&town.applicant(), "旧证书已吊销"), 1, "{:#?}", texts(town));
    assert_eq!(Town::said(&town.applicant(), "证书机构接口"), 0);
}

fn texts(town: &Town) -> Vec<String> {
    town.applicant().history().into_iter().map(|message| message.text).collect()
}

#[tokio::test]
async fn what_was_made_is_issued_and_then_the_old_one_revoked() {
    let registry = Registry::in_moods([Mood::Right]).await;
    let town = Town::with(making(), told(&registry)).await;
    made(&town).await;
    assert_eq!(registry.paths(), ["issue", "revoke"]);
    let asked = registry.asked();
    assert_eq!((&asked[0].1["serial"], &asked[1].1["serial"]), (&json!("JX-9001"), &json!("JX-0001")));
    timeline(&town, &[ISSUED, REVOKED]).await;
    assert_eq!(Town::said(&town.staff(), "⚠️"), 0, "nobody is alarmed");
    applicant_heard_once(&town);
    town.app.stop().await;
}

#[tokio::test]
async fn what_was_done_unheard_is_asked_after_and_not_done_twice() {
    for mood in [Mood::DoneUnheard, Mood::Garbage, Mood::Unsigned, Mood::Astray, Mood::Answers(500)] {
        let registry = Registry::in_moods([mood, Mood::Right]).await;
        let town = Town::with(making(), told(&registry)).await;
        made(&town).await;
        let paths = registry.paths();
        assert_eq!(paths[..2], ["issue", "look"], "{mood:?}");
        assert_eq!(registry.done(), [ISSUE, REVOKE], "{mood:?}: each once");
        assert_eq!(paths.iter().filter(|path| *path == "issue").count(), 1 + usize::from(mood != Mood::DoneUnheard));
        timeline(&town, &[ISSUED, REVOKED]).await;
        applicant_heard_once(&town);
        town.app.stop().await;
    }
}

#[tokio::test]
async fn a_refusal_is_told_to_staff_who_may_have_it_told_again() {
    let registry = Registry::in_moods([Mood::Answers(422)]).await;
    let town = Town::with(making(), told(&registry)).await;
    made(&town).await;
    let refused = "签发新证书（第 1 张）被拒绝，未执行";
    assert_eq!(Town::said(&town.staff(), &format!("⚠️ 订单 2600 0010：证书机构接口{refused}")), 1);
    assert!(registry.done().is_empty() && registry.paths() == ["issue"], "the old one still counts there");
    assert_eq!(Town::said(&town.applicant(), "旧证书已吊销"), 0, "nothing false is said");
    registry.turns(Mood::Right);
    town.staff().press("再试一次").await.unwrap();
    town.quiet().await;
    assert_eq!(registry.paths(), ["issue", "look", "issue", "revoke"]);
    timeline(&town, &[refused, ISSUED, REVOKED]).await;
    applicant_heard_once(&town);
    town.app.stop().await;
}

#[tokio::test]
async fn an_authority_that_is_down_holds_nothing_up_and_is_asked_when_it_is_back() {
    let registry = Registry::in_moods([Mood::Answers(503)]).await;
    let town = Town::with(making(), told(&registry)).await;
    made(&town).await;
    staff(&town, &format!("/ship {NUMBER} {WAYBILL}"), "已寄出").await;
    assert_eq!(town.order().await.stage.kind(), StageKind::Shipped);
    town.pass(60).await;
    assert_eq!(Town::said(&town.staff(), "⚠️"), 0, "it is tried for a day");
    town.pass(24 * 60).await;
    assert_eq!(Town::said(&town.staff(), "签发新证书（第 1 张）结果不明"), 1);
    // The breaker lets go, and the key still works on an order that has moved on.
    registry.turns(Mood::Right);
    town.pass(30).await;
    town.staff().press("再试一次").await.unwrap();
    town.quiet().await;
    assert_eq!(registry.done(), [ISSUE, REVOKE]);
    timeline(&town, &["签发新证书（第 1 张）结果不明", ISSUED, REVOKED]).await;
    applicant_heard_once(&town);
    town.app.stop().await;
}

#[tokio::test]
async fn an_authority_that_is_down_for_an_hour_is_told_when_it_is_back() {
    let registry = Registry::in_moods([Mood::Answers(503)]).await;
    let town = Town::with(making(), told(&registry)).await;
    made(&town).await;
    for _ in 0..4 {
        town.pass(15).await;
    }
    assert!(registry.done().is_empty());
    registry.turns(Mood::Right);
    town.pass(30).await;
    town.pass(30).await;
    assert_eq!(registry.done(), [ISSUE, REVOKE], "each once");
    assert_eq!(Town::said(&town.staff(), "⚠️"), 0, "nobody had to do anything");
    timeline(&town, &["通知证书机构：没有得到可信的答复", ISSUED, REVOKED]).await;
    applicant_heard_once(&town);
    town.app.stop().await;
}

#[tokio::test]
async fn what_is_pending_is_asked_after_until_it_is_done() {
    let registry = Registry::in_moods([Mood::Pending, Mood::Pending, Mood::Right]).await;
    let town = Town::with(making(), told(&registry)).await;
    made(&town).await;
    assert_eq!(registry.paths()[..3], ["issue", "look", "look"]);
    timeline(&town, &[ISSUED, REVOKED]).await;
    town.app.stop().await;
}

#[tokio::test]
async fn a_units_certificates_come_with_its_order_and_a_lie_changes_nothing() {
    let own = json!({
        "serial": "JX-0007", "kind": "unit", "holder": "江西样例建筑有限公司", "expires_on": "2027-01-31", "has_seal": true, "state": "valid",
    });
    for (mood, there) in
        [(Mood::Right, true), (Mood::Garbage, false), (Mood::Answers(503), false), (Mood::Astray, false)]
    {
        let registry = Registry::in_moods([mood]).await.holding(json!([own]));
        let town = Town::with(making(), told(&registry)).await;
        let applicant = town.applicant();
        let sent = applicant.say("/apply").unwrap();
        Town::hears(&applicant, sent, "是否同意上述协议").await;
        town.quiet().await;
        staff(&town, "/cert JX-0007", if there { "找到 1 张" } else { "登记中没有这张证书" }).await;
        town.app.stop().await;
    }
}

#[tokio::test]
async fn a_draft_that_is_gone_on_with_later_is_asked_for_again() {
    let registry = Registry::in_moods([Mood::Right]).await;
    let town = Town::with(json!({ "stage": { "stage": "draft" } }), told(&registry)).await;
    let goes_on = async || {
        let applicant = town.applicant();
        let sent = applicant.say("/apply").unwrap();
        Town::hears(&applicant, sent, "是否同意上述协议").await;
        town.quiet().await;
        registry.paths().len()
    };
    assert_eq!(goes_on().await, 0, "it was opened just now");
    town.pass(20).await;
    assert_eq!((goes_on().await, goes_on().await), (1, 1), "once, and what it said is good for a while");
    town.pass(20).await;
    registry.turns(Mood::Answers(503));
    assert!(goes_on().await > 1, "and nobody waits for it");
    town.app.stop().await;
}

#[tokio::test]
async fn where_there_is_no_interface_nothing_is_told() {
    let town = Town::with(making(), |_| {}).await;
    made(&town).await;
    assert_eq!(Town::said(&town.staff(), "证书机构接口"), 0);
    town.app.stop().await;
}
