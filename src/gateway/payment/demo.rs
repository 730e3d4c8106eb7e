//! The demo's payment: a code that is paid by itself some seconds after it was made. In memory; nothing leaves the machine.

use super::Bill;
use crate::clock::Clock;
use crate::domain::money::Fen;
use crate::domain::payment::{Refund, Standing};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// After which a code counts as paid.
const SCANNED: TimeDelta = TimeDelta::seconds(10);

#[derive(Clone, Debug)]
struct Trade {
    amount: Fen,
    opened: DateTime<Utc>,
    ended: Option<Standing>,
}

/// Keeps the trades of one run.
#[derive(Clone, Debug)]
pub struct Demo {
    clock: Clock,
    trades: Arc<Mutex<HashMap<String, Trade>>>,
}

impl Demo {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, trades: Arc::default() }
    }

    fn trades(&self) -> MutexGuard<'_, HashMap<String, Trade>> {
        self.trades.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, bill: Bill<'_>) -> String {
        let trade = Trade { amount: bill.amount, opened: self.clock.now(), ended: None };
        self.trades().entry(bill.trade.to_owned()).or_insert(trade);
        format!("https://pay.example/{}", bill.trade)
    }

    pub(super) fn look(&self, trade: &str) -> Standing {
        let now = self.clock.now();
        match self.trades().get(trade) {
            None => Standing::NotThere,
            Some(Trade { ended: Some(standing), .. }) => standing.clone(),
            Some(found) if now - found.opened >= SCANNED => {
                Standing::Paid { amount: found.amount, transaction: format!("demo-{trade}") }
            }
            Some(_) => Standing::Open,
        }
    }

    pub(super) fn close(&self, trade: &str) {
        if self.look(trade) == Standing::Open {
            self.end(trade, Standing::Closed);
        }
    }

    pub(super) fn refund(&self, trade: &str) {
        self.end(trade, Standing::Refunded);
    }

    pub(super) fn refunded(&self, trade: &str) -> Refund {
        if self.look(trade) == Standing::Refunded { Refund::Done } else { Refund::Failed }
    }

    fn end(&self, trade: &str, standing: Standing) {
        if let Some(found) = self.trades().get_mut(trade) {
            found.ended = Some(standing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_paid_after_ten_seconds_unless_it_was_closed() {
        let clock = Clock::set_to(DateTime::UNIX_EPOCH);
        let demo = Demo::new(clock.clone());
        for trade in ["1_1", "1_2"] {
            demo.begin(Bill { trade, amount: Fen(13_000), subject: "", expires: clock.now() });
        }
        demo.close("1_2");
        clock.advance(TimeDelta::seconds(11));
        let paid = Standing::Paid { amount: Fen(13_000), transaction: "demo-1_1".to_owned() };
        assert_eq!(
            (demo.look("1_1"), demo.look("1_2"), demo.look("1_3")),
            (paid, Standing::Closed, Standing::NotThere)
        );
        demo.refund("1_1");
        assert_eq!((demo.look("1_1"), demo.refunded("1_1")), (Standing::Refunded, Refund::Done));
        assert_eq!(demo.refunded("1_2"), Refund::Failed);
    }
}
