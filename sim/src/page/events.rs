//! Server-sent events: every change people could see, numbered, resumable. Keeps the last few thousand; who has missed
//! more is told so and reads the state anew.

use super::Page;
use crate::feed::Change;
use crate::shared::Shared;
use crate::world::ChatKey;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

/// How many changes can be asked for again.
const KEPT: usize = 8_192;
/// Most changes in one piece of the stream.
const BURST: usize = 256;

/// The last changes of a world.
#[derive(Debug)]
pub(super) struct Journal {
    changes: Mutex<VecDeque<Change>>,
    youngest: watch::Sender<u64>,
}

/// What a client that was away has missed.
enum Missed {
    /// These.
    Changes(Vec<Change>),
    /// More than is kept.
    TooMuch,
}

impl Journal {
    /// A journal that follows a world from now on, until the world ends.
    pub(super) fn following(shared: &Shared) -> Arc<Self> {
        let mut feed = shared.changes();
        let journal = Arc::new(Self { changes: Mutex::default(), youngest: watch::channel(0).0 });
        let writer = Arc::downgrade(&journal);
        tokio::spawn(async move {
            loop {
                let heard = feed.recv().await;
                let Some(journal) = writer.upgrade() else { return };
                match heard {
                    Ok(change) => journal.write(change),
                    // What was missed cannot be told again: forget the rest too, so that everybody reads anew.
                    Err(RecvError::Lagged(_)) => journal.changes().clear(),
                    Err(RecvError::Closed) => return,
                }
            }
        });
        journal
    }

    /// The number of the youngest change.
    pub(super) fn last(&self) -> u64 {
        *self.youngest.borrow()
    }

    fn write(&self, change: Change) {
        let seq = change.seq;
        let mut changes = self.changes();
        if changes.len() == KEPT {
            changes.pop_front();
        }
        changes.push_back(change);
        drop(changes);
        self.youngest.send_replace(seq);
    }

    fn after(&self, seq: u64) -> Missed {
        let changes = self.changes();
        let last = self.last();
        let first = changes.front().map_or(last + 1, |change| change.seq);
        if seq > last || seq + 1 < first {
            return Missed::TooMuch;
        }
        let from = changes.partition_point(|change| change.seq <= seq);
        Missed::Changes(changes.range(from..).take(BURST).cloned().collect())
    }

    fn changes(&self) -> MutexGuard<'_, VecDeque<Change>> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A change as the page hears it: the chat as its person names it.
#[derive(Serialize)]
struct Heard<'a> {
    seq: u64,
    /// A bot's id for a private chat, else the chat's own negative id.
    chat: String,
    /// The person whose private chat it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<i64>,
    #[serde(flatten)]
    what: &'a crate::world::What,
}

impl<'a> Heard<'a> {
    fn of(change: &'a Change) -> Self {
        let (chat, owner) = match change.chat {
            ChatKey::Private { bot, person } => (bot, Some(person)),
            ChatKey::Shared(id) => (id, None),
        };
        Self { seq: change.seq, chat: chat.to_string(), owner, what: &change.what }
    }
}

/// Where to go on.
#[derive(Deserialize)]
pub(super) struct Since {
    since: Option<u64>,
}

/// `GET /_sim/events?since=SEQ`: the stream. `Last-Event-ID` counts more than `since`.
pub(super) async fn stream(
    State(page): State<Arc<Page>>,
    Query(query): Query<Since>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let since = resumed.or(query.since).unwrap_or_else(|| page.journal.last());
    let journal = Arc::downgrade(&page.journal);
    let bell = page.journal.youngest.subscribe();
    let pieces = futures_util::stream::unfold((journal, bell, since), |(journal, mut bell, since)| async move {
        loop {
            bell.borrow_and_update();
            let alive = journal.upgrade()?;
            let (events, seq) = match alive.after(since) {
                Missed::TooMuch => (vec![lost(alive.last())], alive.last()),
                Missed::Changes(changes) => {
                    let seq = changes.last().map_or(since, |change| change.seq);
                    (changes.iter().filter_map(event).collect(), seq)
                }
            };
            drop(alive);
            if !events.is_empty() {
                return Some((
                    futures_util::stream::iter(events.into_iter().map(Ok::<_, Infallible>)),
                    (journal, bell, seq),
                ));
            }
            bell.changed().await.ok()?;
        }
    });
    Sse::new(futures_util::StreamExt::flatten(pieces)).keep_alive(KeepAlive::default())
}

fn event(change: &Change) -> Option<Event> {
    Event::default().id(change.seq.to_string()).json_data(Heard::of(change)).ok()
}

fn lost(seq: u64) -> Event {
    Event::default().event("lost").id(seq.to_string()).data(format!("{{\"seq\":{seq}}}"))
}
