//! Counters that never go back, so that a number is never given twice; and those of a day or of a message, which are forgotten.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::orders::pattern;
use super::sql::{Value, statements};
use chrono::{DateTime, Utc};

statements! {
    NEXT = sql(
        "INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
    );
    READ = sql("SELECT value FROM counters WHERE name = $1");
    OLDEST = sql("SELECT name FROM counters WHERE name LIKE $1 ESCAPE '!' ORDER BY name LIMIT 2000");
    GONE = among("DELETE FROM counters WHERE name IN", "RETURNING name");
    MARKS_GONE = sql("DELETE FROM counters WHERE name LIKE $1 ESCAPE '!' AND value < $2");
    MARK = sql(
        "INSERT INTO counters (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value <= $3 RETURNING value"
    );
}

/// A pattern that finds what begins so.
fn starting(beginning: &str) -> String {
    pattern(beginning).split_off(1)
}

impl Tx {
    /// Counts on and gives the new value; the first is 1.
    pub async fn next(&mut self, counter: &str) -> Result<u64, StoreError> {
        let row = self.row(NEXT, &[counter.into()]).await?;
        let value = row.map_or(Ok(0), |row| row.int(0))?;
        u64::try_from(value).map_err(|_| StoreError::corrupt("counters", "value", &counter))
    }

    /// How far something was counted; 0 where it never was.
    pub async fn counted(&mut self, counter: &str) -> Result<u64, StoreError> {
        let value = self.row(READ, &[counter.into()]).await?.map_or(Ok(0), |row| row.int(0))?;
        u64::try_from(value).map_err(|_| StoreError::corrupt("counters", "value", &counter))
    }

    /// Forgets the counters whose names begin so and sort before this name, some 2,000 at most; how many.
    pub async fn forget_counters(&mut self, beginning: &str, before: &str) -> Result<usize, StoreError> {
        let rows = self.rows(OLDEST, &[starting(beginning).into()]).await?;
        let names = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>, _>>()?;
        let old: Vec<Value<'_>> =
            names.iter().filter(|name| name.as_str() < before).map(|name| name.as_str().into()).collect();
        Ok(GONE.rows(self, &old).await?.len())
    }

    /// Forgets the marks whose names begin so and that were made before an instant; how many.
    pub async fn forget_marks(&mut self, beginning: &str, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.run(MARKS_GONE, &[starting(beginning).into(), micros(before).into()]).await
    }

    /// Notes that something is done now, unless it was done after `since`: then false, and nothing is noted. Of several who come at
    /// once, from whatever instance, one is told true.
    pub async fn mark(&mut self, name: &str, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(self.row(MARK, &[name.into(), micros(now).into(), micros(since).into()]).await?.is_some())
    }
}
