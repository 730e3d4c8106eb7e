//! Lanes: the effects of one are carried out one after the other, whose turn it is says `turns`; lanes never wait for each other. A lane is a task while it has
//! something to do.

use super::Outbox;
use super::turns::Turns;
use crate::store::Due;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::JoinSet;

/// All lanes that have something to do.
pub(super) struct Lanes {
    outbox: Arc<Outbox>,
    waiting: Arc<Waiting>,
    tasks: Mutex<JoinSet<()>>,
}

/// What waits in each lane behind the effect that is being carried out.
#[derive(Default)]
struct Waiting(Mutex<HashMap<String, Turns>>);

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Turns>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next of a lane; a lane with none left is closed.
    fn next(&self, lane: &str) -> Option<Due> {
        let mut lanes = self.lock();
        let next = lanes.get_mut(lane).and_then(Turns::next);
        if next.is_none() {
            lanes.remove(lane);
        }
        next
    }
}

impl Lanes {
    pub(super) fn of(outbox: Arc<Outbox>) -> Self {
        Self { outbox, waiting: Arc::default(), tasks: Mutex::default() }
    }

    /// Puts effects in their lanes.
    pub(super) fn take(&self, due: Vec<Due>) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        for due in due {
            let lane = due.effect.lane();
            let mut lanes = self.waiting.lock();
            if let Some(queue) = lanes.get_mut(&lane) {
                if let Some(replaced) = queue.put(due) {
                    self.outbox.desk.done(replaced.id);
                }
                continue;
            }
            lanes.insert(lane.clone(), Turns::default());
            drop(lanes);
            let (outbox, waiting) = (Arc::clone(&self.outbox), Arc::clone(&self.waiting));
            // Boxed: the task of an effect is large, and unboxed the runtime copies it at each of its stages.
            tasks.spawn(Box::pin(async move {
                let mut next = Some(due);
                while let Some(due) = next {
                    outbox.carry_out(due).await;
                    next = waiting.next(&lane);
                }
            }));
        }
    }

    /// Drops what is still waiting; it stays owed in the database.
    pub(super) fn stop(&self) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}
