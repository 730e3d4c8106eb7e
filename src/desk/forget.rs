//! Which files are past their time: those of orders that ended long ago. Decides and notes; the bytes are the files gateway's.

use super::{Desk, DeskError};
use crate::domain::order::StageKind;
use crate::domain::order_number::OrderNumber;
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
    /// All that nobody else needs: originals, copies, marked pictures.
    pub digests: BTreeSet<String>,
}

impl Desk {
    /// Some of the orders whose files are to be deleted; none where all is done.
    pub async fn files_past(&self, keep: Keep) -> Result<Vec<Past>, DeskError> {
        let ends = [
            (StageKind::Delivered, keep.delivered_days),
            (StageKind::Withdrawn, keep.withdrawn_days),
            (StageKind::Rejected, keep.rejected_days),
        ];
        let mut tx = self.db.look().await?;
        let mut found = Vec::new();
        for (stage, days) in ends {
            let then = self.clock.now() - Duration::days(days.into());
            for number in tx.orders_with_old_files(stage, then).await? {
                let Ok(order) = OrderNumber::parse(&number) else { continue };
                let Some(row) = tx.orders(&[&order]).await?.into_iter().next() else { continue };
                let mut digests = BTreeSet::new();
                for upload in &row.order.uploads {
                    digests.extend(upload.picture.clone());
                    let Some(digest) = &upload.digest else { continue };
                    if !tx.is_file_shared(digest, &order).await? {
                        digests.insert(digest.clone());
                        digests.extend(upload.copy.as_ref().map(|copy| copy.digest.clone()));
                    }
                }
                // What is no upload's: the legal person's videos.
                for digest in tx.files_of(&order).await? {
                    if !tx.is_file_shared(&digest, &order).await? {
                        digests.insert(digest);
                    }
                }
                found.push(Past { order, digests });
            }
        }
        Ok(found)
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
