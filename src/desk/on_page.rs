//! What the legal person does on the desk's own page: a happening like any other. A video is noted before it is kept, so that it is deleted
//! when the order's files are, whatever becomes of it.

use super::{Brought, Desk, DeskError};
use crate::conversation::{Happening, PageAct};
use crate::domain::order_number::OrderNumber;
use crate::store::Kept;

impl Desk {
    /// Brings in what was done. Whether it was allowed shows in the order.
    pub async fn act_on_page(&self, order: &OrderNumber, act: PageAct) -> Result<(), DeskError> {
        let happening = Happening::OnPage { order: order.clone(), act };
        self.bring(&Brought { happening, settles: None, ends: None, keeps: None }).await
    }

    /// Notes a file that is about to be kept for an order and is no upload of it: a video, an invoice.
    pub async fn note_kept(&self, order: &OrderNumber, digest: &str, size: u64) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        let kept = Kept { digest: digest.to_owned(), size };
        tx.keep_file(order, place_of(digest), &kept, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// Its place among the order's files: uploads count up from below, what is none lies at the top, each where its digest says.
fn place_of(digest: &str) -> u32 {
    let from_top = digest.get(..7).and_then(|begin| u32::from_str_radix(begin, 16).ok());
    u32::MAX - from_top.unwrap_or_default()
}
