//! What is traced: a span for each update and for each try of an effect, with numbers and kinds in it and never what people wrote.

use crate::player::{MOBILE, PASSWORD, Player};
use crate::samples::{certificate, uscc_number};
use crate::world::World;
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};
use telegram_sim::{CallFault, Fault};
use tracing_subscriber::fmt::format::FmtSpan;

/// Everything that was traced, as text.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The values of a field of a span of this name, as they stand in the lines of the log.
fn values<'l>(log: &'l str, span: &str, field: &str) -> BTreeSet<&'l str> {
    let (field, opening) = (format!("{field}="), format!("{span}{{"));
    let fields = log.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('}').next());
    let named = fields.flat_map(|fields| fields.split(' ').filter_map(|value| value.strip_prefix(&field)));
    let mut values = BTreeSet::new();
    values.extend(named.map(|value| value.trim_matches('"')));
    values
}

/// Set in the process that this test has for itself.
const ALONE: &str = "CERTDESK_TRACED_ALONE";

// In a process of its own: tests beside it trace nothing, and where they come by first, that is remembered for the whole process.
#[test]
fn every_update_and_every_try_has_its_span() {
    if std::env::vars().any(|(name, _)| name == ALONE) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(is_traced());
    }
    let mut alone = std::process::Command::new(std::env::current_exe().unwrap());
    alone.args(["--exact", "spans::every_update_and_every_try_has_its_span", "--nocapture"]).env(ALONE, "1");
    let ended = alone.output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&said));
    assert!(String::from_utf8_lossy(&said).contains("1 passed"));
}

// One thread: the subscriber is this thread's alone, and everything but the hashing and printing happens on it.
async fn is_traced() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(move || writer.clone())
        .finish();
    let _tracing = tracing::subscriber::set_default(subscriber);
    let world = World::with(1).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    world.sim.faults().arm(CallFault {
        method: Some("sendMessage".to_owned()),
        bot: None,
        chat: None,
        times: 1,
        fault: Fault::Error { code: 502, description: "Bad Gateway".to_owned() },
    });
    anna.registers().await;
    anna.applies().await;
    anna.sees("单位地址").await;
    app.idle().await;
    let mut tx = app.desk().db().look().await.unwrap();
    let seen = tx.count_seen(7_000_001).await.unwrap();
    let account = tx.account_by_uscc(&certdesk::domain::uscc::Uscc::parse(&anna.uscc).unwrap()).await.unwrap().unwrap();
    let order = tx.orders_of(&[&account.id]).await.unwrap().remove(0).order.number;
    drop(tx);
    app.stop().await;

    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert_eq!(values(&log, "update", "id").len(), usize::try_from(seen).unwrap(), "a span for each update: {log}");
    assert_eq!(values(&log, "update", "order"), BTreeSet::from([order.as_str()]));
    assert_eq!(values(&log, "effect", "attempt"), BTreeSet::from(["1", "2"]));
    let kinds = values(&log, "effect", "kind");
    assert!(kinds.is_superset(&BTreeSet::from(["say", "answer", "print", "delete"])), "{kinds:?}");
    assert!(values(&log, "effect", "order").contains(order.as_str()));
    for personal in [MOBILE, PASSWORD, &anna.uscc, "江西样例"] {
        assert!(!log.contains(personal), "{personal} is traced");
    }
}
