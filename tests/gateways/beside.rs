//! A whole desk whose applicant reads no chat: the news of each stage goes out by short message and e-mail, once, and staff read of it.

use super::mail::mail_at;
use super::postbox::{Manner, Postbox, Way, parts};
use super::sms::aliyun_at;
use super::standin::{Reply, StandIn, value};
use super::town::{ANNA, NUMBER, Town, noon};
use certdesk::config::Config;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use certdesk::gateway::mail::Security;
use serde_json::{Value, json};
use std::time::Duration;
use telegram_sim::{CallFault, Fault};

fn in_review() -> Value {
    json!({
        "stage": { "stage": "pre_review", "since": noon(), "round": 1 }, "version": 9, "changed": 9,
        "answers": {
            "agent_mobile": { "mobile": "13900139000" }, "recipient_mobile": { "mobile": "13700137000" },
            "invoice_email": { "email": "caiwu@example.cn" },
        },
    })
}

/// A desk with both services, and their stand-ins.
async fn writing(change: impl FnOnce(&mut Config)) -> (Town, StandIn, Postbox) {
    let aliyun = StandIn::answering([Reply::ok(json!({ "Code": "OK", "BizId": "1" }))]).await;
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(in_review(), |config| {
        aliyun_at(&mut config.sms, &aliyun.url);
        mail_at(&mut config.mail, &postbox, Security::Plain);
        change(config);
    })
    .await;
    (town, aliyun, postbox)
}

/// Staff say it, and the order comes to this stage.
async fn decides(town: &Town, command: &str, stage: StageKind) {
    town.staff().say(&format!("/{command} {NUMBER}")).unwrap();
    let late = tokio::time::Instant::now() + Duration::from_secs(90);
    while town.order().await.stage.kind() != stage {
        assert!(tokio::time::Instant::now() < late, "{stage:?} is never reached");
        town.quiet().await;
        tokio::task::yield_now().await;
    }
    town.quiet().await;
}

/// Waits until the desk knows whether the applicant's chat can be reached.
async fn known(town: &Town, reachable: bool) {
    let chat = ChatId(ANNA);
    let late = tokio::time::Instant::now() + Duration::from_secs(90);
    while town.app.desk().db().look().await.unwrap().is_reachable(chat).await.unwrap() != reachable {
        assert!(tokio::time::Instant::now() < late, "the block is never heard of");
        tokio::task::yield_now().await;
    }
}

/// The templates and numbers of the short messages that were taken.
fn texts(aliyun: &StandIn) -> Vec<(String, String, String)> {
    let queries = aliyun.asked().into_iter().map(|asked| asked.query());
    let told = |query: Vec<_>| ["PhoneNumbers", "TemplateCode", "TemplateParam"].map(|name| value(&query, name)).into();
    queries.map(told).collect()
}

fn notice() -> (String, String, String) {
    ("13900139000".into(), "SMS_2".into(), format!(r#"{{"number":"{NUMBER}"}}"#))
}

#[tokio::test]
async fn who_has_blocked_the_bot_is_written_to_at_each_stage() {
    let (town, aliyun, postbox) = writing(|_| {}).await;
    town.applicant().block(true);
    known(&town, false).await;
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    assert_eq!(texts(&aliyun), [notice()]);
    let taken = postbox.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].contains("To: caiwu@example.cn") && taken[0].contains("text/html"), "{}", taken[0]);
    assert_eq!(Town::said(&town.staff(), "申请人已屏蔽机器人，聊天中的通知没有人能看到；已改发短信和邮件"), 1);
    // Another restart, another stage: each is told of once.
    let town = town.restarted().await;
    decides(&town, "paid", StageKind::AwaitingPaper).await;
    assert_eq!((texts(&aliyun), postbox.taken().len()), (vec![notice(); 2], 2));
    assert_eq!(Town::said(&town.staff(), "聊天中的通知没有人能看到"), 2);
    // Back, they read what they missed in the chat, and nothing goes out beside it.
    town.applicant().block(false);
    town.applicant().start("").unwrap();
    Town::hears(&town.applicant(), 0, "已确认收款").await;
    town.quiet().await;
    assert_eq!((texts(&aliyun).len(), postbox.taken().len()), (2, 2));
    town.app.stop().await;
}

#[tokio::test]
async fn a_message_that_comes_back_is_made_good_once() {
    let (town, aliyun, postbox) = writing(|_| {}).await;
    // Nobody has told the desk of the block: it finds out by the message itself, and by the card after it.
    let (method, chat) = (Some("sendMessage".to_owned()), Some(ANNA));
    let fault = Fault::Error { code: 403, description: "Forbidden: bot was blocked by the user".to_owned() };
    town.sim.faults().arm(CallFault { method, bot: None, chat, times: 2, fault });
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    assert_eq!((texts(&aliyun), postbox.taken().len()), (vec![notice()], 1));
    assert_eq!(Town::said(&town.staff(), "联系不上"), 1);
    assert_eq!(Town::said(&town.staff(), "聊天中的通知没有人能看到"), 0, "staff are told once");
    town.app.stop().await;
}

#[tokio::test]
async fn who_has_logged_out_is_written_to_and_the_limits_hold() {
    let (town, aliyun, postbox) = writing(|config| config.sms.daily_each = 1).await;
    let anna = town.applicant();
    let said = anna.say("/logout").unwrap();
    Town::hears(&anna, said, "已退出").await;
    town.quiet().await;
    let before = anna.last_id();
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    decides(&town, "paid", StageKind::AwaitingPaper).await;
    assert_eq!((texts(&aliyun), postbox.taken().len()), (vec![notice()], 2));
    assert_eq!(Town::said(&town.staff(), "申请人已在所有聊天中退出登录"), 2);
    assert_eq!(Town::said(&town.staff(), "给经办人的短信未能发出（已达当日上限）"), 1);
    assert_eq!(anna.last_id(), before, "nothing is said in a chat that is not theirs any more");
    town.app.stop().await;
}

#[tokio::test]
async fn where_both_are_wanted_both_go_out_while_the_chat_works() {
    let (town, aliyun, postbox) = writing(|config| (config.sms.also, config.mail.also) = (true, true)).await;
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    assert_eq!((texts(&aliyun), postbox.taken().len()), (vec![notice()], 1));
    assert_eq!(Town::said(&town.applicant(), "预审通过"), 1, "and the chat has it");
    assert_eq!(Town::said(&town.staff(), "聊天中的通知没有人能看到"), 0);
    town.app.stop().await;
}

#[tokio::test]
async fn what_all_together_may_cost_a_day_is_kept_to() {
    let (town, aliyun, postbox) = writing(|config| {
        (config.sms.also, config.mail.also) = (true, true);
        (config.sms.daily_all, config.mail.daily_all) = (1, 1);
    })
    .await;
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    assert_eq!((texts(&aliyun).len(), postbox.taken().len()), (1, 1));
    decides(&town, "paid", StageKind::AwaitingPaper).await;
    assert_eq!((texts(&aliyun).len(), postbox.taken().len()), (1, 1), "nobody has had more than their own share");
    assert_eq!(Town::said(&town.staff(), "已达当日上限"), 2, "staff know of both");
    town.app.stop().await;
}

#[tokio::test]
async fn a_letter_of_the_desks_own_is_in_both_languages_as_text_and_as_html() {
    let (town, _aliyun, postbox) = writing(|config| config.mail.also = true).await;
    decides(&town, "approve", StageKind::AwaitingPayment).await;
    let letter = postbox.taken().remove(0);
    let number = format!("{} {}", &NUMBER[..4], &NUMBER[4..]);
    let parts = parts(&letter);
    let of =
        |kind: &str| parts.iter().find(|(found, _)| found.starts_with(kind)).map(|(_, text)| text.clone()).unwrap();
    let (plain, html) = (of("text/plain"), of("text/html"));
    for text in [&plain, &html] {
        for part in [
            format!("订单 {number} 有新进展"),
            format!("there is news on order {number}"),
            "@certdesk_bot".to_owned(),
            "请勿直接回复".to_owned(),
            "please do not reply".to_owned(),
            "0791-86666666".to_owned(),
        ] {
            assert!(text.contains(&part), "no “{part}” in {text}");
        }
        for personal in ["13900139000", "caiwu", "江西样例"] {
            assert!(!text.contains(personal), "{personal} is in {text}");
        }
    }
    assert!(html.contains("<p lang=\"zh-CN\">") && html.contains("<p lang=\"en\">") && !plain.contains('<'));
    town.app.stop().await;
}
