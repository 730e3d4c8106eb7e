//! Following a parcel: what its courier says of it, when to ask again, what is news, and what is trouble. Pure: the past decides.
//! Who is told of it is `conversation`'s.

use super::watch::Watch;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Which of an order's parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Of the paper originals, to the desk; the last one.
    Inbound,
    /// Of the certificate, to the recipient.
    Outbound,
}

/// What a step means for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The courier knows the number and has nothing in hand yet.
    Announced,
    Collected,
    OnTheWay,
    OutForDelivery,
    /// In a locker or at a station, to be fetched.
    ToBeFetched,
    Delivered,
    /// An attempt to deliver came to nothing.
    Failed,
    /// Lost, damaged, held: the courier says that something is wrong.
    Trouble,
    Refused,
    Returning,
    Returned,
}

impl Milestone {
    /// True where nothing more is to come.
    #[must_use]
    pub fn is_last(self) -> bool {
        matches!(self, Self::Delivered | Self::Returned)
    }

    /// The stable name, for message ids and figures.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Collected => "collected",
            Self::OnTheWay => "on-the-way",
            Self::OutForDelivery => "out-for-delivery",
            Self::ToBeFetched => "to-be-fetched",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Trouble => "trouble",
            Self::Refused => "refused",
            Self::Returning => "returning",
            Self::Returned => "returned",
        }
    }
}

/// One step of a parcel, as its courier tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub at: DateTime<Utc>,
    pub milestone: Milestone,
    /// The courier's own words, cut to a line.
    pub text: String,
}

/// The most characters of a step's words, and the most steps of a parcel.
const MOST_WORDS: usize = 160;
const MOST_STEPS: usize = 60;

impl Step {
    /// A step; its words are put on one line and cut.
    #[must_use]
    pub fn told(at: DateTime<Utc>, milestone: Milestone, text: &str) -> Self {
        let line: Vec<&str> = text.split_whitespace().collect();
        Self { at, milestone, text: line.join(" ").chars().take(MOST_WORDS).collect() }
    }
}

/// What a courier answered: every step that it knows, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    pub steps: Vec<Step>,
}

/// Why there is no sighting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The courier knows no such number, or not yet.
    NoRecord,
    /// The courier wants the last four digits of the mobile, and those given are not right.
    WrongDigits,
    /// The provider did not answer, or not in a way that can be read.
    NoAnswer,
    /// It was asked about this number less than the least interval ago, by whomever.
    TooSoon,
    /// The provider refuses: its account or its signature.
    Refused,
    /// The provider does not follow this carrier's parcels, so it is not asked.
    NotFollowed,
}

/// What staff must see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// The number has been known for days and nothing has moved.
    NeverMoved,
    /// It moved, and then nothing for days.
    Delayed,
    /// An attempt to deliver failed, or the courier says that something is wrong.
    Failed,
    Returned,
    WrongDigits,
    /// The provider refuses to answer.
    Refused,
    /// Followed for a month, and not arrived: it is not followed any more.
    GivenUp,
    /// The provider has not answered for so long that nobody knows whether it moves.
    Unanswered,
}

impl Alarm {
    /// The stable name, for message ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NeverMoved => "never-moved",
            Self::Delayed => "delayed",
            Self::Failed => "failed",
            Self::Returned => "returned",
            Self::WrongDigits => "wrong-digits",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Unanswered => "unanswered",
        }
    }
}

/// A parcel as it has been followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracking {
    /// Oldest first.
    #[serde(default)]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub asked_at: Option<DateTime<Utc>>,
    /// When the provider last said anything about it, if only that it knows nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    /// Answers in a row that brought nothing new.
    #[serde(default)]
    pub quiet: u32,
    /// When to ask again; `None` before the first time and after the last.
    #[serde(default)]
    pub next_at: Option<DateTime<Utc>>,
    /// Not followed any more.
    #[serde(default)]
    pub closed: bool,
    /// What was raised with staff already.
    #[serde(default)]
    pub raised: Vec<Alarm>,
    #[serde(default, skip_serializing_if = "Watch::is_new")]
    pub watch: Watch,
}

/// What an answer brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Steps not heard of before, oldest first.
    pub steps: Vec<Step>,
    /// What is to be raised with staff now, each once.
    pub alarms: Vec<Alarm>,
    /// The parcel has just been found delivered.
    pub delivered: bool,
}

impl News {
    /// True where there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.alarms.is_empty()
    }
}

/// Couriers lock a number that is asked for more often.
pub const LEAST: TimeDelta = TimeDelta::minutes(30);

/// From so many answers without news on, the wait grows no longer.
const LONG_QUIET: u32 = 16;

const LONGEST: TimeDelta = TimeDelta::hours(8);
const NEVER_MOVED: TimeDelta = TimeDelta::hours(36);
const DELAYED: TimeDelta = TimeDelta::hours(72);
const FOLLOWED: TimeDelta = TimeDelta::days(30);

/// How long to wait before asking again: longer with each answer without news, shorter while the courier is at the door. Never less
/// than `least`, and never less than half an hour where the courier is a real one.
#[must_use]
pub fn interval(latest: Option<Milestone>, quiet: u32, least: TimeDelta) -> TimeDelta {
    let base = match latest {
        Some(Milestone::OutForDelivery) => least,
        None | Some(Milestone::Announced) => least * 4,
        Some(_) => least * 2,
    };
    let longest = (least * 16).min(LONGEST.max(least));
    let grown = (0..quiet.min(LONG_QUIET)).fold(base, |wait, _| (wait * 3 / 2).min(longest));
    grown.max(least)
}

/// Numbers are used again after some months, and clocks go wrong: a step of long before the parcel, or of tomorrow, is not its own.
fn belongs(step: &Step, posted: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    step.at > posted - TimeDelta::days(21) && step.at < now + TimeDelta::days(1)
}

impl Tracking {
    #[must_use]
    pub fn latest(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// When to ask next, for a parcel that was given to the courier at `posted`.
    #[must_use]
    pub fn due(&self, posted: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.closed { None } else { Some(self.next_at.unwrap_or(posted)) }
    }

    /// True where the provider is to be asked to tell of each step by itself; what another order's question has told of is told by way of it.
    #[must_use]
    pub fn wants_watch(&self, now: DateTime<Utc>) -> bool {
        self.watch.is_wanted(now) && (!self.watch.is_new() || self.quiet == 0 && self.steps.is_empty())
    }

    /// The courier is being asked: not again before the interval is over, whatever becomes of this.
    pub fn asking(&mut self, now: DateTime<Utc>, least: TimeDelta) {
        self.asked_at = Some(now);
        self.next_at = Some(now + interval(self.latest().map(|s| s.milestone), self.quiet, least));
    }

    /// Takes an answer: what is new in it, what is wrong by now, and when to ask again.
    pub fn heard(&mut self, sighting: &Sighting, posted: DateTime<Utc>, now: DateTime<Utc>, least: TimeDelta) -> News {
        self.answered_at = Some(now);
        let fresh = self.fresh(sighting, posted, now);
        let was_last = self.latest().is_some_and(|s| s.milestone.is_last());
        self.steps.extend(fresh.iter().cloned());
        self.steps.sort_by_key(|step| step.at);
        self.steps.drain(..self.steps.len().saturating_sub(MOST_STEPS));
        self.quiet = if fresh.is_empty() { self.quiet.saturating_add(1) } else { 0 };
        let mut news = News { steps: fresh, ..News::default() };
        let latest = self.latest().map(|s| s.milestone);
        news.delivered = latest == Some(Milestone::Delivered) && !was_last;
        self.alarm(&mut news, posted, now);
        if latest.is_some_and(Milestone::is_last) {
            self.close();
        } else {
            self.plan(now, least);
        }
        news
    }

    /// What an answer holds that was not heard of before, oldest first. Of more steps than are kept, the latest: the last one ends the
    /// parcel, and what was let go for want of room is not told again.
    fn fresh(&self, sighting: &Sighting, posted: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Step> {
        let mut told: Vec<&Step> = sighting.steps.iter().filter(|step| belongs(step, posted, now)).collect();
        told.sort_by_key(|step| step.at);
        let let_go = self.steps.first().filter(|_| self.steps.len() >= MOST_STEPS).map(|oldest| oldest.at);
        let mut fresh: Vec<Step> = Vec::new();
        for step in told.split_off(told.len().saturating_sub(MOST_STEPS)) {
            let known = |other: &Step| other.at == step.at && other.text == step.text;
            if let_go.is_none_or(|at| step.at > at) && !self.steps.iter().chain(&fresh).any(known) {
                fresh.push(step.clone());
            }
        }
        fresh
    }

    /// Takes that there was no answer.
    pub fn unheard(&mut self, why: Silence, posted: DateTime<Utc>, now: DateTime<Utc>, least: TimeDelta) -> News {
        let mut news = News::default();
        match why {
            // The desk itself held back: that says nothing of the parcel, nor of the provider.
            Silence::TooSoon => {
                self.plan(now, least);
                return news;
            }
            // Nobody will say anything; seldom, it is seen whether another provider was chosen meanwhile.
            Silence::NotFollowed => {
                self.quiet = LONG_QUIET;
                self.plan(now, least);
                if now - posted > FOLLOWED {
                    self.close();
                }
                return news;
            }
            _ => self.quiet = self.quiet.saturating_add(1),
        }
        match why {
            Silence::WrongDigits => self.raise(&mut news, Alarm::WrongDigits),
            Silence::Refused => self.raise(&mut news, Alarm::Refused),
            Silence::NoRecord => self.answered_at = Some(now),
            Silence::NoAnswer | Silence::TooSoon | Silence::NotFollowed => {}
        }
        self.alarm(&mut news, posted, now);
        self.plan(now, least);
        news
    }

    fn plan(&mut self, now: DateTime<Utc>, least: TimeDelta) {
        if self.closed {
            return;
        }
        let wait = interval(self.latest().map(|s| s.milestone), self.quiet, least);
        // From when it was asked, not from when it answered: a slow answer does not shift the rhythm.
        let from = self.asked_at.unwrap_or(now);
        self.next_at = Some((from + wait).max(now));
    }

    fn close(&mut self) {
        self.closed = true;
        self.next_at = None;
    }

    fn raise(&mut self, news: &mut News, alarm: Alarm) {
        if !self.raised.contains(&alarm) {
            self.raised.push(alarm);
            news.alarms.push(alarm);
        }
    }

    fn alarm_unanswered(&mut self, news: &mut News, posted: DateTime<Utc>, now: DateTime<Utc>) {
        if now - self.answered_at.unwrap_or(posted) > NEVER_MOVED {
            self.raise(news, Alarm::Unanswered);
        }
    }

    fn alarm(&mut self, news: &mut News, posted: DateTime<Utc>, now: DateTime<Utc>) {
        for step in news.steps.clone() {
            match step.milestone {
                Milestone::Failed | Milestone::Trouble => self.raise(news, Alarm::Failed),
                Milestone::Refused | Milestone::Returning | Milestone::Returned => self.raise(news, Alarm::Returned),
                _ => {}
            }
        }
        let latest = self.latest().map(|s| (s.milestone, s.at));
        match latest {
            Some((milestone, _)) if milestone.is_last() => return,
            // Of what nobody answered nothing can be said of the parcel, only of the provider.
            _ if self.answered_at != Some(now) => self.alarm_unanswered(news, posted, now),
            None | Some((Milestone::Announced, _)) if now - posted > NEVER_MOVED => self.raise(news, Alarm::NeverMoved),
            Some((_, at)) if now - at > DELAYED => self.raise(news, Alarm::Delayed),
            _ => {}
        }
        if now - posted > FOLLOWED {
            self.raise(news, Alarm::GivenUp);
            self.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
    }

    fn seen(steps: &[(i64, Milestone)]) -> Sighting {
        Sighting {
            steps: steps.iter().map(|(m, milestone)| Step::told(at(*m), *milestone, milestone.code())).collect(),
        }
    }

    #[test]
    fn each_step_is_news_once_and_a_signature_ends_it() {
        let mut tracking = Tracking::default();
        assert_eq!(tracking.due(at(0)), Some(at(0)), "asked at once");
        tracking.asking(at(0), LEAST);
        let first = seen(&[(20, Milestone::OnTheWay), (5, Milestone::Collected)]);
        let news = tracking.heard(&first, at(0), at(1), LEAST);
        assert_eq!(
            news.steps.iter().map(|s| s.milestone).collect::<Vec<_>>(),
            [Milestone::Collected, Milestone::OnTheWay]
        );
        assert!(tracking.heard(&first, at(0), at(61), LEAST).is_empty());
        let mut last = first.clone();
        last.steps.extend(seen(&[(90, Milestone::Delivered)]).steps);
        let news = tracking.heard(&last, at(0), at(120), LEAST);
        assert!(news.delivered && news.steps.len() == 1);
        assert_eq!(tracking.due(at(0)), None);
        let again = tracking.heard(&last, at(0), at(150), LEAST);
        assert!(again.is_empty() && !again.delivered, "a push that is repeated brings nothing");
    }

    #[test]
    fn what_does_not_move_is_raised_once() {
        let mut tracking = Tracking::default();
        assert!(tracking.unheard(Silence::NoRecord, at(0), at(60), LEAST).is_empty());
        assert!(
            tracking.unheard(Silence::NoAnswer, at(0), at(37 * 60), LEAST).is_empty(),
            "nobody says that it does not"
        );
        let news = tracking.unheard(Silence::NoRecord, at(0), at(38 * 60), LEAST);
        assert_eq!(news.alarms, [Alarm::NeverMoved]);
        assert!(tracking.unheard(Silence::NoRecord, at(0), at(40 * 60), LEAST).is_empty());
        tracking.heard(&seen(&[(41 * 60, Milestone::OnTheWay)]), at(0), at(41 * 60), LEAST);
        let news = tracking.heard(&Sighting::default(), at(0), at((41 + 73) * 60), LEAST);
        assert_eq!(news.alarms, [Alarm::Delayed]);
        let news = tracking.heard(&seen(&[(115 * 60, Milestone::Returning)]), at(0), at(116 * 60), LEAST);
        assert_eq!(news.alarms, [Alarm::Returned]);
        let news = tracking.unheard(Silence::NoRecord, at(0), at(31 * 24 * 60), LEAST);
        assert_eq!(news.alarms, [Alarm::GivenUp]);
        assert_eq!(tracking.due(at(0)), None);
    }

    #[test]
    fn the_signature_ends_a_parcel_of_however_many_steps() {
        let mut tracking = Tracking::default();
        let mut sighting = seen(&(0..90).map(|nth| (nth, Milestone::OnTheWay)).collect::<Vec<_>>());
        assert_eq!(tracking.heard(&sighting, at(0), at(100), LEAST).steps.len(), MOST_STEPS);
        sighting.steps.extend(seen(&[(101, Milestone::Delivered)]).steps);
        let news = tracking.heard(&sighting, at(0), at(110), LEAST);
        assert!(news.delivered, "one step more than there is room for");
        assert_eq!((news.steps.len(), tracking.steps.len()), (1, MOST_STEPS));
        assert!(tracking.heard(&sighting, at(0), at(120), LEAST).is_empty(), "what was let go is not told again");
    }

    #[test]
    fn what_is_not_asked_says_nothing_of_the_parcel() {
        for why in [Silence::TooSoon, Silence::NotFollowed] {
            let mut tracking = Tracking::default();
            for hours in [1, 40, 200] {
                tracking.asking(at(hours * 60), LEAST);
                assert!(tracking.unheard(why, at(0), at(hours * 60), LEAST).is_empty(), "{why:?} after {hours} hours");
            }
            assert!(tracking.due(at(0)).is_some(), "{why:?}");
            assert!(tracking.unheard(why, at(0), at(31 * 24 * 60), LEAST).is_empty(), "{why:?}");
        }
        let mut other = Tracking::default();
        other.asking(at(0), LEAST);
        other.unheard(Silence::NotFollowed, at(0), at(0), LEAST);
        assert_eq!(other.due(at(0)), Some(at(0) + LONGEST), "looked at seldom");
    }

    #[test]
    fn a_provider_that_never_answers_is_raised_in_place_of_the_parcel() {
        let mut tracking = Tracking::default();
        assert!(tracking.unheard(Silence::NoAnswer, at(0), at(60), LEAST).is_empty());
        assert_eq!(tracking.unheard(Silence::NoAnswer, at(0), at(37 * 60), LEAST).alarms, [Alarm::Unanswered]);
        assert!(tracking.unheard(Silence::NoAnswer, at(0), at(90 * 60), LEAST).is_empty(), "once");
        let seen = seen(&[(100, Milestone::OnTheWay)]);
        assert_eq!(tracking.heard(&seen, at(0), at(91 * 60), LEAST).alarms, [Alarm::Delayed]);
    }

    #[test]
    fn a_number_used_before_brings_nothing_of_its_former_parcel() {
        let mut tracking = Tracking::default();
        let former = seen(&[(-60 * 24 * 90, Milestone::Delivered), (60 * 24 * 400, Milestone::Delivered)]);
        let news = tracking.heard(&former, at(0), at(1), LEAST);
        assert!(news.is_empty() && !news.delivered && !tracking.closed);
    }

    proptest! {
        /// Whatever is answered, a number is not asked for twice within half an hour, and the wait is bounded.
        #[test]
        fn a_number_is_left_alone_between_two_questions(answers in proptest::collection::vec((0u8..6, 0i64..10), 1..80)) {
            let mut tracking = Tracking::default();
            let mut now = at(0);
            let mut before: Option<DateTime<Utc>> = None;
            for (answer, late) in answers {
                let Some(due) = tracking.due(at(0)) else { break };
                now = due.max(now);
                if let Some(before) = before {
                    prop_assert!(now - before >= LEAST, "{} after {}", now, before);
                    prop_assert!(due - before <= LONGEST + TimeDelta::minutes(10));
                }
                before = Some(now);
                tracking.asking(now, LEAST);
                let heard = now + TimeDelta::minutes(late);
                match answer {
                    0 => tracking.unheard(Silence::NoAnswer, at(0), heard, LEAST),
                    1 => tracking.unheard(Silence::NoRecord, at(0), heard, LEAST),
                    2 => tracking.heard(&Sighting::default(), at(0), heard, LEAST),
                    3 => tracking.heard(&Sighting { steps: vec![Step::told(now, Milestone::OutForDelivery, "")] }, at(0), heard, LEAST),
                    _ => tracking.heard(&Sighting { steps: vec![Step::told(now, Milestone::OnTheWay, "")] }, at(0), heard, LEAST),
                };
                now = heard;
            }
        }
    }
}
