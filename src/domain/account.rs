//! An applicant unit's account: who logs in, how wrong passwords are slowed down, what staff changed. Never a chat's dialogue, never
//! an order.

use super::ids::{AccountId, ChatId};
use super::line::UnitName;
use super::mobile::Mobile;
use super::order::By;
use super::recovery::Recovery;
use super::uscc::Uscc;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// A unit's account. The USCC is its login name and belongs to one account only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub uscc: Uscc,
    pub unit: UnitName,
    pub mobile: Mobile,
    /// True where the number came from the person's own shared contact.
    pub mobile_proven: bool,
    /// Argon2id in its PHC string form.
    pub password: String,
    pub failures: u32,
    pub locked_until: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// A forgotten password that is being looked into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// What was done to the account, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<Entry>,
}

/// One entry of an account's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: DateTime<Utc>,
    pub by: By,
    #[serde(flatten)]
    pub what: Done,
}

/// What was done to an account. No personal data beside the unit's own name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Done {
    Opened,
    /// The unit's name was corrected by staff.
    Renamed {
        from: UnitName,
        to: UnitName,
    },
    PasswordChanged,
    MobileProven,
    /// A chat was let go by somebody in another one.
    Unbound {
        chat: ChatId,
    },
    RecoveryChecked,
    RecoveryGranted,
    RecoveryRefused,
    /// A new password was set with what staff had granted.
    PasswordReset,
}

/// The most entries that a record keeps; the oldest go first.
const MOST_ENTRIES: usize = 500;

impl Account {
    /// How long log-in stays closed after the `failures`th wrong password in a row: nothing for the first four, then a minute,
    /// doubling up to a day.
    #[must_use]
    pub fn delay(failures: u32) -> Option<Duration> {
        let doublings = failures.checked_sub(5)?;
        Some(Duration::minutes(1i64.checked_shl(doublings.min(20)).unwrap_or(i64::MAX)).min(Duration::days(1)))
    }

    /// True where this many wrong passwords in a row ask for a picture's digits before the next one.
    #[must_use]
    pub fn asks_riddle(failures: u32) -> bool {
        failures >= 2
    }

    /// Counts a wrong password.
    pub fn fail(&mut self, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        self.locked_until = Self::delay(self.failures).map(|delay| now + delay);
    }

    /// Forgets earlier failures after a right password.
    pub fn succeed(&mut self) {
        self.failures = 0;
        self.locked_until = None;
    }

    /// The time until which no password is looked at, where there is one.
    #[must_use]
    pub fn locked(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.locked_until.filter(|&until| until > now)
    }

    /// Writes into the record what was done.
    pub fn note(&mut self, at: DateTime<Utc>, by: By, what: Done) {
        if self.record.len() >= MOST_ENTRIES {
            self.record.remove(0);
        }
        self.record.push(Entry { at, by, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_delay_grows_and_ends() {
        assert_eq!(Account::delay(4), None);
        assert_eq!(Account::delay(5), Some(Duration::minutes(1)));
        assert_eq!(Account::delay(8), Some(Duration::minutes(8)));
        assert_eq!(Account::delay(u32::MAX), Some(Duration::days(1)));
    }

    proptest! {
        #[test]
        fn one_more_wrong_password_never_waits_less(failures in any::<u32>()) {
            prop_assert!(Account::delay(failures) <= Account::delay(failures.saturating_add(1)));
            prop_assert!(Account::delay(failures).is_none() || Account::asks_riddle(failures));
        }
    }

    #[test]
    fn an_account_of_the_first_release_is_read_for_ever() {
        let stored = r#"{"id":"01931c3a2b7c7000800000000000abcd","uscc":"91350100M000100Y43","unit":"江西样例建筑有限公司",
            "mobile":"13800138000","mobile_proven":true,"password":"$argon2id$","failures":0,"locked_until":null,
            "created_at":"2026-11-22T08:00:00Z"}"#;
        let account: Account = serde_json::from_str(stored).unwrap();
        assert_eq!((account.recovery, account.record.len()), (None, 0));
        let entry = r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":501},"event":"renamed","from":"甲公司","to":"乙公司"}"#;
        let read: Entry = serde_json::from_str(entry).unwrap();
        assert!(matches!(&read.what, Done::Renamed { to, .. } if to.as_str() == "乙公司"));
        assert_eq!(serde_json::from_str::<Entry>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
    }
}
