//! One round: a bot in a process of its own, people around it, a window in which everything is measured. Ends with no process
//! and no folder left behind.

use crate::measure;
use crate::people::{Faults, People};
use crate::server::Telegram;
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::Stdio;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::time::sleep;

/// How long a bot may take to its first reply, and to its last.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often what is waited for is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// After the last reply, how long one too many may still come.
const AFTERMATH: Duration = Duration::from_millis(200);

/// Which bot a round is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    /// The desk's line.
    Ours,
    /// teloxide's own dialogue and storage.
    Peer,
}

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Peer => "peer",
        }
    }
}

/// How a round is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round<'a> {
    pub(crate) people: usize,
    pub(crate) warm: Duration,
    pub(crate) window: Duration,
    /// Where the bot's database lies, in a folder of its own that goes with the round.
    pub(crate) folder: &'a Path,
}

/// What a round showed.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct Result {
    pub(crate) side: Side,
    pub(crate) people: usize,
    /// Updates answered in the window, and how many that is in a second.
    pub(crate) answered: usize,
    pub(crate) per_second: f64,
    /// From the moment that an update could be fetched to its reply's arrival, in milliseconds.
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    /// From the process's start to its first reply.
    pub(crate) first_reply_ms: f64,
    /// The most memory that the bot's process held.
    pub(crate) peak_mib: f64,
    /// The bot's processor time for one update.
    pub(crate) cpu_micros: f64,
    /// Of one core, how much the load itself took in the window.
    pub(crate) load_cores: f64,
    pub(crate) faults: Faults,
    pub(crate) first_wrong: Option<(String, String)>,
}

impl Round<'_> {
    /// Runs the round; must be called inside a `LocalSet`.
    pub(crate) async fn run(&self, side: Side, date: i64) -> anyhow::Result<Result> {
        let folder = tempfile::Builder::new().prefix("line-bench-").tempdir_in(self.folder)?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let telegram = Telegram::new(People::gather(self.people, date));
        let serving = tokio::task::spawn_local(Rc::clone(&telegram).serve(listener));
        let result = self.with_bot(side, &telegram, &url, folder.path()).await;
        serving.abort();
        let said = std::fs::read_to_string(folder.path().join("stderr")).unwrap_or_default();
        result.with_context(|| format!("{} with {} people; it said: {}", side.name(), self.people, tail(&said)))
    }

    async fn with_bot(&self, side: Side, telegram: &Telegram, url: &str, folder: &Path) -> anyhow::Result<Result> {
        let began = Instant::now();
        let mut bot = Command::new(std::env::current_exe()?)
            .args(["bot", side.name(), "--api", url, "--folder"])
            .arg(folder)
            // Its end is our end: a bot whose standard input closes goes.
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(folder.join("stderr"))?)
            .kill_on_drop(true)
            .spawn()?;
        let process = bot.id().context("the bot ended at once")?;

        telegram.people.borrow_mut().first_speaks();
        telegram.rouse();
        wait(&mut bot, "its first reply", || telegram.people.borrow().replies > 0).await?;
        let first_reply = telegram.people.borrow().first_reply.map_or(Duration::ZERO, |at| at - began);

        telegram.people.borrow_mut().others_speak();
        telegram.rouse();
        sleep(self.warm).await;

        let cpu = || anyhow::Ok((measure::cpu(process)?, measure::cpu(std::process::id())?));
        let (bot_before, load_before) = cpu()?;
        telegram.people.borrow_mut().measure(true);
        let opened = Instant::now();
        sleep(self.window).await;
        telegram.people.borrow_mut().measure(false);
        let window = opened.elapsed().as_secs_f64();
        let (bot_after, load_after) = cpu()?;

        telegram.people.borrow_mut().hush();
        // Who is not answered by then is counted as missing.
        let _late = wait(&mut bot, "its last reply", || telegram.people.borrow().awaiting() == 0).await;
        sleep(AFTERMATH).await;
        let peak = measure::peak_memory(process)?;
        bot.kill().await?;

        let mut people = telegram.people.borrow_mut();
        people.close();
        let mut latencies = std::mem::take(&mut people.latencies);
        latencies.sort_unstable();
        let answered = latencies.len();
        let ms = |part| f64::from(measure::percentile(&latencies, part)) / 1e3;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let (count, peak_mib) = (answered as f64, peak as f64 / 1024.0);
        Ok(Result {
            side,
            people: self.people,
            answered,
            per_second: count / window,
            median_ms: ms(0.5),
            p99_ms: ms(0.99),
            max_ms: ms(1.0),
            first_reply_ms: first_reply.as_secs_f64() * 1e3,
            peak_mib,
            cpu_micros: (bot_after - bot_before).as_secs_f64() * 1e6 / count.max(1.0),
            load_cores: (load_after - load_before).as_secs_f64() / window,
            faults: people.faults.clone(),
            first_wrong: people.first_wrong.clone(),
        })
    }
}

/// Waits until something is so, for as long as the bot lives and the patience lasts.
async fn wait(bot: &mut Child, what: &str, so: impl Fn() -> bool) -> anyhow::Result<()> {
    let began = Instant::now();
    while !so() {
        if let Some(status) = bot.try_wait()? {
            bail!("the bot ended ({status}) before {what}");
        }
        if began.elapsed() > PATIENCE {
            bail!("{PATIENCE:?} without {what}");
        }
        sleep(LOOK).await;
    }
    Ok(())
}

/// The end of what a bot wrote.
fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}
