//! What a payment is checked against before Telegram takes the money. It is read beside the transactions that write, so that nobody's
//! letter and no batch is waited for.

use super::{Desk, DeskError};
use crate::conversation::{Counter, checked_out};
use crate::domain::ids::ChatId;
use crate::domain::order::Order;
use crate::domain::payment::{Checkout, Hindrance};
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use chrono::TimeDelta;

/// Why somebody may not pay, and what they are told of it.
type CheckedOut = Result<(), (Hindrance, Say)>;

/// How long somebody who was let through is given before somebody else may pay the same invoice.
const PAYING: TimeDelta = TimeDelta::minutes(1);

impl Desk {
    /// Whether somebody may pay, and the language they are spoken to in. `busy`: this instance let somebody else through a moment ago; of
    /// what others do, a shared database tells.
    pub async fn check_out(&self, checkout: &Checkout, busy: bool) -> Result<(Lang, CheckedOut), DeskError> {
        let mut tx = self.db.look().await?;
        // Who pays has a private chat with the bot, under their own number.
        let own = (ChatId(checkout.payer.0), checkout.payer);
        let session = tx.sessions(&[own]).await?.remove(&own);
        let lang = session.and_then(|session| session.lang).unwrap_or(checkout.lang);
        let held = self.db.is_shared() && !busy && self.hold(checkout).await?;
        let mut counter = Counter { busy: busy || self.db.is_shared() && !held, ..Counter::default() };
        if let Some(number) = Order::number_of_trade(&checkout.trade) {
            counter.order = tx.orders(&[&number]).await?.into_iter().next().map(|row| row.order);
        }
        if let Some(order) = &counter.order {
            let viewers = tx.viewers(&[&order.account]).await?;
            counter.viewers = viewers.into_iter().map(|(_, viewer)| viewer).collect();
        }
        drop(tx);
        let verdict = checked_out(checkout, &counter, self.clock.now());
        if held && verdict.is_err() {
            let mut tx = self.db.begin().await?;
            tx.release_checkout(&checkout.trade, checkout.payer).await?;
            tx.commit().await?;
        }
        Ok((lang, verdict))
    }

    /// Takes the payer's place among all instances. A row of its own, so that it waits for nobody who writes of the order.
    async fn hold(&self, checkout: &Checkout) -> Result<bool, DeskError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let held = tx.hold_checkout(&checkout.trade, checkout.payer, (now, now - PAYING)).await?;
        tx.commit().await?;
        Ok(held)
    }
}
