//! What a payment is checked against before Telegram takes the money. It is read beside the transactions that write, so that nobody's
//! letter and no batch is waited for.

use super::{Desk, DeskError};
use crate::conversation::{Counter, checked_out};
use crate::domain::ids::ChatId;
use crate::domain::order::Order;
use crate::domain::payment::Checkout;
use crate::domain::rules::Lang;
use crate::domain::say::Say;

impl Desk {
    /// Whether somebody may pay, and the language they are spoken to in. `busy`: somebody else was let through a moment ago.
    pub async fn check_out(&self, checkout: &Checkout, busy: bool) -> Result<(Lang, Result<(), Say>), DeskError> {
        let mut tx = self.db.look().await?;
        // Who pays has a private chat with the bot, under their own number.
        let own = (ChatId(checkout.payer.0), checkout.payer);
        let session = tx.sessions(&[own]).await?.remove(&own);
        let lang = session.and_then(|session| session.lang).unwrap_or(checkout.lang);
        let mut counter = Counter { busy, ..Counter::default() };
        if let Some(number) = Order::number_of_trade(&checkout.trade) {
            counter.order = tx.orders(&[&number]).await?.into_iter().next().map(|row| row.order);
        }
        if let Some(order) = &counter.order {
            let viewers = tx.viewers(&[&order.account]).await?;
            counter.viewers = viewers.into_iter().map(|(_, viewer)| viewer).collect();
        }
        Ok((lang, checked_out(checkout, &counter, self.clock.now())))
    }
}
