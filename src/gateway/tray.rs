//! Where the demo's short messages and e-mails lie in place of going out, for whoever plays the desk to read. In memory; nothing leaves
//! the machine.

use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// More than anybody reads; what comes after lies nowhere.
const MOST: usize = 20_000;

/// How a slip would have gone out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Text,
    Mail,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub channel: Channel,
    pub to: String,
    pub words: String,
    /// A file that goes along.
    pub file: Option<String>,
    pub at: DateTime<Utc>,
}

/// All of them, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Tray {
    slips: Arc<Mutex<Vec<Slip>>>,
    news: Arc<Notify>,
}

impl Tray {
    pub(super) fn put(&self, slip: Slip) {
        let mut slips = self.slips.lock().unwrap_or_else(PoisonError::into_inner);
        if slips.len() < MOST {
            slips.push(slip);
        }
        drop(slips);
        self.news.notify_waiters();
    }

    /// What lies in it, but for the first so many.
    #[must_use]
    pub fn after(&self, read: usize) -> Vec<Slip> {
        let slips = self.slips.lock().unwrap_or_else(PoisonError::into_inner);
        slips.get(read..).unwrap_or_default().to_vec()
    }

    /// `after`, and waits until there is something.
    pub async fn next(&self, read: usize) -> Vec<Slip> {
        loop {
            // Asked to be woken before it is looked, so that nothing that comes in between is missed.
            let woken = self.news.notified();
            let slips = self.after(read);
            if !slips.is_empty() {
                return slips;
            }
            woken.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(words: &str) -> Slip {
        let (to, words) = ("13800138000".to_owned(), words.to_owned());
        Slip { channel: Channel::Text, to, words, file: None, at: DateTime::UNIX_EPOCH }
    }

    #[tokio::test]
    async fn who_reads_waits_for_the_next_slip_and_misses_none() {
        let tray = Tray::default();
        tray.put(slip("first"));
        assert_eq!(tray.next(0).await, [slip("first")]);
        let (reads, writes) = (tray.clone(), tray.clone());
        let (read, ()) = tokio::join!(async move { reads.next(1).await }, async move { writes.put(slip("second")) });
        assert_eq!(read, [slip("second")]);
        assert_eq!(tray.after(0).len(), 2);
        assert_eq!(tray.after(7), []);
    }
}
