//! Which files are past their time: those of orders that ended long ago. Decides and notes; the bytes are the files gateway's.

use super::{Desk, DeskError};
use crate::domain::order::StageKind;
use crate::domain::order_number::OrderNumber;
use crate::store::Kept;
use chrono::Duration;
use serde::Deserialize;
use std::collections::BTreeSet;

/// How many days after its end an order's files are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    pub delivered_days: u32,
    pub withdrawn_days: u32,
    pub rejected_days: u32,
}

/// An order whose files are past their time.
#[derive(Clone, Debug)]
pub struct Past {
    pub order: OrderNumber,
    /// All that was kept for it: originals, copies, marked pictures, the legal person's videos. Some may be another order's as well.
    pub digests: BTreeSet<String>,
}

/// Where a file lies among an order's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// The original of this upload; they count up from below.
    Upload(u32),
    /// What is no upload's original: copies, marked pictures, videos, invoices. They lie at the top, each where its digest says.
    Beside,
}

impl FilePlace {
    fn number(self, digest: &str) -> u32 {
        match self {
            Self::Upload(upload) => upload,
            Self::Beside => {
                let from_top = digest.get(..7).and_then(|begin| u32::from_str_radix(begin, 16).ok());
                u32::MAX - from_top.unwrap_or_default()
            }
        }
    }
}

impl Desk {
    /// An order whose files are to be deleted; none where all is done.
    pub async fn files_past(&self, keep: Keep) -> Result<Option<Past>, DeskError> {
        let ends = [
            (StageKind::Delivered, keep.delivered_days),
            (StageKind::Withdrawn, keep.withdrawn_days),
            (StageKind::Rejected, keep.rejected_days),
        ];
        let mut tx = self.db.look().await?;
        for (stage, days) in ends {
            let then = self.clock.now() - Duration::days(days.into());
            if let Some(order) = tx.order_with_old_files(stage, then).await? {
                let digests = tx.files_of(&order).await?.into_iter().collect();
                return Ok(Some(Past { order, digests }));
            }
        }
        Ok(None)
    }

    /// Notes a file that is about to be kept for an order, so that it is deleted when the order's files are, whatever becomes of it.
    /// Noted first, it is not deleted for another order meanwhile.
    pub async fn note_file(
        &self,
        order: &OrderNumber,
        place: FilePlace,
        (digest, size): (&str, u64),
    ) -> Result<(), DeskError> {
        let kept = Kept { digest: digest.to_owned(), size };
        let _keeping = self.keeping.lock().await;
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.keep_file(order, place.number(digest), &kept, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes one of an order's files by `forget`, unless another order has it as well; nothing is noted meanwhile.
    pub async fn forget_file<E>(
        &self,
        order: &OrderNumber,
        digest: &str,
        forget: impl Future<Output = Result<(), E>>,
    ) -> Result<Result<(), E>, DeskError> {
        let _keeping = self.keeping.lock().await;
        let shared = self.db.look().await?.is_file_shared(digest, order).await?;
        Ok(if shared { Ok(()) } else { forget.await })
    }

    /// Notes that an order's files are gone.
    pub async fn forgot_files(&self, order: &OrderNumber) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.forget_files(order).await?;
        Ok(tx.commit().await?)
    }

    /// True where the same file was sent for an order of another account.
    pub async fn is_file_of_others(&self, digest: &str, order: &OrderNumber) -> Result<bool, DeskError> {
        let mut tx = self.db.look().await?;
        let Some(row) = tx.orders(&[order]).await?.into_iter().next() else { return Ok(false) };
        Ok(tx.is_file_of_others(digest, &row.order.account).await?)
    }
}
