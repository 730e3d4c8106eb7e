//! Long polling. The next call confirms all before it, so it is made only when what the last one brought is committed.

use super::hand_in;
use crate::desk::Desk;
use crate::telegram::{Api, BotName, Failure, read_batch};
use std::time::Duration;
use tokio::sync::watch;

/// How long Telegram may hold a call that has nothing to bring.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest wait after a failure.
const LONGEST: Duration = Duration::from_secs(30);

/// Polls until `stop` says so. An error is the token's: another try would not help.
pub async fn poll(desk: &Desk, api: &Api, bot: &BotName, mut stop: watch::Receiver<bool>) -> Result<(), Failure> {
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
                Some(batch) => match hand_in(desk, &batch).await {
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
