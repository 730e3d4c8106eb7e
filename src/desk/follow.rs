//! Following parcels, as far as the database has a say: nobody asks twice about a number within the least interval, from whatever
//! instance, for whatever order, before or after a restart; and what is heard of a number is heard for every order in the parcel.

use super::{Desk, DeskError};
use crate::domain::order_number::OrderNumber;
use crate::domain::tracking::Which;

impl Desk {
    /// Counts something on, and gives the new value; the first is 1.
    pub async fn count(&self, name: &str) -> Result<u64, DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        let counted = tx.next(name).await?;
        tx.commit().await?;
        Ok(counted)
    }

    /// How far something was counted; 0 where it never was.
    pub async fn counted(&self, name: &str) -> Result<u64, DeskError> {
        Ok(self.db.look().await?.counted(name).await?)
    }

    /// The other orders that wait for the same parcel as this one; true where they are of the same account.
    pub async fn sharers(
        &self,
        number: &OrderNumber,
        which: Which,
        waybill: &str,
    ) -> Result<Vec<(OrderNumber, bool)>, DeskError> {
        let mut tx = self.db.look().await?;
        let Some(own) = tx.orders(&[number]).await?.pop() else { return Ok(Vec::new()) };
        let waiting = tx.waiting_for(waybill).await?;
        let shares = waiting.into_iter().filter(|row| own.order.shares_parcel(&row.order, which, waybill));
        Ok(shares.map(|row| (row.order.number, row.order.account == own.order.account)).collect())
    }

    /// True where the courier may be asked about this number now; then it counts as asked.
    pub async fn may_ask(&self, number: &str) -> Result<bool, DeskError> {
        let Some(least) = self.setting.rules.least() else { return Ok(false) };
        let now = self.clock.now();
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        let free = tx.mark(&format!("asked {number}"), now, now - least).await?;
        tx.commit().await?;
        Ok(free)
    }
}
