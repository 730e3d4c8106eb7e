//! All SQL: one text for SQLite and PostgreSQL, and what is written in one transaction. Never a rule of the desk, never the network.
//!
//! A function that writes takes `&mut Tx`; who holds none writes nothing.

mod accounts;
mod cards;
mod certificates;
mod chats;
mod checkouts;
mod counters;
mod effects;
mod error;
mod files;
mod journal;
mod mint;
mod office;
mod open;
mod orders;
mod passages;
mod seen;
mod sessions;
mod sql;
mod staff;

pub use effects::{Due, EffectRow, EffectState, Outcome};
pub use error::StoreError;
pub use files::Kept;
pub use journal::{Broken, Entry, Fault, Stored};
pub use mint::Mint;
pub use open::{Db, Tx};
pub use orders::OrderRow;
pub use seen::FailedUpdate;
pub use sessions::SessionKey;

use chrono::{DateTime, Utc};

/// Every statement of the store, for the test that prepares them all and for `check`.
#[must_use]
pub fn statements() -> Vec<String> {
    [
        accounts::texts(),
        cards::texts(),
        certificates::texts(),
        chats::texts(),
        checkouts::texts(),
        counters::texts(),
        effects::texts(),
        files::texts(),
        journal::texts(),
        office::texts(),
        orders::texts(),
        passages::texts(),
        seen::texts(),
        sessions::texts(),
        staff::texts(),
    ]
    .concat()
}

/// An instant as stored: microseconds since 1970.
pub(crate) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// A stored instant.
fn instant(micros: i64, table: &'static str) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_micros(micros).ok_or(StoreError::corrupt(table, "instant", &micros))
}

/// A document as stored.
fn document<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Unwritable(e.to_string()))
}

/// A stored document; `row` names it in the error, never its content.
fn read<T: serde::de::DeserializeOwned>(
    text: &str,
    table: &'static str,
    row: &dyn std::fmt::Display,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt(table, "data", row))
}
