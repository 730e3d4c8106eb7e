//! Whether a courier tells of a parcel's steps by itself: asked for once, and again, politely and not for ever, where that came to
//! nothing or has ended. The desk goes on asking after the parcel all the while.

use super::tracking::LEAST;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// So often a provider is asked to tell of one parcel by itself.
const MOST: u32 = 5;

/// What came of asking so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// How often it was asked.
    asked: u32,
    /// Since when it does not tell though it might: it failed to say that it would, or has stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lapsed_at: Option<DateTime<Utc>>,
}

impl Watch {
    /// True where nobody has asked yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        *self == Self::default()
    }

    /// True where it is to be asked: at first, and later where it might and does not, but never sooner than it wants to be asked.
    #[must_use]
    pub fn is_wanted(self, now: DateTime<Utc>) -> bool {
        match (self.asked, self.lapsed_at) {
            (0, _) => true,
            (asked, Some(at)) => asked < MOST && now - at >= LEAST,
            (_, None) => false,
        }
    }

    /// It was asked; `lapsed`: it does not tell, and may yet.
    pub fn ask(&mut self, lapsed: bool, now: DateTime<Utc>) {
        self.asked = self.asked.saturating_add(1);
        self.lapsed_at = lapsed.then_some(now);
    }

    /// It has stopped telling. False where that was known.
    pub fn end(&mut self, now: DateTime<Utc>) -> bool {
        // Who tells was asked, by an earlier release if not by this one.
        self.asked = self.asked.max(1);
        let news = self.lapsed_at.is_none();
        self.lapsed_at.get_or_insert(now);
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn it_is_asked_again_politely_and_not_for_ever() {
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut watch = Watch::default();
        assert!(watch.is_new() && watch.is_wanted(at(0)));
        watch.ask(true, at(0));
        assert!(!watch.is_wanted(at(29)), "not within half an hour");
        let mut now = 30;
        while watch.is_wanted(at(now)) {
            watch.ask(true, at(now));
            now += 30;
        }
        assert_eq!(watch.asked, MOST);
        let mut served = Watch::default();
        served.ask(false, at(0));
        assert!(!served.is_wanted(at(10_000)), "it tells, or never will");
        assert!(served.end(at(20_000)) && !served.end(at(20_010)), "once");
        assert!(!served.is_wanted(at(20_029)) && served.is_wanted(at(20_030)));
    }
}
