//! The crash test up to the summary: the real binary is killed at random moments while people talk to it, and started again, many times. Nothing that was
//! confirmed is lost, nothing happens twice, and every message that is owed arrives.
//!
//! `CERTDESK_KILLS` sets how many kills there are; a good handful is part of every test run.

use crate::killer::{kill_often, kills_asked_for};
use crate::player::Player;
use crate::samples::{certificate, uscc_number};
use crate::world::World;
use certdesk::domain::order::What;
use certdesk::domain::uscc::Uscc;
use certdesk::store::Db;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// How many people talk at once.
const PEOPLE: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_loses_nothing_and_repeats_nothing() {
    let kills = kills_asked_for().unwrap_or(25);
    let world = Arc::new(World::with(PEOPLE * rounds(kills)).await);
    let on_file: Vec<_> =
        (0..PEOPLE * rounds(kills)).map(|n| certificate(&format!("JX-{n:04}"), &uscc_number(n))).collect();
    world.on_file(&on_file).await;

    let (finished, killed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let killer = tokio::spawn(kill_often(Arc::clone(&world), kills, Arc::clone(&killed), Arc::clone(&finished)));
    let mut players = Vec::new();
    for round in 0..rounds(kills) {
        let talks: Vec<_> = (0..PEOPLE)
            .map(|n| {
                let mut player = Player::of(&world, round * PEOPLE + n);
                tokio::spawn(async move {
                    player.registers().await;
                    player.fills_in().await;
                    player
                })
            })
            .collect();
        for talk in talks {
            players.push(talk.await.expect("the conversation comes to its end"));
        }
        if killed.load(Ordering::Acquire) >= kills {
            break;
        }
    }
    finished.store(true, Ordering::Release);
    let binary = killer.await.expect("the killer lives");
    let talked = players.len();
    assert!(world.sim.quiet(Duration::from_mins(1)).await, "updates are left unconfirmed");
    assert_eq!(binary.ends(), Some(0), "it stops by itself when it is asked to");

    let figures = look_back(&world, &players).await;
    let killed = killed.load(Ordering::Acquire);
    assert!(killed >= kills, "only {killed} kills while {talked} people talked");
    println!("{killed} kills, {talked} people, {figures}: 0 lost, 0 repeated, 0 owed");
}

/// People take their turns in rounds, so that somebody always talks.
fn rounds(kills: u32) -> usize {
    (kills as usize).div_ceil(8).max(2)
}

/// What the database knows afterwards.
async fn look_back(world: &World, players: &[Player]) -> String {
    let db = Db::open(&world.database).await.unwrap();
    let mut tx = db.look().await.unwrap();
    assert_eq!(tx.effects_by_state().await.unwrap(), [], "something is still owed");
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap(), []);
    let (mut answers, mut decisions) = (0, 0);
    for player in players {
        let account =
            tx.account_by_uscc(&Uscc::parse(&player.uscc).unwrap()).await.unwrap().expect("the account is there");
        let orders = tx.orders_of(&[&account.id]).await.unwrap();
        assert_eq!(orders.len(), 1, "one order was opened");
        let order = &orders[0].order;
        let given: Vec<&str> =
            order.answers.asked().map(|question| order.answers.text(question)).filter(|a| *a != "ordinary").collect();
        assert_eq!(given, player.answers, "every answer is there once");
        answers += given.len();
        assert_eq!(tx.verify_journal(&order.number).await.unwrap(), None);
        let journal = tx.journal(&order.number).await.unwrap();
        let count = |wanted: &What| {
            journal.iter().filter(|event| std::mem::discriminant(&event.what) == std::mem::discriminant(wanted)).count()
        };
        for once in [What::Opened, What::GroundGiven, What::RevocationAccepted] {
            assert_eq!(count(&once), 1, "{once:?} in {journal:#?}");
        }
        decisions += journal.len();
    }
    let seen = tx.count_seen(7_000_001).await.unwrap();
    drop(tx);
    db.close().await;
    format!("{seen} updates, {answers} answers, {decisions} decisions")
}
