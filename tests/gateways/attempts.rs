//! Attempts to pay by a code, without a provider: whatever is told of them, in whatever order, the order is paid once at most.

use certdesk::config::Config;
use certdesk::domain::ids::UserId;
use certdesk::domain::money::Fen;
use certdesk::domain::order::{By, Move, Order, Refusal, ServiceMove, StageKind, What};
use certdesk::domain::payment::{Oddity, PayWay, Refund, Standing};
use certdesk::domain::rules::Rules;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use std::sync::LazyLock;

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Config::shipped().unwrap().rules;
    rules.services.code_lasts = 60;
    rules
});

fn order() -> Order {
    let stored = r#"{"number":"26000010","account":"01931c3a2b7c7000800000000000abcd","version":3,
        "stage":{"stage":"awaiting_payment","since":"2024-10-04T00:00:00Z"},"created_at":"2024-10-04T00:00:00Z",
        "updated_at":"2024-10-04T00:00:00Z","bill":{"certificates":1,"certificate_fee":0,"seals":1,"seal_fee":13000}}"#;
    serde_json::from_str(stored).unwrap()
}

fn service(order: &Order, mv: ServiceMove, at: DateTime<Utc>) -> Result<(Order, Vec<What>), Refusal> {
    let (next, events) = order.apply(By::Desk, Move::Service(mv), &RULES, at)?;
    Ok((next, events.into_iter().map(|event| event.what).collect()))
}

fn code(order: &Order, way: PayWay) -> Order {
    service(order, ServiceMove::MakeCode { way }, now()).unwrap().0
}

fn paid(trade: &str, amount: u64) -> ServiceMove {
    let standing = Standing::Paid { amount: Fen(amount), transaction: format!("T-{trade}") };
    ServiceMove::PaymentSeen { trade: trade.to_owned(), standing }
}

#[test]
fn a_second_payment_is_stated_and_the_first_counts() {
    let two = code(&code(&order(), PayWay::Wechat), PayWay::Alipay);
    let again = service(&two, ServiceMove::MakeCode { way: PayWay::Alipay }, now());
    assert_eq!(again.unwrap_err(), Refusal::Already, "a code that is still good is the one that is sent");
    let (once, whats) = service(&two, paid("26000010_1", 13_000), now()).unwrap();
    assert!(matches!(whats[..], [What::Paid { amount: Fen(13_000), due: Fen(13_000) }]));
    let (_, whats) = service(&once, paid("26000010_1", 13_000), now()).unwrap();
    assert!(whats.is_empty(), "told again");
    let (twice, whats) = service(&once, paid("26000010_2", 13_000), now()).unwrap();
    assert!(matches!(&whats[..], [What::PaidOddly { oddity: Oddity::Double, .. }]), "{whats:?}");
    assert_eq!(twice.payment, once.payment);
    let closed = ServiceMove::PaymentSeen { trade: "26000010_1".to_owned(), standing: Standing::Closed };
    let (after, _) = service(&twice, closed, now()).unwrap();
    assert!(matches!(after.attempts[0].standing, Standing::Paid { .. }), "a late word takes no payment away");
}

#[test]
fn a_provider_that_never_says_is_told_to_finance_once() {
    let open = code(&order(), PayWay::Wechat);
    let ask = || ServiceMove::AskPayment { trade: "26000010_1".to_owned(), close: true };
    let (asked, whats) = service(&open, ask(), now() + TimeDelta::hours(2)).unwrap();
    assert!(whats.is_empty());
    let (unclear, whats) = service(&asked, ask(), now() + TimeDelta::days(3)).unwrap();
    assert!(matches!(&whats[..], [What::PaymentUnclear { .. }]));
    assert_eq!(unclear.attempt_due(), None);
}

proptest! {
    /// Whatever is told in whatever order, the order is paid once at most, and every payment that was seen is told.
    #[test]
    fn no_payment_counts_twice(told in proptest::collection::vec((1usize..4, 0u8..4), 1..30)) {
        let mut order = code(&code(&order(), PayWay::Wechat), PayWay::Alipay);
        let (mut counted, mut seen) = (0, std::collections::BTreeSet::new());
        for (nth, what) in told {
            let trade = format!("26000010_{nth}");
            let standing = match what {
                0 => Standing::Paid { amount: Fen(13_000), transaction: "T".to_owned() },
                1 => Standing::Paid { amount: Fen(1), transaction: "T".to_owned() },
                2 => Standing::Closed,
                _ => Standing::NotThere,
            };
            let is_payment = matches!(standing, Standing::Paid { .. });
            match service(&order, ServiceMove::PaymentSeen { trade: trade.clone(), standing }, now()) {
                Ok((next, whats)) => {
                    counted += whats.iter().filter(|w| matches!(w, What::Paid { .. })).count();
                    let told = whats.iter().any(|w| matches!(w, What::Paid { .. } | What::PaidOddly { .. }));
                let first = is_payment && seen.insert(trade.clone());
                    prop_assert_eq!(told, first);
                    order = next;
                }
                Err(refusal) => prop_assert_eq!((refusal, nth), (Refusal::NotThere, 3)),
            }
        }
        prop_assert!(counted <= 1);
    }
}

/// What may happen to an order whose money may go back.
#[derive(Clone, Debug)]
enum Turn {
    Pays(usize, u64),
    Confirms,
    GivesBack(usize),
    Told(usize, Refund),
    NotDone(usize, bool),
    Waits(i64),
    Withdraws,
}

fn turn() -> impl Strategy<Value = Turn> {
    let refund = prop_oneof![Just(Refund::Underway), Just(Refund::Done), Just(Refund::Failed)];
    prop_oneof![
        4 => (0usize..3, prop_oneof![Just(13_000u64), Just(1)]).prop_map(|(nth, amount)| Turn::Pays(nth, amount)),
        1 => Just(Turn::Confirms),
        6 => (0usize..3).prop_map(Turn::GivesBack),
        4 => (0usize..3, refund).prop_map(|(nth, refund)| Turn::Told(nth, refund)),
        2 => (0usize..3, any::<bool>()).prop_map(|(nth, refused)| Turn::NotDone(nth, refused)),
        1 => (1i64..15).prop_map(Turn::Waits),
        1 => Just(Turn::Withdraws),
    ]
}

fn of_turn(turn: &Turn) -> (By, Move) {
    let trade = |nth: &usize| format!("26000010_{}", nth + 1);
    let finance = By::Staff(UserId(5));
    match turn {
        Turn::Pays(nth, amount) => (By::Desk, Move::Service(paid(&trade(nth), *amount))),
        Turn::Confirms => (finance, Move::ConfirmPayment { amount: Fen(13_000), reference: None }),
        Turn::GivesBack(nth) => (finance, Move::GiveBack { trade: trade(nth) }),
        Turn::Told(nth, refund) => {
            (By::Desk, Move::Service(ServiceMove::RefundSeen { trade: trade(nth), refund: *refund }))
        }
        Turn::NotDone(nth, refused) => {
            (By::Desk, Move::Service(ServiceMove::NotRefunded { trade: trade(nth), refused: *refused }))
        }
        Turn::Waits(_) | Turn::Withdraws => (By::Applicant(UserId(6)), Move::Withdraw),
    }
}

/// Plays the turns: a refund is asked for once at a time and never after it was made, and never of what the order stands on; and what has
/// gone back pays no order.
fn holds(turns: Vec<Turn>) -> Result<(), TestCaseError> {
    let mut order = code(&code(&code(&order(), PayWay::Wechat), PayWay::Alipay), PayWay::Demo);
    let mut at = now();
    let (mut asked, mut gone) = ([false; 3], [false; 3]);
    for turn in turns {
        if let Turn::Waits(days) = turn {
            at += TimeDelta::days(days);
            // What is due is asked after; a refund that takes too long is finance's.
            while let Some(trade) =
                order.attempt_due().filter(|(a, due)| a.is_refunding() && *due <= at).map(|(a, _)| a.trade.clone())
            {
                let ask = ServiceMove::AskPayment { trade: trade.clone(), close: false };
                let (next, whats) = service(&order, ask, at).unwrap();
                if matches!(whats[..], [What::RefundUnclear { .. }]) {
                    let nth = order.attempts.iter().position(|a| a.trade == trade).unwrap();
                    asked[nth] = false;
                }
                order = next;
            }
            continue;
        }
        let (by, mv) = of_turn(&turn);
        let Ok((next, events)) = order.apply(by, mv, &RULES, at) else { continue };
        for event in events {
            match (&turn, event.what) {
                (Turn::GivesBack(nth), What::GiveBackAsked { amount, .. }) => {
                    prop_assert!(!asked[*nth] && !gone[*nth], "twice");
                    prop_assert!(!order.is_own_payment(&order.attempts[*nth]), "the order stands on it");
                    prop_assert_eq!(Some(amount), order.attempts[*nth].received());
                    asked[*nth] = true;
                }
                (Turn::Told(nth, _), What::Refunded { .. }) => {
                    prop_assert!(!gone[*nth], "told twice");
                    (gone[*nth], asked[*nth]) = (true, false);
                }
                (Turn::Told(nth, _) | Turn::NotDone(nth, _), What::NotRefunded { .. }) => asked[*nth] = false,
                (Turn::Told(nth, _), What::RefundUnderway { .. }) => asked[*nth] = true,
                _ => {}
            }
        }
        order = next;
        let own = order.attempts.iter().position(|attempt| order.is_own_payment(attempt));
        let stands = !matches!(order.stage.kind(), StageKind::Withdrawn | StageKind::Rejected);
        if let (Some(nth), Turn::Confirms, true) = (own, &turn, stands) {
            prop_assert!(!asked[nth] && !gone[nth], "what goes back pays nothing");
        }
    }
    Ok(())
}

proptest! {
    /// Whatever is wanted and told in whatever order.
    #[test]
    fn money_goes_back_once_and_never_from_under_the_order(turns in proptest::collection::vec(turn(), 1..60)) {
        holds(turns)?;
    }
}

#[test]
fn what_the_provider_gives_back_unasked_and_never_ends_is_not_given_back_again() {
    let pays = |nth| Turn::Pays(nth, 13_000);
    let told = Turn::Told(0, Refund::Underway);
    holds(vec![pays(0), pays(2), pays(1), told, Turn::Waits(11), Turn::GivesBack(0)]).unwrap();
}
