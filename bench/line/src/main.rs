//! Six questions and a confirmation through the desk's line and through teloxide's own dialogue, side by side: this process is
//! the load and the local Bot API; each bot runs in a process of its own, from this same binary.

mod contest;
mod http;
mod measure;
mod ours;
mod peer;
mod people;
mod script;
mod server;
mod table;

use anyhow::{Context as _, ensure};
use clap::{Parser, Subcommand};
use contest::{Round, Side};
use std::io::Read as _;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The whole run ends after this, finished or not.
const LONGEST: Duration = Duration::from_secs(290);

#[derive(Parser)]
#[command(about = "Measures the desk's line beside teloxide's own dialogue")]
struct Args {
    #[command(subcommand)]
    part: Option<Part>,
    /// How many people talk at once: a case for each number
    #[arg(long, value_delimiter = ',', default_value = "1,50,500")]
    people: Vec<usize>,
    /// Rounds of each bot in each case, interleaved
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds measured in each round
    #[arg(long, default_value_t = 4.0)]
    seconds: f64,
    /// Seconds of talk before the measured ones
    #[arg(long, default_value_t = 1.0)]
    warm: f64,
    /// Only this bot
    #[arg(long)]
    only: Option<Side>,
    /// Where the bots' databases are made, on the disk that is to be measured
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Part {
    /// One of the bots, as the benchmark starts it
    #[command(hide = true)]
    Bot {
        side: Side,
        #[arg(long)]
        api: url::Url,
        #[arg(long)]
        folder: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(Part::Bot { side, api, folder }) = args.part {
        go_with_parent();
        let runtime = tokio::runtime::Runtime::new()?;
        return match side {
            Side::Ours => runtime.block_on(ours::run(api.as_str(), &folder)),
            Side::Peer => runtime.block_on(peer::run(api, &folder)),
        };
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let all = tokio::task::LocalSet::new();
    let run = async { tokio::time::timeout(LONGEST, measure_all(&args)).await };
    all.block_on(&runtime, run).context("the run took too long")?
}

/// Ends this process when the one that started it is gone.
fn go_with_parent() {
    std::thread::spawn(|| {
        let mut nothing = [0; 64];
        while matches!(std::io::stdin().read(&mut nothing), Ok(read) if read > 0) {}
        std::process::exit(0);
    });
}

async fn measure_all(args: &Args) -> anyhow::Result<()> {
    ensure!(args.people.iter().all(|count| (1..=10_000).contains(count)), "people: from 1 to 10000");
    ensure!((1..=20).contains(&args.rounds), "rounds: from 1 to 20");
    ensure!((0.1..=60.0).contains(&args.seconds) && (0.0..=60.0).contains(&args.warm), "seconds: at most 60");
    let folder = args.folder.clone().unwrap_or_else(std::env::temp_dir);
    let began = Instant::now();
    let (write, busy) = (measure::durable_write(&folder)?, measure::load_average()?);
    let sides = args.only.map_or(vec![Side::Ours, Side::Peer], |side| vec![side]);
    let mut results = Vec::new();
    for &people in &args.people {
        let (warm, window) = (Duration::from_secs_f64(args.warm), Duration::from_secs_f64(args.seconds));
        let round = Round { people, warm, window, folder: &folder };
        for number in 1..=args.rounds {
            for &side in &sides {
                let result = round.run(side, today()?).await?;
                eprintln!(
                    "{people} people, round {number}, {}: {:.0} updates/s, p99 {:.2} ms, {} faults",
                    side.name(),
                    result.per_second,
                    result.p99_ms,
                    result.faults.total(),
                );
                if let Some((said, due)) = &result.first_wrong {
                    eprintln!("  said {said:?} where {due:?} was due");
                }
                results.push(result);
            }
        }
    }
    let cases = table::cases(&args.people, &results);
    if args.json {
        let all = serde_json::json!({
            "cores": std::thread::available_parallelism()?.get(),
            "durable_write_ms": write.as_secs_f64() * 1e3,
            "load_average_before": busy,
            "seconds": args.seconds,
            "took_seconds": began.elapsed().as_secs_f64(),
            "cases": cases,
            "rounds": results,
        });
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        println!("{}", table::table(&cases));
        println!(
            "{} cores, shared with the load; 4 KiB appended and synced in {:.2} ms (median); load average before: {busy:.1}; {} rounds of {} s; {:.0} s in all.",
            std::thread::available_parallelism()?,
            write.as_secs_f64() * 1e3,
            args.rounds,
            args.seconds,
            began.elapsed().as_secs_f64(),
        );
    }
    let faults: u64 = results.iter().filter(|r| r.side == Side::Ours).map(|r| r.faults.total()).sum();
    ensure!(faults == 0, "{faults} faults of the desk's line: see the table's last column");
    Ok(())
}

/// What messages carry as their date.
fn today() -> anyhow::Result<i64> {
    #[expect(clippy::disallowed_methods, reason = "the load has no clock to be handed")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_secs())?)
}
