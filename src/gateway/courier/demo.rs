//! The demo's courier: a parcel's whole way in a minute, told from when it was posted and what time it is. No network, no memory.

use crate::domain::tracking::{Milestone, Sighting, Step};
use chrono::{DateTime, TimeDelta, Utc};

/// Carries every parcel the same way.
#[derive(Clone, Copy, Debug)]
pub struct Demo;

/// What is told, and how many seconds after posting.
const WAY: [(i64, Milestone, &str); 6] = [
    (0, Milestone::Collected, "【南昌市】快件已揽收"),
    (1, Milestone::OnTheWay, "【南昌市】快件已到达南昌中转场"),
    (20, Milestone::OnTheWay, "【南昌市】快件已发往下一站"),
    (40, Milestone::OnTheWay, "【九江市】快件已到达九江营业部"),
    (60, Milestone::OutForDelivery, "【九江市】正在派送途中，请保持电话畅通"),
    (90, Milestone::Delivered, "【九江市】快件已签收，签收人：本人"),
];

impl Demo {
    /// The way as far as it has gone.
    #[must_use]
    pub fn sighting(self, posted: DateTime<Utc>, now: DateTime<Utc>) -> Sighting {
        let told = WAY
            .iter()
            .map(|(after, milestone, text)| Step::told(posted + TimeDelta::seconds(*after), *milestone, text));
        // The first two are known at once, so that both parcels are seen moving in the shortest play.
        Sighting {
            steps: told.enumerate().filter(|(nth, step)| *nth < 2 || step.at <= now).map(|(_, step)| step).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_arrives_in_a_minute_and_a_half() {
        let posted = DateTime::UNIX_EPOCH;
        let at = |seconds| Demo.sighting(posted, posted + TimeDelta::seconds(seconds)).steps;
        assert_eq!(at(0).len(), 2);
        assert_eq!(at(45).last().unwrap().milestone, Milestone::OnTheWay);
        assert_eq!(at(91).last().unwrap().milestone, Milestone::Delivered);
    }
}
