//! An applicant unit's account: who logs in, and how wrong passwords are slowed down. Never a chat, never an order.

use super::ids::AccountId;
use super::line::UnitName;
use super::mobile::Mobile;
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
}

impl Account {
    /// How long log-in stays closed after the account's `failures`th wrong password in a row: nothing for the first four,
    /// then a minute, doubling up to a day.
    #[must_use]
    pub fn delay(failures: u32) -> Option<Duration> {
        let doublings = failures.checked_sub(5)?;
        Some(Duration::minutes(1i64.checked_shl(doublings.min(20)).unwrap_or(i64::MAX)).min(Duration::days(1)))
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_ends() {
        assert_eq!(Account::delay(4), None);
        assert_eq!(Account::delay(5), Some(Duration::minutes(1)));
        assert_eq!(Account::delay(8), Some(Duration::minutes(8)));
        assert_eq!(Account::delay(u32::MAX), Some(Duration::days(1)));
    }
}
