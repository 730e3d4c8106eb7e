//! A database of the first release, as it was stored then, is brought up to date on both engines, and everything in it is read.

use crate::postgres::Cluster;
use crate::samples::{noon, uscc};
use certdesk::domain::certificate::CertificateState;
use certdesk::domain::effect::{CardKind, Effect};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Question, StageKind};
use certdesk::domain::order_number::OrderNumber;
use certdesk::store::Db;
use chrono::Duration;
use sha2::{Digest as _, Sha256};

/// The tables of the first release; whoever changes a migration that is out there changes nobody's database.
const FIRST: &str = include_str!("../../migrations/0001_desk.sql");
const FIRST_DIGEST: &str = "637586f8d342fa8f8c2ba7f2f6a1b9f1d2404a69fd108dd70d74777230c8a112";

/// What one order, delivered, with its people and what is still owed, left in those tables.
const SAMPLE: &str = include_str!("first_schema.sql");

async fn is_read_by_this_release(url: &str) {
    let db = Db::open(url).await.unwrap();
    db.migrate_to(1).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let rows = SAMPLE[SAMPLE.find("INSERT").unwrap()..].split(";\n").filter(|row| !row.is_empty());
    for statement in rows {
        assert_eq!(tx.run_raw(statement).await.unwrap(), 1, "{statement}");
    }
    tx.commit().await.unwrap();
    db.migrate().await.unwrap();

    let mut tx = db.begin().await.unwrap();
    let number = OrderNumber::parse("26000010").unwrap();
    let order = tx.orders(&[&number]).await.unwrap().remove(0).order;
    assert_eq!((order.stage.kind(), order.uploads.len()), (StageKind::Delivered, 6));
    assert_eq!(order.answers.text(Question::AgentName), "安经办");
    assert_eq!(tx.verify_journal(&number).await.unwrap(), None);
    assert_eq!(i64::try_from(tx.journal(&number).await.unwrap().len()).unwrap(), 40);
    let code = uscc("91360100000000000M");
    let account = tx.account_by_uscc(&code).await.unwrap().unwrap();
    assert_eq!(tx.accounts(&[&order.account]).await.unwrap(), std::slice::from_ref(&account));
    assert_eq!(tx.certificates(&code).await.unwrap()[0].state, CertificateState::Revoked);
    let key = (ChatId(1_001), UserId(1_001));
    let session = tx.sessions(&[key]).await.unwrap().remove(&key).unwrap();
    assert_eq!((session.account, session.order), (Some(account.id), Some(number.clone())));
    assert_eq!(tx.staff(&[UserId(31)]).await.unwrap()[0].name, "魏审");
    let card = tx.card(&number, ChatId(-1_001_000_000_001), CardKind::Desk).await.unwrap().unwrap();
    assert_eq!(tx.order_of_card(ChatId(-1_001_000_000_001), card).await.unwrap(), Some(number.clone()));
    assert!(tx.file_digest(&number, 6).await.unwrap().is_some());
    assert_eq!(tx.chat_moves().await.unwrap()[&ChatId(-5_001)], ChatId(-1_001_000_000_001));
    assert!(!tx.is_reachable(ChatId(77)).await.unwrap());
    assert_eq!(tx.next("orders 2026").await.unwrap(), 2, "numbers go on");
    assert_eq!(tx.remember(7_000_001, &[1, 2, 3, 9_999], noon()).await.unwrap().len(), 1, "what was seen stays seen");
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap().len(), 1);
    let far = noon() + Duration::days(365);
    let due = tx.lease("one", far, far + Duration::seconds(30), 10).await.unwrap();
    assert!(
        matches!(&due[..], [due] if matches!(&due.effect, Effect::Say { to, .. } if to.chat == ChatId(1_001))),
        "{due:?}"
    );
    let missed = tx.missed(ChatId(77)).await.unwrap();
    assert!(matches!(&missed[..], [(_, Some(Effect::Print { order, .. }))] if *order == number), "{missed:?}");
    assert_eq!(tx.find("江西样例").await.unwrap().len(), 1);
    assert_eq!(tx.expire_seen(far).await.unwrap(), 4);
    tx.commit().await.unwrap();
    db.close().await;
}

#[test]
fn the_first_migration_is_what_it_was() {
    let wanted: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&FIRST_DIGEST[2 * at..2 * at + 2], 16).unwrap()).collect();
    assert_eq!(Sha256::digest(FIRST).to_vec(), wanted, "a migration that was released is never changed: add another");
}

#[tokio::test]
async fn a_database_of_the_first_release_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    is_read_by_this_release(&format!("sqlite://{}/desk.sqlite", folder.path().display())).await;
}

#[tokio::test]
async fn a_database_of_the_first_release_on_postgresql() {
    let cluster = Cluster::start();
    is_read_by_this_release(&cluster.database()).await;
}
