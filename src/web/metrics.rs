//! Figures for Prometheus, in its text format: what is owed and how old it is, orders by stage, and calls to the services outside.
//! Names and counts only, nothing of a person.

use crate::desk::Desk;
use crate::gateway::Count;
use crate::gateway::authority::Authority;
use crate::gateway::courier::Courier;
use crate::gateway::identity::Identity;
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
    /// For the legal person's page.
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

#[expect(clippy::cast_precision_loss, reason = "Prometheus counts in floats")]
fn whole(count: i64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "Prometheus counts in floats")]
fn float(count: u64) -> f64 {
    count as f64
}
