//! Who is paying an invoice at this moment, where several instances share the work.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::statements;
use crate::domain::ids::UserId;
use chrono::{DateTime, Utc};

statements! {
    HOLD = sql(
        "INSERT INTO checkouts (trade, payer, since) VALUES ($1, $2, $3) \
         ON CONFLICT (trade) DO UPDATE SET payer = excluded.payer, since = excluded.since \
         WHERE checkouts.payer = excluded.payer OR checkouts.since < $4 RETURNING payer"
    );
    RELEASE = sql("DELETE FROM checkouts WHERE trade = $1 AND payer = $2");
    EXPIRE = sql("DELETE FROM checkouts WHERE since < $1");
}

impl Tx {
    /// Takes the payer's place before an invoice, unless somebody else has had it since `free`: then false.
    pub async fn hold_checkout(
        &mut self,
        trade: &str,
        payer: UserId,
        (now, free): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<bool, StoreError> {
        let values = [trade.into(), payer.0.into(), micros(now).into(), micros(free).into()];
        Ok(self.row(HOLD, &values).await?.is_some())
    }

    /// The payer's place is free again.
    pub async fn release_checkout(&mut self, trade: &str, payer: UserId) -> Result<(), StoreError> {
        self.run(RELEASE, &[trade.into(), payer.0.into()]).await.map(drop)
    }

    /// Forgets who was paying before an instant.
    pub async fn expire_checkouts(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.run(EXPIRE, &[micros(before).into()]).await
    }
}
