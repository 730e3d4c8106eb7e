//! The crash test: the real binary is killed at random moments while people talk to it, and started again, many times. Nothing that was
//! confirmed is lost, nothing happens twice, and every message that is owed arrives.
//!
//! `CERTDESK_KILLS` sets how many kills there are; a good handful is part of every test run.

use crate::player::Player;
use crate::samples::{certificate, uscc_number};
use crate::world::{GROUP, TOKEN, WEI, World};
use certdesk::domain::order::What;
use certdesk::domain::uscc::Uscc;
use certdesk::store::Db;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How many people talk at once.
const PEOPLE: usize = 6;

/// The desk as the real binary.
struct Binary {
    child: Child,
}

impl Binary {
    fn start(world: &World) -> Self {
        let folder = world.folder.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_certdesk"));
        command.arg("--config").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/bot.toml")).arg("run").current_dir(folder);
        for (key, value) in [
            ("TELEGRAM__TOKEN", TOKEN.to_owned()),
            ("TELEGRAM__API_URL", world.sim.api_url()),
            ("TELEGRAM__PACE__ENABLED", "false".to_owned()),
            ("DATABASE__URL", world.database.clone()),
            ("STAFF__GROUP", GROUP.to_string()),
            ("STAFF__MEMBERS", format!("[{{ id = {WEI}, name = \"魏审\", roles = [\"administrator\"] }}]")),
            ("ACCOUNTS__PASSWORD__MEMORY", "64".to_owned()),
            ("ACCOUNTS__PASSWORD__PASSES", "1".to_owned()),
            ("WEB__LISTEN", "127.0.0.1:0".to_owned()),
            ("LOG__LEVEL", "error".to_owned()),
        ] {
            command.env(format!("CERTDESK_{key}"), value);
        }
        Self { child: command.stdout(Stdio::null()).spawn().expect("the binary starts") }
    }

    /// SIGKILL: it is told nothing and finishes nothing.
    fn kill(mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process ends");
    }

    /// SIGTERM: it finishes what it holds. Gives its exit code.
    fn ends(mut self) -> Option<i32> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(told.success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the process can be asked") {
                return status.code();
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "the desk did not end within 20 s");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_loses_nothing_and_repeats_nothing() {
    let kills: u32 = std::env::vars()
        .find(|(name, _)| name == "CERTDESK_KILLS")
        .map_or(25, |(_, count)| count.parse().expect("CERTDESK_KILLS is a number"));
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
    assert!(world.sim.quiet(Duration::from_secs(60)).await, "updates are left unconfirmed");
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

/// Starts the desk and kills it, again and again, each time a little later or earlier than the last; at the end it lives.
async fn kill_often(world: Arc<World>, kills: u32, killed: Arc<AtomicU32>, finished: Arc<AtomicBool>) -> Binary {
    loop {
        let binary = Binary::start(&world);
        if killed.load(Ordering::Acquire) >= kills || finished.load(Ordering::Acquire) {
            return binary;
        }
        // Counted from its first message, so that it is killed at work and not at its start; some are killed there, too.
        let sent = world.sim.sent_total();
        let drawn = certdesk::clock::random();
        let messages = u64::try_from(drawn % 12).unwrap();
        let rest = Duration::from_micros(u64::try_from((drawn >> 64) % 20_000).unwrap());
        let begun = Instant::now();
        while world.sim.sent_total() < sent + messages && begun.elapsed() < Duration::from_secs(3) {
            if finished.load(Ordering::Acquire) {
                return binary;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(rest).await;
        binary.kill();
        killed.fetch_add(1, Ordering::AcqRel);
    }
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
