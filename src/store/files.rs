//! Which original belongs to which upload. The bytes are the files gateway's.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::statements;
use crate::domain::ids::AccountId;
use crate::domain::order::StageKind;
use crate::domain::order_number::OrderNumber;
use chrono::{DateTime, Utc};

statements! {
    KEEP = sql(
        "INSERT INTO files (order_number, upload, digest, size, stored_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (order_number, upload) DO UPDATE SET digest = excluded.digest, size = excluded.size, stored_at = excluded.stored_at"
    );
    DIGEST = sql("SELECT digest FROM files WHERE order_number = $1 AND upload = $2");
    ALL_OF = sql("SELECT digest FROM files WHERE order_number = $1 ORDER BY upload");
    ELSEWHERE = sql(
        "SELECT f.order_number FROM files f JOIN orders o ON o.number = f.order_number \
         WHERE f.digest = $1 AND o.account_id <> $2 LIMIT 1"
    );
    SHARED = sql("SELECT order_number FROM files WHERE digest = $1 AND order_number <> $2 LIMIT 1");
    PAST = sql(
        "SELECT DISTINCT f.order_number FROM files f JOIN orders o ON o.number = f.order_number \
         WHERE o.stage = $1 AND o.updated_at < $2 ORDER BY f.order_number LIMIT 1"
    );
    FORGET = sql("DELETE FROM files WHERE order_number = $1");
}

/// A kept file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256, lower-case hexadecimal.
    pub digest: String,
    /// In bytes.
    pub size: u64,
}

impl Tx {
    /// Notes a file at its place among an order's.
    pub async fn keep_file(
        &mut self,
        order: &OrderNumber,
        upload: u32,
        kept: &Kept,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let size = i64::try_from(kept.size).unwrap_or(i64::MAX);
        let values = [
            order.as_str().into(),
            i64::from(upload).into(),
            kept.digest.as_str().into(),
            size.into(),
            micros(now).into(),
        ];
        self.run(KEEP, &values).await.map(drop)
    }

    /// True where the same file was sent for an order of another account.
    pub async fn is_file_of_others(&mut self, digest: &str, account: &AccountId) -> Result<bool, StoreError> {
        Ok(self.row(ELSEWHERE, &[digest.into(), account.as_str().into()]).await?.is_some())
    }

    /// True where another order has the same file.
    pub async fn is_file_shared(&mut self, digest: &str, order: &OrderNumber) -> Result<bool, StoreError> {
        Ok(self.row(SHARED, &[digest.into(), order.as_str().into()]).await?.is_some())
    }

    /// An order in this final stage since before `then` that still has files.
    pub async fn order_with_old_files(
        &mut self,
        stage: StageKind,
        then: DateTime<Utc>,
    ) -> Result<Option<OrderNumber>, StoreError> {
        let row = self.row(PAST, &[stage.code().into(), micros(then).into()]).await?;
        let Some(number) = row.map(|row| row.text(0)).transpose()? else { return Ok(None) };
        OrderNumber::parse(&number).map(Some).map_err(|_| StoreError::corrupt("files", "order_number", &number))
    }

    /// The digests of all that was kept for an order.
    pub async fn files_of(&mut self, order: &OrderNumber) -> Result<Vec<String>, StoreError> {
        let rows = self.rows(ALL_OF, &[order.as_str().into()]).await?;
        rows.iter().map(|row| row.text(0)).collect()
    }

    /// An order's files are gone.
    pub async fn forget_files(&mut self, order: &OrderNumber) -> Result<(), StoreError> {
        self.run(FORGET, &[order.as_str().into()]).await.map(drop)
    }

    /// The digest of an upload's original, where it was fetched.
    pub async fn file_digest(&mut self, order: &OrderNumber, upload: u32) -> Result<Option<String>, StoreError> {
        let row = self.row(DIGEST, &[order.as_str().into(), i64::from(upload).into()]).await?;
        row.map(|row| row.text(0)).transpose()
    }
}
