//! Writing a turn down: first what can be refused, in a part that can be taken back alone; then into the buffers, which cannot fail; and
//! at the end of the batch the buffers, a statement for each kind of thing, and the commit.

use super::batch::Batch;
use super::{DeskError, MOST_IN_HAND, locked};
use crate::conversation::{Session, Turn, Write};
use crate::domain::journal;
use crate::domain::order::{Event, Order};
use crate::store::{OrderRow, SessionKey, StoreError};
use chrono::Duration;
use std::collections::HashSet;
use std::sync::atomic::Ordering;

/// How long an effect stays in this instance's hands without word.
pub(super) const LEASE: Duration = Duration::seconds(30);

/// The most sessions that are remembered to foresee what letters need.
const MOST_REMEMBERED: usize = 20_000;

impl Batch<'_> {
    /// Writes a turn down, all of it or nothing. Stale where it was decided on something that has changed.
    pub(super) async fn apply(&mut self, turn: Turn, key: Option<SessionKey>) -> Result<(), DeskError> {
        let mut orders = Vec::new();
        let mut direct = Vec::new();
        for write in turn.writes {
            match write {
                Write::SaveOrder { order, base, events } => orders.push(self.chained(*order, base, &events, &orders)?),
                other => direct.push(other),
            }
        }
        if !direct.is_empty() {
            self.tx.savepoint().await?;
            for write in direct {
                if let Err(refused) = self.write(write).await {
                    self.tx.take_back().await?;
                    return Err(refused);
                }
            }
            self.tx.release().await?;
        }
        for (row, entries) in orders {
            self.keep_order(row);
            self.entries.extend(entries);
        }
        if let (Some(key), Some(session)) = (key, turn.session) {
            self.keep_session(key, session);
        }
        for effect in turn.effects {
            self.owe(effect);
        }
        Ok(())
    }

    fn keep_session(&mut self, key: SessionKey, session: Session) {
        self.sessions.insert(key, session);
        self.changed_sessions.insert(key);
    }

    fn keep_order(&mut self, row: OrderRow) {
        let number = row.order.number.clone();
        if row.base == 0
            && let Some(numbers) = self.account_orders.get_mut(&row.order.account)
            && !numbers.contains(&number)
        {
            numbers.insert(0, number.clone());
        }
        self.no_orders.remove(&number);
        self.changed_orders.insert(number.clone(), ());
        self.orders.insert(number, row);
    }

    /// The order's row as it will be, with its events at the end of its journal.
    fn chained(
        &self,
        order: Order,
        base: i64,
        events: &[Event],
        before: &[(OrderRow, Vec<crate::store::Entry>)],
    ) -> Result<(OrderRow, Vec<crate::store::Entry>), DeskError> {
        let earlier = before.iter().rev().map(|(row, _)| row).find(|row| row.order.number == order.number);
        let mut row = match earlier.or_else(|| self.orders.get(&order.number)) {
            Some(row) if row.order.version == base => row.clone(),
            None if base == 0 => {
                let link = journal::origin(order.number.as_str());
                OrderRow { order: order.clone(), place: 0, link, base: 0 }
            }
            _ => return Err(StoreError::Stale("order").into()),
        };
        row.order = order;
        let entries = row.chain(events)?;
        Ok((row, entries))
    }

    async fn write(&mut self, write: Write) -> Result<(), DeskError> {
        match write {
            Write::SaveOrder { .. } => {}
            Write::OpenAccount(account) => {
                self.tx.open_account(&account).await?;
                self.uscc.insert(account.uscc.clone(), Some(account.id.clone()));
                self.accounts.insert(account.id.clone(), account);
            }
            Write::SaveAccount(account) => {
                self.tx.save_account(&account).await?;
                self.accounts.insert(account.id.clone(), account);
            }
            Write::UnbindChat { account, chat } => {
                self.tx.unbind(&account, chat).await?;
                self.viewers.remove(&account);
                for (key, session) in &mut self.sessions {
                    if key.0 == chat && session.account.as_ref() == Some(&account) {
                        session.account = None;
                    }
                }
            }
            Write::SaveStaff(member) => {
                self.tx.save_staff(&member).await?;
                self.staff.insert(member.id, Some(member));
            }
            Write::DropStaff(user) => {
                self.tx.drop_staff(user).await?;
                self.staff.insert(user, None);
            }
            Write::Invite(invitation) => self.tx.save_invitation(&invitation).await?,
            Write::DropInvitation { token } => self.tx.drop_invitation(&token).await?,
            Write::Reachable { chat, reachable } => {
                self.tx.mark_reachable(chat, reachable, self.now).await?;
                self.reached.push((chat, reachable));
            }
            Write::MoveChat { from, to } => {
                self.tx.move_chat(from, to).await?;
                self.moved.push((from, to));
            }
            Write::PutCertificates(certificates) => {
                self.tx.put_certificates(&certificates).await?;
                self.certificates.clear();
            }
            Write::NoteOffice(event) => self.tx.note_office(&event).await?,
            Write::Revoke { serial } => {
                self.tx.revoke(&serial).await?;
                self.certificates.clear();
            }
        }
        Ok(())
    }

    /// Stores the orders and journal entries that are buffered.
    pub(super) async fn flush_orders(&mut self) -> Result<(), DeskError> {
        let changed = std::mem::take(&mut self.changed_orders);
        if !changed.is_empty() {
            self.tx.save_orders(changed.keys().filter_map(|number| self.orders.get(number))).await?;
            for number in changed.keys() {
                if let Some(row) = self.orders.get_mut(number) {
                    row.base = row.order.version;
                }
            }
        }
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.tx.append(&entries).await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<Vec<crate::store::Due>, DeskError> {
        self.flush_orders().await?;
        if !self.changed_sessions.is_empty() {
            let changed = self.changed_sessions.iter().filter_map(|key| Some((key, self.sessions.get(key)?)));
            self.tx.save_sessions(changed, self.now).await?;
        }
        if !self.settled.is_empty() {
            self.tx.settle(&self.settled).await?;
        }
        let effects = std::mem::take(&mut self.effects);
        if effects.is_empty() {
            return Ok(effects);
        }
        let waiting = self.lanes_to_wait_in(&effects).await?;
        let holder = |due: &crate::store::Due| (!waiting.contains(&due.effect.lane())).then_some(&*self.desk.instance);
        self.tx.owe(effects.iter().map(|due| (due, holder(due))), self.now + LEASE).await?;
        Ok(effects.into_iter().filter(|due| waiting.is_empty() || !waiting.contains(&due.effect.lane())).collect())
    }

    /// The lanes in which something older is still to be leased, or all where the outbox has its hands full.
    async fn lanes_to_wait_in(&mut self, effects: &[crate::store::Due]) -> Result<HashSet<String>, DeskError> {
        let lanes = || effects.iter().map(|due| due.effect.lane()).collect::<HashSet<String>>();
        if self.desk.at_work() > MOST_IN_HAND {
            self.desk.leftovers.store(true, Ordering::Release);
            return Ok(lanes());
        }
        if !self.desk.leftovers.load(Ordering::Acquire) && !self.desk.db.is_shared() {
            return Ok(HashSet::new());
        }
        let lanes = lanes();
        let names: Vec<&str> = lanes.iter().map(String::as_str).collect();
        let held = self.tx.lanes_held_elsewhere(&names, &self.desk.instance).await?;
        if !held.is_empty() {
            self.desk.leftovers.store(true, Ordering::Release);
        }
        Ok(held.into_iter().collect())
    }

    /// Writes everything and commits, and then hands over what is owed. The caller holds the line.
    pub(super) async fn commit(mut self) -> Result<(), DeskError> {
        let desk = self.desk;
        // Taken along: carried out already, whatever becomes of this batch. What settles with the batch is forgotten with it.
        let done = std::mem::take(&mut *locked(&desk.done));
        self.settled.extend_from_slice(&done);
        match self.flush().await {
            Ok(due) => {
                let (moved, reached) = (std::mem::take(&mut self.moved), std::mem::take(&mut self.reached));
                let (sessions, changed) =
                    (std::mem::take(&mut self.sessions), std::mem::take(&mut self.changed_sessions));
                if let Err(failed) = self.tx.commit().await {
                    locked(&desk.done).extend(done);
                    return Err(failed.into());
                }
                desk.taken_along.fetch_add(1, Ordering::AcqRel);
                desk.hand_over(due);
                locked(&desk.moves).extend(moved);
                desk.note_reached(&reached);
                let mut memory = locked(&desk.memory);
                if memory.len() > MOST_REMEMBERED {
                    memory.clear();
                }
                memory.extend(sessions.into_iter().filter(|(key, _)| changed.contains(key)));
                Ok(())
            }
            Err(failed) => {
                locked(&desk.done).extend(done);
                Err(failed)
            }
        }
    }
}
