//! Figures of a period: how much was done, how long it took, why documents were returned, by whom. Counted from the journal, so
//! that they can be counted again by anyone.

use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::domain::chart::{Bar, Chart, Group};
use crate::domain::effect::Effect;
use crate::domain::ids::UserId;
use crate::domain::order::{By, Event, What};
use crate::domain::order_number::OrderNumber;
use crate::domain::say::{Say, Words};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// The days that figures are of where none are named.
pub(super) const DAYS: u32 = 7;

/// The longest period.
const MOST_DAYS: u32 = 366;

/// The days named by a command: none for the usual ones; `None` where the words name none that can be counted.
pub(super) fn days(words: &str) -> Option<u32> {
    match words.trim() {
        "" => Some(DAYS),
        typed => typed.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days)),
    }
}

/// The stages that staff answer for, by what begins and what ends each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Span {
    PreReview,
    Payment,
    Paper,
    Making,
    Shipping,
}

impl Span {
    const ALL: [Self; 5] = [Self::PreReview, Self::Payment, Self::Paper, Self::Making, Self::Shipping];

    fn begun_by(what: &What) -> Option<Self> {
        Some(match what {
            What::Submitted { .. } => Self::PreReview,
            What::ReceiptShown => Self::Payment,
            What::PaperPosted { .. } => Self::Paper,
            What::PaperPassed => Self::Making,
            What::Made { .. } => Self::Shipping,
            _ => return None,
        })
    }

    fn ended_by(what: &What) -> Option<Self> {
        Some(match what {
            What::Approved | What::Returned { .. } | What::Rejected => Self::PreReview,
            What::Paid { .. } => Self::Payment,
            What::PaperPassed | What::PaperMissing { .. } => Self::Paper,
            What::Made { .. } => Self::Making,
            What::Shipped { .. } => Self::Shipping,
            _ => return None,
        })
    }

    fn name(self) -> Say {
        Say::id(match self {
            Self::PreReview => "stage-pre-review",
            Self::Payment => "stage-awaiting-payment",
            Self::Paper => "stage-paper-review",
            Self::Making => "stage-making",
            Self::Shipping => "stage-made",
        })
    }
}

/// What is counted.
#[derive(Default)]
struct Figures {
    submitted: usize,
    approved: usize,
    returned: usize,
    shipped: usize,
    waits: BTreeMap<Span, Vec<TimeDelta>>,
    documents: BTreeMap<crate::domain::document::DocumentKind, usize>,
    reasons: BTreeMap<String, usize>,
    by: BTreeMap<UserId, usize>,
}

impl Figures {
    fn of(events: &[(OrderNumber, Event)]) -> Self {
        let mut figures = Self::default();
        let mut begun: BTreeMap<(&OrderNumber, Span), DateTime<Utc>> = BTreeMap::new();
        for (order, event) in events {
            figures.count(event);
            if let Some(span) = Span::ended_by(&event.what)
                && let Some(since) = begun.remove(&(order, span))
            {
                figures.waits.entry(span).or_default().push(event.at - since);
            }
            if let Some(span) = Span::begun_by(&event.what) {
                begun.entry((order, span)).or_insert(event.at);
            }
        }
        figures.waits.values_mut().for_each(|waits| waits.sort());
        figures
    }

    fn count(&mut self, event: &Event) {
        match &event.what {
            What::Submitted { .. } => self.submitted += 1,
            What::Approved => self.approved += 1,
            What::Shipped { .. } => self.shipped += 1,
            What::Returned { documents, reasons } => {
                self.returned += 1;
                for reason in reasons {
                    *self.reasons.entry(reason.clone()).or_default() += 1;
                }
                for document in documents {
                    *self.documents.entry(*document).or_default() += 1;
                }
            }
            _ => {}
        }
        if let (By::Staff(user), true) = (event.by, Span::ended_by(&event.what).is_some()) {
            *self.by.entry(user).or_default() += 1;
        }
    }
}

/// The value below which so many hundredths of the sorted ones lie.
fn hundredth(sorted: &[TimeDelta], of_hundred: usize) -> TimeDelta {
    let place = (sorted.len() * of_hundred).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

pub(super) fn show(talk: &mut Talk<'_>, words: &str) -> super::decide::Tried {
    let days = days(words).ok_or_else(|| Say::id("usage-stats"))?;
    let figures = Figures::of(&talk.scene.happened);
    let mut lines = vec![
        Say::id("stats").with("days", days),
        Say::id("stats-volume")
            .with("submitted", figures.submitted)
            .with("approved", figures.approved)
            .with("returned", figures.returned)
            .with("shipped", figures.shipped),
    ];
    for span in Span::ALL {
        let Some(waits) = figures.waits.get(&span) else { continue };
        lines.push(
            Say::id("stats-wait")
                .with("stage", span.name())
                .with("count", waits.len())
                .with("median", phrases::waited(hundredth(waits, 50)))
                .with("late", phrases::waited(hundredth(waits, 95))),
        );
    }
    for (document, count) in &figures.documents {
        lines.push(Say::id("stats-returned").with("document", phrases::document(*document)).with("count", *count));
    }
    for (reason, count) in named_reasons(talk, &figures) {
        lines.push(Say::id("stats-reason").with("reason", reason).with("count", count));
    }
    for (user, count) in &figures.by {
        lines.push(Say::id("stats-by").with("name", name(talk, *user)).with("count", *count));
    }
    let chart = chart(talk, &figures, days);
    let words = Words::new(talk.lang, lines);
    talk.effect(Effect::Chart { to: talk.to, reply_to: talk.message, chart, words });
    Ok(())
}

fn name(talk: &Talk<'_>, user: UserId) -> Say {
    let known = talk.scene.register.iter().find(|member| member.id == user);
    known.map_or_else(|| Say::id("by-staff").with("id", user.0), |m| Say::verbatim(m.name.clone()))
}

/// The reasons in the group's language, the most frequent first; one that the catalogue has lost is named by its id.
fn named_reasons(talk: &Talk<'_>, figures: &Figures) -> Vec<(String, usize)> {
    let text = |id: &String| match talk.scene.rules.reason(id) {
        Some(reason) => reason.text.of(talk.lang).to_owned(),
        None => id.clone(),
    };
    let mut reasons: Vec<(String, usize)> = figures.reasons.iter().map(|(id, count)| (text(id), *count)).collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    reasons
}

/// The same figures as bars.
fn chart(talk: &Talk<'_>, figures: &Figures, days: u32) -> Chart {
    let counted = |label: Say, count: usize| Bar {
        label,
        value: u32::try_from(count).unwrap_or(u32::MAX),
        mark: None,
        figure: Say::verbatim(count.to_string()),
    };
    let volume = vec![
        counted(Say::id("chart-submitted"), figures.submitted),
        counted(Say::id("chart-approved"), figures.approved),
        counted(Say::id("chart-returned"), figures.returned),
        counted(Say::id("chart-shipped"), figures.shipped),
    ];
    let minutes = |time: TimeDelta| u32::try_from(time.num_minutes()).unwrap_or(0);
    let wait = |(span, waits): (&Span, &Vec<TimeDelta>)| {
        let (median, late) = (hundredth(waits, 50), hundredth(waits, 95));
        Bar {
            label: span.name(),
            value: minutes(median),
            mark: Some(minutes(late)),
            figure: Say::id("chart-wait").with("median", phrases::waited(median)).with("late", phrases::waited(late)),
        }
    };
    let reasons = named_reasons(talk, figures).into_iter().map(|(reason, n)| counted(Say::verbatim(reason), n));
    let by = figures.by.iter().map(|(user, count)| counted(name(talk, *user), *count));
    let group = |title, bars| Group { title: Say::id(title), bars };
    let mut groups = vec![group("chart-volume", volume)];
    groups.push(group("chart-waits", figures.waits.iter().map(wait).collect()));
    groups.push(group("chart-reasons", reasons.take(10).collect()));
    groups.push(group("chart-by", by.take(15).collect()));
    groups.retain(|group| !group.bars.is_empty());
    Chart { title: Say::id("chart-title").with("days", days), groups }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_waits_lie_below_the_median() {
        let waits: Vec<TimeDelta> = (1..=100).map(TimeDelta::minutes).collect();
        assert_eq!(hundredth(&waits, 50).num_minutes(), 50);
        assert_eq!(hundredth(&waits, 95).num_minutes(), 95);
        assert_eq!(hundredth(&waits[..1], 95).num_minutes(), 1);
        assert_eq!(hundredth(&[], 50), TimeDelta::zero());
    }

    #[test]
    fn a_period_is_named_in_days() {
        assert_eq!((days(""), days(" 30 "), days("0"), days("soon")), (Some(7), Some(30), None, None));
    }
}
