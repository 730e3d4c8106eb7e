//! Services that are down for longer than a moment: what was owed goes out afterwards, once; nobody hears anything false meanwhile, and
//! nothing else waits for it.

use super::mailing::{INVOICE, TITLE, hears, made, mailing, pdf};
use super::paying::{by_alipay, code, trade, trade_number, waiting, wants_a_code};
use super::payment::node;
use super::postbox::{Manner, Postbox, Way};
use super::standin::{Reply, StandIn, value};
use super::town::{NUMBER, Town, WAYBILL};
use certdesk::config::Config;
use certdesk::domain::payment::Standing;
use certdesk::gateway::Kept;
use certdesk::gateway::sms::Provider;
use serde_json::json;

const GREYLISTED: Manner = Manner::Says("RCPT", "450 4.2.0 greylisted, come back later");

fn busy() -> Reply {
    Reply::Body(429, String::new())
}

/// The invoice is there, and wants to be mailed.
async fn attaches(town: &Town) {
    let caption = format!("/invoice {NUMBER} {INVOICE}");
    town.staff().send_captioned_document("fapiao.pdf", pdf(&format!("{TITLE} 130.00")), &caption).unwrap();
    hears(&town.applicant(), "发票已开具").await;
    town.quiet().await;
}

/// The certificate is shipped, whatever else is owed.
async fn ships(town: &Town) {
    town.staff().say(&format!("/ship {NUMBER} {WAYBILL}")).unwrap();
    hears(&town.applicant(), WAYBILL).await;
    town.quiet().await;
}

#[tokio::test]
async fn a_letter_outlasts_a_greylist_and_a_restart() {
    let postbox = Postbox::open(Way::Plain, [GREYLISTED]).await;
    let town = Town::with(made(), mailing(&postbox)).await;
    attaches(&town).await;
    ships(&town).await;
    for _ in 0..3 {
        town.pass(5).await;
    }
    let town = town.restarted().await;
    town.pass(30).await;
    assert!(postbox.taken().is_empty());
    assert_eq!(Town::said(&town.applicant(), "没有发出"), 0, "nobody has given it up");
    postbox.turns(Manner::Takes);
    town.pass(30).await;
    hears(&town.applicant(), "已发送到邮箱").await;
    town.pass(60).await;
    assert_eq!(postbox.taken().len(), 1);
    assert_eq!(Town::said(&town.staff(), "⚠️"), 0);
    town.app.stop().await;
}

#[tokio::test]
async fn a_letter_that_nobody_takes_for_a_day_is_given_up() {
    let postbox = Postbox::open(Way::Plain, [GREYLISTED]).await;
    let change = mailing(&postbox);
    let town = Town::with(made(), |config| {
        change(config);
        config.calls.patience.hours = 2;
    })
    .await;
    attaches(&town).await;
    for _ in 0..3 {
        town.pass(30).await;
    }
    assert_eq!(Town::said(&town.applicant(), "没有发出"), 0);
    for _ in 0..3 {
        town.pass(30).await;
    }
    hears(&town.applicant(), "没有发出").await;
    hears(&town.staff(), "一直无法连接，未发出").await;
    town.app.stop().await;
}

fn by_template(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        config.sms.provider = Provider::Template;
        // A try that reached nobody costs nothing of the day.
        config.sms.daily_each = 1;
        let own = &mut config.sms.template;
        (own.url, own.authorization) = (url, Kept::Here("Bearer 1".to_owned()));
        "{\"to\":\"{mobile}\",\"text\":\"{text}\"}".clone_into(&mut own.body);
    }
}

#[tokio::test]
async fn a_short_message_that_reached_nobody_is_sent_when_somebody_is_there() {
    let provider = StandIn::answering([busy()]).await;
    let town = Town::with(made(), by_template(&provider.url)).await;
    ships(&town).await;
    town.pass(30).await;
    assert!(provider.asked().len() > 1);
    let tried = provider.asked().len();
    provider.turns([Reply::ok("{}")]);
    town.pass(60).await;
    town.pass(60).await;
    assert_eq!(provider.asked().len(), tried + 1, "once");
    assert_eq!(Town::said(&town.staff(), "短信未能发出"), 0, "and nobody was told otherwise");
    town.app.stop().await;
}

#[tokio::test]
async fn a_short_message_that_may_have_gone_out_is_not_repeated_where_nobody_can_say() {
    let provider = StandIn::answering([Reply::Body(502, String::new()), Reply::ok("{}")]).await;
    let town = Town::with(made(), by_template(&provider.url)).await;
    ships(&town).await;
    town.pass(2).await;
    assert_eq!(Town::said(&town.staff(), "给收件人的短信未能发出（结果不明）"), 1);
    assert_eq!(provider.asked().len(), 1);
    town.app.stop().await;

    let provider = StandIn::answering([busy()]).await;
    let town = Town::with(made(), by_template(&provider.url)).await;
    ships(&town).await;
    for _ in 0..26 {
        town.pass(60).await;
    }
    assert_eq!(Town::said(&town.staff(), "给收件人的短信未能发出（短信服务一直连接不上，未发出）"), 1);
    town.app.stop().await;
}

fn refund(fund_change: &str) -> Reply {
    let said = json!({ "code": "10000", "out_trade_no": trade_number(), "fund_change": fund_change });
    node("alipay.trade.refund", &said)
}

/// A desk whose applicant paid just before the order was deleted, and a provider that answers so when it is to give the money back.
async fn owes_a_refund(answer: Reply) -> (Town, StandIn) {
    let closed = node("alipay.trade.close", &json!({ "code": "40004", "sub_code": "ACQ.TRADE_STATUS_ERROR" }));
    let provider = StandIn::answering([code(), closed, trade("TRADE_SUCCESS", "130.00"), answer]).await;
    let town = Town::with(waiting(), by_alipay(&provider.url)).await;
    wants_a_code(&town).await;
    town.withdraws().await;
    (town, provider)
}

/// The numbers under which the money was told to go back.
fn refunds(provider: &StandIn) -> Vec<String> {
    let refund = |asked: &super::standin::Asked| value(&asked.form(), "method") == "alipay.trade.refund";
    let content = |asked: &super::standin::Asked| {
        let content: serde_json::Value = serde_json::from_str(&value(&asked.form(), "biz_content")).unwrap();
        content["out_request_no"].as_str().unwrap().to_owned()
    };
    provider.asked().iter().filter(|asked| refund(asked)).map(content).collect()
}

/// Staff read this on the order's timeline.
async fn timeline(town: &Town) -> String {
    let seat = town.staff();
    let sent = seat.say(&format!("/status {NUMBER}")).unwrap();
    Town::hears(&seat, sent, "记录链完整").await;
    seat.history().iter().rfind(|message| message.text.contains("记录链完整")).unwrap().text.clone()
}

#[tokio::test]
async fn a_refund_outlasts_an_hour_without_the_provider() {
    let (town, provider) = owes_a_refund(Reply::Body(503, String::new())).await;
    for _ in 0..4 {
        town.pass(15).await;
    }
    assert_eq!((Town::said(&town.applicant(), "已原路退回"), Town::said(&town.staff(), "没有退回")), (0, 0));
    provider.turns([refund("Y")]);
    town.pass(30).await;
    town.pass(30).await;
    assert_eq!(Town::said(&town.applicant(), "130.00 元已原路退回"), 1);
    assert_eq!(town.order().await.attempts[0].standing, Standing::Refunded);
    let numbers = refunds(&provider);
    assert!(
        numbers.len() > 1 && numbers.iter().all(|number| *number == format!("{}_r", trade_number())),
        "{numbers:?}"
    );
    let timeline = timeline(&town).await;
    assert_eq!(timeline.matches("退款：没有得到可信的答复").count(), 1, "{timeline}");
    assert_eq!(timeline.matches("已退款（交易").count(), 1, "{timeline}");
    town.app.stop().await;
}

#[tokio::test]
async fn a_refund_of_which_nothing_is_heard_is_not_said_to_be_refused() {
    let (town, provider) = owes_a_refund(Reply::Body(503, String::new())).await;
    for _ in 0..27 {
        town.pass(60).await;
    }
    let staff = town.staff();
    assert_eq!((Town::said(&staff, "可能已退，也可能未退"), Town::said(&staff, "没有退回 130.00 元")), (1, 0));
    assert_eq!(Town::said(&town.applicant(), "未能自动退回，财务正在处理"), 1);
    assert!(timeline(&town).await.contains("退款结果不明（交易"));
    provider.turns([refund("Y")]);
    staff.press("再试一次").await.unwrap();
    hears(&town.applicant(), "130.00 元已原路退回").await;
    town.quiet().await;
    let timeline = timeline(&town).await;
    assert!(timeline.contains("退回 130.00 元（交易") && timeline.contains("已退款（交易"), "{timeline}");
    town.app.stop().await;
}

#[tokio::test]
async fn a_refund_that_is_refused_may_be_tried_again() {
    let poor = node("alipay.trade.refund", &json!({ "code": "40004", "sub_code": "ACQ.SELLER_BALANCE_NOT_ENOUGH" }));
    let (town, provider) = owes_a_refund(poor).await;
    let staff = town.staff();
    hears(&staff, "支付机构没有退回 130.00 元").await;
    town.quiet().await;
    staff.press("再试一次").await.unwrap();
    town.quiet().await;
    assert_eq!(Town::said(&staff, "支付机构没有退回 130.00 元"), 2, "it says so again");
    assert_eq!(Town::said(&town.applicant(), "未能自动退回，财务正在处理"), 1, "which is no news to the applicant");
    provider.turns([refund("Y")]);
    staff.press("再试一次").await.unwrap();
    hears(&town.applicant(), "130.00 元已原路退回").await;
    town.quiet().await;
    assert!(staff.press("再试一次").await.is_err(), "the key is gone");
    assert_eq!(refunds(&provider).len(), 3);
    town.app.stop().await;
}
