//! What came of a tour: counts, waits, what is missing or came twice; and the transcript of a single order.

use super::play::{MAILBOX, waybill};
use super::seats::{Watch, without_tags};
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::gateway::courier::Demo;
use crate::local::cast::{BOT, Cast, GROUP, Unit};
use crate::local::{Local, slip_lines};
use crate::texts::Texts;
use anyhow::Context as _;
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
    /// Proved by a video that a reviewer saw.
    pub(super) by_video: bool,
    pub(super) trouble: Option<String>,
}

impl Outcome {
    #[expect(clippy::needless_pass_by_value, reason = "it is what a failed play leaves behind")]
    pub(super) fn broken(error: anyhow::Error) -> Self {
        Self { number: None, returned: false, by_video: true, trouble: Some(format!("{error:#}")) }
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

    /// Every push that an order owed, to its applicant, to staff, and beside the chat: there once, no less and no more.
    pub(super) fn count_messages(&mut self, heard: &Heard<'_>, index: usize, outcome: &Outcome) -> anyhow::Result<()> {
        let (Some(number), Some(unit)) = (&outcome.number, heard.cast.units.get(index)) else { return Ok(()) };
        let said = heard.sim.person(unit.agent.0)?.chat(BOT)?.history();
        let said: Vec<String> = said.into_iter().filter(|m| m.from.is_bot).map(|m| m.text).collect();
        for (owed, times) in owed(number, unit, outcome) {
            let words = vec![heard.words(unit.lang, &owed)];
            self.count(&said, number, &words, times);
        }
        for (which, waybill) in [("parcel-inbound", waybill(unit, 1)), ("parcel-outbound", waybill(unit, 2))] {
            let headline = heard.words(unit.lang, &Say::id(which).with("waybill", waybill));
            for step in Demo::way() {
                self.count(&said, number, &[headline.clone(), step.to_owned()], 1);
            }
        }
        let of_order = |id: &'static str| Say::id(id).with("number", number.as_str());
        let arrived = heard.words(Lang::Zh, &of_order("staff-parcel-arrived").with("waybill", waybill(unit, 1)));
        self.count(&heard.staff, number, &[arrived], 1);
        let delivered = heard.words(Lang::Zh, &of_order("staff-delivered-by-courier"));
        self.count(&heard.staff, number, &[delivered], 1);
        let shipped = ["[sms]".to_owned(), unit.agent_mobile.clone(), waybill(unit, 2)];
        self.count(&heard.slips, number, &shipped, 1);
        let invoice = ["[e-mail]".to_owned(), MAILBOX.to_owned(), format!("{}.pdf", number.replace(' ', ""))];
        self.count(&heard.slips, number, &invoice, 1);
        Ok(())
    }

    /// How often something was said that holds all these words, and whether that is as often as it was owed.
    fn count(&mut self, said: &[String], number: &str, words: &[String], times: usize) {
        let came = said.iter().filter(|text| words.iter().all(|word| text.contains(word))).count();
        self.lost += times.saturating_sub(came);
        self.repeated += came.saturating_sub(times);
        if came != times {
            self.troubles.push(format!("{number}: said {came} times, not {times}: {}", words.join(" … ")));
        }
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

/// Where an order's messages are looked for.
pub(super) struct Heard<'a> {
    sim: &'a Sim,
    cast: &'a Cast,
    texts: &'a Texts,
    /// What the bot said in the staff group.
    staff: Vec<String>,
    /// What it sent beside the chat.
    slips: Vec<String>,
}

impl<'a> Heard<'a> {
    pub(super) fn by(local: &'a Local, cast: &'a Cast, texts: &'a Texts) -> anyhow::Result<Self> {
        let staff = cast.staff.first().context("nobody is staff")?.id.0;
        let group = local.sim.person(staff)?.chat(GROUP.0)?.history();
        let staff = group.into_iter().filter(|m| m.from.is_bot).map(|m| m.text).collect();
        let slips = local.tray.after(0).iter().map(slip_lines).collect();
        Ok(Self { sim: &local.sim, cast, texts, staff, slips })
    }

    fn words(&self, lang: Lang, say: &Say) -> String {
        without_tags(&self.texts.plain(lang, say))
    }
}

/// The messages that an order owes its applicant on the way, and how often.
fn owed(number: &str, unit: &Unit, outcome: &Outcome) -> Vec<(Say, usize)> {
    let returned = outcome.returned;
    let of_order = |id: &'static str| Say::id(id).with("number", number);
    let waybill = |way: u8| {
        let carrier = Say::id("carrier-sf");
        Say::id("waybill").with("carrier", carrier).with("number", waybill(unit, way))
    };
    let licence = Say::id("document-business-licence");
    let again = [(of_order("returned").with("documents", licence), usize::from(returned))];
    let by_video = [(Say::id("legal-sent-applicant"), usize::from(outcome.by_video))];
    let submissions = [(of_order("submitted"), 1 + usize::from(returned))];
    let once = [
        Say::id("legal-opened").with("name", unit.legal_name.as_str()),
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
        of_order("invoice-mailed").with("address", MAILBOX),
    ];
    once.into_iter().map(|owed| (owed, 1)).chain(submissions).chain(again).chain(by_video).collect()
}

/// Everything that was said in the three chats of the first order, and beside them, in the order in which it was said.
pub(super) fn print_transcript(local: &Local, cast: &Cast) -> anyhow::Result<()> {
    let Some(unit) = cast.units.first() else { return Ok(()) };
    let staff = cast.staff.first().map_or(0, |part| part.id.0);
    let mut said: Vec<(i64, String)> = Vec::new();
    for (title, person, chat) in [
        ("applicant", unit.agent.0, None),
        ("legal person", unit.legal_person.0, None),
        ("staff", staff, Some(GROUP.0)),
    ] {
        let human = local.sim.person(person)?;
        let seat = match chat {
            Some(group) => human.chat(group)?,
            None => human.chat(BOT)?,
        };
        said.extend(seat.history().into_iter().filter(|m| !m.deleted).map(|m| (m.date, line(title, &m))));
    }
    said.extend(local.tray.after(0).iter().map(|slip| (slip.at.timestamp_millis(), slip_lines(slip))));
    said.sort_by_key(|(date, _)| *date);
    for (_, line) in said {
        println!("{line}");
    }
    Ok(())
}

fn line(title: &str, message: &SeenMessage) -> String {
    let rows = message.buttons.iter().map(|row| {
        let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        labels.join(" ")
    });
    let said = format!("[{title}] {}: {}", message.from.name, shown(message));
    std::iter::once(said).chain(rows).collect::<Vec<_>>().join("\n    ")
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
