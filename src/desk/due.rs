//! Time passes: orders on which something has fallen due are taken from the database and brought in one by one, each in its own
//! transaction. What falls due, and when, is the order's own knowledge (`domain::order::Deadline`); a restart loses none of it.

use super::{Desk, DeskError, locked};
use crate::conversation::Happening;
use crate::domain::calendar;
use chrono::{Duration, Timelike as _};

/// The most orders that one sweep takes.
const MOST_AT_ONCE: i64 = 200;

/// An order that nothing came of is looked at again after so long.
const AGAIN: Duration = Duration::minutes(10);

impl Desk {
    /// Begins a working day at the hour that the operator has set: once, whichever instance it is and however often it starts.
    /// Gives whether there was a day to begin.
    pub async fn begin_day(&self) -> Result<bool, DeskError> {
        let local = calendar::local(self.clock.now());
        let day = local.date_naive();
        let early = local.hour() < self.setting.rules.review.hour;
        if early || *locked(&self.begun) == Some(day) || !calendar::is_worked(day) {
            return Ok(false);
        }
        self.hear(Happening::Morning).await?;
        *locked(&self.begun) = Some(day);
        Ok(true)
    }

    /// Brings in what has fallen due on orders by now; gives how many orders there were.
    pub async fn sweep(&self) -> Result<usize, DeskError> {
        let now = self.clock.now();
        // Almost always nothing is due, and then nothing is written.
        if !self.db.look().await?.anything_due(now).await? {
            return Ok(0);
        }
        let due = {
            let _line = self.line.lock().await;
            let mut tx = self.db.begin().await?;
            let due = tx.claim_due(now, now + AGAIN, MOST_AT_ONCE).await?;
            tx.commit().await?;
            due
        };
        for order in &due {
            let happening = Happening::Due { order: order.clone() };
            self.hear(happening).await?;
        }
        Ok(due.len())
    }
}
