//! The binary: a world from a file, served until it is told to stop. Prints what a bot's author needs to begin.

use clap::Parser;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use telegram_sim::paper::Typeface;
use telegram_sim::world::{ChatKey, ChatKind};
use telegram_sim::{Settings, Sim, WorldSpec};

/// A strict local Telegram: the Bot API over HTTP with people in it.
#[derive(Parser)]
#[command(name = "telegram-sim", version)]
struct Arguments {
    /// The world file, in TOML or (ending in .json) JSON.
    #[arg(long, value_name = "FILE")]
    world: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// A TrueType or OpenType font with Chinese letters, for the seals that the page's desk draws.
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// Switches rate limits off.
    #[arg(long)]
    no_limits: bool,
    /// The longest side of a photo after compression, in pixels.
    #[arg(long, default_value_t = 1280, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(90..=2560))]
    photo_side: u32,
    /// Refuses webhook addresses that the public service refuses: plain HTTP, other ports, loopback.
    #[arg(long)]
    strict_webhooks: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&format!("no runtime: {error}")),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => complain(&what),
    }
}

fn complain(what: &str) -> ExitCode {
    eprintln!("telegram-sim: {what}");
    ExitCode::FAILURE
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let path = arguments.world.display().to_string();
    let text = std::fs::read_to_string(&arguments.world).map_err(|error| format!("{path}: {error}"))?;
    let json = arguments.world.extension().is_some_and(|end| end == "json");
    let spec = if json { WorldSpec::from_json(&text) } else { WorldSpec::from_toml(&text) };
    let spec = spec.map_err(|error| format!("{path}: {error}"))?;
    let base = if arguments.no_limits { Settings::without_limits() } else { Settings::default() };
    let typeface = arguments.font.as_deref().map_or(Ok(Typeface::strokes()), letters)?;
    let settings = Settings {
        typeface,
        listen: arguments.listen,
        page: true,
        photo_side: arguments.photo_side,
        local_webhooks: !arguments.strict_webhooks,
        ..base
    };
    let sim = Sim::start(&spec, settings).await.map_err(|error| format!("{}: {error}", arguments.listen))?;
    introduce(&sim);
    wait_for_the_end().await.map_err(|error| format!("no signals: {error}"))?;
    sim.stop().await;
    Ok(())
}

fn letters(font: &Path) -> Result<Typeface, String> {
    let path = font.display();
    let bytes = std::fs::read(font).map_err(|error| format!("{path}: {error}"))?;
    Typeface::from_bytes(&bytes).map_err(|error| format!("{path}: {error}"))
}

fn introduce(sim: &Sim) {
    println!("Bot API  {}", sim.api_url());
    println!("page     {}", sim.page_url());
    sim.shared().look(|state| {
        for bot in state.world.bots.values() {
            println!("bot      @{:<24} token {}", bot.username, bot.token);
        }
        for person in state.world.people.values() {
            println!("person   {:<16} {}", person.id, person.full_name());
        }
        let mut chats: Vec<_> = state.world.chats.values().collect();
        chats.sort_by_key(|chat| std::cmp::Reverse(chat.key));
        for chat in chats.iter().filter(|chat| matches!(chat.key, ChatKey::Shared(_))) {
            let kind = match chat.kind {
                ChatKind::Private => "private",
                ChatKind::Group => "basic group",
                ChatKind::Supergroup { forum: false } => "supergroup",
                ChatKind::Supergroup { forum: true } => "forum",
                ChatKind::Channel => "channel",
            };
            println!("chat     {:<16} {} ({kind})", chat.key.id(), chat.title);
        }
    });
}

#[cfg(unix)]
async fn wait_for_the_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn wait_for_the_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
