//! Long polling. The next call confirms all before it, so it is made only when what the last one brought is committed. Where that takes
//! long, the same call is made again meanwhile: it confirms nothing, and shows who is about to pay.

use super::{TillDoor, hand_in, tell_till};
use crate::desk::{Desk, DeskError};
use crate::telegram::{Api, Arrival, BotName, Failure, read_batch};
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::watch;

/// How long Telegram may hold a call that has nothing to bring.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest wait after a failure.
const LONGEST: Duration = Duration::from_secs(30);

/// A batch is committed sooner than this, but for one with many passwords in it, or a slow disk.
const GLANCE: Duration = Duration::from_secs(2);

/// Polls until `stop` says so. An error is the token's: another try would not help.
pub async fn poll(
    desk: &Desk,
    api: &Api,
    bot: &BotName,
    till: &TillDoor,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Failure> {
    let mut taking = Taking { desk, api, bot, till, told: BTreeSet::new() };
    let (mut offset, mut failures) = (0, 0u32);
    loop {
        let answer = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            answer = api.updates(offset, PATIENCE) => answer,
        };
        let failed = match answer {
            Ok(answer) => match read_batch(&answer, bot) {
                Some(batch) if batch.is_empty() => None,
                Some(batch) => match taking.take_in(offset, &batch).await {
                    Ok(()) => {
                        offset = batch.iter().map(|arrival| arrival.update).max().map_or(offset, |last| last + 1);
                        None
                    }
                    Err(error) => {
                        tracing::error!(%error, updates = batch.len(), "updates could not be committed and are asked for again");
                        Some(Duration::ZERO)
                    }
                },
                None => {
                    tracing::warn!("an answer to getUpdates that cannot be read");
                    Some(Duration::ZERO)
                }
            },
            Err(token @ Failure::Token(_)) => return Err(token),
            Err(Failure::TooMany { after }) => Some(after),
            Err(Failure::Conflict(why)) => {
                tracing::warn!(why, "another instance polls for this bot, or a webhook is set; waiting");
                Some(Duration::from_secs(3))
            }
            Err(failure) => {
                tracing::warn!(%failure, "no updates");
                Some(Duration::ZERO)
            }
        };
        let Some(least) = failed else {
            failures = 0;
            continue;
        };
        failures = failures.saturating_add(1);
        let wait = Duration::from_millis(250).saturating_mul(1 << failures.min(10)).min(LONGEST).max(least);
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Batches being taken in.
struct Taking<'a> {
    desk: &'a Desk,
    api: &'a Api,
    bot: &'a BotName,
    till: &'a TillDoor,
    /// The updates whose payers the till knows: they are seen again until they are confirmed.
    told: BTreeSet<i64>,
}

impl Taking<'_> {
    async fn take_in(&mut self, offset: i64, batch: &[Arrival]) -> Result<(), DeskError> {
        self.told.retain(|update| *update >= offset);
        self.tell(batch);
        let desk = self.desk;
        let mut handing = pin!(hand_in(desk, batch));
        loop {
            let (api, bot) = (self.api, self.bot);
            let glance = async {
                tokio::time::sleep(GLANCE).await;
                api.updates(offset, Duration::ZERO).await.ok().and_then(|answer| read_batch(&answer, bot))
            };
            tokio::select! {
                biased;
                handed = &mut handing => return handed,
                seen = glance => self.tell(&seen.unwrap_or_default()),
            }
        }
    }

    fn tell(&mut self, batch: &[Arrival]) {
        for arrival in batch.iter().filter(|arrival| arrival.checkout.is_some()) {
            if self.told.insert(arrival.update) {
                tell_till(self.till, arrival);
            }
        }
    }
}
