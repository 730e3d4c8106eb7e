//! Waiting on what can be seen, with a deadline. Never on time alone.

use super::seat::Seat;
use super::seen::{self, SeenMessage};
use super::trouble::Trouble;
use crate::world::{MessageId, World};
use std::time::Duration;

/// How long a person waits for a bot unless told otherwise.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

impl Seat {
    /// Waits until some message of the whole chat satisfies a predicate; gives back the youngest that does.
    /// Where a chat is long, `wait_after` costs less.
    pub async fn wait(
        &self,
        wanted: impl FnMut(&SeenMessage) -> bool,
        patience: Duration,
    ) -> Result<SeenMessage, Trouble> {
        self.wait_after(0, wanted, patience).await
    }

    /// Waits until a message younger than `after` satisfies a predicate; gives back the oldest that does, or with
    /// `after` 0 the youngest. Edits count: a message may come to satisfy it later.
    pub async fn wait_after(
        &self,
        after: MessageId,
        mut wanted: impl FnMut(&SeenMessage) -> bool,
        patience: Duration,
    ) -> Result<SeenMessage, Trouble> {
        self.until(patience, |world| {
            let mut found = seen::history(world, self.key, after);
            if after == 0 {
                found.reverse();
            }
            found.into_iter().find(|message| !message.deleted && wanted(message))
        })
        .await
    }

    /// The next message from a bot after a given one.
    pub async fn next_from_bot(&self, after: MessageId) -> Result<SeenMessage, Trouble> {
        let from_bot = |m: &SeenMessage| m.from.is_bot && m.kind != seen::SeenKind::Service;
        let past = if after == 0 { self.first_id() - 1 } else { after };
        self.until(PATIENCE, |world| {
            let mut found = seen::history(world, self.key, past).into_iter();
            found.find(|message| !message.deleted && from_bot(message))
        })
        .await
    }

    /// Says something and waits for the bot's next message.
    pub async fn ask(&self, text: &str) -> Result<SeenMessage, Trouble> {
        let said = self.say(text)?;
        self.next_from_bot(said).await
    }

    /// Waits until a look at the world yields something.
    pub async fn until<R>(&self, patience: Duration, mut look: impl FnMut(&World) -> Option<R>) -> Result<R, Trouble> {
        let mut changes = self.shared.watch(self.key);
        let waiting = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = self.shared.look(|state| look(&state.world)) {
                    return Ok(found);
                }
                if changes.changed().await.is_err() {
                    return Err(Trouble::Ended);
                }
            }
        };
        match tokio::time::timeout(patience, waiting).await {
            Ok(result) => result,
            Err(_) => Err(Trouble::Timeout { waited: patience, last: self.last_words() }),
        }
    }

    fn first_id(&self) -> MessageId {
        self.shared.look(|s| s.world.chats.get(&self.key).and_then(|c| c.log.after(0).next()).map_or(1, |m| m.id))
    }

    fn last_words(&self) -> String {
        let last = self.shared.look(|s| {
            let chat = s.world.chats.get(&self.key)?;
            chat.log.last().map(|message| seen::see(&s.world, chat, message))
        });
        last.map_or_else(
            || "an empty chat".to_owned(),
            |m| format!("{} from {}: {:?} {:?}", m.id, m.from.name, m.kind, m.text),
        )
    }
}
