//! What came of a tour: counts, waits, what is missing or came twice; and the transcript of a single order.

use super::seats::{Watch, without_tags};
use crate::domain::say::Say;
use crate::local::cast::{BOT, Cast, GROUP, Unit};
use crate::texts::Texts;
use serde::Serialize;
use std::time::Duration;
use telegram_sim::people::SeenKind;
use telegram_sim::{SeenMessage, Sim};

/// How one order ended.
pub(super) struct Outcome {
    /// Its number, where it came so far.
    pub(super) number: Option<String>,
    /// Sent back once and submitted twice.
    pub(super) returned: bool,
    pub(super) trouble: Option<String>,
}

impl Outcome {
    #[expect(clippy::needless_pass_by_value, reason = "it is what a failed play leaves behind")]
    pub(super) fn broken(error: anyhow::Error) -> Self {
        Self { number: None, returned: false, trouble: Some(format!("{error:#}")) }
    }
}

/// The figures.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    orders: usize,
    delivered: usize,
    /// Messages that were owed and never came.
    lost: usize,
    /// Messages that came more than once.
    repeated: usize,
    /// What people did that was answered, in all and per second.
    inputs: usize,
    seconds: f64,
    updates_per_second: f64,
    /// From an input to the bot's answer, in milliseconds.
    latency_median_ms: f64,
    latency_p99_ms: f64,
    /// What the local Telegram found wrong with the bot's calls.
    pub(super) complaints: Vec<String>,
    troubles: Vec<String>,
}

impl Report {
    pub(super) fn of(outcomes: &[(usize, Outcome)], watch: &Watch, lasted: Duration) -> Self {
        let waits = watch.waits();
        let at =
            |hundredths: usize| waits.get((waits.len() * hundredths / 100).min(waits.len().saturating_sub(1))).copied();
        let millis = |wait: Option<Duration>| wait.unwrap_or_default().as_secs_f64() * 1_000.0;
        let seconds = lasted.as_secs_f64();
        let inputs = waits.len();
        #[expect(clippy::cast_precision_loss, reason = "a rate to show")]
        let updates_per_second = inputs as f64 / seconds.max(0.001);
        Self {
            orders: outcomes.len(),
            delivered: outcomes.iter().filter(|(_, o)| o.trouble.is_none()).count(),
            inputs,
            seconds,
            updates_per_second,
            latency_median_ms: millis(at(50)),
            latency_p99_ms: millis(at(99)),
            troubles: outcomes.iter().filter_map(|(_, o)| o.trouble.clone()).collect(),
            ..Self::default()
        }
    }

    /// Every push that the order's applicant was owed: there once, no less and no more.
    pub(super) fn count_messages(
        &mut self,
        sim: &Sim,
        cast: &Cast,
        index: usize,
        outcome: &Outcome,
        texts: &Texts,
    ) -> anyhow::Result<()> {
        let (Some(number), Some(unit)) = (&outcome.number, cast.units.get(index)) else { return Ok(()) };
        let history = sim.person(unit.agent.0)?.chat(BOT)?.history();
        for (owed, times) in owed(number, unit, outcome.returned) {
            let words = without_tags(&texts.plain(unit.lang, &owed));
            let came = history.iter().filter(|m| m.from.is_bot && m.text.contains(&words)).count();
            self.lost += times.saturating_sub(came);
            self.repeated += came.saturating_sub(times);
            if came != times {
                self.troubles.push(format!("{number}: said {came} times, not {times}: {words}"));
            }
        }
        Ok(())
    }

    pub(super) fn is_well(&self) -> bool {
        self.delivered == self.orders && self.lost == 0 && self.repeated == 0 && self.complaints.is_empty()
    }

    pub(super) fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            println!("{}", serde_json::to_string_pretty(self)?);
            return Ok(());
        }
        println!();
        println!(
            "{} of {} orders delivered, {} messages lost, {} repeated",
            self.delivered, self.orders, self.lost, self.repeated
        );
        println!(
            "{} inputs in {:.1} s ({:.0} a second); answered after {:.1} ms (median), {:.1} ms (99th percentile)",
            self.inputs, self.seconds, self.updates_per_second, self.latency_median_ms, self.latency_p99_ms
        );
        for line in self.troubles.iter().chain(&self.complaints) {
            println!("! {line}");
        }
        Ok(())
    }
}

/// The messages that an order owes its applicant on the way, and how often.
fn owed(number: &str, unit: &Unit, returned: bool) -> Vec<(Say, usize)> {
    let of_order = |id: &'static str| Say::id(id).with("number", number);
    let waybill = |way: u8| {
        let carrier = Say::id("carrier-sf");
        Say::id("waybill").with("carrier", carrier).with("number", format!("SF{way}{:012}", unit.agent.0))
    };
    let licence = Say::id("document-business-licence");
    let again = [(of_order("returned").with("documents", licence), usize::from(returned))];
    let submissions = [(of_order("submitted"), 1 + usize::from(returned))];
    let once = [
        Say::id("legal-opened").with("name", unit.legal_name.as_str()),
        Say::id("legal-sent-applicant"),
        Say::id("legal-verified"),
        of_order("approved"),
        of_order("paid").with("amount", "130.00"),
        Say::id("waybill-taken").with("waybill", waybill(1)),
        of_order("paper-passed"),
        of_order("made-not-yet-revoked"),
        of_order("old-revoked"),
        of_order("shipped").with("waybill", waybill(2)),
        of_order("delivered"),
        of_order("invoice-sent").with("invoice", format!("2636{:016}", unit.agent.0)),
    ];
    once.into_iter().map(|owed| (owed, 1)).chain(submissions).chain(again).collect()
}

/// Everything that was said in the three chats of the first order, in the order in which it was said.
pub(super) fn print_transcript(sim: &Sim, cast: &Cast) -> anyhow::Result<()> {
    let Some(unit) = cast.units.first() else { return Ok(()) };
    let staff = cast.staff.first().map_or(0, |part| part.id.0);
    let mut said: Vec<(&str, SeenMessage)> = Vec::new();
    for (title, person, chat) in [
        ("applicant", unit.agent.0, None),
        ("legal person", unit.legal_person.0, None),
        ("staff", staff, Some(GROUP.0)),
    ] {
        let human = sim.person(person)?;
        let seat = match chat {
            Some(group) => human.chat(group)?,
            None => human.chat(BOT)?,
        };
        said.extend(seat.history().into_iter().filter(|m| !m.deleted).map(|m| (title, m)));
    }
    said.sort_by_key(|(_, message)| message.date);
    for (title, message) in said {
        println!("[{title}] {}: {}", message.from.name, shown(&message));
        for row in &message.buttons {
            let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
            println!("    {}", labels.join(" "));
        }
    }
    Ok(())
}

fn shown(message: &SeenMessage) -> String {
    let text = message.text.replace('\n', "\n    ");
    if message.kind == SeenKind::Text {
        return text;
    }
    let name = message.file().and_then(|file| file.name.clone()).unwrap_or_default();
    format!("({}{}{name}) {text}", kind(&message.kind), if name.is_empty() { "" } else { ": " })
}

fn kind(kind: &SeenKind) -> &'static str {
    match kind {
        SeenKind::Photo { .. } => "photo",
        SeenKind::Document { .. } => "file",
        SeenKind::VideoNote { .. } => "round video",
        _ => "other",
    }
}
