//! What the legal person does on the desk's own page: a happening like any other, and a video is noted with it, so that it is deleted
//! when the order's files are.

use super::{Brought, Desk, DeskError};
use crate::conversation::{Happening, PageAct};
use crate::domain::order_number::OrderNumber;
use crate::store::Kept;

/// The most printings and videos of an order whose numbers do not meet; uploads count up from below.
const VIDEOS: u32 = 1 << 8;

impl Desk {
    /// Brings in what was done. Whether it was allowed shows in the order.
    pub async fn act_on_page(&self, order: &OrderNumber, act: PageAct) -> Result<(), DeskError> {
        let mut keeps = None;
        if let PageAct::Video(file) = &act
            && let Some((found, _)) = self.order(order).await?
        {
            let sent = u32::try_from(found.verification.videos.len()).unwrap_or(u32::MAX) % VIDEOS;
            let place = found.revision.saturating_mul(VIDEOS).saturating_add(sent);
            let kept = Kept { digest: file.unique_id.clone(), size: file.size };
            keeps = Some((order.clone(), u32::MAX.saturating_sub(place), kept));
        }
        let happening = Happening::OnPage { order: order.clone(), act };
        self.bring(&Brought { happening, settles: None, ends: None, keeps }).await
    }
}
