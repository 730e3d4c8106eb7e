//! What came of the set: for each mishap and for each check how many were right, refused wrongly, let pass wrongly; and the aims.

use crate::mishaps::{ALL, Label};
use crate::others::Others;
use crate::papers::Page;
use certdesk::desk::inspect::Inspected;
use certdesk::domain::order::Severity;
use std::collections::BTreeMap;
use std::fmt;

/// One page's outcome.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The code was read and says the right document of this order.
    bound: bool,
    refused: bool,
    /// What should have been found was found; true where there was nothing.
    caught: bool,
    /// Findings that nothing on the page calls for.
    stray: Vec<String>,
    found: Vec<String>,
}

impl Seen {
    pub(crate) fn of(page: &Page, inspected: &Inspected) -> Self {
        let (must, may): (&[&str], &[&str]) = match page.mishap.label {
            Label::Good { may } => (&[], may),
            Label::Bad { must, may } => (must, may),
        };
        // what Telegram's clients make small is small whatever else it is; copies carry no code
        let found: Vec<String> = inspected.findings.iter().map(|finding| finding.check.clone()).collect();
        let called_for = |check: &String| must.contains(&check.as_str()) || may.contains(&check.as_str());
        Self {
            bound: inspected.document == Some(page.document),
            refused: inspected.findings.iter().any(|finding| finding.severity == Severity::Refusal),
            caught: must.is_empty() || found.iter().any(|check| must.contains(&check.as_str())),
            stray: found.iter().filter(|check| !called_for(check)).cloned().collect(),
            found: inspected.findings.iter().map(|f| format!("{} {}", f.check, f.figure)).collect(),
        }
    }
}

/// Figures of one mishap.
#[derive(Clone, Debug, Default)]
struct Row {
    pages: usize,
    to_bind: usize,
    bound: usize,
    right: usize,
    false_refusals: usize,
    false_warnings: usize,
    false_passes: usize,
}

/// Figures of one check.
#[derive(Clone, Debug, Default)]
struct CheckRow {
    found: usize,
    stray_on_good: usize,
    stray_on_bad: usize,
    /// Pages on which nothing else will do, and those of them without it.
    demanded: usize,
    missed: usize,
}

/// Everything.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: BTreeMap<&'static str, Row>,
    checks: BTreeMap<String, CheckRow>,
    wrong: Vec<String>,
    pub(crate) others: Vec<Others>,
}

impl Report {
    pub(crate) fn add(&mut self, page: &Page, seen: &Seen) {
        let row = self.rows.entry(page.mishap.name).or_default();
        row.pages += 1;
        row.to_bind += usize::from(page.bound());
        row.bound += usize::from(page.bound() && seen.bound);
        let unread = page.bound() && !seen.bound;
        let (refused, warned) = (page.good() && seen.refused, page.good() && !seen.stray.is_empty());
        row.false_refusals += usize::from(refused);
        row.false_warnings += usize::from(warned && !refused);
        row.false_passes += usize::from(!seen.caught);
        let right = !unread && !refused && !warned && seen.caught;
        row.right += usize::from(right);
        if !right {
            self.wrong.push(format!("{}: {:?}", page.name(), seen.found));
        }
        if let Label::Bad { must: &[only], .. } = page.mishap.label {
            let row = self.checks.entry(only.to_owned()).or_default();
            row.demanded += 1;
            row.missed += usize::from(!seen.caught);
        }
        for check in &seen.found {
            let name = check.split(' ').next().unwrap_or_default();
            let row = self.checks.entry(name.to_owned()).or_default();
            let stray = seen.stray.iter().any(|stray| stray == name);
            row.found += 1;
            row.stray_on_good += usize::from(stray && page.good());
            row.stray_on_bad += usize::from(stray && !page.good());
        }
    }

    /// Pages that came out wrong, with what was found on them.
    pub(crate) fn wrong(&self) -> &[String] {
        &self.wrong
    }

    fn over(&self, names: &[&str], count: fn(&Row) -> usize, of: fn(&Row) -> usize) -> f64 {
        let rows =
            || self.rows.iter().filter(|(name, _)| names.is_empty() || names.contains(*name)).map(|(_, row)| row);
        share(rows().map(count).sum(), rows().map(of).sum())
    }

    /// The aims: name, share reached, share wanted.
    pub(crate) fn aims(&self) -> Vec<(&'static str, f64, f64)> {
        let read = |names: &[&str]| self.over(names, |row| row.bound, |row| row.to_bind);
        let caught = |names: &[&str]| 1.0 - self.over(names, |row| row.false_passes, |row| row.pages);
        let good: Vec<&str> = ALL.iter().filter(|m| matches!(m.label, Label::Good { .. })).map(|m| m.name).collect();
        let photos = ["Telegram photo", "Telegram photo, askew", "telephone, as a photo", "seal over the code, photo"];
        vec![
            ("binding read on pages that a person would accept", read(&[]), 0.98),
            ("binding read on what Telegram compressed", read(&photos), 0.99),
            ("binding read under a seal", read(&["seal over the code", "seal over the code, photo"]), 0.99),
            ("good pages not refused", 1.0 - self.over(&good, |row| row.false_refusals, |row| row.pages), 0.99),
            (
                "good pages without a false warning",
                1.0 - self.over(&good, |row| row.false_warnings, |row| row.pages),
                0.97,
            ),
            (
                "grey copies caught",
                caught(&["grey copy", "grey, as a photo", "copies in grey", "photocopied seal"]),
                0.98,
            ),
            (
                "missing seals caught",
                caught(&["no seal", "no seal, as a photo", "no legal person's seal", "no legal person's mark"]),
                0.98,
            ),
            ("faint seals caught", caught(&["faint seal"]), 0.95),
            (
                "forms that are not this order's present ones caught",
                caught(&["another order's form", "an old form", "a forged form"]),
                0.98,
            ),
            ("everything else that is bad caught", caught(&[]), 0.97),
        ]
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds of pages")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:26} {:>5} {:>9} {:>6} {:>14} {:>14} {:>12}",
            "mishap", "pages", "code read", "right", "false refusals", "false warnings", "false passes"
        )?;
        for mishap in ALL {
            let Some(row) = self.rows.get(mishap.name) else { continue };
            let Row { pages, to_bind, bound, right, false_refusals, false_warnings, false_passes } = row;
            let read = if *to_bind > 0 { format!("{bound}/{to_bind}") } else { "-".to_owned() };
            writeln!(
                f,
                "{:26} {pages:>5} {read:>9} {right:>6} {false_refusals:>14} {false_warnings:>14} {false_passes:>12}",
                mishap.name
            )?;
        }
        writeln!(
            f,
            "\n{:26} {:>5} {:>8} {:>6} {:>14} {:>13}",
            "finding", "found", "demanded", "missed", "stray on good", "stray on bad"
        )?;
        for (check, row) in &self.checks {
            let CheckRow { found, stray_on_good, stray_on_bad, demanded, missed } = row;
            writeln!(f, "{check:26} {found:>5} {demanded:>8} {missed:>6} {stray_on_good:>14} {stray_on_bad:>13}")?;
        }
        writeln!(f, "\naims")?;
        for (aim, reached, wanted) in self.aims() {
            writeln!(f, "{aim:52} {:>6.1} %  of {:>4.0} %", reached * 100.0, wanted * 100.0)?;
        }
        writeln!(f, "\ncodes of acceptable forms read by each decoder on the same files")?;
        let ours = self.rows.values().map(|row| row.bound).sum::<usize>();
        let all = self.rows.values().map(|row| row.to_bind).sum::<usize>();
        writeln!(f, "{:12} {ours}/{all} ({:.1} %)", "certdesk", share(ours, all) * 100.0)?;
        for other in &self.others {
            writeln!(f, "{other}")?;
        }
        writeln!(f, "\nwrong: {:#?}", self.wrong)
    }
}
