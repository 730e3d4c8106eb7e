//! Updates that were taken in.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Value, statements};
use super::{instant, micros};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

statements! {
    REMEMBER = many("INSERT INTO seen_updates (bot_id, update_id, seen_at) VALUES", 3, "ON CONFLICT DO NOTHING RETURNING update_id");
    FAILED = sql("UPDATE seen_updates SET error = $1 WHERE bot_id = $2 AND update_id = $3");
    FAILURES = sql("SELECT update_id, seen_at, error FROM seen_updates WHERE bot_id = $1 AND error IS NOT NULL ORDER BY seen_at DESC LIMIT 100");
    // By number, which grows with time: the old ones come first, and no index by time is written with every update.
    EXPIRE = sql(
        "DELETE FROM seen_updates WHERE (bot_id, update_id) IN \
         (SELECT bot_id, update_id FROM seen_updates WHERE seen_at < $1 ORDER BY bot_id, update_id LIMIT 10000)"
    );
    COUNT = sql("SELECT COUNT(*) FROM seen_updates WHERE bot_id = $1");
}

/// An update whose handling failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedUpdate {
    pub update: i64,
    pub at: DateTime<Utc>,
    pub error: String,
}

impl Tx {
    /// Remembers updates and gives those that had not been seen before.
    pub async fn remember(
        &mut self,
        bot: i64,
        updates: &[i64],
        now: DateTime<Utc>,
    ) -> Result<HashSet<i64>, StoreError> {
        let mut values = Vec::with_capacity(updates.len() * 3);
        for update in updates {
            values.extend([Value::Int(bot), Value::Int(*update), Value::Int(micros(now))]);
        }
        let rows = REMEMBER.rows(self, &values).await?;
        rows.iter().map(|row| row.int(0)).collect()
    }

    /// Notes why an update's handling failed; `error` holds no personal data.
    pub async fn mark_failed(&mut self, bot: i64, update: i64, error: &str) -> Result<(), StoreError> {
        self.run(FAILED, &[error.into(), bot.into(), update.into()]).await.map(drop)
    }

    /// The latest updates whose handling failed, at most 100.
    pub async fn failed_updates(&mut self, bot: i64) -> Result<Vec<FailedUpdate>, StoreError> {
        let rows = self.rows(FAILURES, &[bot.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(FailedUpdate { update: row.int(0)?, at: instant(row.int(1)?, "seen_updates")?, error: row.text(2)? })
            })
            .collect()
    }

    /// Forgets updates seen before an instant: Telegram gives ids anew after a quiet week, and an old one must not hide a new one. At most
    /// 10,000 at a time.
    pub async fn expire_seen(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.run(EXPIRE, &[micros(before).into()]).await
    }

    /// How many updates of a bot are remembered.
    pub async fn count_seen(&mut self, bot: i64) -> Result<i64, StoreError> {
        self.row(COUNT, &[bot.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }
}
