//! Figures: percentiles and medians, what the kernel says of a process, and what one durable write costs on this disk. Never a
//! bot, never a person.

use anyhow::Context as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Linux counts a process's time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// The value below which `part` (0 to 1) of the sorted values lie; 0 of none.
pub(crate) fn percentile(sorted: &[u32], part: f64) -> u32 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let rank = ((sorted.len() as f64 * part).ceil() as usize).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(0)
}

/// The middle one, and the least and the greatest.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

impl Spread {
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(0.0);
        let middle = values.len() / 2;
        let median = if values.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.max(1) - 1), at(middle)) };
        Self { median, min: at(0), max: at(values.len().max(1) - 1) }
    }
}

/// The processor time that a process has used, in its own code and in the kernel's.
pub(crate) fn cpu(process: u32) -> anyhow::Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).context("the process is gone")?;
    cpu_of(&stat).context("/proc/PID/stat reads otherwise than expected")
}

fn cpu_of(stat: &str) -> Option<Duration> {
    // The name, in brackets, may hold blanks; the 14th and 15th fields are 12 and 13 after it.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * (user + system))
}

/// The most memory that a process has held at once, in KiB.
pub(crate) fn peak_memory(process: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).context("the process is gone")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    line.trim().trim_end_matches(" kB").parse().context("VmHWM is no number")
}

/// How busy the machine was with other work: the kernel's load average of the last minute.
pub(crate) fn load_average() -> anyhow::Result<f64> {
    let text = std::fs::read_to_string("/proc/loadavg")?;
    text.split(' ').next().unwrap_or_default().parse().context("/proc/loadavg reads otherwise than expected")
}

/// The median time to append 4 KiB to a file in `folder` and have them on the disk.
pub(crate) fn durable_write(folder: &Path) -> anyhow::Result<Duration> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut times = Vec::new();
    for _ in 0..101 {
        let began = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[50])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_values_themselves() {
        let values: Vec<u32> = (1..=200).collect();
        assert_eq!([0.5, 0.99, 1.0].map(|part| percentile(&values, part)), [100, 198, 200]);
        assert_eq!(percentile(&[], 0.5), 0);
        assert_eq!(percentile(&[9], 0.99), 9);
    }

    #[test]
    fn a_spread_is_the_middle_and_the_ends() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0].into_iter()), Spread { median: 2.0, min: 1.0, max: 3.0 });
        assert!((Spread::of([1.0, 2.0].into_iter()).median - 1.5).abs() < 1e-9);
    }

    #[test]
    fn a_process_is_read_from_what_the_kernel_says() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 1 0 5 1 1";
        assert_eq!(cpu_of(stat), Some(Duration::from_secs(3)));
        assert!(peak_memory(std::process::id()).unwrap() > 100);
        assert!(cpu(std::process::id()).is_ok());
    }
}
