//! The journal's rows: appended, read, and checked link by link. Nothing here changes or deletes one.

use super::error::StoreError;
use super::open::Tx;
use super::orders::OrderRow;
use super::sql::{Row, Value, statements};
use super::{document, instant, micros, read};
use crate::domain::journal::{link, origin};
use crate::domain::order::Event;
use crate::domain::order_number::OrderNumber;
use chrono::{DateTime, SecondsFormat, Utc};

statements! {
    APPEND = many("INSERT INTO journal (order_number, place, at, body, link) VALUES", 5, "");
    OF_ORDER = sql("SELECT place, at, body, link FROM journal WHERE order_number = $1 ORDER BY place");
    SINCE = sql("SELECT order_number, body FROM journal WHERE at >= $1 ORDER BY order_number, place LIMIT 200000");
    END = sql("SELECT journal_place, journal_link FROM orders WHERE number = $1");
}

/// An entry about to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    order: OrderNumber,
    place: i64,
    at: i64,
    body: String,
    link: String,
}

/// An entry as it is stored, for who works its chain out elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub place: i64,
    pub at: DateTime<Utc>,
    pub body: String,
    pub link: String,
}

impl Stored {
    pub(super) fn of(row: &Row) -> Result<Self, StoreError> {
        let at = instant(row.int(1)?, "journal")?;
        Ok(Self { place: row.int(0)?, at, body: row.text(2)?, link: row.text(3)? })
    }

    /// A line of JSON; the body is a text in it, since its every character counts for the link.
    pub fn line(&self, chain: &str) -> Result<String, StoreError> {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let line =
            serde_json::json!({ "chain": chain, "place": self.place, "at": at, "body": self.body, "link": self.link });
        document(&line)
    }
}

/// Where an order's chain is broken first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The place of the entry that does not fit.
    pub place: i64,
    pub fault: Fault,
}

/// How it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The entry, or the one before it, was changed.
    Changed,
    /// It is not there.
    Missing,
    /// It is there, and the order knows nothing of it.
    Added,
}

impl OrderRow {
    /// Links events to the end of the order's chain and moves that end on.
    pub fn chain(&mut self, events: &[Event]) -> Result<Vec<Entry>, StoreError> {
        events
            .iter()
            .map(|event| {
                let (number, body) = (self.order.number.clone(), document(event)?);
                // As stored, so that the link can be worked out again from the row alone.
                let at = instant(micros(event.at), "journal")?;
                self.place += 1;
                self.link = link(&self.link, number.as_str(), self.place, at, &body);
                Ok(Entry { order: number, place: self.place, at: micros(at), body, link: self.link.clone() })
            })
            .collect()
    }
}

impl Tx {
    /// Appends entries.
    pub async fn append(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let mut values = Vec::with_capacity(entries.len() * 5);
        for entry in entries {
            values.extend([
                Value::from(entry.order.as_str()),
                entry.place.into(),
                entry.at.into(),
                entry.body.as_str().into(),
                entry.link.as_str().into(),
            ]);
        }
        APPEND.rows(self, &values).await.map(drop)
    }

    /// An order's journal, oldest first.
    pub async fn journal(&mut self, order: &OrderNumber) -> Result<Vec<Event>, StoreError> {
        let rows = self.rows(OF_ORDER, &[order.as_str().into()]).await?;
        rows.iter().map(|row| read(&row.text(2)?, "journal", order)).collect()
    }

    /// An order's entries as they are stored, oldest first.
    pub async fn journal_rows(&mut self, order: &OrderNumber) -> Result<Vec<Stored>, StoreError> {
        self.rows(OF_ORDER, &[order.as_str().into()]).await?.iter().map(Stored::of).collect()
    }

    /// What happened to all orders since then, order by order, oldest first.
    pub async fn happened_since(&mut self, at: DateTime<Utc>) -> Result<Vec<(OrderNumber, Event)>, StoreError> {
        let mut events = Vec::new();
        for row in self.rows(SINCE, &[micros(at).into()]).await? {
            let order = row.text(0)?;
            let event = read(&row.text(1)?, "journal", &order)?;
            events.extend(OrderNumber::parse(&order).ok().map(|order| (order, event)));
        }
        Ok(events)
    }

    /// Checks an order's chain from its origin to the end that the order knows; names the first entry that does not fit.
    pub async fn verify_journal(&mut self, order: &OrderNumber) -> Result<Option<Broken>, StoreError> {
        let (last_place, last_link) = match self.row(END, &[order.as_str().into()]).await? {
            Some(row) => (row.int(0)?, row.text(1)?),
            None => (0, origin(order.as_str())),
        };
        let mut before = origin(order.as_str());
        let mut expected = 1;
        for row in self.rows(OF_ORDER, &[order.as_str().into()]).await? {
            let place = row.int(0)?;
            if place > last_place {
                return Ok(Some(Broken { place, fault: Fault::Added }));
            }
            if place != expected {
                return Ok(Some(Broken { place: expected, fault: Fault::Missing }));
            }
            let at = instant(row.int(1)?, "journal")?;
            let worked_out = link(&before, order.as_str(), place, at, &row.text(2)?);
            if worked_out != row.text(3)? {
                return Ok(Some(Broken { place, fault: Fault::Changed }));
            }
            before = worked_out;
            expected += 1;
        }
        Ok(if expected <= last_place {
            Some(Broken { place: expected, fault: Fault::Missing })
        } else if before != last_link {
            Some(Broken { place: last_place, fault: Fault::Changed })
        } else {
            None
        })
    }
}
