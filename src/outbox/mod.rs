//! The outbox: what is owed is carried out, lane by lane, and settled. Paced to Telegram's limits, patient with its faults, and never
//! quiet about what it gives up.

mod backoff;
mod chart;
mod endure;
mod enrol;
mod group;
mod lanes;
mod mail;
mod pace;
mod pay;
mod perform;
mod places;
mod print;
mod prove;
mod screens;
mod slow;
mod tables;
mod text;
mod till;
mod track;
mod turns;
mod unharmed;

pub use backoff::{Endurance, Patience};
pub use pace::{Pace, Rates};
pub use print::form_data;
pub use till::Till;

use crate::desk::Desk;
use crate::domain::ids::ChatId;
use crate::forms::FormKey;
use crate::gateway::Files;
use crate::gateway::Payments;
use crate::gateway::authority::Authority;
use crate::gateway::courier::Courier;
use crate::gateway::identity::Identity;
use crate::gateway::mail::Mail;
use crate::gateway::sms::Sms;
use crate::scan::{Limits, Thresholds};
use crate::store::Due;
use crate::telegram::Api;
use crate::texts::Texts;
use lanes::Lanes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;

/// The most calls to Telegram at once.
const CALLS: usize = 64;

/// The most prints and inspections at once: they use a processor each.
const SLOW: usize = 2;

/// The most uploads in memory at once, twenty megabytes each at worst.
const FETCHES: usize = 8;

/// The most uploads of one order that are looked at at once.
const OF_ONE_ORDER: usize = 2;

/// What the outbox works with.
pub struct Outbox {
    desk: Arc<Desk>,
    api: Api,
    texts: Arc<Texts>,
    files: Files,
    courier: Arc<Courier>,
    payments: Arc<Payments>,
    identity: Arc<Identity>,
    sms: Arc<Sms>,
    mail: Arc<Mail>,
    authority: Arc<Authority>,
    key: FormKey,
    thresholds: Thresholds,
    limits: Limits,
    pace: Pace,
    screens: screens::Screens,
    patience: Patience,
    endurance: Endurance,
    calls: Semaphore,
    slow: Arc<Semaphore>,
    fetches: Semaphore,
    places: places::Places,
    /// Which groups have topics, as far as it was asked.
    forums: Mutex<HashMap<ChatId, bool>>,
}

/// What an outbox is made of.
pub struct Parts {
    pub desk: Arc<Desk>,
    pub api: Api,
    pub texts: Arc<Texts>,
    pub files: Files,
    pub courier: Arc<Courier>,
    pub payments: Arc<Payments>,
    pub identity: Arc<Identity>,
    pub sms: Arc<Sms>,
    pub mail: Arc<Mail>,
    pub authority: Arc<Authority>,
    pub key: FormKey,
    pub thresholds: Thresholds,
    pub rates: Option<Rates>,
    pub patience: Patience,
    pub endurance: Endurance,
}

impl Outbox {
    #[must_use]
    pub fn of(parts: Parts) -> Arc<Self> {
        let Parts {
            desk,
            api,
            texts,
            files,
            courier,
            payments,
            identity,
            sms,
            mail,
            authority,
            key,
            thresholds,
            rates,
            patience,
            endurance,
        } = parts;
        Arc::new(Self {
            desk,
            api,
            texts,
            files,
            courier,
            payments,
            identity,
            sms,
            mail,
            authority,
            key,
            thresholds,
            limits: Limits::default(),
            pace: Pace::of(rates),
            screens: screens::Screens::default(),
            patience,
            endurance,
            calls: Semaphore::new(CALLS),
            slow: Arc::new(Semaphore::new(SLOW)),
            fetches: Semaphore::new(FETCHES),
            places: places::Places::of_each(OF_ONE_ORDER),
            forums: Mutex::default(),
        })
    }

    /// Carries out what is handed over, until `stop` says so; then finishes what it can within ten seconds and lets go of the rest.
    pub async fn run(self: Arc<Self>, mut handed: mpsc::UnboundedReceiver<Vec<Due>>, mut stop: watch::Receiver<bool>) {
        let mut chores = JoinSet::new();
        chores.spawn(Arc::clone(&self).settle());
        chores.spawn(Arc::clone(&self).keep_leases());
        let desk = Arc::clone(&self.desk);
        chores.spawn(async move { desk.wake().await });
        let lanes = Lanes::of(Arc::clone(&self));
        loop {
            tokio::select! {
                due = handed.recv() => match due {
                    Some(due) => lanes.take(due),
                    None => break,
                },
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        // What was committed while the intake stopped is on its way still.
        while let Ok(due) = handed.try_recv() {
            lanes.take(due);
        }
        if tokio::time::timeout(Duration::from_secs(10), self.desk.until_quiet()).await.is_err() {
            tracing::warn!(
                left = self.desk.in_hand(),
                "stopping with effects owed; they are taken up at the next start"
            );
        }
        chores.shutdown().await;
        lanes.stop();
        if let Err(error) = self.desk.let_go().await {
            tracing::warn!(%error, "leases stay until they run out");
        }
    }

    /// Writes down what was carried out, where no update's transaction came along to do it. While they come, none is made for this
    /// alone: it would hold up the next of them by a write to the disk.
    async fn settle(self: Arc<Self>) {
        loop {
            self.desk.some_done().await;
            let mut taken_along = self.desk.taken_along();
            loop {
                tokio::time::sleep(Duration::from_millis(8)).await;
                let now = self.desk.taken_along();
                if std::mem::replace(&mut taken_along, now) == now {
                    break;
                }
            }
            if let Err(error) = self.desk.settle().await {
                tracing::warn!(%error, "what was carried out is not written down yet");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }

    /// Holds on to what is in hand, and takes up what nobody holds.
    async fn keep_leases(self: Arc<Self>) {
        let mut tick: u32 = 0;
        loop {
            let leased = match self.desk.lease().await {
                Ok(leased) => leased,
                Err(error) => {
                    tracing::warn!(%error, "nothing can be leased");
                    0
                }
            };
            if leased > 0 {
                tracing::info!(leased, "effects were left over and are taken up");
            }
            if tick % 10 == 9
                && let Err(error) = self.desk.renew().await
            {
                tracing::warn!(%error, "leases could not be renewed");
            }
            tick = tick.wrapping_add(1);
            tokio::time::sleep(if leased > 0 { Duration::from_millis(50) } else { Duration::from_secs(1) }).await;
        }
    }
}
