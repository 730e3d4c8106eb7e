//! What was done about no order in particular: appended, read, checked link by link. Nothing here changes or deletes an entry.

use super::error::StoreError;
use super::journal::{Broken, Fault, Stored};
use super::open::Tx;
use super::sql::statements;
use super::{document, instant, micros};
use crate::domain::journal::{link, origin};
use crate::domain::office::{CHAIN, OfficeEvent};

statements! {
    END = sql("SELECT place, link FROM desk_journal ORDER BY place DESC LIMIT 1");
    APPEND = sql("INSERT INTO desk_journal (place, at, body, link) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    AFTER = sql("SELECT place, at, body, link FROM desk_journal WHERE place > $1 ORDER BY place LIMIT 500");
    COUNTED = sql("SELECT value FROM counters WHERE name = $1");
}

/// The counter that knows how many entries there are, so that a cut tail is noticed.
const COUNTER: &str = "desk journal";

impl Tx {
    /// Appends an entry; stale where another instance was faster.
    pub async fn note_office(&mut self, event: &OfficeEvent) -> Result<(), StoreError> {
        let (last, before) = match self.row(END, &[]).await? {
            Some(row) => (row.int(0)?, row.text(1)?),
            None => (0, origin(CHAIN)),
        };
        let (place, body) = (last + 1, document(event)?);
        let at = instant(micros(event.at), "desk_journal")?;
        let link = link(&before, CHAIN, place, at, &body);
        let values = [place.into(), micros(at).into(), body.into(), link.into()];
        if self.run(APPEND, &values).await? == 0 {
            return Err(StoreError::Stale("desk journal"));
        }
        self.next(COUNTER).await.map(drop)
    }

    /// The entries after a place as they are stored, at most 500.
    pub async fn office_rows(&mut self, place: i64) -> Result<Vec<Stored>, StoreError> {
        self.rows(AFTER, &[place.into()]).await?.iter().map(Stored::of).collect()
    }

    /// Checks the chain from its origin; names the first entry that does not fit.
    pub async fn verify_office(&mut self) -> Result<Option<Broken>, StoreError> {
        let (mut before, mut expected) = (origin(CHAIN), 1);
        loop {
            let rows = self.rows(AFTER, &[(expected - 1).into()]).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let place = row.int(0)?;
                if place != expected {
                    return Ok(Some(Broken { place: expected, fault: Fault::Missing }));
                }
                let worked_out = link(&before, CHAIN, place, instant(row.int(1)?, "desk_journal")?, &row.text(2)?);
                if worked_out != row.text(3)? {
                    return Ok(Some(Broken { place, fault: Fault::Changed }));
                }
                before = worked_out;
                expected += 1;
            }
        }
        let counted = self.row(COUNTED, &[COUNTER.into()]).await?.map(|row| row.int(0)).transpose()?.unwrap_or(0);
        Ok((counted >= expected).then_some(Broken { place: expected, fault: Fault::Missing }))
    }
}
