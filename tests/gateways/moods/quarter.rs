//! A desk in its town with all six kinds of services outside, each a stand-in on the loopback; one of them is in a mood, the others are
//! well.

use super::depot::Depot;
use super::texter::Texter;
use super::till::{Paid, Till};
use super::wire::{Fault, wire};
use super::{Mood, Service};
use crate::bureau::{self, Bureau, identity_at};
use crate::courier::{kuaidi_at, sf_at};
use crate::mail::mail_at;
use crate::payment::{alipay_at, wechat_at};
use crate::postbox::{Manner, Postbox, Way};
use crate::registry::{self, Registry, authority_at};
use crate::samples::{certificate, noon, uscc_number};
use crate::sms::aliyun_at;
use crate::standin::nobody;
use crate::world::World;
use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::order::Order;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::payment::PayWay;
use certdesk::gateway::courier::DigestMode;
use certdesk::gateway::mail::Security;
use chrono::TimeDelta;
use serde_json::json;
use std::time::Duration;

/// The quarter of the town.
pub(crate) struct Quarter {
    pub(crate) world: World,
    pub(crate) app: App,
    clock: Clock,
    /// How is paid, beside the bank transfer.
    pub(crate) way: PayWay,
    pub(crate) depot: Depot,
    pub(crate) till: Till,
    pub(crate) texter: Texter,
    pub(crate) postbox: Postbox,
    pub(crate) bureau: Bureau,
    pub(crate) registry: Registry,
}

impl Quarter {
    /// With this service in this mood.
    pub(crate) async fn with(bad: Service, mood: Mood) -> Self {
        let of = |service| if service == bad.work() { Some(mood) } else { None };
        let lies = |service| of(service) == Some(Mood::Lying);
        let world = World::with(1).await;
        let code = uscc_number(0);
        world.on_file(&[certificate("JX-0001", &code)]).await;
        let depot = Depot::open(lies(Service::Courier)).await;
        let till = Till::open(lies(Service::Payment)).await;
        let texter = Texter::open(lies(Service::Texts)).await;
        let postbox = Postbox::open(Way::Plain, [manner(of(Service::Mail))]).await;
        let bureau = Bureau::in_moods(bureau_moods(of(Service::Identity))).await;
        let registry = Registry::in_moods(registry_moods(of(Service::Authority))).await.holding(json!([{
            "serial": "JX-0001", "kind": "unit", "holder": "江西某某建工有限公司", "expires_on": "2027-01-01", "has_seal": true, "state": "valid",
        }]));
        let mut config = world.config();
        let courier = way(&depot.url, of(Service::Courier)).await;
        match bad {
            Service::Sf => sf_at(&mut config.courier, &courier, DigestMode::Standard),
            _ => kuaidi_at(&mut config.courier, &courier),
        }
        let paid_by = if bad == Service::Wechat { PayWay::Wechat } else { PayWay::Alipay };
        config.payment.ways = vec![paid_by];
        let payment = way(&till.url, of(Service::Payment)).await;
        wechat_at(&mut config.payment, &payment);
        alipay_at(&mut config.payment, &payment);
        aliyun_at(&mut config.sms, &way(&texter.url, of(Service::Texts)).await);
        mail_at(&mut config.mail, &postbox, Security::Plain);
        if of(Service::Mail) == Some(Mood::Down) {
            config.mail.smtp.port = reqwest::Url::parse(&nobody().await).unwrap().port().unwrap();
        }
        identity_at(&mut config.identity, &way(&bureau.url, of(Service::Identity)).await);
        authority_at(&mut config.authority, &way(&registry.url, of(Service::Authority)).await);
        settle(&mut config, mood);
        let clock = Clock::going_from(noon());
        let app = App::start(config, clock.clone()).await.unwrap();
        Self { world, app, clock, way: paid_by, depot, till, texter, postbox, bureau, registry }
    }

    /// Until nothing is owed any more.
    pub(crate) async fn rests(&self) {
        tokio::time::timeout(Duration::from_mins(3), self.app.idle()).await.expect("the desk comes to rest");
    }

    /// So many hours pass, and what fell due is done.
    pub(crate) async fn passes(&self, hours: i64) {
        self.clock.advance(TimeDelta::hours(hours));
        self.app.desk().sweep().await.unwrap();
        self.rests().await;
    }

    pub(crate) async fn order(&self, number: &str) -> Order {
        let number = OrderNumber::parse(number).unwrap();
        self.app.desk().order(&number).await.unwrap().unwrap().0
    }

    /// Where the services call back.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.app.web().unwrap())
    }

    /// The payment provider's call-back: so much was paid for a trade; the answer.
    pub(crate) async fn payment_calls_back(&self, trade: &str, amount: &str) -> (u16, String) {
        Paid { way: self.way, trade, amount, forged: false }.told(&self.address(), self.clock.now()).await
    }

    /// The same, changed on its way.
    pub(crate) async fn forged_payment(&self, trade: &str, amount: &str) -> u16 {
        Paid { way: self.way, trade, amount, forged: true }.told(&self.address(), self.clock.now()).await.0
    }

    /// The identity provider's call-back, signed with this secret; the status.
    pub(crate) async fn proof_calls_back(&self, session: &str, result: &str, secret: &str) -> u16 {
        let body = json!({ "session": session, "result": result }).to_string();
        let timestamp = self.clock.now().timestamp().to_string();
        let signed = certdesk::gateway::identity::signature(secret, &timestamp, body.as_bytes());
        let request = reqwest::Client::new().post(format!("{}/callbacks/identity", self.address()));
        let sent = request.header("x-signature", signed).header("x-timestamp", timestamp).body(body).send().await;
        sent.unwrap().status().as_u16()
    }
}

fn settle(config: &mut Config, mood: Mood) {
    config.web.listen = Some("127.0.0.1:0".parse().unwrap());
    "https://desk.example".clone_into(&mut config.web.address);
    config.calls.tries = 2;
    // Short where somebody is waited for in vain, and so long that whoever is well answers on a busy machine, too.
    config.calls.answer_seconds = if mood == Mood::Slow { 3.0 } else { 30.0 };
}

/// The way to a service that speaks HTTP.
async fn way(url: &str, mood: Option<Mood>) -> String {
    match mood {
        Some(Mood::Down) => wire(url, Fault::Cut).await,
        Some(Mood::Slow) => wire(url, Fault::Slow).await,
        Some(Mood::Garbage) => wire(url, Fault::Garbage).await,
        // Who calls nobody back is heard too seldom in place of too often.
        Some(Mood::Repeating) => wire(url, Fault::LostOnce).await,
        Some(Mood::Lying) | None => url.to_owned(),
    }
}

fn manner(mood: Option<Mood>) -> Manner {
    match mood {
        None | Some(Mood::Down) => Manner::Takes,
        Some(Mood::Slow) => Manner::KeepsSilent,
        Some(Mood::Lying) => Manner::Says(".", "554 it was taken, and then it was not"),
        Some(Mood::Repeating) => Manner::HangsUp,
        Some(Mood::Garbage) => Manner::Says("CONNECT", "HTTP/1.1 200 welcome"),
    }
}

fn bureau_moods(mood: Option<Mood>) -> Vec<bureau::Mood> {
    use bureau::Mood::{Astray, Says, Stale, Unsigned};
    if mood == Some(Mood::Lying) { vec![Astray, Unsigned, Stale] } else { vec![Says("open")] }
}

fn registry_moods(mood: Option<Mood>) -> Vec<registry::Mood> {
    use registry::Mood::{Astray, DoneUnheard, Odd, Right, Stale, Unsigned};
    match mood {
        Some(Mood::Lying) => vec![Astray, Astray, Unsigned, Stale, Odd],
        // The unit's certificates, each act, and how it stands.
        Some(Mood::Repeating) => vec![Right, DoneUnheard, Right, DoneUnheard, Right],
        _ => vec![Right],
    }
}
