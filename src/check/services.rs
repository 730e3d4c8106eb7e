//! The services outside, looked at: each that was chosen is spoken to, once, and what was seen by that is said, no more; and whether those
//! that call back would be heard.

use super::{Report, note, ok};
use crate::clock::Clock;
use crate::config::{Config, Mode};
use crate::domain::payment::PayWay;
use crate::gateway::authority::Authority;
use crate::gateway::courier::{self, Courier};
use crate::gateway::identity::{self, Identity};
use crate::gateway::invoice::{self, Invoicing};
use crate::gateway::mail::Mail;
use crate::gateway::payment::{Payment, Telegram};
use crate::gateway::sms::Sms;
use crate::gateway::{Failure, NotReady, Trial};
use crate::telegram::{Api, Invoice};

/// Each service outside that was chosen is spoken to, once.
pub(super) async fn services(config: &Config, report: &mut Report) {
    let (clock, manners) = (Clock::System, config.calls.manners());
    let now = clock.now();
    let mut chosen = 0;
    let mut said = |what: &str, tried: Result<Trial, String>| chosen += usize::from(report.tells(what, tried));
    let courier = Courier::open(&config.courier, clock.clone(), manners);
    said("courier", trial(courier, async |courier| courier.try_out(now).await).await);
    for way in &config.payment.ways {
        let what = format!("payment by {}", way.code());
        let tried = match Payment::open(*way, &config.payment, clock.clone(), manners) {
            Ok(Payment::Code(provider)) => provider.try_out().await.map_err(|failure| failure.to_string()),
            Ok(Payment::Invoice(telegram)) => invoices(config, &telegram).await,
            Err(error) => Err(error.to_string()),
        };
        said(&what, tried);
    }
    let identity = Identity::open(&config.identity, config.web.outside(), clock.clone(), manners);
    said("identity", trial(identity, async |identity| identity.try_out().await).await);
    let sms = Sms::open(&config.sms, clock.clone(), manners);
    said("sms", trial(sms, async |sms| sms.try_out(now).await).await);
    let mail = Mail::open(&config.mail, clock.clone(), manners);
    said("mail", trial(mail, async |mail| mail.try_out().await).await);
    let authority = Authority::open(&config.authority, clock, manners);
    said("authority", trial(authority, async |authority| authority.try_out().await).await);
    said("invoice", trial(Invoicing::open(&config.invoice), async |invoicing| Ok(invoicing.try_out())).await);
    if chosen == 0 {
        ok("services", "none chosen");
    }
    unheard(config, report);
}

/// What came of trying a service that was opened, or what it lacks.
async fn trial<G>(
    opened: Result<G, NotReady>,
    attempt: impl AsyncFnOnce(G) -> Result<Trial, Failure>,
) -> Result<Trial, String> {
    attempt(opened.map_err(|error| error.to_string())?).await.map_err(|failure| failure.to_string())
}

impl Report {
    /// Says what was seen of a service; true where one was chosen.
    fn tells(&mut self, what: &str, tried: Result<Trial, String>) -> bool {
        match tried {
            Ok(Trial::NotChosen) => return false,
            Ok(Trial::Tried(seen)) => ok(what, &seen),
            Ok(Trial::NotTryable(why)) => note(what, &format!("not tried: {why}")),
            Err(why) => self.wrong(what, &format!("{why}; see its section of the configuration")),
        }
        true
    }
}

/// Telegram looks at an invoice that is sent to nobody. The provider behind the token cannot be reached from here: that it pays out is
/// not tried.
async fn invoices(config: &Config, telegram: &Telegram) -> Result<Trial, String> {
    let token = config.token().ok().flatten().unwrap_or_default();
    let most = config.rules.projects.iter().map(|project| project.seal_fee.max(project.certificate_fee)).max();
    let invoice = Invoice {
        trade: "certdesk_check",
        title: "certdesk check",
        description: "certdesk check",
        amount: most.unwrap_or_default(),
    };
    let api = Api::connect(&config.telegram.api_url, token.expose()).map_err(|failure| failure.to_string())?;
    let provider = telegram.token().map_err(|error| error.to_string())?;
    match invoice.try_out(&api, &provider).await {
        Ok(()) => Ok(Trial::Tried(
            format!(
                "Telegram takes an invoice over {} yuan with this provider token; a payment was not tried",
                invoice.amount
            )
            .into(),
        )),
        Err(why) => Err(format!("Telegram does not take an invoice: {why}")),
    }
}

/// Who calls back is not heard where no web server listens.
fn unheard(config: &Config, report: &mut Report) {
    if config.web.listen.is_some() {
        return;
    }
    for (what, key, calls_back) in [
        ("updates", "telegram.webhook.url", config.telegram.mode == Mode::Webhook),
        (
            "courier",
            "courier.kuaidi100.callback",
            config.courier.provider == courier::Provider::Kuaidi100
                && !config.courier.kuaidi100.callback.trim().is_empty(),
        ),
        ("payment by wechat", "payment.wechat.callback", config.payment.ways.contains(&PayWay::Wechat)),
        ("payment by alipay", "payment.alipay.callback", config.payment.ways.contains(&PayWay::Alipay)),
        ("identity", "web.address", config.identity.provider == identity::Provider::Remote),
        ("invoice", "invoice.provider", config.invoice.provider == invoice::Provider::Remote),
    ] {
        if calls_back {
            report.wrong(what, &format!("it is to call back ({key}), and nobody listens; see web.listen"));
        }
    }
}
