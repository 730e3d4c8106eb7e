//! The only place where the local Telegram reads the time. Everything else is handed a moment.
//! No timers and no waiting live here.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment, in milliseconds since 1970.
pub type Millis = i64;

/// Wall time plus whatever a test has put on top of it.
#[derive(Debug, Default)]
pub struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// The present moment of this world.
    #[expect(clippy::disallowed_methods, reason = "this is the clock module")]
    pub fn now(&self) -> Millis {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(wall.as_millis()).unwrap_or(i64::MAX) + self.ahead.load(Ordering::Relaxed)
    }

    /// Moves this world's time forward, for deadlines that nobody wants to wait for.
    pub fn advance(&self, millis: Millis) {
        self.ahead.fetch_add(millis, Ordering::Relaxed);
    }
}
