//! A running local Telegram: its sockets and tasks, and everything a test asks of it.

use crate::complaint::Complaint;
use crate::people::{Human, Trouble};
use crate::settings::Settings;
use crate::shared::Shared;
use crate::spec::WorldSpec;
use crate::world::{Callback, UserId};
use bytes::Bytes;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A local Telegram that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Sim {
    shared: Arc<Shared>,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Sim {
    /// Starts a world. Its tasks end with it.
    pub async fn start(spec: &WorldSpec, settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::build(spec, settings));
        let serving = tokio::spawn(crate::serve::serve(listener, Arc::clone(&shared)));
        Ok(Self { shared, address, serving })
    }

    /// The base address for bots, without a trailing slash.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The page's address.
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The world behind the sockets.
    pub fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// A person of this world.
    pub fn person(&self, id: UserId) -> Result<Human, Trouble> {
        Human::of(&self.shared, id)
    }

    /// The switches that break things on purpose.
    pub fn faults(&self) -> &crate::faults::Faults {
        &self.shared.faults
    }

    /// The bytes of a file, by its number in a seen message.
    pub fn download(&self, number: usize) -> Option<Bytes> {
        self.shared.look(|state| state.world.files.numbered(number).map(|file| file.bytes.clone()))
    }

    /// How many messages bots have put into chats.
    pub fn sent_total(&self) -> u64 {
        self.shared.sent.load(Ordering::Relaxed)
    }

    /// What bots did that they should not have; unanswered presses are asked for apart.
    pub fn complaints(&self) -> Vec<Complaint> {
        self.shared.look(|state| state.complaints.clone())
    }

    /// Presses that no bot has answered so far.
    pub fn unanswered_callbacks(&self) -> Vec<Callback> {
        self.shared.look(|state| state.world.unanswered().cloned().collect())
    }

    /// Whether every update is confirmed and no call but a poll is under way.
    pub fn is_quiet(&self) -> bool {
        self.shared.calls.load(Ordering::SeqCst) == 0
            && self.shared.look(|state| state.lines.values().all(|line| line.pending() == 0))
    }

    /// Waits until it is quiet; false if it never was in time. A bot may still have something to say of its own accord.
    pub async fn quiet(&self, patience: Duration) -> bool {
        let mut pulses = self.shared.pulses();
        let waiting = async {
            loop {
                pulses.borrow_and_update();
                if self.is_quiet() || pulses.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::time::timeout(patience, waiting).await.is_ok()
    }

    /// Moves this world's time forward.
    pub fn advance(&self, by: Duration) {
        self.shared.advance(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
    }

    /// Stops it and waits until its sockets are closed.
    pub async fn stop(mut self) {
        self.serving.abort();
        // An aborted task answers with an error, which is what was asked for.
        let _ended = (&mut self.serving).await;
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
