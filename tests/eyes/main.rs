//! The labelled set: real forms, printed, stamped and scanned well and badly, looked at as uploads are. A sample of every kind of mishap
//! always runs; the whole set, its report and the aims are `just eyes`.
#![expect(clippy::unwrap_used, reason = "a test's own scenery: what cannot be made stops the test")]

mod mishaps;
mod others;
mod papers;
mod report;

use papers::{Page, Papers};
use report::{Report, Seen};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Looks at every page, on all processors.
fn looked_at(papers: &Papers, pages: &[Page], others: Option<&others::Folder>) -> Report {
    let (next, report) = (AtomicUsize::new(0), Mutex::new(Report::default()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = papers.scan(page);
                    if let Some(folder) = others {
                        folder.put(page, &bytes);
                    }
                    let seen = Seen::of(page, &papers.look(page, &bytes));
                    report.lock().unwrap().add(page, &seen);
                }
            });
        }
    });
    report.into_inner().unwrap()
}

#[test]
fn one_page_of_every_mishap_is_judged_rightly() {
    let report = looked_at(&Papers::open(), &papers::sample(), None);
    assert!(report.wrong().is_empty(), "{:#?}", report.wrong());
}

#[test]
#[ignore = "some minutes: `just eyes` runs it and prints the report"]
fn the_whole_set_keeps_the_aims() {
    let (papers, pages) = (Papers::open(), papers::all());
    assert!(pages.len() >= 300, "{}", pages.len());
    let folder = others::Folder::make();
    let mut report = looked_at(&papers, &pages, Some(&folder));
    report.others = folder.read();
    println!("{report}");
    for (aim, share, least) in report.aims() {
        assert!(share >= least, "{aim}: {:.1} % of {:.1} %", share * 100.0, least * 100.0);
    }
}
