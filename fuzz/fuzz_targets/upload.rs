//! The whole path of an upload: bytes to a report, to findings, to the copy that is kept, to the marked picture. Whatever the bytes, nothing
//! panics, the copy keeps its bound, and what is kept can be looked at again.
#![no_main]

use certdesk_scan::{Anchor, Expectation, Limits, Need, Thresholds, inspect, judge};
use libfuzzer_sys::fuzz_target;

const MOST: usize = 100_000;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { pixels: 2_000_000, ..Limits::default() };
    let scan = inspect(bytes, &limits, &Anchor::default());
    let expected = Expectation {
        code: Need::Required,
        colour: Need::Required,
        company_seal: Need::Required,
        legal_mark: Need::Required,
        specimens: true,
        ..Expectation::default()
    };
    let findings = judge(&scan, &expected, &Thresholds::default());
    assert!(!findings.is_empty());
    if let Some(original) = scan.bare(bytes) {
        assert!(inspect(&original, &Limits { bytes: usize::MAX, ..limits }, &Anchor::default()).report.seen.is_some());
    }
    if let Some(kept) = scan.shrink(bytes, MOST) {
        assert!(kept.jpeg.len() <= MOST);
        assert!(inspect(&kept.jpeg, &limits, &Anchor::default()).report.seen.is_some());
    }
    let _marked = scan.annotate(&findings, &Thresholds::default());
});
