//! The till. Telegram asks whether somebody may pay, and hangs up after ten seconds: so it is answered at once, beside the lanes, their
//! pace and the desk's transactions. Nothing of it is owed: what is not answered in time was not paid, and is simply tried again.

use crate::conversation::Happening;
use crate::desk::Desk;
use crate::domain::ids::UserId;
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::payment::{Checkout, Hindrance};
use crate::domain::say::Say;
use crate::telegram::{Api, Failure, answer_checkout};
use crate::texts::Texts;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::Instrument as _;

/// After which there is no use in an answer, a little less than Telegram's ten seconds.
const PATIENCE: Duration = Duration::from_secs(9);

/// How long the database may take. Who is not found out about by then is refused: nobody pays unchecked.
const LOOKING: Duration = Duration::from_secs(5);

/// The most time for one call, so that there is some for another.
const CALLING: Duration = Duration::from_secs(3);

/// How long somebody who was let through is given before somebody else may pay the same invoice.
const PAYING: Duration = Duration::from_mins(1);

/// Answers who is about to pay.
pub struct Till {
    desk: Arc<Desk>,
    api: Api,
    texts: Arc<Texts>,
    /// Who was let through to pay which invoice, and when.
    paying: Mutex<HashMap<String, (UserId, Instant)>>,
}

impl Till {
    #[must_use]
    pub fn of(desk: Arc<Desk>, api: Api, texts: Arc<Texts>) -> Arc<Self> {
        Arc::new(Self { desk, api, texts, paying: Mutex::default() })
    }

    /// Answers whatever is asked, each beside the others, until `stop` says so; what was asked before is answered still.
    pub async fn run(self: Arc<Self>, mut asked: mpsc::Receiver<Checkout>, mut stop: watch::Receiver<bool>) {
        let mut answers = JoinSet::new();
        loop {
            while answers.try_join_next().is_some() {}
            tokio::select! {
                checkout = asked.recv() => match checkout {
                    Some(checkout) => {
                        let order = Order::number_of_trade(&checkout.trade);
                        let span = tracing::info_span!("checkout", order = order.as_ref().map(OrderNumber::as_str));
                        answers.spawn(Arc::clone(&self).answer(checkout, Instant::now()).instrument(span))
                    }
                    None => break,
                },
                _ = stop.wait_for(|stop| *stop) => break,
            };
        }
        while answers.join_next().await.is_some() {}
    }

    async fn answer(self: Arc<Self>, checkout: Checkout, asked: Instant) {
        let refusal = self.judge(&checkout, asked).await;
        let words = refusal.as_ref().map(|(_, words)| words.as_str());
        let answered = self.tell(&checkout, words, asked + PATIENCE).await;
        let why = if answered { refusal.map(|(why, _)| why) } else { Some(Hindrance::Unanswered) };
        self.desk.tally().checked_out(why);
        if let (Some(why), Some(order)) = (why, Order::number_of_trade(&checkout.trade)) {
            let happening = Happening::NotLetPay { order, trade: checkout.trade, why };
            if let Err(error) = self.desk.hear(happening).await {
                tracing::warn!(%error, "that somebody was not let pay could not be written down");
            }
        }
    }

    /// Answers Telegram, until it has understood; false where there is no use in that any more.
    async fn tell(&self, checkout: &Checkout, refusal: Option<&str>, until: Instant) -> bool {
        let mut perhaps_heard = false;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                tracing::warn!("who wanted to pay was not answered in time; nothing was taken");
                return false;
            }
            let wait = match answer_checkout(&self.api, &checkout.query, refusal, left.min(CALLING)).await {
                Ok(()) => {
                    tracing::info!(let_through = refusal.is_none(), "who wants to pay is answered");
                    return true;
                }
                // Answered before, or too late.
                Err(Failure::Moot(why)) => {
                    tracing::info!(why, "who wanted to pay needs no answer any more");
                    return perhaps_heard;
                }
                Err(Failure::TooMany { after }) => after,
                Err(Failure::NoAnswer(_)) => {
                    perhaps_heard = true;
                    Duration::from_millis(100)
                }
                Err(failure) => {
                    tracing::error!(%failure, "who wants to pay cannot be answered");
                    return false;
                }
            };
            tokio::time::sleep(wait.min(left)).await;
        }
    }

    /// Why they may not pay, and the words that say so in the payer's language; none where they may.
    async fn judge(&self, checkout: &Checkout, asked: Instant) -> Option<(Hindrance, String)> {
        let first = self.step_up(checkout, asked);
        let judged = tokio::time::timeout_at(asked + LOOKING, self.desk.check_out(checkout, !first)).await;
        let unchecked = || (checkout.lang, Err((Hindrance::Unchecked, Say::id("checkout-trouble"))));
        let (lang, verdict) = match judged {
            Ok(Ok(judged)) => judged,
            Ok(Err(error)) => {
                tracing::error!(%error, "a payment could not be checked and is refused");
                unchecked()
            }
            Err(_) => {
                tracing::error!("a payment could not be checked in time and is refused");
                unchecked()
            }
        };
        let (why, words) = verdict.err()?;
        if first {
            self.paying().remove(&checkout.trade);
        }
        Some((why, self.texts.plain(lang, &words)))
    }

    /// Takes the payer's place before this invoice; false where somebody else has it.
    fn step_up(&self, checkout: &Checkout, now: Instant) -> bool {
        let mut paying = self.paying();
        paying.retain(|_, (_, since)| now.saturating_duration_since(*since) < PAYING);
        let (payer, since) = paying.entry(checkout.trade.clone()).or_insert((checkout.payer, now));
        if *payer == checkout.payer {
            *since = now;
            return true;
        }
        false
    }

    fn paying(&self) -> MutexGuard<'_, HashMap<String, (UserId, Instant)>> {
        self.paying.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
