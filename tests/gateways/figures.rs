//! The figures: what happens moves them, and the dashboard shows nothing that is not there.

use super::standin::{Reply, StandIn};
use super::town::{Town, noon, parcel};
use certdesk::conversation::Happening;
use certdesk::domain::order::{Finding, KeptBeside, Severity};
use certdesk::gateway::Kept;
use certdesk::gateway::courier::Provider;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use telegram_sim::{CallFault, Fault};

/// The value of a sample.
fn sample(page: &str, name: &str) -> f64 {
    let line = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name} is not in {page}")).parse().unwrap()
}

/// Every name of ours in the dashboard's expressions.
fn shown() -> BTreeSet<String> {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/grafana-dashboard.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&file).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let expressions = targets.map(|target| target["expr"].as_str().unwrap());
    let words = expressions.flat_map(|expression| expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with("certdesk_")).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_dashboard_shows_what_there_is_and_what_happens_moves_it() {
    let courier = StandIn::answering([Reply::Body(500, String::new())]).await;
    let url = courier.url.clone();
    let order = json!({ "stage": { "stage": "shipped", "since": noon() }, "outbound": parcel(), "due_at": noon() });
    let town = Town::with(order, move |config| {
        config.courier.provider = Provider::Kuaidi100;
        let at = &mut config.courier.kuaidi100;
        (at.url, at.customer, at.key) = (url, "CUSTOMER".to_owned(), Kept::Here("KEY".to_owned()));
    })
    .await;
    let before = town.page("/metrics").await.1;
    let anna = town.applicant();
    let sent = anna.say("/help").unwrap();
    Town::hears(&anna, sent, "").await;
    town.pass(1).await;
    let doubt = Finding { check: "grey".into(), severity: Severity::Warning, figure: String::new() };
    let refusal = Finding { severity: Severity::Refusal, ..doubt.clone() };
    for findings in [vec![], vec![doubt.clone()], vec![doubt, refusal]] {
        let happening = Happening::Inspected {
            order: town.order().await.number,
            upload: 1,
            document: None,
            findings,
            digest: None,
            made: KeptBeside::default(),
        };
        town.app.desk().hear(happening).await.unwrap();
    }
    town.quiet().await;
    let (status, page) = town.page("/metrics").await;
    assert_eq!(status, 200);
    for (name, least) in [
        ("certdesk_updates_total{outcome=\"answered\"}", 1.0),
        ("certdesk_update_seconds_count", 1.0),
        ("certdesk_update_seconds_bucket{le=\"+Inf\"}", 1.0),
        ("certdesk_scans_total{verdict=\"clean\"}", 1.0),
        ("certdesk_scans_total{verdict=\"doubtful\"}", 1.0),
        ("certdesk_scans_total{verdict=\"refused\"}", 1.0),
    ] {
        let moved = sample(&page, name) - sample(&before, name);
        assert!((moved - least).abs() < f64::EPSILON || name.contains("update") && moved >= least, "{name}: {moved}");
    }
    // Asked when the desk opened, and held up.
    assert!(sample(&page, "certdesk_provider_failures_total{provider=\"kuaidi100\",outcome=\"unknown\"}") >= 1.0);
    assert!(sample(&page, "certdesk_effect_seconds_count{kind=\"say\"}") >= 1.0, "{page}");
    // A family may have no samples at the moment, and is announced all the same.
    let announced = page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    let announced: BTreeSet<String> =
        announced.filter(|name| name.starts_with("certdesk_")).map(str::to_owned).collect();
    let family = |name: &String| {
        let part = ["_bucket", "_sum", "_count"].iter().find_map(|part| name.strip_suffix(part));
        part.unwrap_or(name).to_owned()
    };
    let shown: BTreeSet<String> = shown().iter().map(family).collect();
    assert_eq!(shown, announced, "the dashboard shows all there is, and asks for nothing else");
    town.app.stop().await;
}

#[tokio::test]
async fn a_desk_that_hears_nothing_any_more_is_not_ready() {
    let town = Town::with(json!({ "stage": { "stage": "preparing", "since": noon() } }), |_| {}).await;
    assert_eq!((town.page("/healthz").await.0, town.page("/readyz").await.0), (200, 200));
    // The token is taken back: the next time that it asks for updates, the intake ends.
    let fault = Fault::Error { code: 401, description: "Unauthorized".to_owned() };
    let method = Some("getUpdates".to_owned());
    town.sim.faults().arm(CallFault { method, bot: None, chat: None, times: 1_000, fault });
    town.applicant().say("/help").unwrap();
    let late = tokio::time::Instant::now() + Duration::from_secs(90);
    while town.page("/readyz").await.0 != 503 {
        assert!(tokio::time::Instant::now() < late, "nobody notices");
        tokio::task::yield_now().await;
    }
    assert_eq!(town.page("/healthz").await.0, 200, "it lives, and its figures can be seen");
    town.app.stop().await;
}
