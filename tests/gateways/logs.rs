//! What the whole binary's desks log, at the most talkative level, held against what is nobody's but the applicant's: every service on,
//! and each of them at its worst.

use super::mail::mail_at;
use super::mailing::made;
use super::parcels::kuaidi;
use super::payment::alipay_at;
use super::player::{ADDRESS, PASSWORD, PERSONAL};
use super::postbox::{Manner, Postbox, Way};
use super::sms::aliyun_at;
use super::standin::{Reply, StandIn};
use super::town::{NUMBER, Town, WAYBILL, noon};
use certdesk::config::Config;
use certdesk::domain::order::StageKind;
use certdesk::domain::payment::PayWay;
use certdesk::gateway::Kept;
use certdesk::gateway::mail::Security;
use certdesk::telemetry::{LogFormat, writing};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tracing_subscriber::filter::LevelFilter;

/// What was heard: lines that must not be there, and of which providers calls came to nothing.
#[derive(Default)]
struct Heard {
    lines: usize,
    personal: Vec<String>,
    in_vain: BTreeSet<&'static str>,
}

/// What was heard so far. A test that fails with it in its hands fails nobody else's.
fn heard() -> MutexGuard<'static, Heard> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner)
}

static HEARD: Mutex<Heard> = Mutex::new(Heard { lines: 0, personal: Vec::new(), in_vain: BTreeSet::new() });

const PROVIDERS: [&str; 5] = ["aliyun_sms", "alipay", "kuaidi100", "smtp", "wechat"];

/// Listens to a line of the log, and keeps nothing of what is in order.
struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let mut heard = heard();
        heard.lines += 1;
        let others = [ADDRESS, PASSWORD, "caiwu@", "SECRET"];
        if PERSONAL.into_iter().chain(others).any(|personal| line.contains(personal)) {
            heard.personal.push(line.clone().into_owned());
        }
        if line.contains("a call came to nothing") {
            heard.in_vain.extend(PROVIDERS.into_iter().filter(|provider| line.contains(*provider)));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// From now on every desk of this binary is listened to.
pub(crate) fn listen() {
    static BEGUN: OnceLock<()> = OnceLock::new();
    BEGUN.get_or_init(|| {
        let log = writing(LevelFilter::DEBUG, LogFormat::Text, || Ear);
        tracing::subscriber::set_global_default(log).expect("nobody else listens");
    });
}

/// Nothing personal was logged so far.
pub(crate) fn are_clean() {
    let heard = heard();
    assert!(heard.lines > 100, "there is something to listen to");
    assert!(heard.personal.is_empty(), "{:#?}", heard.personal.iter().take(5).collect::<Vec<_>>());
}

/// What a service that keeps nothing to itself answers: everything it knows, in every field that is read.
const TELLS: &str = "梁法人 安经办 收件人甲 13900139000 13700137000 caiwu@example.cn 11010519491231002X";
const MAIL_TELLS: &str = "550 5.1.1 no mailbox caiwu@example.cn of 13900139000";

fn telling() -> [Reply; 3] {
    let node = json!({ "code": TELLS, "msg": TELLS, "sub_code": TELLS, "sub_msg": TELLS, "qr_code": TELLS });
    let body = json!({
        "Code": TELLS, "Message": TELLS, "code": TELLS, "message": TELLS, "result": false, "returnCode": TELLS, "nu": TELLS,
        "state": TELLS, "data": [{ "ftime": TELLS, "context": TELLS, "statusCode": TELLS }], "code_url": TELLS,
        "alipay_trade_precreate_response": node, "alipay_trade_query_response": node, "sign": TELLS,
    });
    [Reply::ok(&body), Reply::Body(400, body.to_string()), Reply::Body(500, TELLS.to_owned())]
}

fn by_codes(config: &mut Config, url: &str) {
    let at = &mut config.payment;
    at.ways = vec![PayWay::Alipay, PayWay::Wechat];
    alipay_at(at, url);
    let (key, platform) = (include_str!("keys/desk.pem"), include_str!("keys/provider.pub.pem"));
    let own = &mut at.wechat;
    url.clone_into(&mut own.url);
    (own.appid, own.mchid, own.serial) = ("wx1".to_owned(), "1900000001".to_owned(), "5157F09E".to_owned());
    (own.private_key, own.platform_key) = (Kept::Here(key.to_owned()), Kept::Here(platform.to_owned()));
    own.api_v3_key = Kept::Here("0123456789abcdef0123456789ABCDEF".to_owned());
    (own.platform_id, own.callback) = ("PUB_KEY_ID_0001".to_owned(), "https://desk.example".to_owned());
}

/// The certificate is shipped: a short message, an e-mail and a question to the courier, all in vain.
async fn ships(reply: Reply) {
    let server = StandIn::answering([reply]).await;
    let postbox = Postbox::open(Way::Plain, [Manner::Says("RCPT", MAIL_TELLS)]).await;
    let follow = kuaidi(&server.url);
    let town = Town::with(made(), |config| {
        follow(config);
        aliyun_at(&mut config.sms, &server.url);
        mail_at(&mut config.mail, &postbox, Security::Plain);
        (config.sms.also, config.mail.also) = (true, true);
        config.telegram.patience.tries = 2;
    })
    .await;
    let said = town.staff().say(&format!("/ship {NUMBER} {WAYBILL}")).unwrap();
    Town::hears(&town.staff(), said, "已寄出").await;
    town.pass(1).await;
    assert_eq!(town.order().await.stage.kind(), StageKind::Shipped);
    town.app.stop().await;
}

/// The applicant wants to pay by either code, in vain.
async fn pays(reply: Reply) {
    let server = StandIn::answering([reply]).await;
    let waiting = json!({ "stage": { "stage": "awaiting_payment", "since": noon() } });
    let town = Town::with(waiting, |config| by_codes(config, &server.url)).await;
    let anna = town.applicant();
    anna.say(&format!("/status {NUMBER}")).unwrap();
    for way in ["支付宝扫码付款", "微信支付扫码付款"] {
        let before = anna.last_id();
        anna.wait_after(0, |message| message.button(way).is_some(), Duration::from_secs(90)).await.expect(way);
        anna.press(way).await.expect("the key is there");
        Town::hears(&anna, before, "改用").await;
        town.quiet().await;
    }
    town.app.stop().await;
}

#[tokio::test]
async fn nothing_personal_is_logged_whatever_a_service_answers() {
    listen();
    for reply in telling() {
        Box::pin(ships(reply.clone())).await;
        Box::pin(pays(reply)).await;
    }
    assert_eq!(heard().in_vain, BTreeSet::from(PROVIDERS), "each of them has failed");
    are_clean();
}
