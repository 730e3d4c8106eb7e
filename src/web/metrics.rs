//! Figures for Prometheus, in its text format: updates and how long they take, what is owed and how old it is, verdicts on uploads, orders
//! by stage, and calls to the services outside.
//! Names and counts only, nothing of a person.

use crate::desk::{Arrival, BOUNDS, Desk, Durations, Verdict};
use crate::domain::payment::Hindrance;
use crate::gateway::Count;
use crate::gateway::authority::Authority;
use crate::gateway::courier::Courier;
use crate::gateway::identity::Identity;
use crate::gateway::invoice::Invoicing;
use crate::gateway::mail::Mail;
use crate::gateway::sms::Sms;
use crate::gateway::{Files, Payments, payment::Payment};
use crate::texts::Texts;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use std::sync::Arc;

/// The services outside, as far as figures, call-backs and the page go.
#[derive(Clone)]
pub struct Services {
    pub courier: Arc<Courier>,
    pub payments: Arc<Payments>,
    pub identity: Arc<Identity>,
    pub sms: Arc<Sms>,
    pub mail: Arc<Mail>,
    pub authority: Arc<Authority>,
    pub invoicing: Arc<Invoicing>,
    /// For the legal person's page, and invoices.
    pub files: Files,
    pub texts: Arc<Texts>,
}

impl Services {
    /// How often each provider was called, and how that went.
    fn counts(&self) -> Vec<Count> {
        let mut counts: Vec<Count> = self.payments.values().filter_map(Payment::count).collect();
        counts.extend(self.courier.count());
        counts.extend(self.sms.count());
        counts.extend(self.mail.count());
        counts.extend(self.authority.count());
        counts.extend(self.identity.count());
        counts.sort_by_key(|count| count.provider);
        counts
    }
}

/// The page, being written.
#[derive(Default)]
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str, samples: impl IntoIterator<Item = (String, f64)>) {
        // Writing to a string cannot fail.
        let _written = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let labels = if labels.is_empty() { labels } else { format!("{{{labels}}}") };
            let _written = writeln!(self.0, "{name}{labels} {value}");
        }
    }
}

impl Page {
    /// A family of durations, each with its labels: their number and their sum, in buckets where those are wanted.
    fn durations<'a>(
        &mut self,
        (name, help): (&str, &str),
        buckets: bool,
        samples: impl IntoIterator<Item = (String, &'a Durations)>,
    ) {
        let kind = if buckets { "histogram" } else { "summary" };
        let _written = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, durations) in samples {
            let braced = |labels: String| if labels.is_empty() { labels } else { format!("{{{labels}}}") };
            let mut under = 0;
            for (bound, within) in BOUNDS.iter().zip(durations.within).filter(|_| buckets) {
                under += within;
                let _written = writeln!(self.0, "{name}_bucket{{le=\"{bound}\"}} {under}");
            }
            if buckets {
                let _written = writeln!(self.0, "{name}_bucket{{le=\"+Inf\"}} {}", durations.count);
            }
            let labels = braced(labels);
            let _written =
                writeln!(self.0, "{name}_sum{labels} {}\n{name}_count{labels} {}", durations.seconds, durations.count);
        }
    }
}

/// `/metrics`
pub(super) async fn page(State((desk, services)): State<(Arc<Desk>, Services)>) -> Response {
    match written(&desk, &services).await {
        Ok(page) => ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], page).into_response(),
        Err(error) => {
            tracing::error!(%error, "no figures");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn written(desk: &Desk, services: &Services) -> Result<String, crate::desk::DeskError> {
    let figures = desk.figures().await?;
    let mut page = Page::default();
    own(&mut page, desk);
    let labelled = |label: &'static str, counted: &[(String, i64)]| -> Vec<(String, f64)> {
        counted.iter().map(|(value, count)| (format!("{label}=\"{value}\""), whole(*count))).collect()
    };
    page.family(
        "certdesk_effects",
        "gauge",
        "What is owed or could not be done, by state.",
        labelled("state", &figures.effects),
    );
    let hand = i64::try_from(desk.in_hand()).unwrap_or(i64::MAX);
    page.family(
        "certdesk_effects_in_hand",
        "gauge",
        "What this instance is carrying out.",
        [(String::new(), whole(hand))],
    );
    let age = figures.oldest_due.map_or(0, |at| (desk.clock().now() - at).num_seconds().max(0));
    page.family(
        "certdesk_effects_age_seconds",
        "gauge",
        "Age of the oldest effect that is due.",
        [(String::new(), whole(age))],
    );
    page.family("certdesk_orders", "gauge", "Orders by stage.", labelled("stage", &figures.orders));
    let failed = i64::try_from(figures.failed_updates).unwrap_or(i64::MAX);
    page.family(
        "certdesk_failed_updates",
        "gauge",
        "Updates of the past week whose handling failed.",
        [(String::new(), whole(failed))],
    );
    let counts = services.counts();
    let of = |figure: fn(&Count) -> f64| -> Vec<(String, f64)> {
        counts.iter().map(|count| (format!("provider=\"{}\"", count.provider), figure(count))).collect()
    };
    page.family("certdesk_provider_calls_total", "counter", "Calls to a service outside.", of(|c| float(c.calls)));
    let failures = counts.iter().flat_map(|count| {
        let labels = |outcome| format!("provider=\"{}\",outcome=\"{outcome}\"", count.provider);
        count.failures().map(|(outcome, failed)| (labels(outcome), float(failed)))
    });
    page.family("certdesk_provider_failures_total", "counter", "Calls that came to nothing, by why.", failures);
    page.family(
        "certdesk_provider_seconds_total",
        "counter",
        "Time spent waiting for answers.",
        of(|c| float(c.millis) / 1_000.0),
    );
    let resting = of(|c| if c.resting { 1.0 } else { 0.0 });
    page.family(
        "certdesk_provider_resting",
        "gauge",
        "1 while the circuit breaker leaves the provider alone.",
        resting,
    );
    Ok(page.0)
}

/// What this instance did since it began.
fn own(page: &mut Page, desk: &Desk) {
    let counted = desk.tally().counted();
    let of = |label: &str, code: &str, count: Option<&u64>| {
        (format!("{label}=\"{code}\""), float(count.copied().unwrap_or_default()))
    };
    page.family(
        "certdesk_updates_total",
        "counter",
        "Updates, by how they came out.",
        Arrival::ALL.map(|how| of("outcome", how.code(), counted.updates.get(&how))),
    );
    page.durations(
        ("certdesk_update_seconds", "From an update's arrival until it is committed."),
        true,
        [(String::new(), &counted.taking_in)],
    );
    page.durations(
        ("certdesk_effect_seconds", "A try to carry out what is owed, by its kind."),
        false,
        counted.effects.iter().map(|(kind, durations)| (format!("kind=\"{kind}\""), durations)),
    );
    page.family(
        "certdesk_scans_total",
        "counter",
        "Uploads that were looked at, by the verdict.",
        Verdict::ALL.map(|verdict| of("verdict", verdict.code(), counted.scans.get(&verdict))),
    );
    let checkouts = std::iter::once(None).chain(Hindrance::ALL.map(Some));
    page.family(
        "certdesk_checkouts_total",
        "counter",
        "Who wanted to pay an invoice, by what they were answered.",
        checkouts.map(|why| of("answer", why.map_or("let-pay", Hindrance::code), counted.checkouts.get(&why))),
    );
}

#[expect(clippy::cast_precision_loss, reason = "Prometheus counts in floats")]
fn whole(count: i64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "Prometheus counts in floats")]
fn float(count: u64) -> f64 {
    count as f64
}
