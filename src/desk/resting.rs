//! What rests: effects that a service outside keeps waiting. They stay in the outbox's hands, out of everybody's way, and are handed over
//! again when they are due by the desk's clock.

use super::{Desk, locked};
use crate::store::Due;

impl Desk {
    /// Lays an effect aside until it is due again.
    pub fn rest(&self, due: Due) {
        locked(&self.resting).push(due);
        self.rested.notify_one();
        self.quiet.notify_waiters();
    }

    /// Hands over again what was laid aside, each when it is due. It never ends.
    pub async fn wake(&self) {
        loop {
            let next = locked(&self.resting).iter().map(|due| due.due_at).min();
            let is_due = async {
                match next {
                    Some(at) => self.clock.until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = is_due => {}
                () = self.rested.notified() => {}
            }
            let now = self.clock.now();
            let mut due: Vec<Due> = locked(&self.resting).extract_if(.., |due| due.due_at <= now).collect();
            due.sort_by(|a, b| a.id.cmp(&b.id));
            if !due.is_empty() {
                let _gone = self.hands.send(due);
            }
        }
    }

    /// How many effects rest and are not due yet.
    pub(super) fn resting(&self) -> usize {
        let now = self.clock.now();
        locked(&self.resting).iter().filter(|due| due.due_at > now).count()
    }

    /// How many effects in the outbox's hands do not rest: as many more can be taken as if the others were not there.
    pub(super) fn at_work(&self) -> usize {
        self.in_hand().saturating_sub(locked(&self.resting).len())
    }
}
