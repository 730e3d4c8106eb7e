//! Invoices of Telegram Payments: who may pay one and when, what a payment that is told of means, and how one ends that nobody paid.
//! Telegram asks before it takes money and tells when it has; between the two the order may change, and what comes then is stated.

use super::{Order, Refusal, StageKind, What};
use crate::domain::order_number::OrderNumber;
use crate::domain::payment::{Attempt, Charge, Checkout, Hindrance, Oddity, Standing};
use chrono::{DateTime, Utc};

impl Order {
    /// The order that an attempt belongs to: its number stands at the beginning.
    #[must_use]
    pub fn number_of_trade(trade: &str) -> Option<OrderNumber> {
        trade.split('_').next().and_then(|number| OrderNumber::parse(number).ok())
    }

    /// Whether an invoice may be paid at this moment. `entitled`: it is one of the unit's own chats that pays. Who is not hears nothing
    /// of the order.
    pub fn may_be_paid(&self, checkout: &Checkout, entitled: bool, now: DateTime<Utc>) -> Result<(), Hindrance> {
        if !entitled {
            return Err(Hindrance::Stranger);
        }
        let attempt = self.attempt(&checkout.trade).filter(|a| a.way.is_invoice()).ok_or(Hindrance::NotThere)?;
        if self.stage.kind() != StageKind::AwaitingPayment {
            return Err(if self.payment.is_some() { Hindrance::Paid } else { Hindrance::NotAwaited });
        }
        if !attempt.is_open() || attempt.closing || attempt.expires <= now {
            return Err(Hindrance::Expired);
        }
        if checkout.sum.fen() != Some(attempt.amount) || attempt.amount != self.total() {
            return Err(Hindrance::Changed);
        }
        Ok(())
    }

    /// Somebody was not let pay an invoice: said once for each reason, however often they try. What names no invoice of the order's is
    /// nobody's.
    pub(super) fn was_not_let_pay(&mut self, trade: String, why: Hindrance) -> Result<Vec<What>, Refusal> {
        self.invoice_attempt(&trade)?;
        let told = (trade, why);
        if self.not_let_pay.contains(&told) {
            return Err(Refusal::Already);
        }
        self.not_let_pay.push(told.clone());
        let (trade, why) = told;
        Ok(vec![What::NotLetPay { trade, why }])
    }

    /// An invoice was paid. Each charge counts once, however often it is told.
    pub(super) fn charged(&mut self, charge: &Charge, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let found = self.invoice_attempt(&charge.trade)?;
        if found.charges.contains(&charge.telegram) {
            return Err(Refusal::Already);
        }
        found.charges.push(charge.telegram.clone());
        let Some(amount) = charge.sum.fen() else {
            // Whatever it is worth, nobody else is to pay this invoice.
            if found.is_open() {
                found.standing = Standing::Closed;
            }
            let amount = crate::domain::money::Fen(charge.sum.units);
            let (trade, due) = (charge.trade.clone(), self.total());
            return Ok(vec![What::PaidOddly { trade, amount, due, oddity: Oddity::Currency }]);
        };
        if !matches!(found.standing, Standing::Paid { .. } | Standing::Refunded) {
            found.standing = Standing::Paid { amount, transaction: charge.reference().to_owned() };
        }
        Ok(vec![self.received(&charge.trade, amount, charge.reference(), now)])
    }

    /// An invoice that nobody paid is over: from now on whoever would pay it is refused.
    pub(super) fn lapse(&mut self, trade: &str) -> Result<Vec<What>, Refusal> {
        let found = self.invoice_attempt(trade)?;
        if !found.is_open() {
            return Err(Refusal::Already);
        }
        found.standing = Standing::Closed;
        self.version += 1;
        Ok(Vec::new())
    }

    fn invoice_attempt(&mut self, trade: &str) -> Result<&mut Attempt, Refusal> {
        self.attempts.iter_mut().find(|a| a.trade == trade && a.way.is_invoice()).ok_or(Refusal::NotThere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::domain::ids::UserId;
    use crate::domain::order::{By, Move, ServiceMove};
    use crate::domain::payment::{PayWay, Sum};
    use crate::domain::rules::{Lang, Rules};
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        let mut rules = Config::shipped().unwrap().rules;
        rules.services.code_lasts = 60;
        rules
    });

    const TRADES: [&str; 4] = ["26000010_1", "26000010_2", "26000010_3", "26000010_9"];

    fn order() -> Order {
        let stored = r#"{"number":"26000010","account":"01931c3a2b7c7000800000000000abcd","version":3,
            "stage":{"stage":"awaiting_payment","since":"2024-10-04T00:00:00Z"},"created_at":"2024-10-04T00:00:00Z",
            "updated_at":"2024-10-04T00:00:00Z","bill":{"certificates":1,"certificate_fee":0,"seals":1,"seal_fee":13000}}"#;
        serde_json::from_str(stored).unwrap()
    }

    fn sum(units: u64, currency: &str) -> Sum {
        Sum { units, currency: currency.to_owned() }
    }

    #[derive(Clone, Debug)]
    enum Turn {
        Wants(PayWay),
        Charged { trade: usize, sum: Sum, number: u8 },
        Lapses(usize),
        Waits(i64),
        Withdraws,
    }

    fn turn() -> impl Strategy<Value = Turn> {
        let sums = prop_oneof![
            4 => Just(sum(13_000, "CNY")),
            1 => Just(sum(1, "CNY")),
            1 => Just(sum(13_000, "USD")),
        ];
        prop_oneof![
            4 => prop_oneof![Just(PayWay::Telegram), Just(PayWay::Alipay)].prop_map(Turn::Wants),
            4 => (0..TRADES.len(), sums, 0u8..5).prop_map(|(trade, sum, number)| Turn::Charged { trade, sum, number }),
            1 => (0..TRADES.len()).prop_map(Turn::Lapses),
            2 => (1i64..70).prop_map(Turn::Waits),
            1 => Just(Turn::Withdraws),
        ]
    }

    fn charge(trade: &str, sum: Sum, number: u8) -> Charge {
        Charge { trade: trade.to_owned(), sum, telegram: format!("t{number}"), provider: format!("p{number}") }
    }

    fn let_through(order: &Order, trade: &str, now: DateTime<Utc>) -> bool {
        let (trade, lang, sum) = (trade.to_owned(), Lang::Zh, sum(13_000, "CNY"));
        let checkout = Checkout { query: "1".to_owned(), payer: UserId(5), lang, trade, sum };
        assert_eq!(order.may_be_paid(&checkout, false, now), Err(Hindrance::Stranger));
        order.may_be_paid(&checkout, true, now).is_ok()
    }

    proptest! {
        /// Whatever happens in whatever order: the order is paid once at most, each charge is told once, and whoever is let through at
        /// some instant pays the order by paying then.
        #[test]
        fn who_is_let_through_pays_and_nothing_is_swallowed(turns in proptest::collection::vec(turn(), 1..40)) {
            let mut now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
            let (mut order, mut paid, mut told) = (order(), 0, BTreeSet::new());
            for turn in turns {
                for trade in TRADES {
                    if let_through(&order, trade, now) {
                        let charged = ServiceMove::Charged(charge(trade, sum(13_000, "CNY"), 99));
                        let (next, events) = order.apply(By::Desk, Move::Service(charged), &RULES, now).unwrap();
                        prop_assert!(matches!(events[0].what, What::Paid { .. }), "{:?}", events[0].what);
                        prop_assert!(!let_through(&next, trade, now));
                    }
                }
                let (by, mv) = match &turn {
                    Turn::Wants(way) => (By::Applicant(UserId(5)), Move::Service(ServiceMove::MakeCode { way: *way })),
                    Turn::Charged { trade, sum, number } => {
                        (By::Desk, Move::Service(ServiceMove::Charged(charge(TRADES[*trade], sum.clone(), *number))))
                    }
                    Turn::Lapses(trade) => {
                        (By::Desk, Move::Service(ServiceMove::Lapse { trade: TRADES[*trade].to_owned() }))
                    }
                    Turn::Withdraws => (By::Applicant(UserId(5)), Move::Withdraw),
                    Turn::Waits(minutes) => {
                        now += TimeDelta::minutes(*minutes);
                        continue;
                    }
                };
                let before = order.clone();
                let whats = match order.apply(by, mv, &RULES, now) {
                    Ok((next, events)) => {
                        order = next;
                        events.into_iter().map(|event| event.what).collect::<Vec<_>>()
                    }
                    Err(_) => Vec::new(),
                };
                paid += whats.iter().filter(|what| matches!(what, What::Paid { .. })).count();
                if let Turn::Charged { trade, number, .. } = turn {
                    let known = before.attempt(TRADES[trade]).is_some_and(|a| a.way.is_invoice());
                    let first = known && told.insert((trade, number));
                    let said = whats.iter().any(|what| matches!(what, What::Paid { .. } | What::PaidOddly { .. }));
                    prop_assert_eq!(said, first);
                }
                // An invoice is never waited for longer than it is good for.
                let open = order.attempts.iter().find(|a| a.way.is_invoice() && a.is_open());
                if let (Some(open), Some((_, due))) = (open, order.attempt_due()) {
                    prop_assert!(due <= open.expires);
                }
            }
            prop_assert!(paid <= 1);
        }
    }
}
