//! What the legal person does on the desk's own page: a happening like any other.

use super::{Desk, DeskError};
use crate::conversation::{Happening, PageAct};
use crate::domain::order_number::OrderNumber;

impl Desk {
    /// Brings in what was done. Whether it was allowed shows in the order.
    pub async fn act_on_page(&self, order: &OrderNumber, act: PageAct) -> Result<(), DeskError> {
        let happening = Happening::OnPage { order: order.clone(), act };
        self.hear(happening).await
    }
}
