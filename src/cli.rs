//! The command line: what the binary is asked to do. Each command is a function elsewhere.

use crate::app::App;
use crate::audit;
use crate::check;
use crate::clock::Clock;
use crate::config::{Config, Level};
use crate::demo;
use crate::domain::document::DocumentKind;
use crate::domain::rules::Lang;
use crate::inspect;
use crate::store::Db;
use crate::telemetry::{self, LogFormat};
use crate::tour;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::filter::LevelFilter;

/// The re-issuance desk of a certificate authority, in a Telegram chat.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// The configuration.
    #[arg(long, global = true, default_value = "bot.toml")]
    pub config: PathBuf,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the desk and keep it open.
    Run,
    /// Play every part in a local Telegram, in a browser: no token, no network, nothing kept.
    Demo {
        /// Where the page is served; only this machine's own addresses.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The language that the staff group is spoken to in: `zh-CN` or `en`. Everybody else is spoken to in their own.
        #[arg(long, default_value = "zh-CN", value_parser = language)]
        staff_lang: Lang,
        /// Prove the legal person at the demo's identity provider, which believes everybody, in place of the video.
        #[arg(long)]
        identity: bool,
    },
    /// Let the whole line play itself against a local Telegram, and print what was said.
    Tour {
        /// How many orders.
        #[arg(long, default_value_t = 1)]
        orders: u32,
        /// How many of them at once.
        #[arg(long, default_value_t = 1)]
        parallel: u32,
        /// Figures as JSON.
        #[arg(long)]
        json: bool,
        /// Prove the legal persons at the demo's identity provider, which believes everybody, in place of the video.
        #[arg(long)]
        identity: bool,
    },
    /// Check the configuration, the database, the token, the staff group, the fonts: each is ok, or what to do about it is said.
    Check,
    /// Bring the database up to date.
    Migrate,
    /// Show what the eyes see on picture files: every finding with its figure and verdict, codes, seals, time taken.
    Inspect {
        /// Any files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// All of it as JSON.
        #[arg(long)]
        json: bool,
        /// What the files are (`application_form`, `business_licence`, `agent_identity_card`, `authorisation_letter`, `seal_specimen_form`);
        /// else a form's own code tells.
        #[arg(long, value_parser = document)]
        document: Option<DocumentKind>,
    },
    /// The journal of what was decided.
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
}

/// What can be done with the journal.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Audit {
    /// Work the chain of every order's entries and of the desk's own out again, and name the first entry of each that does not fit.
    Verify,
    /// Write every entry to the standard output, a line of JSON each, with its place and link, for an auditor.
    Export,
}

/// Does what the command line asks for.
pub async fn run(cli: Cli) -> ExitCode {
    let done = match &cli.command {
        Command::Run => serve(&cli).await,
        Command::Demo { listen, staff_lang, identity } => {
            play_demo(demo::Options { listen: *listen, staff_lang: *staff_lang, identity: *identity }).await
        }
        Command::Tour { orders, parallel, json, identity } => {
            let options = tour::Options { orders: *orders, parallel: *parallel, json: *json, identity: *identity };
            play_tour(options).await
        }
        // Boxed: it holds a whole configuration, and so does each of the others.
        Command::Check => return Box::pin(check::run(&cli.config)).await,
        Command::Migrate => migrate(&cli).await,
        Command::Inspect { files, json, document } => {
            let wanted = inspect::Wanted { files: files.clone(), json: *json, document: *document };
            inspect::run(&cli.config, &wanted)
                .and_then(|all| if all { Ok(()) } else { anyhow::bail!("not every file could be read") })
        }
        Command::Audit { what: Audit::Verify } => audit::verify(&cli.config).await,
        Command::Audit { what: Audit::Export } => audit::export(&cli.config).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("certdesk: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(cli: &Cli) -> anyhow::Result<()> {
    let config = Config::load(&cli.config)?;
    telemetry::begin(level(config.log.level), config.log.format);
    let mut signals = Signals::listen()?;
    let mut app = tokio::select! {
        app = App::start(config, Clock::System) => app?,
        () = signals.next() => return Ok(()),
    };
    let failed = tokio::select! {
        () = signals.next() => None,
        failed = app.failed() => Some(failed),
    };
    tracing::info!("stopping: what is in hand is finished");
    tokio::select! {
        () = app.stop() => {}
        // A second signal does not wait.
        () = signals.next() => {}
    }
    match failed {
        Some(failed) => Err(failed),
        None => Ok(()),
    }
}

async fn play_demo(options: demo::Options) -> anyhow::Result<()> {
    telemetry::begin(LevelFilter::WARN, LogFormat::Text);
    let mut signals = Signals::listen()?;
    Box::pin(demo::run(options, signals.next())).await
}

async fn play_tour(options: tour::Options) -> anyhow::Result<()> {
    telemetry::begin(LevelFilter::WARN, LogFormat::Text);
    if Box::pin(tour::run(options)).await? { Ok(()) } else { anyhow::bail!("the tour did not end well: see above") }
}

async fn migrate(cli: &Cli) -> anyhow::Result<()> {
    let config = Config::load(&cli.config)?;
    let db = Db::open(&config.database.url).await?;
    db.migrate().await?;
    println!("the database is up to date");
    Ok(())
}

/// A document by the name that it has in `bot.toml`.
fn language(tag: &str) -> Result<Lang, String> {
    serde_json::from_value(tag.into()).map_err(|error| error.to_string())
}

fn document(name: &str) -> Result<DocumentKind, String> {
    serde_json::from_value(name.into()).map_err(|error| error.to_string())
}

fn level(level: Level) -> LevelFilter {
    match level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
    }
}

/// The signals that ask the process to end.
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
