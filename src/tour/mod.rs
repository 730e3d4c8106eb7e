//! The tour: the whole line played by itself over real HTTP against a local Telegram, one order or many at once. Ends well only when
//! every order is delivered and every message that was owed has come, once.

mod office;
mod play;
mod report;
mod seats;

use crate::desk::Desk;
use crate::domain::rules::Lang;
use crate::gateway::courier::Pace;
use crate::local::cast::Cast;
use crate::local::{Local, Opening, typeface};
use crate::texts::Texts;
use play::Play;
use report::{Heard, Outcome, Report};
use seats::Watch;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// What is played.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many orders.
    pub orders: u32,
    /// How many of them at once.
    pub parallel: u32,
    /// Figures as JSON in the place of words.
    pub json: bool,
    /// The legal persons are proved at an identity provider, in place of the video.
    pub identity: bool,
}

/// The most orders of one tour.
const MOST: u32 = 2_000;
/// How long the desk may take to send what it owes at the end.
const SETTLING: Duration = Duration::from_secs(30);
/// How often it is seen what has fallen due: the courier's day is short here.
const OFTEN: Duration = Duration::from_millis(250);

/// Plays it and prints what came of it; false where an order or a message is missing.
pub async fn run(options: Options) -> anyhow::Result<bool> {
    anyhow::ensure!((1..=MOST).contains(&options.orders), "between 1 and {MOST} orders");
    let cast = Cast::of(1, options.orders)?;
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let local = Local::open(
        &cast,
        Opening { listen, page: false, staff_lang: Lang::Zh, pace: Pace::Hurried, identity: options.identity },
    )
    .await?;
    let keeper = tokio::spawn(keep_time(Arc::clone(local.app.desk())));
    let texts = Arc::new(Texts::load()?);
    let watch = Arc::new(Watch::default());
    let cast = Arc::new(cast);
    let office = Arc::new(office::Office::open(typeface()?));
    let places = Arc::new(Semaphore::new(usize::try_from(options.parallel.max(1))?));
    let began = Instant::now();
    let mut plays = JoinSet::new();
    for index in 0..cast.units.len() {
        let play = Play::new(&local.sim, &cast, index, (Arc::clone(&texts), Arc::clone(&office), Arc::clone(&watch)))?;
        let play = if options.identity { play.with_identity_provider() } else { play };
        let places = Arc::clone(&places);
        plays.spawn(async move {
            let _place = places.acquire_owned().await;
            (index, play.whole_line().await)
        });
    }
    let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
    while let Some(played) = plays.join_next().await {
        let (index, outcome) = played?;
        outcomes.push((index, outcome.unwrap_or_else(Outcome::broken)));
    }
    let lasted = began.elapsed();
    let settled = tokio::time::timeout(SETTLING, local.app.idle()).await.is_ok();
    keeper.abort();
    let mut report = Report::of(&outcomes, &watch, lasted);
    let heard = Heard::by(&local, &cast, &texts)?;
    for (index, outcome) in &outcomes {
        report.count_messages(&heard, *index, outcome)?;
    }
    report.complaints = local.sim.complaints().iter().map(|complaint| format!("{complaint:?}")).collect();
    if options.orders == 1 && !options.json {
        report::print_transcript(&local, &cast)?;
    }
    report.print(options.json)?;
    let well = report.is_well() && settled;
    local.close().await;
    Ok(well)
}

/// Sees to what falls due, until it is told to stop.
async fn keep_time(desk: Arc<Desk>) {
    loop {
        if let Err(error) = desk.sweep().await {
            tracing::warn!(%error, "what has fallen due could not be dealt with");
        }
        tokio::time::sleep(OFTEN).await;
    }
}
