//! The use cases, a transaction each: updates arrive, a happening is brought in, effects are leased and settled. What is decided is
//! `conversation`'s; how it is carried out is the outbox's.

mod arrive;
mod away;
mod batch;
mod bring;
mod checkout;
mod due;
mod follow;
mod forget;
pub mod inspect;
mod on_page;
mod owed;
mod password;
mod resting;
mod scene;
mod steps;
mod tally;
mod write;

pub use arrive::Update;
pub use bring::Brought;
pub use forget::{FilePlace, Keep, Past};
pub use owed::Figures;
pub use password::{Cost, Passwords};
pub use steps::Steps;
pub use tally::{Arrival, BOUNDS, Durations, Tally, Verdict};

use crate::clock::Clock;
use crate::conversation::Session;
use crate::domain::ids::{ChatId, EffectId};
use crate::domain::rules::{Lang, Rules};
use crate::store::{Db, Due, Mint, SessionKey, StoreError};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc};

/// How often a use case runs again on what was changed meanwhile.
const TRIES: u32 = 3;

/// More than this in the hands of the outbox, and what comes is left in the database until it is leased.
const MOST_IN_HAND: usize = 20_000;

/// What the desk is set up with, for as long as it runs.
#[derive(Clone, Debug)]
pub struct Setting {
    pub rules: Rules,
    /// The bot's number and its user name.
    pub bot_id: i64,
    pub bot_name: String,
    /// The staff group as configured; where it moved to is the store's to know.
    pub group: Option<ChatId>,
    pub group_lang: Lang,
}

/// Why a use case did not come to its end. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a password could not be worked on: {0}")]
    Password(String),
}

/// The desk.
pub struct Desk {
    db: Db,
    clock: Clock,
    steps: Steps,
    setting: Setting,
    passwords: Passwords,
    mint: Mint,
    /// This instance, for leases.
    instance: String,
    /// One use case at a time: effects reach the outbox in the order in which they were committed.
    line: tokio::sync::Mutex<()>,
    /// Held for reading from when a message is passed on until it is written down which copy it is.
    passing: tokio::sync::RwLock<()>,
    /// Held while a file is noted, and while one is deleted.
    keeping: tokio::sync::Mutex<()>,
    hands: mpsc::UnboundedSender<Vec<Due>>,
    in_hand: AtomicUsize,
    /// Something is owed that no instance, or another one, holds.
    leftovers: AtomicBool,
    done: Mutex<Vec<EffectId>>,
    done_some: Notify,
    taken_along: AtomicU64,
    taking_in: AtomicBool,
    quiet: Notify,
    /// What is tried again later, and that something was laid beside it.
    resting: Mutex<Vec<Due>>,
    rested: Notify,
    tally: Tally,
    moves: Mutex<HashMap<ChatId, ChatId>>,
    /// The day that was begun last.
    begun: Mutex<Option<chrono::NaiveDate>>,
    /// Chats that are out of reach, so that the first letter from one is noticed.
    away: Mutex<HashSet<ChatId>>,
    /// The latest sessions, to foresee what a letter needs; never the truth.
    memory: Mutex<HashMap<SessionKey, Session>>,
}

impl Desk {
    /// Opens the desk on a migrated database. What is owed is handed over through `hands`.
    pub async fn open(
        db: Db,
        clock: Clock,
        steps: Steps,
        setting: Setting,
        passwords: Passwords,
        hands: mpsc::UnboundedSender<Vec<Due>>,
    ) -> Result<Self, DeskError> {
        let mut tx = db.look().await?;
        let (moves, latest, away) = (tx.chat_moves().await?, tx.latest_effect().await?, tx.chats_out_of_reach().await?);
        drop(tx);
        let desk = Self {
            db,
            clock,
            steps,
            setting,
            passwords,
            mint: Mint::after(latest.as_ref()),
            instance: format!("{:032x}", crate::clock::random()),
            line: tokio::sync::Mutex::new(()),
            passing: tokio::sync::RwLock::new(()),
            keeping: tokio::sync::Mutex::new(()),
            hands,
            in_hand: AtomicUsize::new(0),
            leftovers: AtomicBool::new(true),
            done: Mutex::default(),
            done_some: Notify::new(),
            taken_along: AtomicU64::new(0),
            taking_in: AtomicBool::new(false),
            quiet: Notify::new(),
            resting: Mutex::default(),
            rested: Notify::new(),
            tally: Tally::default(),
            moves: Mutex::new(moves),
            begun: Mutex::default(),
            away: Mutex::new(away),
            memory: Mutex::default(),
        };
        if !desk.db.is_shared() {
            // An embedded database has one instance: whoever held a lease before is gone.
            let mut tx = desk.db.begin().await?;
            tx.take_over(&desk.instance).await?;
            tx.commit().await?;
        }
        Ok(desk)
    }

    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Whether updates are being taken in: who does says so, and says when it ends.
    pub fn takes_in(&self, open: bool) {
        self.taking_in.store(open, Ordering::Release);
    }

    /// True while somebody takes updates in.
    #[must_use]
    pub fn is_taking_in(&self) -> bool {
        self.taking_in.load(Ordering::Acquire)
    }

    /// What this instance did since it began.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Where a chat is now: groups go on under another id when they become supergroups.
    #[must_use]
    pub fn resolve(&self, chat: ChatId) -> ChatId {
        locked(&self.moves).get(&chat).copied().unwrap_or(chat)
    }

    /// The staff group as it is now.
    #[must_use]
    pub fn group(&self) -> Option<ChatId> {
        self.setting.group.map(|group| self.resolve(group))
    }

    /// How many effects the outbox has in its hands.
    #[must_use]
    pub fn in_hand(&self) -> usize {
        self.in_hand.load(Ordering::Acquire)
    }

    fn hand_over(&self, due: Vec<Due>) {
        if due.is_empty() {
            return;
        }
        self.in_hand.fetch_add(due.len(), Ordering::AcqRel);
        // Where the outbox is gone already, the rows stay leased to nobody who lives, and are taken up at the next start.
        let _gone = self.hands.send(due);
    }
}

/// A lock that a panic elsewhere does not close for good.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
