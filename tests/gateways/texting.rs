//! Short messages from a whole desk: the recipient's when the certificate is shipped, the agent's where the chat is blocked; never
//! twice, never beyond the day's limits, and staff see what did not go out.

use super::sms::aliyun_at;
use super::standin::{Reply, StandIn, value};
use super::town::{Town, WAYBILL, noon};
use certdesk::config::Config;
use serde_json::{Value, json};

fn texting(url: &str, daily: u32) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        aliyun_at(&mut config.sms, &url);
        config.sms.daily_each = daily;
    }
}

fn made() -> Value {
    json!({ "stage": { "stage": "made", "since": noon() }, "version": 9, "changed": 9 })
}

fn ok() -> Reply {
    Reply::ok(json!({ "Code": "OK", "BizId": "1" }))
}

async fn ship(town: &Town) {
    let staff = town.staff();
    staff.say(&format!("/ship {} {WAYBILL}", super::town::NUMBER)).unwrap();
    let told = |message: &telegram_sim::SeenMessage| message.from.is_bot && message.text.contains(WAYBILL);
    let waited = town.applicant().wait_after(0, told, std::time::Duration::from_secs(90)).await;
    assert!(waited.is_ok(), "{:#?}", staff.history().iter().map(|m| m.text.clone()).collect::<Vec<_>>());
    town.quiet().await;
}

#[tokio::test]
async fn the_recipient_is_written_to_once_when_it_is_shipped() {
    let aliyun = StandIn::answering([ok()]).await;
    let town = Town::with(made(), texting(&aliyun.url, 5)).await;
    ship(&town).await;
    let asked = aliyun.asked();
    assert_eq!(asked.len(), 1);
    let query = asked[0].query();
    assert_eq!((value(&query, "PhoneNumbers"), value(&query, "TemplateCode")), ("13700137000".into(), "SMS_1".into()));
    assert!(value(&query, "TemplateParam").contains(WAYBILL));
    assert_eq!(Town::said(&town.staff(), "短信未能发出"), 0);
    town.app.stop().await;
}

#[tokio::test]
async fn what_may_have_gone_out_is_looked_up_and_not_repeated() {
    let sent = |mark: &str| {
        let detail = json!({ "OutId": mark, "SendStatus": 3 });
        Reply::ok(json!({ "Code": "OK", "SmsSendDetailDTOs": { "SmsSendDetailDTO": [detail] } }))
    };
    // Whatever its mark is, it is the first that was asked for: the stand-in cannot know it beforehand.
    let aliyun = StandIn::answering([Reply::ok("garbage"), Reply::Body(503, String::new()), sent("?")]).await;
    aliyun.echo("OutId", "?");
    let town = Town::with(made(), texting(&aliyun.url, 5)).await;
    ship(&town).await;
    assert_eq!(aliyun.asked().len(), 1, "what went out does not show at once");
    for _ in 0..3 {
        town.pass(2).await;
    }
    let actions: Vec<String> = aliyun.asked().iter().map(|asked| asked.header("x-acs-action")).collect();
    assert_eq!(actions.iter().filter(|action| *action == "SendSms").count(), 1, "{actions:?}");
    assert_eq!(actions.last().map(String::as_str), Some("QuerySendDetails"));
    assert_eq!(Town::said(&town.staff(), "短信未能发出"), 0);
    town.app.stop().await;
}

#[tokio::test]
async fn a_refusal_and_a_limit_are_told_to_staff_and_stop_nothing() {
    let aliyun = StandIn::answering([Reply::ok(json!({ "Code": "isv.OUT_OF_SERVICE" }))]).await;
    let town = Town::with(made(), texting(&aliyun.url, 5)).await;
    ship(&town).await;
    assert_eq!(Town::said(&town.staff(), "给收件人的短信未能发出（短信服务拒绝）"), 1);
    town.app.stop().await;

    let aliyun = StandIn::answering([ok()]).await;
    let town = Town::with(made(), texting(&aliyun.url, 0)).await;
    ship(&town).await;
    assert_eq!(Town::said(&town.staff(), "已达当日上限"), 1);
    assert_eq!(aliyun.asked().len(), 0, "nothing is spent beyond the limit");
    town.app.stop().await;
}
