//! A forgotten password: asked for in a chat, checked by one of the staff, granted by another, used once. The two are never the same
//! person, and neither is the one who asked.

use super::ids::{ChatId, UserId};
use super::rules::Lang;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// A request, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Where it was asked for; the way in is opened there and nowhere else.
    pub chat: ChatId,
    pub user: UserId,
    #[serde(default)]
    pub lang: Lang,
    /// Shown to who asked, and read out to staff on the telephone: proves that both are one person.
    pub digits: String,
    pub asked_at: DateTime<Utc>,
    #[serde(flatten)]
    pub state: RecoveryState,
}

/// How far a request has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RecoveryState {
    #[default]
    Asked,
    /// One of the staff has spoken to the unit.
    Checked { by: UserId, name: String },
    /// Another one agreed: a new password may be set until then.
    Granted { by: UserId, until: DateTime<Utc> },
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryBar {
    /// It is their own request, or their own account.
    Own,
    /// They checked it; another one must agree.
    SamePerson,
    /// Nobody has checked it yet.
    Unchecked,
    /// It is over, or another one took its place.
    Over,
}

impl Recovery {
    /// How long a request is looked at.
    const OPEN: Duration = Duration::days(3);
    /// How long what was granted can be used.
    const USABLE: Duration = Duration::hours(24);
    /// A request from elsewhere replaces this one no earlier.
    const PAUSE: Duration = Duration::minutes(10);

    #[must_use]
    pub fn ask(chat: ChatId, user: UserId, lang: Lang, digits: String, now: DateTime<Utc>) -> Self {
        Self { chat, user, lang, digits, asked_at: now, state: RecoveryState::Asked }
    }

    /// True where a new request must wait: this one is fresh, or staff are at it.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        match self.state {
            RecoveryState::Asked => now - self.asked_at < Self::PAUSE,
            RecoveryState::Checked { .. } => now - self.asked_at < Self::OPEN,
            RecoveryState::Granted { until, .. } => now < until,
        }
    }

    /// One of the staff has checked it.
    pub fn check(&mut self, by: UserId, name: &str, now: DateTime<Utc>) -> Result<(), RecoveryBar> {
        self.still_asked(by, now)?;
        match self.state {
            RecoveryState::Asked => {
                self.state = RecoveryState::Checked { by, name: name.to_owned() };
                Ok(())
            }
            _ => Err(RecoveryBar::Over),
        }
    }

    /// Another one agrees.
    pub fn grant(&mut self, by: UserId, now: DateTime<Utc>) -> Result<(), RecoveryBar> {
        self.still_asked(by, now)?;
        match &self.state {
            RecoveryState::Asked => Err(RecoveryBar::Unchecked),
            RecoveryState::Granted { .. } => Err(RecoveryBar::Over),
            RecoveryState::Checked { by: first, .. } if *first == by => Err(RecoveryBar::SamePerson),
            RecoveryState::Checked { .. } => {
                self.state = RecoveryState::Granted { by, until: now + Self::USABLE };
                Ok(())
            }
        }
    }

    fn still_asked(&self, by: UserId, now: DateTime<Utc>) -> Result<(), RecoveryBar> {
        if by == self.user {
            return Err(RecoveryBar::Own);
        }
        if now - self.asked_at >= Self::OPEN { Err(RecoveryBar::Over) } else { Ok(()) }
    }

    /// Whether this person in this chat may set a new password now.
    #[must_use]
    pub fn opens(&self, chat: ChatId, user: UserId, now: DateTime<Utc>) -> bool {
        let granted = matches!(self.state, RecoveryState::Granted { until, .. } if now < until);
        granted && self.chat == chat && self.user == user
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ASKER: UserId = UserId(9);

    fn asked() -> Recovery {
        Recovery::ask(ChatId(9), ASKER, Lang::Zh, "1234".to_owned(), DateTime::UNIX_EPOCH)
    }

    proptest! {
        /// Whatever staff press in whatever order: it opens only after two different people, neither of them who asked.
        #[test]
        fn it_takes_two_others(presses in prop::collection::vec((any::<bool>(), 7i64..12, 0i64..2_000), 0..30)) {
            let mut recovery = asked();
            let mut now = DateTime::UNIX_EPOCH;
            let mut checked_by = None;
            for (check, who, minutes) in presses {
                now += Duration::minutes(minutes);
                let was = recovery.clone();
                let done = if check {
                    let done = recovery.check(UserId(who), "x", now);
                    if done.is_ok() { checked_by = Some(who); }
                    done
                } else {
                    recovery.grant(UserId(who), now)
                };
                if done.is_err() { prop_assert_eq!(&recovery, &was); }
                if let RecoveryState::Granted { by, .. } = recovery.state {
                    prop_assert!(Some(by.0) != checked_by && by != ASKER && checked_by != Some(ASKER.0));
                } else {
                    prop_assert!(!recovery.opens(ChatId(9), ASKER, now));
                }
                prop_assert!(!recovery.opens(ChatId(8), ASKER, now) && !recovery.opens(ChatId(9), UserId(8), now));
            }
        }
    }

    #[test]
    fn what_was_granted_runs_out() {
        let mut recovery = asked();
        let now = DateTime::UNIX_EPOCH + Duration::hours(1);
        assert_eq!(recovery.grant(UserId(2), now), Err(RecoveryBar::Unchecked));
        recovery.check(UserId(1), "甲", now).unwrap();
        assert_eq!(recovery.grant(UserId(1), now), Err(RecoveryBar::SamePerson));
        recovery.grant(UserId(2), now).unwrap();
        assert!(recovery.opens(ChatId(9), ASKER, now + Duration::hours(23)) && recovery.holds(now));
        assert!(!recovery.opens(ChatId(9), ASKER, now + Duration::hours(24)));
        let stored = serde_json::to_string(&recovery).unwrap();
        assert_eq!(serde_json::from_str::<Recovery>(&stored).unwrap(), recovery);
    }
}
