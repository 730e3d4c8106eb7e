//! The wiring: configuration becomes a running desk, in this process and without global state, and stops without leaving anything
//! half done.

use crate::clock::Clock;
use crate::config::{Config, Mode, Secret};
use crate::desk::{Desk, Keep, Passwords, Setting, Steps};
use crate::forms::FormKey;
use crate::gateway::authority::Authority;
use crate::gateway::courier::Courier;
use crate::gateway::identity::Identity;
use crate::gateway::invoice::Invoicing;
use crate::gateway::mail::Mail;
use crate::gateway::payment::Payment;
use crate::gateway::sms::Sms;
use crate::gateway::{Files, FilesKey, Payments};
use crate::intake::{self, Door, MOST_AT_TILL, TillDoor};
use crate::outbox::{Outbox, Parts, Till};
use crate::store::Db;
use crate::telegram::{Api, BotName, Failure, Me, UPDATES, set_menu};
use crate::texts::Texts;
use crate::web;
use anyhow::{Context as _, bail};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// A desk that runs.
pub struct App {
    desk: Arc<Desk>,
    stop_intake: watch::Sender<bool>,
    stop_outbox: watch::Sender<bool>,
    intake: JoinHandle<Result<(), Failure>>,
    outbox: JoinHandle<()>,
    chores: Vec<JoinHandle<()>>,
    web: Option<SocketAddr>,
}

impl App {
    /// Starts a desk: the database is brought up to date, the staff of the configuration is entered in the register, the commands are
    /// told to Telegram, and updates are taken in.
    pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Self> {
        // Boxed: the future holds a whole configuration, and its callers would each carry that.
        Box::pin(Self::start_with(config, clock, Steps::DESK)).await
    }

    /// `start`, with another dialogue.
    pub async fn start_with(config: Config, clock: Clock, steps: Steps) -> anyhow::Result<Self> {
        let Some(token) = config.token()? else {
            bail!(
                "there is no bot token: get one from @BotFather and set telegram.token in bot.toml, telegram.token_file, or \
                 CERTDESK_TELEGRAM__TOKEN"
            );
        };
        let api = Api::connect(&config.telegram.api_url, token.expose())?;
        let me = who(&api).await?;
        let db = Db::open(&config.database.url).await.context("the database cannot be opened")?;
        db.migrate().await.context("the database cannot be brought up to date")?;
        enter_staff(&db, &config).await?;

        let texts = Arc::new(Texts::load()?);
        let (hands, handed) = mpsc::unbounded_channel();
        let passwords = Passwords::costing(config.accounts.password)?;
        let manners = config.calls.manners();
        let courier = Arc::new(Courier::open(&config.courier, clock.clone(), manners)?);
        let mut rules = config.rules.clone();
        let payments = Arc::new(open_payments(&config, &clock)?);
        let sms = Arc::new(Sms::open(&config.sms, clock.clone(), manners)?);
        let identity = Identity::open(&config.identity, config.web.outside(), clock.clone(), manners)?;
        let identity = Arc::new(identity);
        rules.services.proves = identity.proves();
        rules.services.proof_lasts = i64::from(config.identity.minutes);
        rules.services.address = config.web.listen.and(config.web.outside()).map(str::to_owned);
        if sms.sends() {
            (rules.services.texts_each, rules.services.texts_all) = (config.sms.daily_each, config.sms.daily_all);
            rules.services.texts_also = config.sms.also;
        }
        let mail = Arc::new(Mail::open(&config.mail, clock.clone(), manners)?);
        if mail.sends() {
            (rules.services.mails_each, rules.services.mails_all) = (config.mail.daily_each, config.mail.daily_all);
            rules.services.mails_also = config.mail.also;
        }
        let authority = Arc::new(Authority::open(&config.authority, clock.clone(), manners)?);
        rules.services.authority = authority.answers();
        let invoicing = Arc::new(Invoicing::open(&config.invoice)?);
        rules.services.ways.clone_from(&config.payment.ways);
        rules.services.code_lasts = i64::from(config.payment.minutes);
        rules.services.follow_seconds = courier.follows().then(|| config.courier.least().num_seconds());
        let setting = Setting {
            rules,
            bot_id: me.id,
            bot_name: me.username.clone(),
            group: config.staff.group,
            group_lang: config.staff.lang,
        };
        let desk = Arc::new(Desk::open(db, clock, steps, setting, passwords, hands).await?);
        let files = files(&config)?;
        let outbox = Outbox::of(Parts {
            desk: Arc::clone(&desk),
            api: api.clone(),
            texts: Arc::clone(&texts),
            files: files.clone(),
            courier: Arc::clone(&courier),
            payments: Arc::clone(&payments),
            identity: Arc::clone(&identity),
            sms: Arc::clone(&sms),
            mail: Arc::clone(&mail),
            authority: Arc::clone(&authority),
            key: forms_key(&config)?,
            thresholds: config.scan.clone(),
            rates: config.rates(),
            patience: config.telegram.patience,
            endurance: config.calls.patience,
        });
        let (stop_outbox, outbox_stops) = watch::channel(false);
        let (till_door, asked) = mpsc::channel(MOST_AT_TILL);
        let till = Till::of(Arc::clone(&desk), api.clone(), Arc::clone(&texts)).run(asked, outbox_stops.clone());
        let outbox = outbox.run(handed, outbox_stops);
        let outbox = tokio::spawn(async move {
            tokio::join!(outbox, till);
        });
        let chores = vec![
            tokio::spawn(menu(Arc::clone(&desk), api.clone(), Arc::clone(&texts))),
            tokio::spawn(forget_old_updates(Arc::clone(&desk))),
            tokio::spawn(forget_old_files(Arc::clone(&desk), files.clone(), config.files.keep)),
            tokio::spawn(keep_time(Arc::clone(&desk))),
        ];
        let (stop_intake, intake_stops) = watch::channel(false);
        let (intake, web) = open_intake(
            &config,
            &desk,
            (api, &BotName::of(&me.username), till_door),
            web::Services {
                courier,
                payments,
                identity,
                sms,
                mail,
                authority,
                invoicing,
                files,
                texts: Arc::clone(&texts),
            },
            intake_stops,
        )
        .await?;
        tracing::info!(bot = me.username, "the desk is open");
        Ok(Self { desk, stop_intake, stop_outbox, intake, outbox, chores, web })
    }

    #[must_use]
    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// Where the web server listens, where there is one.
    #[must_use]
    pub fn web(&self) -> Option<SocketAddr> {
        self.web
    }

    /// Waits until nothing that is owed is due.
    pub async fn idle(&self) {
        self.desk.until_quiet().await;
    }

    /// Waits until the desk cannot go on by itself, and says why.
    pub async fn failed(&mut self) -> anyhow::Error {
        match (&mut self.intake).await {
            Ok(Err(failure)) => anyhow::Error::from(failure).context("Telegram refuses the bot's token"),
            Ok(Ok(())) => anyhow::anyhow!("the intake has ended"),
            Err(error) => anyhow::Error::from(error).context("the intake broke down"),
        }
    }

    /// Stops: no more updates, the batch in hand is finished, what is owed is sent as far as ten seconds allow.
    pub async fn stop(self) {
        self.stop_intake.send_replace(true);
        if !self.intake.is_finished() {
            let ended = tokio::time::timeout(Duration::from_secs(10), self.intake).await;
            if ended.is_err() {
                tracing::warn!("the intake did not stop in time");
            }
        }
        self.stop_outbox.send_replace(true);
        if tokio::time::timeout(Duration::from_secs(15), self.outbox).await.is_err() {
            tracing::warn!("the outbox did not stop in time");
        }
        for chore in self.chores {
            chore.abort();
        }
        self.desk.db().close().await;
    }
}

/// Who the bot is. Waits for Telegram where it does not answer; a refused token is final.
async fn who(api: &Api) -> anyhow::Result<Me> {
    let mut wait = Duration::from_millis(250);
    loop {
        match api.me().await {
            Ok(me) => return Ok(me),
            Err(failure @ Failure::Token(_)) => {
                return Err(anyhow::Error::from(failure).context(
                    "Telegram refuses the bot's token: get it anew from @BotFather (/token) and set telegram.token",
                ));
            }
            Err(failure) => tracing::warn!(%failure, "Telegram does not answer yet"),
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(30));
    }
}

/// The ways to pay that the configuration chose.
fn open_payments(config: &Config, clock: &Clock) -> anyhow::Result<Payments> {
    let mut payments = Payments::new();
    for way in &config.payment.ways {
        payments.insert(*way, Payment::open(*way, &config.payment, clock.clone(), config.calls.manners())?);
    }
    Ok(payments)
}

async fn enter_staff(db: &Db, config: &Config) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    for member in &config.staff.members {
        tx.save_staff(member).await?;
    }
    Ok(tx.commit().await?)
}

/// The key that binds forms to their orders: as given, or from its file, which is made where it is missing.
pub fn forms_key(config: &Config) -> anyhow::Result<FormKey> {
    secret_or_made(&config.forms.key, &config.forms.key_file).map(|secret| FormKey::derive(secret.expose().as_bytes()))
}

/// The place where files are kept, with the key that seals them.
pub fn files(config: &Config) -> anyhow::Result<Files> {
    let secret = secret_or_made(&config.files.key, &config.files.key_file)?;
    let key = FilesKey::derive(secret.expose().as_bytes());
    Ok(match &config.files.bucket {
        Some(bucket) => Files::bucket(bucket, key)?,
        None => Files::folder(config.files.folder.clone(), key)?,
    })
}

/// A secret as given, or from its file, which is made where it is missing.
fn secret_or_made(given: &Secret, path: &Path) -> anyhow::Result<Secret> {
    if !given.expose().is_empty() {
        return Ok(given.clone());
    }
    if !path.exists() {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let made = format!("{:032x}{:032x}\n", crate::clock::random(), crate::clock::random());
        std::fs::write(path, made).with_context(|| format!("{} cannot be written", path.display()))?;
        keep_private(path)?;
    }
    let secret = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Secret::of(secret.trim()))
}

/// Only the desk's own user may read the key.
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

type Intake = JoinHandle<Result<(), Failure>>;

async fn open_intake(
    config: &Config,
    desk: &Arc<Desk>,
    (api, bot, till): (Api, &BotName, TillDoor),
    services: web::Services,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<(Intake, Option<SocketAddr>)> {
    let Mode::Webhook = config.telegram.mode else {
        let web = serve(config.web.listen, web::routes(Arc::clone(desk), services, None), stop.clone()).await?;
        let (desk, bot, open) = (Arc::clone(desk), bot.clone(), intake::Open::at(desk));
        let intake = tokio::spawn(async move {
            let _open = open;
            // Polling is refused while a webhook is set; none may be left from before.
            let gone: Result<serde::de::IgnoredAny, _> = api.call(&teloxide::payloads::DeleteWebhook::new()).await;
            if let Err(failure) = gone {
                tracing::warn!(%failure, "the webhook could not be deleted");
            }
            intake::poll(&desk, &api, &bot, &till, stop).await
        });
        return Ok((intake, web));
    };
    let url: reqwest::Url = config.telegram.webhook.url.parse().context("telegram.webhook.url is no address")?;
    let secret = match config.webhook_secret()? {
        Some(secret) => secret.expose().to_owned(),
        None => format!("{:032x}", crate::clock::random()),
    };
    let (door, arriving) = Door::open(&secret, bot.clone(), till);
    let routes = web::routes(Arc::clone(desk), services, Some((url.path(), door)));
    let web = serve(config.web.listen, routes, stop.clone()).await?;
    if web.is_none() {
        bail!("telegram.mode is webhook, and web.listen is not set");
    }
    set_webhook(&api, &url, &secret).await?;
    let (desk, open) = (Arc::clone(desk), intake::Open::at(desk));
    let intake = tokio::spawn(async move {
        let _open = open;
        tokio::select! {
            () = intake::receive(&desk, arriving) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
        Ok(())
    });
    Ok((intake, web))
}

async fn set_webhook(api: &Api, url: &reqwest::Url, secret: &str) -> anyhow::Result<()> {
    use teloxide::payloads::{SetWebhook, SetWebhookSetters as _};
    use teloxide::types::AllowedUpdate;
    let allowed: Vec<AllowedUpdate> =
        UPDATES.iter().filter_map(|kind| serde_json::from_value(serde_json::Value::from(*kind)).ok()).collect();
    let payload = SetWebhook::new(url.clone()).secret_token(secret).allowed_updates(allowed);
    let _: serde::de::IgnoredAny = api.call(&payload).await.context("the webhook cannot be set")?;
    Ok(())
}

/// Serves the routes where an address is given, until `stop` says so.
async fn serve(
    listen: Option<SocketAddr>,
    routes: axum::Router,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<Option<SocketAddr>> {
    let Some(listen) = listen else { return Ok(None) };
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| format!("web.listen: {listen}"))?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let stopped = async move {
            let _stop = stop.wait_for(|stop| *stop).await;
        };
        if let Err(error) = axum::serve(listener, routes).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "the web server has ended");
        }
    });
    Ok(Some(address))
}

/// Tells Telegram the commands; a failure costs a menu, nothing else, so it is tried again quietly.
async fn menu(desk: Arc<Desk>, api: Api, texts: Arc<Texts>) {
    for _ in 0..5 {
        match set_menu(&api, &texts, desk.group(), desk.setting().group_lang).await {
            Ok(()) => return,
            Err(failure) => tracing::warn!(%failure, "the commands could not be told"),
        }
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
}

async fn forget_old_updates(desk: Arc<Desk>) {
    loop {
        match desk.expire_seen().await {
            Ok(0) => {}
            Ok(expired) => tracing::info!(expired, "updates of more than a week ago are forgotten"),
            Err(error) => tracing::warn!(%error, "old updates could not be forgotten"),
        }
        match desk.forget_counters().await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "counters of days and messages long over are forgotten"),
            Err(error) => tracing::warn!(%error, "old counters could not be forgotten"),
        }
        tokio::time::sleep(Duration::from_hours(6)).await;
    }
}

/// Deletes the files of orders that ended long ago, as `files.keep` says.
async fn forget_old_files(desk: Arc<Desk>, files: Files, keep: Keep) {
    loop {
        if let Err(error) = forget_files(&desk, &files, keep).await {
            tracing::warn!(%error, "old files could not be deleted; it is tried again later");
        }
        tokio::time::sleep(Duration::from_hours(6)).await;
    }
}

/// One round of it; how many orders' files are gone. A file goes first and its row after it: what is cut short is done again.
pub async fn forget_files(desk: &Desk, files: &Files, keep: Keep) -> anyhow::Result<usize> {
    let mut gone = 0;
    // One at a time: a file that two of them have goes with the second.
    while let Some(past) = desk.files_past(keep).await? {
        for digest in &past.digests {
            desk.forget_file(&past.order, digest, files.forget(digest)).await??;
        }
        desk.forgot_files(&past.order).await?;
        tracing::info!(order.id = past.order.as_str(), "an order's files are deleted");
        gone += 1;
    }
    Ok(gone)
}

/// Looks now and then whether something has fallen due on an order.
async fn keep_time(desk: Arc<Desk>) {
    loop {
        match desk.sweep().await {
            Ok(0) => {}
            Ok(due) => tracing::info!(due, "something fell due on orders"),
            Err(error) => tracing::warn!(%error, "what has fallen due could not be dealt with"),
        }
        if let Err(error) = desk.begin_day().await {
            tracing::warn!(%error, "the day could not be begun");
        }
        tokio::time::sleep(Duration::from_secs(15)).await;
    }
}
