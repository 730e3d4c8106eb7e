//! The figures that the desk promises: a verdict while the applicant is still there, a copy under the limit, a form at once.

use certdesk::desk::inspect::look;
use certdesk::scan::{Limits, Sought, inspect};
use criterion::{Criterion, criterion_group, criterion_main};
use eyes_bench::{form, ours, scans};
use std::hint::black_box;
use std::time::Instant;

fn eyes(criterion: &mut Criterion) {
    let begun = Instant::now();
    black_box(form());
    println!("a form, the first of this process: {:?}", begun.elapsed());
    criterion.bench_function("a form, warm", |bench| bench.iter(form));

    let (jpeg, png) = scans();
    println!("JPEG {} bytes, PNG {} bytes", jpeg.len(), png.len());
    assert!(png.len() > 6_000_000);
    let ours = ours();
    let seen = look(&jpeg, &ours);
    assert!(seen.document.is_some() && seen.findings.is_empty(), "{:?}", seen.findings);
    let mut group = criterion.benchmark_group("300 dpi page");
    group.sample_size(20);
    group.bench_function("verdict for a JPEG of 2480 by 3508", |bench| {
        bench.iter(|| look(&jpeg, &ours));
    });
    let scan = inspect(&png, &Limits::default(), &Sought::default());
    group.bench_function("a copy under 1 MB of a PNG over 6 MB", |bench| {
        bench.iter(|| scan.shrink(&png, 1_000_000).expect("a copy"));
    });
    group.finish();
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        println!("memory at its peak: {peak}");
    }
}

criterion_group!(benches, eyes);
criterion_main!(benches);
