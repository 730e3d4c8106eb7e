//! What is owed, between the database and the outbox's hands: leased, put off, ended, settled in batches.

use super::write::LEASE;
use super::{Desk, DeskError, MOST_IN_HAND, locked};
use crate::domain::effect::CardKind;
use crate::domain::ids::{ChatId, EffectId, MessageId};
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::store::Outcome;
use chrono::{DateTime, Duration, Utc};
use std::sync::atomic::Ordering;

/// The most effects that are leased at once.
const MOST_LEASED: i64 = 500;

/// How the line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many effects are in each state.
    pub effects: Vec<(String, i64)>,
    /// Updates whose handling failed, at most the latest 100.
    pub failed_updates: usize,
    /// How many orders are at each stage.
    pub orders: Vec<(String, i64)>,
    /// Since when the oldest effect that is due has been owed.
    pub oldest_due: Option<DateTime<Utc>>,
}

impl Desk {
    /// An effect was carried out. It is written down soon, with the next transaction that comes along; until then a crash
    /// repeats it.
    pub fn done(&self, id: EffectId) {
        locked(&self.done).push(id);
        self.done_some.notify_one();
        self.let_fall();
    }

    /// An effect has left the outbox's hands, however it came out.
    fn let_fall(&self) {
        if self.in_hand.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.quiet.notify_waiters();
        }
    }

    /// Waits until something was carried out that is not written down.
    pub async fn some_done(&self) {
        self.done_some.notified().await;
    }

    /// Counts the transactions of updates and happenings that have written down what was carried out before them.
    #[must_use]
    pub fn taken_along(&self) -> u64 {
        self.taken_along.load(Ordering::Acquire)
    }

    /// Writes down what was carried out.
    pub async fn settle(&self) -> Result<(), DeskError> {
        if locked(&self.done).is_empty() {
            return Ok(());
        }
        let _line = self.line.lock().await;
        let done = std::mem::take(&mut *locked(&self.done));
        if done.is_empty() {
            return Ok(());
        }
        let written = async {
            let mut tx = self.db.begin().await?;
            tx.settle(&done).await?;
            tx.commit().await
        };
        if let Err(failed) = written.await {
            locked(&self.done).extend(done);
            return Err(failed.into());
        }
        self.quiet.notify_waiters();
        Ok(())
    }

    /// An effect ends without being done, told to nobody but staff who look.
    pub async fn end(&self, outcome: &Outcome) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.end_effect(outcome).await?;
        tx.commit().await?;
        self.let_fall();
        Ok(())
    }

    /// Brings a happening in with which an effect leaves the outbox's hands.
    pub async fn bring_and_let_fall(&self, brought: &super::Brought) -> Result<(), DeskError> {
        self.bring(brought).await?;
        self.let_fall();
        Ok(())
    }

    /// An effect failed and stays in the outbox's hands for another try.
    pub async fn put_off(
        &self,
        id: &EffectId,
        attempts: u32,
        due: DateTime<Utc>,
        error: &str,
    ) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.put_off(id, attempts, due, error).await?;
        Ok(tx.commit().await?)
    }

    /// Holds on to what is in the outbox's hands, and leases what nobody holds.
    pub async fn lease(&self) -> Result<usize, DeskError> {
        let _line = self.line.lock().await;
        let now = self.clock.now();
        let wanted = self.leftovers.load(Ordering::Acquire) || self.db.is_shared();
        if !wanted || self.at_work() > MOST_IN_HAND / 2 {
            return Ok(0);
        }
        let mut tx = self.db.begin().await?;
        let due = tx.lease(&self.instance, now, now + LEASE, MOST_LEASED).await?;
        let left = tx.due_elsewhere(&self.instance).await?;
        tx.commit().await?;
        // On a shared database the rest may be in other instances' hands.
        if left == 0 || (self.db.is_shared() && due.is_empty()) {
            self.leftovers.store(false, Ordering::Release);
        }
        let leased = due.len();
        self.hand_over(due);
        Ok(leased)
    }

    /// Holds on to what is in the outbox's hands.
    pub async fn renew(&self) -> Result<(), DeskError> {
        if self.in_hand() == 0 {
            return Ok(());
        }
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.renew_leases(&self.instance, self.clock.now() + LEASE).await?;
        Ok(tx.commit().await?)
    }

    /// Lets go of everything, so that another instance need not wait.
    pub async fn let_go(&self) -> Result<(), DeskError> {
        self.settle().await?;
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.let_go(&self.instance).await?;
        Ok(tx.commit().await?)
    }

    /// Waits until nothing is due: nothing in the outbox's hands but what rests, nothing left to lease, all of it written down.
    pub async fn until_quiet(&self) {
        loop {
            let changed = self.quiet.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.seems_quiet() {
                // Whoever took what was carried out along holds the line until it is written down, or given back.
                let _line = self.line.lock().await;
                if self.seems_quiet() {
                    return;
                }
            }
            // Leases change without a word, so a look now and then makes up for it.
            let _woken = tokio::time::timeout(std::time::Duration::from_millis(50), changed).await;
        }
    }

    fn seems_quiet(&self) -> bool {
        locked(&self.done).is_empty() && self.in_hand() == self.resting() && !self.leftovers.load(Ordering::Acquire)
    }

    /// Forgets updates that were seen more than a week ago, a part at a time so that nobody waits long.
    pub async fn expire_seen(&self) -> Result<u64, DeskError> {
        let mut all = 0;
        loop {
            let _line = self.line.lock().await;
            let mut tx = self.db.begin().await?;
            let expired = tx.expire_seen(self.clock.now() - Duration::days(7)).await?;
            tx.commit().await?;
            all += expired;
            if expired == 0 {
                return Ok(all);
            }
        }
    }

    /// Forgets the counters of messages, days and questions that are long over; how many.
    pub async fn forget_counters(&self) -> Result<u64, DeskError> {
        let now = self.clock.now();
        let day = crate::domain::calendar::local(now - Duration::days(7)).date_naive();
        // Effects are named after the time at which they were owed, and given up long before this.
        let owed = (now - Duration::days(30)).timestamp_millis();
        let mut all = 0;
        for (beginning, before) in [
            ("sms 2", format!("sms {day}")),
            ("mail 2", format!("mail {day}")),
            ("morning 2", format!("morning {day}")),
            ("sms try ", format!("sms try {owed:012x}")),
            ("sms unseen ", format!("sms unseen {owed:012x}")),
            ("mail try ", format!("mail try {owed:012x}")),
        ] {
            loop {
                let _line = self.line.lock().await;
                let mut tx = self.db.begin().await?;
                let forgotten = tx.forget_counters(beginning, &before).await?;
                tx.commit().await?;
                if forgotten == 0 {
                    break;
                }
                all += u64::try_from(forgotten).unwrap_or(u64::MAX);
            }
        }
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        all += tx.forget_marks("asked ", now - Duration::days(7)).await?;
        all += tx.expire_checkouts(now - Duration::days(1)).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// The message that a card is.
    pub async fn card(
        &self,
        order: &OrderNumber,
        chat: ChatId,
        card: CardKind,
    ) -> Result<Option<MessageId>, DeskError> {
        Ok(self.db.look().await?.card(order, chat, card).await?)
    }

    /// A card is this message from now on.
    pub async fn hang_card(
        &self,
        order: &OrderNumber,
        chat: ChatId,
        card: CardKind,
        message: MessageId,
    ) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.hang_card(order, chat, card, message).await?;
        Ok(tx.commit().await?)
    }

    /// A card hangs nowhere any more.
    pub async fn drop_card(&self, order: &OrderNumber, chat: ChatId, card: CardKind) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.drop_card(order, chat, card).await?;
        Ok(tx.commit().await?)
    }

    /// A message in the group is about this order.
    pub async fn hang_line(
        &self,
        order: &OrderNumber,
        chat: ChatId,
        message: MessageId,
        copy: bool,
    ) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.hang_line(order, chat, message, copy).await?;
        Ok(tx.commit().await?)
    }

    /// The receipt below a message.
    pub async fn receipt(&self, chat: ChatId, message: MessageId) -> Result<Option<MessageId>, DeskError> {
        Ok(self.db.look().await?.receipt(chat, message).await?)
    }

    /// A message's receipt is this one from now on.
    pub async fn keep_receipt(&self, chat: ChatId, message: MessageId, receipt: MessageId) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.keep_receipt(chat, message, receipt).await?;
        Ok(tx.commit().await?)
    }

    /// The copies of an order's files in a chat.
    pub async fn copies(&self, order: &OrderNumber, chat: ChatId) -> Result<Vec<MessageId>, DeskError> {
        Ok(self.db.look().await?.copies(order, chat).await?)
    }

    /// A message in the group is not there any more.
    pub async fn forget_line(&self, chat: ChatId, message: MessageId) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.drop_line(chat, message).await?;
        Ok(tx.commit().await?)
    }

    /// An order's topic is gone, and its card with it.
    pub async fn forget_topic(&self, order: &OrderNumber, chat: ChatId) -> Result<(), DeskError> {
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.take_down(order, chat).await?;
        Ok(tx.commit().await?)
    }

    /// A group goes on under another id.
    pub async fn move_chat(&self, from: ChatId, to: ChatId) -> Result<(), DeskError> {
        if self.resolve(from) == to {
            return Ok(());
        }
        let _line = self.line.lock().await;
        let mut tx = self.db.begin().await?;
        tx.move_chat(from, to).await?;
        tx.commit().await?;
        locked(&self.moves).insert(from, to);
        tracing::info!(from = from.0, to = to.0, "a group became a supergroup");
        Ok(())
    }

    /// What staff and monitoring want to know of the line.
    pub async fn figures(&self) -> Result<Figures, DeskError> {
        let mut tx = self.db.look().await?;
        let effects = tx.effects_by_state().await?;
        let failed_updates = tx.failed_updates(self.setting.bot_id).await?.len();
        let (orders, oldest_due) = (tx.orders_by_stage().await?, tx.oldest_due().await?);
        Ok(Figures { effects, failed_updates, orders, oldest_due })
    }

    /// The orders that were begun in a time.
    pub async fn orders_begun(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<OrderNumber>, DeskError> {
        Ok(self.db.look().await?.orders_begun(from, until).await?)
    }

    /// Orders as they stand, each with its account.
    pub async fn orders(
        &self,
        numbers: &[OrderNumber],
    ) -> Result<Vec<(Order, crate::domain::account::Account)>, DeskError> {
        let mut tx = self.db.look().await?;
        let rows = tx.orders(&numbers.iter().collect::<Vec<_>>()).await?;
        let accounts = tx.accounts(&rows.iter().map(|row| &row.order.account).collect::<Vec<_>>()).await?;
        let with_account = |order: Order| {
            let account = accounts.iter().find(|account| account.id == order.account).cloned();
            account.map(|account| (order, account))
        };
        let mut found: Vec<_> = rows.into_iter().filter_map(|row| with_account(row.order)).collect();
        found.sort_by(|a, b| a.0.number.cmp(&b.0.number));
        Ok(found)
    }

    /// An order as it stands, with its account.
    pub async fn order(
        &self,
        number: &OrderNumber,
    ) -> Result<Option<(Order, crate::domain::account::Account)>, DeskError> {
        let mut tx = self.db.look().await?;
        let Some(row) = tx.orders(&[number]).await?.into_iter().next() else { return Ok(None) };
        let account = tx.accounts(&[&row.order.account]).await?.into_iter().next();
        Ok(account.map(|account| (row.order, account)))
    }
}
