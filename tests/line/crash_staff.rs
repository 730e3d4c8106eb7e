//! The crash test of whole orders: the real binary is killed at random moments while agents, legal persons and staff bring orders from the
//! first `/start` to the parcel. No update is lost, no decision is made twice, no verdict, no revocation; and nothing owed is forgotten.

use crate::killer::{kill_often, kills_asked_for};
use crate::samples::{certificate, uscc_number};
use crate::whole::Order;
use crate::world::World;
use certdesk::domain::certificate::CertificateState;
use certdesk::domain::order::{StageKind, What};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::uscc::Uscc;
use certdesk::store::Db;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// How many orders are under way at once.
const AT_ONCE: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_no_decision_is_lost_or_made_twice() {
    let kills = kills_asked_for().unwrap_or(12);
    // An order takes some ten kills; there are enough people for twice as many.
    let most = (kills as usize).div_ceil(4).max(AT_ONCE);
    let world = Arc::new(World::with(most).await);
    let on_file: Vec<_> = (0..most).map(|n| certificate(&format!("JX-{n:04}"), &uscc_number(n))).collect();
    world.on_file(&on_file).await;
    let (finished, killed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let killer = tokio::spawn(kill_often(Arc::clone(&world), kills, Arc::clone(&killed), Arc::clone(&finished)));
    let mut orders: Vec<Order> = Vec::new();
    while orders.len() < AT_ONCE || (killed.load(Ordering::Acquire) < kills && orders.len() + AT_ONCE <= most) {
        let first = orders.len();
        let played: Vec<_> = (first..first + AT_ONCE)
            .map(|n| {
                let world = Arc::clone(&world);
                tokio::spawn(async move {
                    let mut order = Order::begun(&world, n).await;
                    order.goes_to_the_end().await;
                    order
                })
            })
            .collect();
        for order in played {
            orders.push(order.await.expect("the order comes to its end"));
        }
    }
    finished.store(true, Ordering::Release);
    let binary = killer.await.expect("the killer lives");
    assert!(world.sim.quiet(Duration::from_mins(1)).await, "updates are left unconfirmed");
    assert_eq!(binary.ends(), Some(0), "it stops by itself when it is asked to");
    let killed = killed.load(Ordering::Acquire);
    assert!(killed >= kills, "only {killed} kills in {} orders", orders.len());
    let again = said_again(&orders);
    let figures = look_back(&world, &orders).await;
    println!(
        "{killed} kills, {} orders delivered, {figures}: 0 lost, 0 decisions repeated; {again} notices came twice",
        orders.len()
    );
    // What was sent and not yet written down when the kill came is sent again; that is a matter of milliseconds.
    assert!(again <= killed, "{again} notices came twice in {killed} kills");
}

/// What the journal of an order that was returned once must hold, each so many times and no more.
fn decided_once(what: &What) -> Option<(&'static str, usize)> {
    Some(match what {
        What::Opened => ("opened", 1),
        What::Agreed { .. } => ("agreed", 1),
        What::RevocationAccepted => ("warned", 1),
        What::Confirmed { .. } => ("confirmed", 1),
        What::LegalPersonOpened => ("legal person opened", 1),
        What::LegalPersonSent => ("legal person sent", 1),
        What::LegalPersonVerified => ("verified", 1),
        What::Uploaded { .. } => ("uploaded", 6),
        What::Inspected { .. } => ("inspected", 6),
        What::Submitted { .. } => ("submitted", 2),
        What::Returned { .. } => ("returned", 1),
        What::Approved => ("approved", 1),
        What::Paid { .. } => ("paid", 1),
        What::PaperPosted { .. } => ("posted", 1),
        What::PaperPassed => ("passed", 1),
        What::Made { .. } => ("made", 1),
        What::Shipped { .. } => ("shipped", 1),
        What::Delivered => ("delivered", 1),
        What::InvoiceSent { .. } => ("invoiced", 1),
        _ => return None,
    })
}

/// What the database knows afterwards.
async fn look_back(world: &World, orders: &[Order]) -> String {
    let db = Db::open(&world.database).await.unwrap();
    let mut tx = db.look().await.unwrap();
    assert_eq!(tx.effects_by_state().await.unwrap(), [], "something is still owed");
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap(), []);
    let mut decisions = 0;
    for played in orders {
        let number = OrderNumber::parse(&played.number).unwrap();
        let order = tx.orders(&[&number]).await.unwrap().remove(0).order;
        assert_eq!((order.stage.kind(), order.uploads.len()), (StageKind::Delivered, 6));
        let account = tx.accounts(&[&order.account]).await.unwrap().remove(0);
        assert_eq!(account.uscc.as_str(), played.agent.uscc);
        assert_eq!(tx.orders_of(&[&account.id]).await.unwrap().len(), 1, "one order was opened");
        let given: Vec<&str> =
            order.answers.asked().map(|question| order.answers.text(question)).filter(|a| *a != "ordinary").collect();
        assert_eq!(given, played.agent.answers, "every answer is there once");
        assert_eq!(tx.verify_journal(&number).await.unwrap(), None);
        let journal = tx.journal(&number).await.unwrap();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (name, wanted) in journal.iter().filter_map(|event| decided_once(&event.what)) {
            counts.entry(name).or_insert((0, wanted)).0 += 1;
        }
        assert_eq!(counts.len(), 19, "something was never decided: {counts:?}");
        let off: Vec<_> = counts.iter().filter(|(_, (count, wanted))| count != wanted).collect();
        assert!(off.is_empty(), "{number}: counted and wanted: {off:?}");
        decisions += journal.len();
        let certificates = tx.certificates(&Uscc::parse(&played.agent.uscc).unwrap()).await.unwrap();
        assert!(certificates.iter().all(|c| c.state == CertificateState::Revoked));
        for upload in 1..=6 {
            assert!(
                tx.file_digest(&number, upload).await.unwrap().is_some(),
                "the original of upload {upload} is kept"
            );
        }
    }
    let seen = tx.count_seen(7_000_001).await.unwrap();
    drop(tx);
    db.close().await;
    format!("{seen} updates, {decisions} journal entries")
}

/// Every notice that each order owes its applicant has come; how many of them came more than once.
fn said_again(orders: &[Order]) -> u32 {
    let mut again = 0;
    for order in orders {
        let history = order.agent.seat.history();
        for (notice, times) in [
            ("已提交预审", 2),
            ("有材料需要补正", 1),
            ("预审通过，请付款", 1),
            ("已确认收款", 1),
            ("已登记：", 1),
            ("纸质资料审核通过，开始制证", 1),
            ("的新证书已制作完成", 1),
            ("的新证书已寄出：", 1),
            ("的新证书已签收", 1),
            ("的发票已开具", 1),
        ] {
            let came = history.iter().filter(|m| m.from.is_bot && m.text.contains(notice)).count();
            assert!(came >= times, "{}: “{notice}” came {came} times", order.number);
            again += u32::try_from(came - times).unwrap();
        }
    }
    again
}
