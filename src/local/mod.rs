//! A desk in a local Telegram, for the demo and the tour: its people, its world, its own throw-away folder. Nothing here is reached by
//! `run`, and nothing leaves the loopback.

pub mod cast;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Secret};
use crate::domain::payment::PayWay;
use crate::domain::rules::Lang;
use crate::domain::staff::Member;
use crate::forms;
use crate::gateway::{Channel, Kept, Slip, Tray, authority, courier, identity, mail, sms};
use crate::store::Db;
use anyhow::Context as _;
use cast::{Cast, GROUP, PROVIDER_TOKEN, TOKEN};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use telegram_sim::paper::Typeface;
use telegram_sim::{Settings, Sim};

/// How the local Telegram is opened.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    pub listen: SocketAddr,
    /// Whether the page is served.
    pub page: bool,
    /// What the staff group is spoken to in.
    pub staff_lang: Lang,
    /// How fast the courier's day passes.
    pub pace: courier::Pace,
    /// Whether the legal person is proved at an identity provider, in place of the video.
    pub identity: bool,
}

/// A desk that runs in a local Telegram.
pub struct Local {
    pub sim: Sim,
    pub app: App,
    /// The short messages and e-mails that would have gone out.
    pub tray: Tray,
    folder: Folder,
}

/// A folder that is gone when its owner is.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the throw-away folder stays behind");
        }
    }
}

impl Local {
    /// Opens the Telegram with these people in it and the desk with their certificates on file.
    pub async fn open(cast: &Cast, opening: Opening) -> anyhow::Result<Self> {
        let folder =
            Folder(std::env::temp_dir().join(format!("certdesk-{}-{:x}", std::process::id(), crate::clock::random())));
        std::fs::create_dir_all(&folder.0).context("no throw-away folder can be made")?;
        let settings = Settings {
            listen: opening.listen,
            page: opening.page,
            typeface: typeface()?,
            ..Settings::without_limits()
        };
        let spec = cast.world().checked()?;
        let sim = Sim::start(&spec, settings).await.with_context(|| format!("{} is not free", opening.listen))?;
        let mut config = config(cast, &sim.api_url(), &folder.0)?;
        config.staff.lang = opening.staff_lang;
        config.courier.demo = opening.pace;
        if opening.identity {
            config.identity.provider = identity::Provider::Demo;
        }
        let tray = Tray::default();
        write_into(&tray, &mut config);
        file_certificates(cast, &config).await?;
        let app = App::start(config, Clock::System).await?;
        Ok(Self { sim, app, tray, folder })
    }

    /// Closes the desk, then the Telegram; the folder goes with it.
    pub async fn close(self) {
        self.app.stop().await;
        self.sim.stop().await;
        drop(self.folder);
    }
}

/// The letters of seals and cards: those of the printed forms.
pub fn typeface() -> anyhow::Result<Typeface> {
    Typeface::from_bytes(forms::typeface()).context("the forms' font does not open")
}

/// The shipped configuration, turned to the local Telegram and the throw-away folder.
fn config(cast: &Cast, api_url: &str, folder: &Path) -> anyhow::Result<Config> {
    let mut config = Config::shipped()?;
    config.telegram.token = Secret::of(TOKEN);
    config.telegram.token_file = None;
    api_url.clone_into(&mut config.telegram.api_url);
    // The local Telegram sets no pace here, so neither does the desk: who plays it waits for nothing.
    config.telegram.pace.enabled = false;
    config.database.url = format!("sqlite://{}", folder.join("desk.sqlite").display());
    config.files.folder = folder.join("files");
    config.files.key = Secret::of(format!("{:032x}", crate::clock::random()));
    config.forms.key = Secret::of(format!("{:032x}", crate::clock::random()));
    config.staff.group = Some(GROUP);
    config.staff.members = cast
        .staff
        .iter()
        .map(|part| Member { id: part.id, name: part.name.clone(), roles: part.roles.clone() })
        .collect();
    config.web.listen = None;
    config.courier.provider = courier::Provider::Demo;
    config.authority.provider = authority::Provider::Demo;
    config.authority.demo = cast.units.iter().flat_map(|unit| unit.certificates.clone()).collect();
    // Paid with the button on the page, where the local Telegram plays the provider, too; or by a code that pays itself after a while.
    config.payment.ways = vec![PayWay::Telegram, PayWay::Demo];
    config.payment.telegram.provider_token = Kept::Here(PROVIDER_TOKEN.to_owned());
    Ok(config)
}

/// Short messages and e-mails are put into this tray, however many they are.
fn write_into(tray: &Tray, config: &mut Config) {
    config.sms.provider = sms::Provider::Demo;
    config.sms.demo = tray.clone();
    config.mail.provider = mail::Provider::Demo;
    config.mail.demo = tray.clone();
    (config.sms.daily_each, config.sms.daily_all) = (u32::MAX, u32::MAX);
    (config.mail.daily_each, config.mail.daily_all) = (u32::MAX, u32::MAX);
}

/// A slip as it is printed: how it would have gone out, to whom, and its words.
#[must_use]
pub fn slip_lines(slip: &Slip) -> String {
    let channel = match slip.channel {
        Channel::Text => "sms",
        Channel::Mail => "e-mail",
    };
    let file = slip.file.as_ref().map(|file| format!(" (file: {file})")).unwrap_or_default();
    format!("[{channel}] to {}{file}: {}", slip.to, slip.words.trim().replace('\n', "\n    "))
}

/// The certificates that the authority has on file for these units.
async fn file_certificates(cast: &Cast, config: &Config) -> anyhow::Result<()> {
    let db = Db::open(&config.database.url).await?;
    db.migrate().await?;
    let mut tx = db.begin().await?;
    for unit in &cast.units {
        for certificate in &unit.certificates {
            tx.save_certificate(certificate).await?;
        }
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}
