//! Which original belongs to which upload. The bytes are the files gateway's.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::statements;
use crate::domain::order_number::OrderNumber;
use chrono::{DateTime, Utc};

statements! {
    KEEP = sql(
        "INSERT INTO files (order_number, upload, digest, size, stored_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (order_number, upload) DO UPDATE SET digest = excluded.digest, size = excluded.size, stored_at = excluded.stored_at"
    );
    DIGEST = sql("SELECT digest FROM files WHERE order_number = $1 AND upload = $2");
}

/// A kept original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256, lower-case hexadecimal.
    pub digest: String,
    /// In bytes.
    pub size: u64,
}

impl Tx {
    /// Notes the original of an upload.
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

    /// The digest of an upload's original, where it was fetched.
    pub async fn file_digest(&mut self, order: &OrderNumber, upload: u32) -> Result<Option<String>, StoreError> {
        let row = self.row(DIGEST, &[order.as_str().into(), i64::from(upload).into()]).await?;
        row.map(|row| row.text(0)).transpose()
    }
}
