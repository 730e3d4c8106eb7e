//! The figures of all rounds as one table for people, or as JSON for programs. Measures nothing.

use crate::contest::{Result, Side};
use crate::measure::Spread;
use crate::people::Faults;
use std::fmt::Write as _;

/// All rounds of one bot with so many people.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Case {
    pub(crate) people: usize,
    pub(crate) side: Side,
    pub(crate) rounds: usize,
    pub(crate) per_second: Spread,
    pub(crate) median_ms: Spread,
    pub(crate) p99_ms: Spread,
    pub(crate) max_ms: Spread,
    pub(crate) cpu_micros: Spread,
    pub(crate) peak_mib: Spread,
    pub(crate) first_reply_ms: Spread,
    pub(crate) load_cores: Spread,
    pub(crate) faults: Faults,
}

impl Case {
    fn of(people: usize, side: Side, results: &[Result]) -> Option<Self> {
        let rounds: Vec<&Result> = results.iter().filter(|r| r.people == people && r.side == side).collect();
        if rounds.is_empty() {
            return None;
        }
        let spread = |figure: fn(&Result) -> f64| Spread::of(rounds.iter().map(|round| figure(round)));
        let mut faults = Faults::default();
        for round in &rounds {
            faults.add(&round.faults);
        }
        Some(Self {
            people,
            side,
            rounds: rounds.len(),
            per_second: spread(|r| r.per_second),
            median_ms: spread(|r| r.median_ms),
            p99_ms: spread(|r| r.p99_ms),
            max_ms: spread(|r| r.max_ms),
            cpu_micros: spread(|r| r.cpu_micros),
            peak_mib: spread(|r| r.peak_mib),
            first_reply_ms: spread(|r| r.first_reply_ms),
            load_cores: spread(|r| r.load_cores),
            faults,
        })
    }
}

/// The cases in the order of their people, ours before the peer's.
pub(crate) fn cases(people: &[usize], results: &[Result]) -> Vec<Case> {
    people
        .iter()
        .flat_map(|count| [Side::Ours, Side::Peer].map(|side| Case::of(*count, side, results)))
        .flatten()
        .collect()
}

/// A Markdown table: medians, and least to greatest of the rounds.
pub(crate) fn table(cases: &[Case]) -> String {
    let mut out = String::from(
        "| people | bot | updates/s | latency median ms | p99 ms | max ms | CPU µs/update | peak MiB | first reply ms | load, cores | wrong/repeated/missing/unreadable |\n\
         |--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for case in cases {
        let faults = &case.faults;
        let _infallible = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {:.2} | {}/{}/{}/{} |",
            case.people,
            case.side.name(),
            cell(case.per_second, 0),
            cell(case.median_ms, 2),
            cell(case.p99_ms, 2),
            cell(case.max_ms, 1),
            cell(case.cpu_micros, 0),
            cell(case.peak_mib, 1),
            cell(case.first_reply_ms, 0),
            case.load_cores.median,
            faults.wrong,
            faults.repeated,
            faults.missing,
            faults.unreadable,
        );
    }
    for pair in cases.chunk_by(|a, b| a.people == b.people) {
        if let [ours, peer] = pair {
            let _infallible = writeln!(
                out,
                "\n{} people: {:.1} times the peer's updates per second, at {:.3} of its 99th percentile.",
                ours.people,
                ours.per_second.median / peer.per_second.median,
                ours.p99_ms.median / peer.p99_ms.median,
            );
        }
    }
    out
}

fn cell(spread: Spread, digits: usize) -> String {
    format!("{:.digits$} ({:.digits$}–{:.digits$})", spread.median, spread.min, spread.max)
}
