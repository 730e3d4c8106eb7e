//! What the operator decides, read from one file and overridden from the environment. Every key is documented in `bot.toml`; an unknown
//! one is refused with its line. Secrets never show in `Debug`.

use crate::desk::{Cost, Keep};
use crate::domain::ids::ChatId;
use crate::domain::payment::PayWay;
use crate::domain::rules::{Lang, Rules};
use crate::domain::staff::Member;
use crate::gateway::authority::{self, AuthorityAt};
use crate::gateway::courier::{self, CourierAt};
use crate::gateway::identity::{self, IdentityAt};
use crate::gateway::invoice::InvoiceAt;
use crate::gateway::mail::{self, MailAt};
use crate::gateway::payment::PaymentAt;
use crate::gateway::sms::{self, SmsAt};
use crate::gateway::{Bucket, Manners};
use crate::outbox::{Endurance, Patience, Rates};
use crate::scan::Thresholds;
use crate::telemetry::LogFormat;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::{Table, Value};

/// The shipped file: valid as it stands.
pub const SHIPPED: &str = include_str!("../bot.toml");

/// A secret: used, never shown.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() { "(none)" } else { "(set)" })
    }
}

/// The whole configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telegram: Telegram,
    pub web: Web,
    pub database: Database,
    pub files: FilesAt,
    pub staff: Staff,
    pub accounts: Accounts,
    pub forms: Forms,
    pub scan: Thresholds,
    pub rules: Rules,
    pub calls: CallsAt,
    pub courier: CourierAt,
    pub payment: PaymentAt,
    pub identity: IdentityAt,
    pub sms: SmsAt,
    pub mail: MailAt,
    pub authority: AuthorityAt,
    pub invoice: InvoiceAt,
    pub log: Log,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    #[serde(default)]
    pub token: Secret,
    pub token_file: Option<PathBuf>,
    pub api_url: String,
    pub mode: Mode,
    pub webhook: Webhook,
    pub pace: PaceAt,
    pub patience: Patience,
}

/// How updates come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Polling,
    Webhook,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Where Telegram reaches the desk's web server; the path is taken from it.
    pub url: String,
    #[serde(default)]
    pub secret: Secret,
    pub secret_file: Option<PathBuf>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaceAt {
    pub enabled: bool,
    pub chat_per_second: f64,
    pub chat_burst: u32,
    pub group_per_minute: f64,
    pub overall_per_second: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Web {
    pub listen: Option<SocketAddr>,
    /// Where people and services reach it from outside; empty where they do not.
    #[serde(default)]
    pub address: String,
}

impl Web {
    /// The address from outside, without a slash at its end, where there is one.
    #[must_use]
    pub fn outside(&self) -> Option<&str> {
        Some(self.address.trim().trim_end_matches('/')).filter(|address| !address.is_empty())
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// May hold a password, so it is not shown.
    pub url: String,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("Database").field("url", &format_args!("{kind}:…")).finish()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesAt {
    pub folder: PathBuf,
    /// A bucket in place of the folder.
    pub bucket: Option<Bucket>,
    #[serde(default)]
    pub key: Secret,
    pub key_file: PathBuf,
    pub keep: Keep,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    pub group: Option<ChatId>,
    pub lang: Lang,
    pub members: Vec<Member>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    pub password: Cost,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    #[serde(default)]
    pub key: Secret,
    pub key_file: PathBuf,
}

/// How long the services outside are waited for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsAt {
    pub connect_seconds: f64,
    pub answer_seconds: f64,
    pub tries: u32,
    /// How long what a service outside does not do is tried again.
    #[serde(default)]
    pub patience: Endurance,
}

impl CallsAt {
    /// The same as the gateways keep to it.
    #[must_use]
    pub fn manners(&self) -> Manners {
        let seconds = |seconds: f64| Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let (connect, whole) = (seconds(self.connect_seconds), seconds(self.answer_seconds));
        Manners { connect, whole, tries: self.tries, ..Manners::default() }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub level: Level,
    #[serde(default)]
    pub format: LogFormat,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Error,
    Warn,
    Info,
    Debug,
}

/// What is wrong with the configuration, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path}: {error}")]
    Unread { path: PathBuf, error: std::io::Error },
    #[error("{path}: {error}")]
    File { path: PathBuf, error: toml::de::Error },
    #[error("environment variable {name}: {error}")]
    Variable { name: String, error: String },
    #[error("{0}")]
    Wrong(String),
}

impl Config {
    /// The shipped configuration, without the environment: for the demo and for tests.
    pub fn shipped() -> Result<Self, ConfigError> {
        Self::read(SHIPPED, Path::new("bot.toml"), std::iter::empty())
    }

    /// Reads a file and the environment's `CERTDESK_<SECTION>__<KEY>`.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| ConfigError::Unread { path: path.to_owned(), error })?;
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::read(&text, path, variables)
    }

    fn read(text: &str, path: &Path, variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let wrong = |error| ConfigError::File { path: path.to_owned(), error };
        let mut config: Self = toml::from_str(text).map_err(wrong)?;
        let mut table: Table = toml::from_str(text).map_err(wrong)?;
        for (name, value) in variables {
            let Some(keys) = name.strip_prefix("CERTDESK_").filter(|keys| keys.contains("__")) else { continue };
            let keys: Vec<String> = keys.split("__").map(str::to_ascii_lowercase).collect();
            (table, config) = overridden(&table, &keys, &value)
                .map_err(|error| ConfigError::Variable { name: name.clone(), error })?;
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let pace = &self.telegram.pace;
        let rates = [pace.chat_per_second, pace.group_per_minute, pace.overall_per_second];
        if rates.iter().any(|rate| !rate.is_finite() || *rate <= 0.0) || pace.chat_burst == 0 {
            return Err(ConfigError::Wrong("telegram.pace: rates must be greater than 0".to_owned()));
        }
        if self.telegram.mode == Mode::Webhook && self.telegram.webhook.url.is_empty() {
            return Err(ConfigError::Wrong("telegram.webhook.url is not set, and telegram.mode is webhook".to_owned()));
        }
        let demo = self.courier.provider == courier::Provider::Demo
            || self.sms.provider == sms::Provider::Demo
            || self.identity.provider == identity::Provider::Demo
            || self.mail.provider == mail::Provider::Demo
            || self.authority.provider == authority::Provider::Demo
            || self.payment.ways.contains(&PayWay::Demo);
        if demo {
            let why = "the demo's courier, payment, identity provider, authority, short messages and e-mail are for `certdesk demo` and `tour` alone";
            return Err(ConfigError::Wrong(why.to_owned()));
        }
        let waits = [self.calls.connect_seconds, self.calls.answer_seconds];
        if waits.iter().any(|wait| !(0.1..=120.0).contains(wait)) || !(1..=10).contains(&self.calls.tries) {
            let why = "calls: between 0.1 and 120 seconds, and between 1 and 10 tries";
            return Err(ConfigError::Wrong(why.to_owned()));
        }
        if !(1..=60).contains(&self.identity.minutes) {
            return Err(ConfigError::Wrong("identity.minutes: between 1 and 60".to_owned()));
        }
        // Browsers hand out the camera over https alone.
        if self.web.outside().is_some_and(|address| !address.starts_with("https://") || address.contains(['?', '#'])) {
            return Err(ConfigError::Wrong("web.address: it must be an address with https://".to_owned()));
        }
        if !(1..=120).contains(&self.payment.minutes) {
            return Err(ConfigError::Wrong("payment.minutes: between 1 and 120".to_owned()));
        }
        if self.rules.projects.is_empty() {
            return Err(ConfigError::Wrong("rules.projects: there must be one".to_owned()));
        }
        Ok(())
    }

    /// The bot's token; `None` where none is set.
    pub fn token(&self) -> Result<Option<Secret>, ConfigError> {
        secret(&self.telegram.token, self.telegram.token_file.as_deref())
    }

    /// The webhook's secret; `None` where none is set.
    pub fn webhook_secret(&self) -> Result<Option<Secret>, ConfigError> {
        secret(&self.telegram.webhook.secret, self.telegram.webhook.secret_file.as_deref())
    }

    /// The rates to keep to; `None` where pacing is switched off.
    #[must_use]
    pub fn rates(&self) -> Option<Rates> {
        let pace = &self.telegram.pace;
        pace.enabled.then_some(Rates {
            chat_per_second: pace.chat_per_second,
            chat_burst: pace.chat_burst,
            group_per_minute: pace.group_per_minute,
            overall_per_second: pace.overall_per_second,
        })
    }
}

/// A secret as given, or from its file.
fn secret(given: &Secret, file: Option<&Path>) -> Result<Option<Secret>, ConfigError> {
    if !given.expose().is_empty() {
        return Ok(Some(given.clone()));
    }
    let Some(path) = file else { return Ok(None) };
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unread { path: path.to_owned(), error })?;
    let text = text.trim();
    Ok((!text.is_empty()).then(|| Secret::of(text)))
}

/// The table with one key set: to the text as it is where the key takes a text, else to what the text says in TOML.
fn overridden(table: &Table, keys: &[String], text: &str) -> Result<(Table, Config), String> {
    let as_toml = || toml::from_str::<Table>(&format!("value = {text}")).ok().and_then(|mut t| t.remove("value"));
    let mut refused = String::new();
    for value in [Some(Value::String(text.to_owned())), as_toml()].into_iter().flatten() {
        let mut changed = table.clone();
        put(&mut changed, keys, value)?;
        match Config::deserialize(Value::Table(changed.clone())) {
            Ok(config) => return Ok((changed, config)),
            Err(error) => error.message().clone_into(&mut refused),
        }
    }
    // The value itself may be a secret, so only what was expected is repeated.
    let expected = refused.split_once("expected ").map_or(refused.as_str(), |(_, expected)| expected);
    Err(format!("cannot be taken; expected {expected}"))
}

fn put(table: &mut Table, keys: &[String], value: Value) -> Result<(), String> {
    let Some((key, rest)) = keys.split_first() else { return Ok(()) };
    if rest.is_empty() {
        table.insert(key.clone(), value);
        return Ok(());
    }
    let inner = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
    match inner {
        Value::Table(inner) => put(inner, rest, value),
        _ => Err(format!("{key} has no keys of its own")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::read(SHIPPED, Path::new("bot.toml"), variables)
    }

    #[test]
    fn the_shipped_file_is_valid_and_has_no_secret() {
        let config = Config::shipped().unwrap();
        assert_eq!(config.token().unwrap(), None);
        assert_eq!(config.rules.projects[0].seal_fee.0, 13_000);
        assert!(config.rates().is_some());
    }

    #[test]
    fn the_shipped_thresholds_are_those_that_the_tests_measure() {
        assert_eq!(Config::shipped().unwrap().scan, Thresholds::default());
    }

    #[test]
    fn the_environment_overrides_every_kind_of_key() {
        let config = with(&[
            ("CERTDESK_TELEGRAM__TOKEN", "7:secret"),
            ("CERTDESK_TELEGRAM__API_URL", "http://127.0.0.1:1"),
            ("CERTDESK_TELEGRAM__PACE__ENABLED", "false"),
            ("CERTDESK_STAFF__GROUP", "-100123"),
            ("CERTDESK_STAFF__MEMBERS", r#"[{ id = 5, name = "李雷", roles = ["reviewer"] }]"#),
            ("CERTDESK_DATABASE__URL", "postgres://desk:hunter2@localhost/desk"),
            ("CERTDESK_RULES__DESK__TELEPHONE", "12345"),
            ("CERTDESK_PAYMENT__WAYS", "[\"telegram\"]"),
            ("CERTDESK_PAYMENT__TELEGRAM__PROVIDER_TOKEN", "9:TEST:hush"),
            ("CERTDESK_CONFIG", "not ours"),
        ])
        .unwrap();
        assert_eq!(config.token().unwrap().unwrap().expose(), "7:secret");
        assert_eq!((config.staff.group, config.staff.members.len()), (Some(ChatId(-100_123)), 1));
        assert_eq!((config.rates(), config.rules.desk.telephone.as_str()), (None, "12345"));
        assert_eq!(config.payment.ways, [PayWay::Telegram]);
        let shown = format!("{config:?}");
        assert!(!shown.contains("hush"), "{shown}");
        assert!(!shown.contains("secret\"") && !shown.contains("7:secret") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn a_typo_is_named_with_its_line_or_its_variable() {
        let text = SHIPPED.replace("api_url =", "api_ulr =");
        let error = Config::read(&text, Path::new("bot.toml"), std::iter::empty()).unwrap_err().to_string();
        assert!(error.contains("bot.toml") && error.contains("line ") && error.contains("api_ulr"), "{error}");
        let error = with(&[("CERTDESK_TELEGRAM__TOKNE", "1:x")]).unwrap_err().to_string();
        assert!(error.contains("CERTDESK_TELEGRAM__TOKNE") && error.contains("token"), "{error}");
        let error = with(&[("CERTDESK_STAFF__GROUP", "the group")]).unwrap_err().to_string();
        assert!(error.contains("CERTDESK_STAFF__GROUP"), "{error}");
        for (name, value) in [
            ("CERTDESK_COURIER__PROVIDER", "demo"),
            ("CERTDESK_SMS__PROVIDER", "demo"),
            ("CERTDESK_IDENTITY__PROVIDER", "demo"),
            ("CERTDESK_MAIL__PROVIDER", "demo"),
            ("CERTDESK_AUTHORITY__PROVIDER", "demo"),
            ("CERTDESK_PAYMENT__WAYS", "[\"demo\"]"),
        ] {
            let error = with(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains("certdesk demo"), "{name}: {error}");
        }
        assert!(with(&[("CERTDESK_TELEGRAM__MODE", "webhook")]).unwrap_err().to_string().contains("webhook.url"));
    }
}
