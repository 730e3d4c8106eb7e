//! The whole path of an upload: bytes to a report, to findings, to what is kept, to the marked picture. Whatever the bytes, nothing panics,
//! the copy keeps its bound, and what is kept can be looked at again. The fuzz target and the desk's own tests walk the same path.

use certdesk_scan::{Expectation, Limits, Need, Sought, Thresholds, inspect, judge};

const MOST: usize = 100_000;

/// Walks it; true where the bytes are a picture.
pub(crate) fn walk(bytes: &[u8]) -> bool {
    let limits = Limits { pixels: 2_000_000, ..Limits::default() };
    let scan = inspect(bytes, &limits, &Sought::default());
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
    let original = scan.bare(bytes);
    assert_eq!(original.is_some(), scan.report.seen.is_some());
    if let Some(original) = original {
        // A BMP that is written anew may become larger than what is taken in.
        let again = inspect(&original, &Limits { bytes: usize::MAX, ..limits }, &Sought::default());
        let likeness = |scan: &certdesk_scan::Scan| scan.report.seen.as_ref().map(|seen| seen.likeness);
        assert_eq!(likeness(&again), likeness(&scan));
    }
    if let Some(copy) = scan.shrink(bytes, MOST) {
        assert!(copy.jpeg.len() <= MOST);
        assert!(inspect(&copy.jpeg, &limits, &Sought::default()).report.seen.is_some());
    }
    let marked = scan.annotate(&findings, &Thresholds::default());
    assert_eq!(marked.is_some(), scan.report.seen.is_some());
    scan.report.seen.is_some()
}
