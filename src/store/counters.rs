//! Counters that never go back, so that a number is never given twice.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::statements;
use chrono::{DateTime, Utc};

statements! {
    NEXT = sql(
        "INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
    );
    MARK = sql(
        "INSERT INTO counters (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value <= $3 RETURNING value"
    );
}

impl Tx {
    /// Counts on and gives the new value; the first is 1.
    pub async fn next(&mut self, counter: &str) -> Result<u64, StoreError> {
        let row = self.row(NEXT, &[counter.into()]).await?;
        let value = row.map_or(Ok(0), |row| row.int(0))?;
        u64::try_from(value).map_err(|_| StoreError::corrupt("counters", "value", &counter))
    }

    /// Notes that something is done now, unless it was done after `since`: then false, and nothing is noted. Of several who come at
    /// once, from whatever instance, one is told true.
    pub async fn mark(&mut self, name: &str, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(self.row(MARK, &[name.into(), micros(now).into(), micros(since).into()]).await?.is_some())
    }
}
