//! `certdesk inspect`: what the eyes see on files that lie in a folder, so that an operator can tune the thresholds on real scans. Looks and
//! prints; keeps nothing, and knows no order.

use crate::config::Config;
use crate::desk::inspect::{expected, form_document, name_on};
use crate::domain::document::DocumentKind;
use crate::forms::Binding;
use crate::scan::{self, Expectation, Limits, Report, Thresholds, Verdict};
use anyhow::Context as _;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub files: Vec<PathBuf>,
    pub json: bool,
    /// What the files are; else a form's code tells, and what has none is held against nothing.
    pub document: Option<DocumentKind>,
}

/// What was seen of one file.
#[derive(Debug, Serialize)]
struct Looked {
    file: PathBuf,
    /// Why it could not be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// What it was held against.
    document: Option<DocumentKind>,
    findings: Vec<Shown>,
    /// The gravest of the verdicts.
    verdict: Verdict,
    milliseconds: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report>,
}

#[derive(Debug, Serialize)]
struct Shown {
    check: &'static str,
    figure: f64,
    limit: f64,
    verdict: Verdict,
}

/// Looks at the files and prints; false where one of them could not be read.
pub fn run(config: &Path, wanted: &Wanted) -> anyhow::Result<bool> {
    let thresholds = if config.exists() { Config::load(config)?.scan } else { Thresholds::default() };
    let looked: Vec<Looked> = wanted.files.iter().map(|file| look(file, wanted.document, &thresholds)).collect();
    let all_read = looked.iter().all(|looked| looked.error.is_none());
    if wanted.json {
        println!("{}", serde_json::to_string_pretty(&looked).context("the report cannot be written")?);
    } else {
        looked.iter().for_each(print);
    }
    Ok(all_read)
}

fn look(file: &Path, document: Option<DocumentKind>, thresholds: &Thresholds) -> Looked {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let (error, file) = (Some(error.to_string()), file.to_owned());
            let (findings, verdict) = (Vec::new(), Verdict::Refuse);
            return Looked { file, error, document, findings, verdict, milliseconds: 0, report: None };
        }
    };
    let begun = Instant::now();
    let scan = scan::inspect(&bytes, &Limits::default(), &thresholds.sought());
    let stated = stated(&scan.report);
    let document = document.or_else(|| form_document(stated.as_ref()?.kind));
    let expected = document.map_or_else(Expectation::default, |document| expected(document, stated.as_ref()));
    let findings = scan::judge(&scan, &expected, thresholds);
    let milliseconds = begun.elapsed().as_millis();
    let verdict = scan::Finding::worst(&findings);
    let shown = |finding: &scan::Finding| Shown {
        check: name_on(&scan, finding.check),
        figure: finding.figure,
        limit: finding.limit,
        verdict: finding.verdict,
    };
    let findings = findings.iter().map(shown).collect();
    Looked { file: file.to_owned(), error: None, document, findings, verdict, milliseconds, report: Some(scan.report) }
}

/// A file's bytes, bounded as an upload's are: one byte more than is taken is enough to tell.
fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(Limits::default().bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What the page's code states; whether it is genuine takes the desk's key and is not asked here.
fn stated(report: &Report) -> Option<Binding> {
    Binding::stated(report.seen.as_ref()?.form_code()?)
}

fn print(looked: &Looked) {
    let file = looked.file.display();
    if let Some(error) = &looked.error {
        return println!("{file}: {error}");
    }
    println!("{file}: {:?}, {} ms", looked.verdict, looked.milliseconds);
    for Shown { check, figure, limit, verdict } in &looked.findings {
        println!("  {verdict:7?} {check:24} {figure:10.4}  limit {limit:.4}");
    }
    let Some(seen) = looked.report.as_ref().and_then(|report| report.seen.as_ref()) else { return };
    for code in &seen.codes {
        println!("  code    {}", code.text);
    }
    for seal in &seen.seals {
        let scan::Region { x, y, width, height } = seal.region;
        println!(
            "  seal    {:?} {:.1} mm, score {:.2}, ink {:.2}, at {x:.0},{y:.0} {width:.0}x{height:.0}",
            seal.shape, seal.size_mm, seal.score, seal.ink
        );
    }
}
