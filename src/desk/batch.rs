//! The unit of work of one transaction: what was loaded, each thing once, and what is to be written when all letters of the batch are
//! answered. What is buffered here is written by `write`.

use super::password::Worked;
use super::steps::safely;
use super::{Desk, DeskError};
use crate::conversation::{Letter, Needs, Session, Viewer};
use crate::domain::account::Account;
use crate::domain::certificate::Certificate;
use crate::domain::effect::Effect;
use crate::domain::ids::{AccountId, ChatId, EffectId, UserId};
use crate::domain::order_number::OrderNumber;
use crate::domain::staff::Member;
use crate::domain::uscc::Uscc;
use crate::store::{Due, Entry, OrderRow, SessionKey, Tx};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One transaction in the making.
pub(super) struct Batch<'d> {
    pub(super) desk: &'d Desk,
    pub(super) tx: Tx,
    pub(super) now: DateTime<Utc>,
    pub(super) worked: &'d [Worked],

    pub(super) sessions: HashMap<SessionKey, Session>,
    pub(super) accounts: HashMap<AccountId, Account>,
    pub(super) uscc: HashMap<Uscc, Option<AccountId>>,
    pub(super) certificates: HashMap<Uscc, Vec<Certificate>>,
    pub(super) orders: HashMap<OrderNumber, OrderRow>,
    /// Numbers that were looked for and are not there.
    pub(super) no_orders: HashSet<OrderNumber>,
    /// Of each account whose orders were loaded: their numbers, newest first.
    pub(super) account_orders: HashMap<AccountId, Vec<OrderNumber>>,
    pub(super) viewers: HashMap<AccountId, Vec<Viewer>>,
    pub(super) staff: HashMap<UserId, Option<Member>>,

    pub(super) changed_sessions: HashSet<SessionKey>,
    pub(super) changed_orders: BTreeMap<OrderNumber, ()>,
    pub(super) entries: Vec<Entry>,
    pub(super) effects: Vec<Due>,
    pub(super) settled: Vec<EffectId>,
    pub(super) moved: Vec<(ChatId, ChatId)>,
    /// Chats that went out of reach or came back, in this order.
    pub(super) reached: Vec<(ChatId, bool)>,
    /// Updates that could not be handled.
    pub(super) failed: usize,
}

impl<'d> Batch<'d> {
    pub(super) async fn begin(desk: &'d Desk, worked: &'d [Worked]) -> Result<Self, DeskError> {
        Ok(Self {
            desk,
            tx: desk.db.begin().await?,
            now: desk.clock.now(),
            worked,
            sessions: HashMap::new(),
            accounts: HashMap::new(),
            uscc: HashMap::new(),
            certificates: HashMap::new(),
            orders: HashMap::new(),
            no_orders: HashSet::new(),
            account_orders: HashMap::new(),
            viewers: HashMap::new(),
            staff: HashMap::new(),
            changed_sessions: HashSet::new(),
            changed_orders: BTreeMap::new(),
            entries: Vec::new(),
            effects: Vec::new(),
            settled: Vec::new(),
            moved: Vec::new(),
            reached: Vec::new(),
            failed: 0,
        })
    }

    /// Loads the sessions of these people; who has none gets a fresh one.
    pub(super) async fn load_sessions(&mut self, keys: &[SessionKey]) -> Result<(), DeskError> {
        let mut found = self.tx.sessions(keys).await?;
        for key in keys {
            let session = found.remove(key).unwrap_or_default();
            self.sessions.entry(*key).or_insert(session);
        }
        Ok(())
    }

    /// Loads what all letters together need, a statement for each kind of thing.
    pub(super) async fn preload(&mut self, letters: &[&Letter]) -> Result<(), DeskError> {
        let mut wanted = Wanted::default();
        for letter in letters {
            let key = key(letter);
            let Some(session) = self.sessions.get(&key) else { continue };
            // Where it panics, it does so again when the letter's turn comes, and is dealt with there.
            let Some(needs) = safely(|| (self.desk.steps.needs)(session, letter)) else { continue };
            wanted.add(&needs, session, letter.from.id);
        }
        self.load(wanted).await
    }

    /// Loads what is not loaded yet.
    pub(super) async fn load(&mut self, wanted: Wanted) -> Result<(), DeskError> {
        let numbers: Vec<_> =
            wanted.orders.iter().filter(|n| !self.orders.contains_key(n) && !self.no_orders.contains(n)).collect();
        if !numbers.is_empty() {
            for row in self.tx.orders(&numbers).await? {
                self.orders.insert(row.order.number.clone(), row);
            }
            self.no_orders.extend(numbers.into_iter().filter(|n| !self.orders.contains_key(*n)).cloned());
        }
        let owners = wanted.orders.iter().filter_map(|n| self.orders.get(n)).map(|row| row.order.account.clone());
        let owners: HashSet<AccountId> = owners.collect();
        self.load_viewers(&owners).await?;
        let accounts = wanted.accounts.union(&owners).cloned().collect();
        self.load_accounts(&accounts).await?;
        self.load_account_orders(&wanted.orders_of).await?;
        let users: Vec<UserId> = wanted.staff.into_iter().filter(|user| !self.staff.contains_key(user)).collect();
        if !users.is_empty() {
            for member in self.tx.staff(&users).await? {
                self.staff.insert(member.id, Some(member));
            }
            for user in users {
                self.staff.entry(user).or_insert(None);
            }
        }
        Ok(())
    }

    async fn load_accounts(&mut self, ids: &HashSet<AccountId>) -> Result<(), DeskError> {
        let missing: Vec<&AccountId> = ids.iter().filter(|id| !self.accounts.contains_key(*id)).collect();
        if !missing.is_empty() {
            for account in self.tx.accounts(&missing).await? {
                self.accounts.insert(account.id.clone(), account);
            }
        }
        Ok(())
    }

    pub(super) async fn load_viewers(&mut self, accounts: &HashSet<AccountId>) -> Result<(), DeskError> {
        let missing: Vec<&AccountId> = accounts.iter().filter(|id| !self.viewers.contains_key(*id)).collect();
        if !missing.is_empty() {
            let found = self.tx.viewers(&missing).await?;
            for id in missing {
                self.viewers.insert(id.clone(), Vec::new());
            }
            for (account, viewer) in found {
                self.viewers.entry(account).or_default().push(viewer);
            }
        }
        Ok(())
    }

    async fn load_account_orders(&mut self, accounts: &HashSet<AccountId>) -> Result<(), DeskError> {
        let missing: Vec<&AccountId> = accounts.iter().filter(|id| !self.account_orders.contains_key(*id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let found = self.tx.orders_of(&missing).await?;
        for id in missing {
            self.account_orders.insert(id.clone(), Vec::new());
        }
        for row in found {
            let number = row.order.number.clone();
            self.account_orders.entry(row.order.account.clone()).or_default().push(number.clone());
            // What this batch has changed already is newer than what is stored.
            self.orders.entry(number).or_insert(row);
        }
        // So are orders that this batch has opened.
        for number in self.changed_orders.keys() {
            let Some(row) = self.orders.get(number).filter(|row| row.base == 0) else { continue };
            if let Some(numbers) = self.account_orders.get_mut(&row.order.account)
                && !numbers.contains(number)
            {
                numbers.insert(0, number.clone());
            }
        }
        Ok(())
    }

    /// The account that logs in by a code.
    pub(super) async fn account_by_uscc(&mut self, uscc: &Uscc) -> Result<Option<Account>, DeskError> {
        if !self.uscc.contains_key(uscc) {
            let found = self.tx.account_by_uscc(uscc).await?;
            self.uscc.insert(uscc.clone(), found.as_ref().map(|account| account.id.clone()));
            if let Some(account) = found {
                self.accounts.entry(account.id.clone()).or_insert(account);
            }
        }
        let id = self.uscc.get(uscc).and_then(Option::as_ref);
        Ok(id.and_then(|id| self.accounts.get(id)).cloned())
    }

    /// Adds something owed.
    pub(super) fn owe(&mut self, effect: Effect) {
        let id = self.desk.mint.effect(self.now, crate::clock::random());
        self.effects.push(Due { id, effect, attempts: 0, due_at: self.now, created_at: self.now });
    }

    /// Forgets what was loaded of things that were changed meanwhile, so that they are loaded again.
    pub(super) fn forget(&mut self) {
        self.accounts.clear();
        self.uscc.clear();
        self.certificates.clear();
        self.staff.clear();
        self.viewers.clear();
        let changed = &self.changed_orders;
        self.orders.retain(|number, _| changed.contains_key(number));
        self.no_orders.clear();
        self.account_orders.clear();
    }
}

/// Whose session a letter belongs to.
pub(super) fn key(letter: &Letter) -> SessionKey {
    (letter.chat, letter.from.id)
}

/// What several letters need of the kinds of things that are loaded many at a time.
#[derive(Default)]
pub(super) struct Wanted {
    orders: HashSet<OrderNumber>,
    accounts: HashSet<AccountId>,
    orders_of: HashSet<AccountId>,
    staff: HashSet<UserId>,
}

impl Wanted {
    pub(super) fn add(&mut self, needs: &Needs, session: &Session, user: UserId) {
        self.orders.extend(needs.order.clone());
        if needs.staff {
            self.staff.insert(user);
        }
        if let Some(account) = &session.account {
            if needs.account || needs.certificates || needs.orders {
                self.accounts.insert(account.clone());
            }
            if needs.orders {
                self.orders_of.insert(account.clone());
            }
        }
    }

    pub(super) fn order(number: OrderNumber) -> Self {
        Self { orders: HashSet::from([number]), ..Self::default() }
    }
}
