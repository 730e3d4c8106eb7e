//! The webhook's way in: updates that come at the same time are gathered into one batch, and each is answered when that is committed.

use super::{TillDoor, hand_in, tell_till};
use crate::desk::Desk;
use crate::telegram::{Arrival, BotName, read_one};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use tokio::sync::{mpsc, oneshot};

/// The most updates in one batch, and the most that wait for one.
const MOST: usize = 100;

/// An update at the door, and who waits to hear that it is committed.
type Knock = (Arrival, oneshot::Sender<bool>);

/// The door that the web's route knocks at.
#[derive(Clone)]
pub struct Door {
    secret: Arc<str>,
    bot: BotName,
    knocks: mpsc::Sender<Knock>,
    till: TillDoor,
}

/// Why an update is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The secret is missing or wrong: it is not Telegram that calls.
    Secret,
    /// Not an update.
    Unreadable,
    /// Not committed: it is to come again.
    NotNow,
}

impl Door {
    /// A door, and where its knocks arrive.
    #[must_use]
    pub fn open(secret: &str, bot: BotName, till: TillDoor) -> (Self, mpsc::Receiver<Knock>) {
        let (knocks, arriving) = mpsc::channel(MOST);
        (Self { secret: secret.into(), bot, knocks, till }, arriving)
    }

    /// Takes an update in. `Ok` says that it is committed.
    pub async fn knock(&self, secret: Option<&[u8]>, body: &[u8]) -> Result<(), Refusal> {
        if !bool::from(self.secret.as_bytes().ct_eq(secret.unwrap_or_default())) {
            return Err(Refusal::Secret);
        }
        let arrival = read_one(body, &self.bot).ok_or(Refusal::Unreadable)?;
        tell_till(&self.till, &arrival);
        let (answer, answered) = oneshot::channel();
        self.knocks.send((arrival, answer)).await.map_err(|_| Refusal::NotNow)?;
        if answered.await == Ok(true) { Ok(()) } else { Err(Refusal::NotNow) }
    }
}

/// Takes in what knocks, until every door is gone.
pub async fn receive(desk: &Desk, mut arriving: mpsc::Receiver<Knock>) {
    let mut knocks = Vec::with_capacity(MOST);
    while arriving.recv_many(&mut knocks, MOST).await > 0 {
        let (arrivals, answers): (Vec<_>, Vec<_>) = knocks.drain(..).unzip();
        let committed = match hand_in(desk, &arrivals).await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, updates = arrivals.len(), "updates could not be committed and must come again");
                false
            }
        };
        for answer in answers {
            // Who hung up does not hear it, and sends again.
            let _heard = answer.send(committed);
        }
    }
}
