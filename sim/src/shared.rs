//! The one place where the world is locked: every verb of bots and people runs through `Shared::act`, which afterwards
//! puts the updates it caused into the bots' lines and tells those who watch.

use crate::clock::{Clock, Millis};
use crate::complaint::Complaint;
use crate::faults::Faults;
use crate::feed::Change;
use crate::flood::Flood;
use crate::line::{Line, Queued};
use crate::page::{NoteSpec, PaneSpec};
use crate::settings::Settings;
use crate::spec::WorldSpec;
use crate::wire::render_update;
use crate::world::{ChatKey, UserId, World};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, broadcast, watch};

/// How many changes a slow watcher may fall behind before it has to read the state anew.
const FEED: usize = 4_096;

/// A local Telegram without its sockets.
#[derive(Debug)]
pub struct Shared {
    /// What was chosen at the start.
    pub settings: Settings,
    /// This world's time.
    pub clock: Clock,
    /// Armed faults.
    pub faults: Faults,
    /// Which chats the page shows, as the world file says; empty where it says nothing.
    pub panes: Vec<PaneSpec>,
    /// What those who play people have beside the page.
    pub notes: Vec<NoteSpec>,
    state: Mutex<State>,
    feed: broadcast::Sender<Change>,
    pulse: watch::Sender<u64>,
    pub(crate) calls: AtomicUsize,
    pub(crate) sent: AtomicU64,
}

/// Everything behind the lock.
#[derive(Debug)]
pub struct State {
    /// The world.
    pub world: World,
    pub(crate) lines: HashMap<UserId, Line>,
    pub(crate) bells: HashMap<UserId, Arc<Notify>>,
    pub(crate) tokens: HashMap<String, UserId>,
    pub(crate) flood: Flood,
    pub(crate) complaints: Vec<Complaint>,
    watchers: HashMap<ChatKey, watch::Sender<u64>>,
    seq: u64,
}

impl Shared {
    /// A world and what surrounds it.
    pub fn build(spec: &WorldSpec, settings: Settings) -> Self {
        let clock = Clock::default();
        let mut world = World::build(spec, settings.seed, settings.history);
        let mut lines = HashMap::new();
        let mut bells = HashMap::new();
        let ids: Vec<UserId> = world.bots.keys().copied().collect();
        for id in ids {
            lines.insert(id, Line::starting_at(first_update_id(world.chance())));
            bells.insert(id, Arc::new(Notify::new()));
        }
        let tokens = world.bots.values().map(|bot| (bot.token.clone(), bot.id)).collect();
        let flood = Flood::with(settings.limits);
        let complaints = Vec::new();
        let state = State { world, lines, bells, tokens, flood, complaints, watchers: HashMap::new(), seq: 0 };
        Self {
            settings,
            clock,
            faults: Faults::default(),
            panes: spec.panes.clone(),
            notes: spec.notes.clone(),
            state: Mutex::new(state),
            feed: broadcast::channel(FEED).0,
            pulse: watch::channel(0).0,
            calls: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
        }
    }

    /// Looks at the world, or changes it; what that causes is passed on before the lock is released.
    pub fn act<R>(&self, deed: impl FnOnce(&mut World, Millis) -> R) -> R {
        let now = self.clock.now();
        let mut state = self.lock();
        state.world.lapse(now);
        let result = deed(&mut state.world, now);
        self.pass_on(&mut state, now);
        result
    }

    /// Looks at everything behind the lock without changing the world.
    pub fn look<R>(&self, glance: impl FnOnce(&State) -> R) -> R {
        glance(&self.lock())
    }

    /// Moves this world's time forward; whoever waits for a moment looks again.
    pub(crate) fn advance(&self, millis: Millis) {
        self.clock.advance(millis);
        self.look(|state| state.bells.values().for_each(|bell| bell.notify_waiters()));
        self.beat();
    }

    /// Everything that changes, from now on. A receiver that lags reads the state anew.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.feed.subscribe()
    }

    /// Wakes whenever something changes in one chat.
    pub fn watch(&self, chat: ChatKey) -> watch::Receiver<u64> {
        self.lock().watchers.entry(chat).or_insert_with(|| watch::channel(0).0).subscribe()
    }

    /// Wakes whenever a call ends, an update is queued or confirmed.
    pub(crate) fn pulses(&self) -> watch::Receiver<u64> {
        self.pulse.subscribe()
    }

    pub(crate) fn beat(&self) {
        if self.pulse.receiver_count() > 0 {
            self.pulse.send_modify(|count| *count += 1);
        }
    }

    pub(crate) fn complain(&self, complaint: Complaint) {
        tracing::warn!(method = %complaint.method, what = %complaint.what, "complaint");
        self.lock().complaints.push(complaint);
    }

    /// Notes that a bot has put a message into a chat.
    pub(crate) fn count_sent(&self, messages: u64) {
        self.sent.fetch_add(messages, Ordering::Relaxed);
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands on what the world has caused: updates to the bots' lines, changes to those who watch.
    pub(crate) fn pass_on(&self, state: &mut State, now: Millis) {
        let news = state.world.take_news();
        for (bot, update) in news.updates {
            let Some(line) = state.lines.get_mut(&bot) else { continue };
            if !line.wants(&update) {
                continue;
            }
            let queued = Queued { key: Line::key(&update), expires: Line::expiry(&update, now), ..Queued::default() };
            let json = render_update(&state.world, bot, &update);
            self.faults.queue_update(bot, line, queued, json, now);
            if let Some(bell) = state.bells.get(&bot) {
                bell.notify_waiters();
            }
            self.beat();
        }
        for (chat, what) in news.changes {
            state.seq += 1;
            if let Some(watcher) = state.watchers.get(&chat) {
                watcher.send_modify(|count| *count += 1);
            }
            if self.feed.receiver_count() > 0 {
                // A send fails only when the last receiver has just gone: then nobody misses it.
                let _unheard = self.feed.send(Change { seq: state.seq, chat, what });
            }
        }
    }
}

/// Telegram's first update id is random in [2000001, 10^9].
fn first_update_id(chance: u64) -> i64 {
    2_000_001 + i64::try_from(chance % 997_999_999).unwrap_or(0)
}
