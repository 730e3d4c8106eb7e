//! The demo's courier: a parcel's whole way while one looks on, told from when it was posted and what time it is. No network, no memory.

use crate::domain::tracking::{Milestone, Sighting, Step};
use chrono::{DateTime, TimeDelta, Utc};

/// How fast its day passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// In a minute and a half, for who watches and plays.
    #[default]
    Watched,
    /// In a second and a half, for a tour.
    Hurried,
}

/// Carries every parcel the same way.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    pub(super) pace: Pace,
}

/// What is told, and how many seconds after posting, for who watches. Never more than is told at once.
const WAY: [(i64, Milestone, &str); 5] = [
    (0, Milestone::Collected, "【南昌市】快件已揽收"),
    (1, Milestone::OnTheWay, "【南昌市】快件已到达南昌中转场"),
    (40, Milestone::OnTheWay, "【九江市】快件已到达九江营业部"),
    (60, Milestone::OutForDelivery, "【九江市】正在派送途中，请保持电话畅通"),
    (90, Milestone::Delivered, "【九江市】快件已签收，签收人：本人"),
];

impl Pace {
    /// The least interval between two questions about a number.
    pub(super) fn least(self) -> TimeDelta {
        match self {
            Self::Watched => TimeDelta::seconds(15),
            Self::Hurried => TimeDelta::seconds(1),
        }
    }

    fn after(self, seconds: i64) -> TimeDelta {
        match self {
            Self::Watched => TimeDelta::seconds(seconds),
            Self::Hurried => TimeDelta::milliseconds(seconds * 1_000 / 60),
        }
    }
}

impl Demo {
    /// The way as far as it has gone.
    #[must_use]
    pub fn sighting(self, posted: DateTime<Utc>, now: DateTime<Utc>) -> Sighting {
        let told =
            WAY.iter().map(|(after, milestone, text)| Step::told(posted + self.pace.after(*after), *milestone, text));
        // The first two are known at once, so that both parcels are seen moving in the shortest play.
        Sighting {
            steps: told.enumerate().filter(|(nth, step)| *nth < 2 || step.at <= now).map(|(_, step)| step).collect(),
        }
    }

    /// The words of every step, for who waits for them.
    #[must_use]
    pub fn way() -> [&'static str; 5] {
        WAY.map(|(_, _, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_arrives_in_a_minute_and_a_half_or_in_a_moment() {
        let posted = DateTime::UNIX_EPOCH;
        let at = |pace, millis| Demo { pace }.sighting(posted, posted + TimeDelta::milliseconds(millis)).steps;
        assert_eq!((at(Pace::Watched, 0).len(), at(Pace::Hurried, 0).len()), (2, 2));
        assert_eq!(at(Pace::Watched, 45_000).last().unwrap().milestone, Milestone::OnTheWay);
        assert_eq!(at(Pace::Watched, 91_000).last().unwrap().milestone, Milestone::Delivered);
        assert_eq!(at(Pace::Hurried, 1_200).last().unwrap().milestone, Milestone::OutForDelivery);
        assert_eq!(at(Pace::Hurried, 1_600).last().unwrap().milestone, Milestone::Delivered);
    }
}
